import type { Reason } from '../../../judgement.ts'
import type { Word } from '../shell/known.ts'
import type { Call } from '../shell/session.ts'
import { readReasons, removeReasons, writeReasons, type ReadManner, type Site, type WriteManner } from './effects.ts'

/** From where a call's paths are seen. */
export function siteOf({ spot, setting }: Call): Site {
  return { spot, setting }
}

const whole: WriteManner = { append: false, isEmpty: false }

export function removals(words: readonly Word[], call: Call, recursive: boolean): readonly Reason[] {
  return words.flatMap(({ text }) => removeReasons(text, siteOf(call), recursive))
}

export function writings(words: readonly Word[], call: Call, manner: WriteManner = whole): readonly Reason[] {
  return words.flatMap(({ text }) => writeReasons(text, siteOf(call), manner))
}

export function readings(words: readonly Word[], call: Call, manner: ReadManner): readonly Reason[] {
  return words.flatMap(({ text, flow }) => (flow ? [] : readReasons(text, siteOf(call), manner)))
}

/** The arguments in one line, for rules that look for words. */
export function lineOf({ args }: Call): string {
  return args.map(({ text }) => text).join(' ')
}

/** A word of the command says that this is not a place to try things out. */
export function isProduction(call: Call): boolean {
  return /(?:^|[^a-z])(?:prod|production|live|prd)(?:$|[^a-z])/i.test(`${lineOf(call)} ${call.environment ?? ''}`)
}

/** A word of the command says that nothing of value is there. */
export function isTrial(text: string): boolean {
  return /(?:^|[^a-z])(?:tests?|testing|dev|development|tmp|temp|ci|local|localhost|scratch|sandbox|demo|example|e2e|spec|fixture|minikube|kind|k3d|docker-desktop|localstack|preview|127\.0\.0\.1)(?:$|[^a-z])/i.test(
    text,
  )
}
