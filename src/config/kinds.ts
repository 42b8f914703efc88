/**
 * The kinds of values an option can have. One grammar for each, whatever the value comes from, so that a flag, a
 * variable and a config file agree on what `90m` means.
 *
 * Duration: seconds (`90`, `0.5`) or amounts with units, biggest first: `1h30m`, `90m`, `2d`, `500ms`.
 * Bytes: a count, or one with a unit of 1024: `512K`, `10M`, `1G` (also `10MB`, `10MiB`).
 * Count: whole; `_` may stand between digits. Money: dollars, decimals allowed, no sign, no exponent.
 */
export interface Kind<T> {
  /** What a value must be; continues the sentence "… is not". */
  readonly expected: string
  /** Stands for the value in a usage line; empty if the flag stands alone. */
  readonly placeholder: string
  /** May be given several times as a flag. */
  readonly repeatable?: true
  /** All values there are, for completion and "did you mean". */
  readonly choices?: readonly string[]
  /** From a flag or a variable; `undefined` if it is none of this kind. */
  fromText(text: string): T | undefined
  /** From YAML or JSON; `undefined` if it is none of this kind. */
  fromData(data: unknown): T | undefined
  /** As a config file would say it. */
  toData(value: T): unknown
  /** As a person would say it; `fromText` reads it back. */
  toText(value: T): string
  /** The JSON Schema of what `fromData` accepts. */
  readonly schema: JsonSchema
}

export type JsonSchema = Readonly<Record<string, unknown>>

interface Range {
  readonly min: number
  readonly max: number
}

const tenYearsMs = 10 * 365 * 24 * 3600 * 1000

export function count(min: 0 | 1 = 1, max: number = Number.MAX_SAFE_INTEGER): Kind<number> {
  const check = within({ min, max })
  return {
    expected: `a whole number of at least ${min}${max < Number.MAX_SAFE_INTEGER ? ` and at most ${max}` : ''}`,
    placeholder: '<n>',
    fromText: (written) => (/^\d+(_\d+)*$/.test(written) ? check(Number(written.replaceAll('_', ''))) : undefined),
    fromData: (data) => (Number.isInteger(data) ? check(data) : undefined),
    toData: (value) => value,
    toText: String,
    schema: { type: 'integer', minimum: min, maximum: max },
  }
}

/** US dollars. */
export function money(): Kind<number> {
  const check = within({ min: Number.MIN_VALUE, max: 1_000_000 })
  return {
    expected: 'an amount in US dollars above 0 and up to 1000000, such as 20 or 12.50',
    placeholder: '<usd>',
    fromText: (written) => (decimal.test(written) ? check(Number(written)) : undefined),
    fromData: check,
    toData: (value) => value,
    toText: String,
    schema: { type: 'number', exclusiveMinimum: 0, maximum: 1_000_000 },
  }
}

/** A part of a whole: above 0, at most 1. */
export function fraction(): Kind<number> {
  const check = within({ min: Number.MIN_VALUE, max: 1 })
  return {
    expected: 'a number above 0 and up to 1, such as 0.8',
    placeholder: '<0..1>',
    fromText: (written) => (decimal.test(written) ? check(Number(written)) : undefined),
    fromData: check,
    toData: (value) => value,
    toText: String,
    schema: { type: 'number', exclusiveMinimum: 0, maximum: 1 },
  }
}

/** Milliseconds inside, seconds or units outside. `zero`: whether "none at all" makes sense. */
export function duration({ zero }: { readonly zero: boolean } = { zero: false }): Kind<number> {
  const check = within({ min: zero ? 0 : 1, max: tenYearsMs })
  const fromText = (written: string) => check(milliseconds(written))
  return {
    expected: `a duration${zero ? '' : ' above 0'} of at most ten years, such as 90 (seconds), 15m or 1h30m`,
    placeholder: '<duration>',
    fromText,
    fromData: (data) => (typeof data === 'string' ? fromText(data) : check(inMilliseconds(data))),
    toData: (value) => value / 1000,
    toText: durationText,
    schema: {
      anyOf: [
        { type: 'number', ...(zero ? { minimum: 0 } : { exclusiveMinimum: 0 }), maximum: tenYearsMs / 1000 },
        { type: 'string', pattern: durationPattern.source },
      ],
    },
  }
}

export function bytes(): Kind<number> {
  const check = within({ min: 1, max: Number.MAX_SAFE_INTEGER })
  const fromText = (written: string) => {
    const [, amount, unit = ''] = written.match(bytesPattern) ?? []
    return amount === undefined ? undefined : check(Number(amount) * 1024 ** ' kmg'.indexOf(unit.toLowerCase() || ' '))
  }
  return {
    expected: 'a number of bytes of at least 1, such as 65536, 512K or 10M',
    placeholder: '<bytes>',
    fromText,
    fromData: (data) => (typeof data === 'string' ? fromText(data) : Number.isInteger(data) ? check(data) : undefined),
    toData: (value) => value,
    toText: String,
    schema: {
      anyOf: [
        { type: 'integer', minimum: 1 },
        { type: 'string', pattern: bytesPattern.source },
      ],
    },
  }
}

