import { judgementOf, type Judgement, type Reason } from '../../judgement.ts'
import { hiddenText } from './hidden-text.ts'
import { semanticReasons } from './semantics.ts'
import { textOfBytes } from './utf8.ts'

export interface PromptFacts {
  /** Code points that are let through although no one sees them: `U+200B`. */
  readonly allowedHidden?: ReadonlySet<string>
}

/** What is to be said of a task text before an agent gets it. Never throws; linear in its length. */
export function judgePrompt(text: string, { allowedHidden }: PromptFacts = {}): Judgement {
  return judgementOf(reasonsIn(text, allowedHidden))
}

/** The same for bytes of a file, which may not be UTF-8 at all. */
export function judgePromptBytes(bytes: Uint8Array, { allowedHidden }: PromptFacts = {}): Judgement {
  const { text, reason } = textOfBytes(bytes)
  return judgementOf([...(reason ? [reason] : []), ...reasonsIn(text, allowedHidden)])
}

function reasonsIn(text: string, allowedHidden: ReadonlySet<string> | undefined): readonly Reason[] {
  return [...hiddenText(text, allowedHidden), ...semanticReasons(text)]
}
