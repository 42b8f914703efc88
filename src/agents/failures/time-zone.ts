/** A zone's distance from UTC at a moment, in milliseconds. */
export type Offset = (epochMs: number) => number

const hourMs = 3_600_000
const dayMs = 24 * hourMs

/**
 * The zone a text names: `UTC`, `GMT+2`, `+05:30`, `PST`, `America/Toronto`; none named is this machine's.
 * `undefined` when nobody knows the zone.
 */
export function zoneNamed(name: string | undefined): Offset | undefined {
  if (name === undefined) return localOffset
  const fixed = /^(?:UTC|GMT|Z)?(?:([+-])(\d{1,2})(?::?(\d{2}))?)?$/i.exec(name)
  if (fixed) {
    const hours = Number(fixed[2] ?? 0) + Number(fixed[3] ?? 0) / 60
    return hours > 14 ? undefined : constant(fixed[1] === '-' ? -hours : hours)
  }
  return abbreviated(name.toUpperCase()) ?? regionOffset(name)
}

/**
 * The moments at which clocks of the zone show `wall` (their reading taken as if it were UTC), the earlier first: two
 * when clocks were set back over it. For a reading that clocks jump over it is the moment an hour's jump later.
 */
export function momentsOf(wall: number, offset: Offset): readonly number[] {
  const before = wall - offset(wall - dayMs)
  const after = wall - offset(wall + dayMs)
  const shown = [...new Set([before, after])].filter((at) => at + offset(at) === wall)
  return shown.length > 0 ? shown.sort((a, b) => a - b) : [before]
}

/** Hours from UTC. Of several zones with one abbreviation this machine's is meant, else the first. */
const abbreviations = [
  'HST -10, AKST -9, AKDT -8, PST -8, PDT -7, MST -7, MDT -6, CST -6 8, CDT -5, EST -5, EDT -4, AST -4 3, ADT -3',
  'NST -3.5, NDT -2.5, ART -3, BRT -3, CLT -4, WET 0, WEST 1, BST 1 6, IST 5.5 1 2, IDT 3, CET 1, CEST 2, MEZ 1, MESZ 2',
  'EET 2, EEST 3, SAST 2, CAT 2, EAT 3, WAT 1, MSK 3, TRT 3, GST 4, PKT 5, WIB 7, ICT 7, SGT 8, HKT 8, PHT 8, AWST 8',
  'JST 9, KST 9, ACST 9.5, ACDT 10.5, AEST 10, AEDT 11, NZST 12, NZDT 13',
].join(', ')

/** Said of a region, whichever clock it keeps at the time. */
const regions: ReadonlyMap<string, string> = new Map([
  ['PT', 'America/Los_Angeles'],
  ['MT', 'America/Denver'],
  ['CT', 'America/Chicago'],
  ['ET', 'America/New_York'],
])

function abbreviated(name: string): Offset | undefined {
  const region = regions.get(name)
  if (region !== undefined) return regionOffset(region)
  if (!/^[A-Z]{3,4}$/.test(name)) return undefined
  const offsets = new RegExp(`\\b${name} ([\\d. -]+)`).exec(abbreviations)?.[1]?.split(' ')
  const [first, ...others] = offsets?.map((hours) => Number(hours) * hourMs) ?? []
  if (first === undefined) return undefined
  return (epochMs) => others.find((other) => other === localOffset(epochMs)) ?? first
}

function constant(hours: number): Offset {
  return () => hours * hourMs
}

function localOffset(epochMs: number): number {
  return -new Date(epochMs).getTimezoneOffset() * 60_000
}

/** Intl costs milliseconds to start, so it is touched only for an error that names a region. */
function regionOffset(timeZone: string): Offset | undefined {
  try {
    const format = new Intl.DateTimeFormat('en-US', {
      timeZone,
      hourCycle: 'h23',
      year: 'numeric',
      month: 'numeric',
      day: 'numeric',
      hour: 'numeric',
      minute: 'numeric',
      second: 'numeric',
    })
    return (epochMs) => wallIn(format, epochMs) - Math.floor(epochMs / 1000) * 1000
  } catch {
    return undefined // not a zone
  }
}

function wallIn(format: Intl.DateTimeFormat, epochMs: number): number {
  const part = Object.fromEntries(format.formatToParts(epochMs).map(({ type, value }) => [type, Number(value)]))
  const { year = 0, month = 1, day = 1, hour = 0, minute = 0, second = 0 } = part
  return Date.UTC(year, month - 1, day, hour, minute, second)
}