export function boolean(): Kind<boolean> {
  const yes = ['true', 'yes', 'on', '1'].map((word) => [word, true] as const)
  const no = ['false', 'no', 'off', '0'].map((word) => [word, false] as const)
  const words = new Map<string, boolean>([...yes, ...no])
  return {
    expected: 'true or false',
    placeholder: '',
    choices: ['true', 'false'],
    fromText: (written) => words.get(written.toLowerCase()),
    fromData: (data) => (typeof data === 'boolean' ? data : undefined),
    toData: (value) => value,
    toText: String,
    schema: { type: 'boolean' },
  }
}

export function choice<const T extends string>(choices: readonly T[], placeholder: string): Kind<T> {
  const find = (data: unknown) => choices.find((known) => known === data)
  return {
    expected: `one of ${choices.join(', ')}`,
    placeholder,
    choices,
    fromText: find,
    fromData: find,
    toData: (value) => value,
    toText: (value) => value,
    schema: { enum: choices },
  }
}

interface TextRules {
  readonly expected: string
  readonly placeholder: string
  readonly allows?: (text: string) => boolean
}

/** A text that is not blank and has no NUL, which no file name or argument can hold. */
export function text({ expected, placeholder, allows = () => true }: TextRules): Kind<string> {
  const check = (data: unknown) =>
    typeof data === 'string' && data.trim() !== '' && !data.includes('\0') && allows(data) ? data : undefined
  return {
    expected,
    placeholder,
    fromText: check,
    fromData: check,
    toData: (value) => value,
    toText: (value) => value,
    schema: { type: 'string', minLength: 1 },
  }
}

interface ListRules {
  readonly expected: string
  readonly placeholder: string
  /** Between the items of a flag or variable; without it the flag is repeated and a variable has one item a line. */
  readonly separator?: ','
  readonly choices?: readonly string[]
  readonly allows?: (items: readonly string[]) => boolean
}

/** Texts in order; from data also a single one. */
export function list({ separator, choices, allows = () => true, ...rules }: ListRules): Kind<readonly string[]> {
  const check = (items: readonly unknown[]) => (items.every(isItem) && allows(items) ? items : undefined)
  const isItem = (item: unknown): item is string =>
    typeof item === 'string' && item.trim() !== '' && !item.includes('\0') && (choices?.includes(item) ?? true)
  const split = (line: string) =>
    separator ? line.split(separator).map((item) => item.trim()) : line.split('\n').filter((item) => item.trim() !== '')
  const item = choices && !separator ? { enum: choices } : { type: 'string', minLength: 1 }
  return {
    ...rules,
    ...(separator ? {} : { repeatable: true }),
    ...(choices && { choices }),
    fromText: (line) => check(split(line)),
    fromData: (data) => check(Array.isArray(data) ? data : typeof data === 'string' ? split(data) : [data]),
    toData: (value) => value,
    toText: (value) => value.join(separator ?? '\n'),
    schema: { anyOf: [item, { type: 'array', items: choices ? { enum: choices } : item }] },
  }
}

const decimal = /^(\d+(\.\d+)?|\.\d+)$/
const durationPattern = /^(\d+(\.\d+)?|(\d+(\.\d+)?d)?(\d+(\.\d+)?h)?(\d+(\.\d+)?m)?(\d+(\.\d+)?s)?(\d+(\.\d+)?ms)?)$/
const bytesPattern = /^(\d+)\s?(?:([kKmMgG])(?:i?[bB])?)?$/
const unitMs: Readonly<Record<string, number>> = { d: 86_400_000, h: 3_600_000, m: 60_000, s: 1000, ms: 1 }

function within({ min, max }: Range): (data: unknown) => number | undefined {
  return (data) => (typeof data === 'number' && data >= min && data <= max ? data : undefined)
}

function inMilliseconds(seconds: unknown): unknown {
  return typeof seconds === 'number' ? Math.round(seconds * 1000) : undefined
}

function milliseconds(written: string): unknown {
  if (decimal.test(written)) return inMilliseconds(Number(written))
  if (written === '' || !durationPattern.test(written)) return undefined
  const parts = written.matchAll(/(\d+(?:\.\d+)?)(ms|[dhms])/g)
  return Math.round([...parts].reduce((sum, [, amount, unit = '']) => sum + Number(amount) * (unitMs[unit] ?? 0), 0))
}

function durationText(ms: number): string {
  let rest = ms
  let written = ''
  for (const [unit, size] of Object.entries(unitMs)) {
    const amount = Math.floor(rest / size)
    if (amount > 0) written += `${amount}${unit}`
    rest -= amount * size
  }
  return written || '0s'
}
