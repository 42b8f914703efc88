import type { Token } from '../reading/tokens.ts'

/** A word without its ending; a path, an address or a number by what kind it is. */
export function wordClass({ text, kind }: Token): string {
  if (kind === 'address') return addressClass(text)
  if (kind === 'path') return pathClass(text)
  if (/^\d/.test(text)) return '<number>'
  if (kind === 'word' && text.includes('_')) return /secret|token|key|pass|cred/.test(text) ? '<secret>' : '<name>'
  return stemOf(text)
}

function addressClass(text: string): string {
  if (/localhost|127\.0\.0\.1/.test(text)) return '<local>'
  return text.includes('://') ? '<url>' : '<mail>'
}

const places: readonly (readonly [RegExp, string])[] = [
  [/^(?:~|\$home)[/\\]\./, '<home-dot>'],
  [/^(?:~|\$home|\/(?:home|users|root)\b)/, '<home>'],
  [/^\/tmp\b/, '<temporary>'],
  [/^[/\\]/, '<system>'],
  [/^\.\.(?:[/\\]|$)/, '<above>'],
]
const host = /^[\w-]+(?:\.[\w-]+)*\.(?:com|net|org|io|dev|sh|xyz|example|site|test|app|co|ru|me)$/

function pathClass(text: string): string {
  const place = places.find(([pattern]) => pattern.test(text))
  if (place) return place[1]
  if (/^\.[a-z_-]/.test(text)) return text.slice(0, 12)
  if (text.length < 256 && host.test(text)) return '<host>'
  const ending = /\.([a-z]{1,5})$/.exec(text)?.[1]
  return ending === undefined ? '<path>' : `<${ending}-file>`
}

/** English endings that make no difference here; a crude cut does, as it is the same cut everywhere. */
function stemOf(word: string): string {
  if (word.length < 5 || !/^[a-z]+$/.test(word)) return word
  const cut = word.endsWith('ies') ? `${word.slice(0, -3)}y` : word.replace(/(?:ing|ed|es|(?<!s)s)$/, '')
  const stem = cut !== word && cut.length > 3 && cut.at(-1) === cut.at(-2) ? cut.slice(0, -1) : cut
  return stem.length > 3 && stem.endsWith('e') ? stem.slice(0, -1) : stem
}
