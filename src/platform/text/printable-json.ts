/** What JSON leaves raw although a terminal or a reader of lines may obey it, or nobody can see it. */
const raw =
  // oxlint-disable-next-line no-control-regex, no-misleading-character-class -- they are what is looked for
  /[\x7f-\x9f\u00ad\u034f\u061c\u115f\u1160\u17b4\u17b5\u180b-\u180f\u200b-\u200f\u2028-\u202e\u2060-\u206f\u3164\ufe00-\ufe0f\ufeff\uffa0\ufff0-\ufffb\ufffe\uffff]|[\udb40-\udb43][\udc00-\udfff]/g

/** A value as JSON in which such characters stand as `\uXXXX`: they mean the same, and do nothing on the way. */
export function printableJson(value: unknown, indent?: number): string {
  return JSON.stringify(value, null, indent).replace(raw, (found) => {
    let escaped = ''
    for (let index = 0; index < found.length; index += 1)
      escaped += `\\u${found.charCodeAt(index).toString(16).padStart(4, '0')}`
    return escaped
  })
}
