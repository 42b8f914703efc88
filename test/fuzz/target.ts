import { RalphError } from '../../src/errors.ts'
import type { Judgement } from '../../src/judgement.ts'

/** A parser of text that a stranger wrote, and the laws it keeps whatever that text is. */
export interface Target {
  readonly name: string
  /** To begin with; each is a text of the kind it reads. */
  readonly seeds: readonly (string | Buffer)[]
  /** Reads one input. Throws a `BrokenLaw` for a law that does not hold; any other error breaks one, too. */
  read(input: Buffer): void | Promise<void>
  /** Whether 256 KB of the worst must be read within a quarter of a second. */
  readonly isLinear: boolean
}

/** A promise about a parser that one input has shown to be false. */
export class BrokenLaw extends Error {}

/** Laws that cost another reading are asked of these alone: the others are there to be timed. */
export const isShort = (input: Buffer): boolean => input.length <= 8192

/** Throws unless it is so. */
export function law(isSo: boolean, what: string): void {
  if (!isSo) throw new BrokenLaw(what)
}

/** What a parser says, or undefined where it refuses in its own words: one line of them. */
export async function unlessRefused<T>(read: () => T | Promise<T>): Promise<T | undefined> {
  try {
    return await read()
  } catch (error) {
    if (!(error instanceof RalphError)) throw error
    law(error.message !== '' && error.hint !== '', 'a refusal has words')
    return undefined
  }
}

// oxlint-disable-next-line no-control-regex -- control characters are what it looks for
const unprintable = /[\u0000-\u001f\u007f-\u009f\u202a-\u202e\u2066-\u2069]/

/** A judgement that people can read, and that follows from its reasons. */
export function lawsOfJudgement({ verdict, reasons }: Judgement): void {
  const gravest = reasons[0]?.grade ?? 'allow'
  law(verdict === gravest, `the verdict ${verdict} follows from its gravest reason, ${gravest}`)
  for (const { rule, message, line = 1, column = 1 } of reasons) {
    law(rule !== '' && message !== '', 'a reason has a rule and words')
    law(message.length <= 2000, `words are bounded: ${message.length}`)
    law(!unprintable.test(message), `words are safe to print: ${JSON.stringify(message)}`)
    law(line >= 1 && column >= 1, 'places are counted from 1')
  }
}
