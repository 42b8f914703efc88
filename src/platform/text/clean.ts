import type { AgentOutput } from '../../agent.ts'
import { headAndTail } from './bounded.ts'
import { neutralise } from './neutralise.ts'
import { OutputClean } from './output-clean.ts'
import { redactorOf, secretFinders, type Clean, type RedactorOptions } from './redact.ts'
import { SequenceClean } from './sequence-clean.ts'
import { StreamClean } from './stream-clean.ts'

/** The one pipeline from foreign text to anybody who sees it: redacts, then neutralises. Made once for a run. */
export interface Cleaning {
  /** For a text that stands for itself. */
  readonly clean: Clean
  /** For lines or messages that follow one another: of a gate, of a log. */
  sequence(): SequenceClean
  /** For a text that arrives in pieces, wherever they were cut. */
  stream(): StreamClean
  /** For the outputs of one agent. Every text in them is bounded, too. */
  outputs(limit?: number): OutputClean
}

/** The pipeline for these secrets. */
export function makeCleaning(options: RedactorOptions = {}): Cleaning {
  const finders = secretFinders(options)
  const redact = redactorOf(finders)
  const clean = untilClean((text) => neutralise(redact(text)))
  const sequence = () => new SequenceClean(finders)
  return {
    clean,
    sequence,
    stream: () => new StreamClean(sequence()),
    outputs: (limit = outputLimit) =>
      new OutputClean({
        clean,
        sequence,
        cleanAlone: (output) => cleanOutput(clean, output, limit),
        workLimit,
        limit,
      }),
  }
}

const mostPasses = 3

/** What was made visible, or stands together now, is looked at once more. Hardly any text is changed at all. */
function untilClean(pass: Clean): Clean {
  return (text) => {
    let before = text
    let after = pass(text)
    for (let passes = 1; passes < mostPasses && after !== before; passes += 1) {
      before = after
      after = pass(before)
    }
    return after
  }
}

/** Redacts, then neutralises: what every text from outside goes through before anyone sees it. */
export function makeClean(options: RedactorOptions = {}): Clean {
  return makeCleaning(options).clean
}

/** Longest text of one output that is shown, in code units; the start and the end of a longer one are kept. */
export const outputLimit = 64 * 1024

/** Texts are cut to this before they are cleaned, so that a giant costs no more; far enough from the final cut to hide no half secret. */
const workLimit = 16 * outputLimit

/** An output of an agent with every text in it bounded and cleaned. */
export function cleanOutput(clean: Clean, output: AgentOutput, limit = outputLimit): AgentOutput {
  return cleanEvent(cleanWithin(clean, limit), output)
}

/** Cleans and then shortens: the other way round could leave half a secret, which nobody would recognise. */
export function cleanWithin(clean: Clean, limit: number): Clean {
  return (text) => headAndTail(clean(headAndTail(text, workLimit)), limit)
}

/** An event, or any plain JSON, with every text in it cleaned. What holds nothing to clean comes back as it is. */
export function cleanEvent<T extends object>(clean: Clean, event: T): T {
  // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- the same shape with other strings
  return cleanDeep(clean, event) as T
}

function cleanDeep(clean: Clean, value: unknown): unknown {
  if (typeof value === 'string') return clean(value)
  if (Array.isArray(value)) return cleanList(clean, value)
  if (typeof value !== 'object' || value === null) return value
  const before = Object.entries(value)
  const after = before.map(([key, part]) => [clean(key), cleanDeep(clean, part)] as const)
  const isSame = after.every(([key, part], index) => key === before[index]?.[0] && part === before[index]?.[1])
  return isSame ? value : Object.fromEntries(after)
}

function cleanList(clean: Clean, list: readonly unknown[]): readonly unknown[] {
  const after = list.map((part) => cleanDeep(clean, part))
  return after.every((part, index) => part === list[index]) ? list : after
}
