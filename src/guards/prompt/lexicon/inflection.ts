import { irregular } from './verbs.ts'

/** The form of a verb. `foreign` and `piece`: of another language, whose forms are listed rather than told apart. */
export type Form = 'base' | 'third' | 'past' | 'gerund' | 'foreign' | 'piece'

/** All forms of an English verb; of several words the first is inflected ("turn off", "turned off"). */
export function formsOf(phrase: string): readonly { readonly text: string; readonly form: Form }[] {
  const [verb = '', ...rest] = phrase.split(' ')
  const tail = rest.length === 0 ? '' : ` ${rest.join(' ')}`
  const form = (text: string, name: Form) => ({ text: `${text}${tail}`, form: name })
  if (/^(?:do|no|you)$/.test(verb)) return [form(verb, 'base')]
  const pasts = new Set(irregular[verb] ?? [regularPast(verb)])
  return [
    form(verb, 'base'),
    form(third(verb), 'third'),
    ...[...pasts].filter((past) => past !== verb).map((past) => form(past, 'past')),
    form(gerund(verb), 'gerund'),
  ]
}

const doubled = new Set(['commit', 'submit', 'transmit', 'format', 'reformat', 'permit', 'transfer'])

/** One vowel between consonants doubles the last: drop, dropped. */
function stem(verb: string): string {
  if (!doubled.has(verb) && !/^[^aeiou]*[aeiou][^aeiouwxy]$/.test(verb)) return verb
  if (doubled.has(verb) && verb.endsWith('mat')) return `${verb}t`
  return `${verb}${verb.slice(-1)}`
}

function regularPast(verb: string): string {
  if (verb.endsWith('e')) return `${verb}d`
  return /[^aeiou]y$/.test(verb) ? `${verb.slice(0, -1)}ied` : `${stem(verb)}ed`
}

function third(verb: string): string {
  if (/[^aeiou]y$/.test(verb)) return `${verb.slice(0, -1)}ies`
  return /(?:s|x|z|ch|sh|o)$/.test(verb) ? `${verb}es` : `${verb}s`
}

function gerund(verb: string): string {
  return /[^e]e$/.test(verb) ? `${verb.slice(0, -1)}ing` : `${stem(verb)}ing`
}
