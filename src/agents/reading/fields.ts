/**
 * Readers for JSON of foreign make. Every field is optional until proven: a reader answers what it found in the
 * expected shape, else `undefined` or something empty, and never throws.
 */
export type Fields = Readonly<Record<string, unknown>>

const noFields: Fields = Object.freeze({})

/** The object on a line of JSON, or `undefined` for everything else: text, torn JSON, other JSON values. */
export function objectIn(line: string): Fields | undefined {
  if (line.charCodeAt(0) !== 0x7b) return undefined // cheaper than letting JSON.parse throw on every line of text
  if (!begins.test(line) || !line.trimEnd().endsWith('}')) return undefined
  const { stackTraceLimit } = Error
  Error.stackTraceLimit = 0 // most of what a torn line costs is a stack that nobody reads
  try {
    const value: unknown = JSON.parse(line)
    return isFields(value) ? value : undefined
  } catch {
    return undefined
  } finally {
    Error.stackTraceLimit = stackTraceLimit
  }
}

const begins = /^\{[ \t\r\n]*["}]/

/** The object itself, or one without fields. */
export function fields(value: unknown): Fields {
  return isFields(value) ? value : noFields
}

/** The array's elements, or none. */
export function items(value: unknown): readonly unknown[] {
  return Array.isArray(value) ? value : []
}

/** The string if it has any characters. */
export function text(value: unknown): string | undefined {
  return typeof value === 'string' && value !== '' ? value : undefined
}

/** A count that can be added up: finite, not negative, exact. */
export function count(value: unknown): number | undefined {
  return typeof value === 'number' && value >= 0 && value <= Number.MAX_SAFE_INTEGER ? value : undefined
}

function isFields(value: unknown): value is Fields {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}
