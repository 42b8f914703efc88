import { fields, objectIn, type Fields } from '../../src/agents/reading/fields.ts'

export interface Surroundings {
  /** Texts of this machine and what stands for them: a folder, an address. */
  readonly names: readonly (readonly [string, string])[]
  /** Milliseconds from the moment of the recording to the one at which transcripts are replayed. */
  readonly shiftMs: number
}

/**
 * Makes recorded output the same wherever and whenever it was recorded, and short enough to be read: no paths, ports or
 * identifiers of this machine, times as if recorded at the moment of the replay, long lists and texts cut, and no
 * vendor's system prompt.
 */
export class Neutral {
  readonly #surroundings: Surroundings
  readonly #ids = new Map<string, string>()

  constructor(surroundings: Surroundings) {
    this.#surroundings = surroundings
  }

  output(text: string): string {
    return text
      .split('\n')
      .map((line) => this.#line(line))
      .join('\n')
  }

  #line(line: string): string {
    const event = objectIn(line)
    return this.#text(event ? JSON.stringify(cut(event)) : head(line))
  }

  #text(text: string): string {
    const named = this.#surroundings.names.reduce((all, [from, to]) => all.replaceAll(from, to), text)
    return shifted(named, this.#surroundings.shiftMs).replace(identifier, (id: string) => this.#id(id))
  }

  /** The first, second, … identifier: what was the same stays the same. */
  #id(id: string): string {
    const known = this.#ids.get(id)
    if (known !== undefined) return known
    const number = String(this.#ids.size + 1)
    const same = /^[a-z]+_/.exec(id)?.[0] ?? ''
    const made = same ? `${same}${number.padStart(24, '0')}` : `00000000-0000-4000-8000-${number.padStart(12, '0')}`
    this.#ids.set(id, made)
    return made
  }
}

const identifier =
  /\b(?:[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}|(?:resp|call|msg|req|rs|fc|ctc)_[0-9a-f]{24,32})\b/g

const longestText = 1500
const longestList = 12

function head(text: string): string {
  return text.length <= longestText ? text : `${text.slice(0, longestText)}…`
}

/** Lists of what this CLI has to offer, which grow with every version. */
const offers = new Set(['tools', 'slash_commands', 'skills', 'agents', 'plugins', 'toolsAdded', 'mcp_servers'])

/** How long things took on this machine. */
const durations = /duration|ttft|elapsed|latency|_time_ms$|time_to_/i

function cut(value: unknown, key = ''): unknown {
  if (typeof value === 'string') return head(value)
  if (typeof value === 'number') return durations.test(key) ? 1 : value
  if (Array.isArray(value)) {
    if (offers.has(key)) return []
    return value.slice(0, longestList).map((element: unknown) => cut(element))
  }
  return typeof value === 'object' && value !== null ? cutObject(fields(value)) : value
}

function cutObject(object: Fields): Fields {
  const isSystem = object['role'] === 'system' || object['role'] === 'developer'
  const entries = Object.entries(object).map(([key, value]) => {
    if (isSystem && (key === 'content' || key === 'sections')) return [key, ''] as const
    if (key === 'system' || key === 'instructions' || key === 'systemPrompt') return [key, ''] as const
    return [key, cut(value, key)] as const
  })
  return Object.fromEntries(entries)
}

/** Moves every time near the recording, however it is written. */
function shifted(text: string, shiftMs: number): string {
  const wholeMs = Math.round(shiftMs / 1000) * 1000
  const isNear = (ms: number) => Math.abs(ms + wholeMs - Date.now() - wholeMs) < 10 * 86_400_000
  return text
    .replace(/\b\d{13}\b/g, (digits) => (isNear(Number(digits)) ? String(Number(digits) + wholeMs) : digits))
    .replace(/\b\d{10}\b/g, (digits) => {
      return isNear(Number(digits) * 1000) ? String(Number(digits) + wholeMs / 1000) : digits
    })
    .replace(/\b20\d\d-\d\d-\d\dT\d\d:\d\d:\d\d(?:\.\d+)?Z/g, (iso) => {
      return isNear(Date.parse(iso)) ? new Date(Date.parse(iso) + wholeMs).toISOString() : iso
    })
    .replace(/\b(\d{1,2}):(\d\d)( ?)([ap]m)\b/gi, (_, hour: string, minute: string, gap: string, half: string) => {
      const minutes = (Number(hour) % 12) * 60 + Number(minute) + (/p/i.test(half) ? 720 : 0) + wholeMs / 60_000
      return clockTime(minutes, gap, half)
    })
}

function clockTime(minutes: number, gap: string, half: string): string {
  const inDay = ((Math.floor(minutes) % 1440) + 1440) % 1440
  const hour = Math.floor(inDay / 60)
  const name = hour < 12 ? 'am' : 'pm'
  const sameCase = half === half.toUpperCase() ? name.toUpperCase() : name
  return `${hour % 12 || 12}:${String(inDay % 60).padStart(2, '0')}${gap}${sameCase}`
}
