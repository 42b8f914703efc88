/** A zone's distance from UTC at a moment, in milliseconds; `undefined` when nobody knows the zone. */
export type Offset = (epochMs: number) => number

const hourMs = 3_600_000

/** The zone a text names: `UTC`, `GMT+2`, `America/Toronto`; none named is this machine's. */
export function zoneNamed(name: string | undefined): Offset | undefined {
  if (name === undefined) return localOffset
  const fixed = /^(?:UTC|GMT|Z)(?:([+-])(\d{1,2})(?::?(\d{2}))?)?$/i.exec(name)
  if (!fixed) return regionOffset(name)
  const hours = Number(fixed[2] ?? 0) + Number(fixed[3] ?? 0) / 60
  return () => (fixed[1] === '-' ? -hours : hours) * hourMs
}

/** The moment at which clocks of the zone show `wall` (their reading taken as if it were UTC). */
export function epochOf(wall: number, offset: Offset): number {
  return wall - offset(wall - offset(wall))
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
