import { irregular } from './irregular.ts'

/** The form of a verb. `foreign` and `piece`: of another language, whose forms are listed rather than told apart. */
export type Form = 'base' | 'third' | 'past' | 'gerund' | 'foreign' | 'piece'

export interface Stem {
  readonly base: string
  readonly form: Form
}

let participles: ReadonlyMap<string, string> | undefined

/** What an English word may be a form of: "dropped" of "drop" or "droppe". More than there are; look them up. */
export function stemsOf(word: string): readonly Stem[] {
  participles ??= new Map(
    Object.entries(irregular).flatMap(([base, forms]) => forms.split(' ').map((form) => [form, base] as const)),
  )
  const past = participles.get(word)
  const stems: Stem[] = [{ base: word, form: 'base' }]
  if (past !== undefined) stems.push({ base: past, form: 'past' })
  if (word.length < 4) return stems
  if (word.endsWith('s')) stems.push(...endless(word, 's', 'third'))
  else if (word.endsWith('ed')) stems.push(...endless(word, 'ed', 'past'), { base: word.slice(0, -1), form: 'past' })
  else if (word.endsWith('ing'))
    stems.push(...endless(word, 'ing', 'gerund'), { base: `${word.slice(0, -3)}e`, form: 'gerund' })
  return stems
}

/** Without its ending: plain, with "es" for "s", with "y" for "ie", and with one consonant for two. */
function endless(word: string, ending: string, form: Form): readonly Stem[] {
  const stem = word.slice(0, -ending.length)
  const stems = [{ base: stem, form }]
  if (ending === 's' && stem.endsWith('e')) stems.push({ base: stem.slice(0, -1), form })
  if (stem.endsWith('ie')) stems.push({ base: `${stem.slice(0, -2)}y`, form })
  if (ending === 'ed' && stem.endsWith('i')) stems.push({ base: `${stem.slice(0, -1)}y`, form })
  if (stem.at(-1) === stem.at(-2)) stems.push({ base: stem.slice(0, -1), form })
  return stems
}

/** What an English noun in the plural may be the plural of. */
export function singularsOf(word: string): readonly string[] {
  if (!word.endsWith('s') || word.length < 3) return []
  if (word.endsWith('ies')) return [`${word.slice(0, -3)}y`, word.slice(0, -1)]
  return word.endsWith('es') ? [word.slice(0, -1), word.slice(0, -2)] : [word.slice(0, -1)]
}
