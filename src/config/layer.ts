import { RalphError } from '../errors.ts'
import { didYouMean } from './did-you-mean.ts'
import type { AnyOption, Setting } from './option.ts'
import { placeOf, type Origin } from './origin.ts'

export interface Given {
  readonly value: unknown
  readonly origin: Origin
}

/** What one source says: checked values, each with its origin. */
export type Layer = ReadonlyMap<Setting, Given>

/** Puts a checked value into a layer; a source that says one thing twice is not understood. */
export function give(layer: Map<Setting, Given>, option: AnyOption, given: Given): void {
  const before = layer.get(option.setting)
  if (before) {
    throw new RalphError(
      `${placeOf(given.origin)} is given twice: ${placeOf(before.origin)} says the same setting`,
      'Keep one of them.',
    )
  }
  layer.set(option.setting, given)
}

/** The error for a value that is none of its option's kind. */
export function notOfItsKind({ kind }: AnyOption, raw: unknown, origin: Origin): RalphError {
  return new RalphError(`${placeOf(origin)}: ${shown(raw)} is not ${kind.expected}`, hint(kind.choices, raw))
}

/** Words of a hint that ends every error about a name nobody knows. */
export function suggestion(word: string, known: Iterable<string>): string | undefined {
  const meant = didYouMean(word, known)
  return meant === undefined ? undefined : `Did you mean ${meant}?`
}

function hint(choices: readonly string[] | undefined, raw: unknown): string {
  const words = typeof raw === 'string' ? raw.split(',') : Array.isArray(raw) ? raw : []
  const stranger = words.map((word) => String(word).trim()).find((word) => !choices?.includes(word))
  const meant = choices && stranger ? suggestion(stranger, choices) : undefined
  return meant ?? 'See `ralph run --help` for what each option takes.'
}

function shown(raw: unknown): string {
  const text = JSON.stringify(typeof raw === 'number' && !Number.isFinite(raw) ? String(raw) : raw) ?? String(raw)
  return text.length > 80 ? `${text.slice(0, 77)}…` : text
}
