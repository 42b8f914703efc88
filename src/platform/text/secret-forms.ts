/**
 * The ways in which a secret is printed: as it is, each of its longer lines, base64 wherever in a larger base64 it may
 * stand, URL-encoded, JSON-escaped (also twice), HTML-escaped, in hex. None is shorter than the shortest secret.
 */
export function secretForms(value: string): readonly string[] {
  const forms = new Set<string>()
  for (const text of [value, ...longLines(value)]) {
    const bytes = Buffer.from(text)
    for (const form of [text, ...escapedForms(text), ...base64Forms(bytes), ...hexForms(bytes)]) forms.add(form)
  }
  return [...forms]
}

/** A key of several lines is often printed line by line. */
function longLines(value: string): readonly string[] {
  const lines = value.split(/\r?\n|\\n/)
  return lines.length === 1
    ? []
    : lines.map((line) => line.trim()).filter((line) => line.length >= 16 && !line.startsWith('-----'))
}

function escapedForms(text: string): readonly string[] {
  const json = inJson(text)
  const url = encodeURIComponent(Buffer.from(text).toString())
  const strictUrl = url.replace(/[!'()*]/g, (character) => `%${character.charCodeAt(0).toString(16).toUpperCase()}`)
  return [
    json,
    inJson(json),
    json.replaceAll('/', '\\/'),
    json.replace(/[^\x20-\x7e]/g, (unit) => `\\u${unit.charCodeAt(0).toString(16).padStart(4, '0')}`),
    ...[url, strictUrl, strictUrl.replaceAll('%20', '+')].flatMap((form) => [form, lowerEscapes(form)]),
    text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;').replaceAll('"', '&quot;'),
    text.replaceAll("'", "'\\''"),
  ]
}

const inJson = (text: string) => JSON.stringify(text).slice(1, -1)
const lowerEscapes = (url: string) => url.replace(/%[0-9A-F]{2}/g, (escape) => escape.toLowerCase())

/** In the middle of other bytes, base64 depends on the place modulo three; characters that mix with neighbours are left out. */
function base64Forms(bytes: Buffer): readonly string[] {
  return [0, 1, 2].flatMap((offset) => {
    const encoded = Buffer.concat([Buffer.alloc(offset), bytes]).toString('base64')
    const core = encoded.slice(offset === 0 ? 0 : offset + 1, Math.floor(((offset + bytes.length) * 8) / 6))
    return [core, core.replaceAll('+', '-').replaceAll('/', '_')]
  })
}

function hexForms(bytes: Buffer): readonly string[] {
  const hex = bytes.toString('hex')
  return [
    hex,
    hex.toUpperCase(),
    hex.replace(/../g, '%$&'),
    hex.toUpperCase().replace(/../g, '%$&'),
    hex.replace(/../g, '\\x$&'),
  ]
}
