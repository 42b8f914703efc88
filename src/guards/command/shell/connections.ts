import type { Redirection } from 'unbash'
import type { Reason } from '../../../judgement.ts'
import { socketHost } from '../paths/hosts.ts'
import { block } from '../reasons.ts'
import type { Word } from './known.ts'
import { languageOf, programName, shells } from './programs.ts'

/** A shell, or this shell's own input and output, that is tied to a connection obeys whoever is at its other end. */
export function connectionReasons(words: readonly Word[], redirects: readonly Redirection[]): readonly Reason[] {
  const host = redirects.map(hostOf).find((name) => name !== undefined)
  if (host === undefined) return []
  const programs = words.slice(0, 4).map(({ text }) => programName(text))
  const obeys = programs.some(
    (program) => shells.has(program) || program === 'exec' || languageOf(program) !== undefined,
  )
  return obeys ? [block('opens-shell', `ties a shell to a connection to ${host}`)] : []
}

function hostOf(redirect: Redirection): string | undefined {
  return redirect.type === 'Redirect' ? socketHost(redirect.target?.value ?? '') : undefined
}
