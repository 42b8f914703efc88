import type { Basis, Cost } from '../../usage.ts'

/** Figures for people. No `Intl` here: it costs start-up time, and the output of a program should not follow the locale. */

/** `3.2s`, `49s`, `2m 3s`, `1h 2m`, `2d 3h`: two units at most. */
export function duration(ms: number): string {
  if (!Number.isFinite(ms) || ms < 0) return '0s'
  if (ms < 9_950) return `${trimmed(ms / 1000, 1)}s`
  const seconds = Math.round(ms / 1000)
  if (seconds < 60) return `${seconds}s`
  if (seconds < 3600) return twoUnits(seconds, 60, 'm', 's')
  const minutes = Math.floor(seconds / 60)
  if (minutes < 24 * 60) return twoUnits(minutes, 60, 'h', 'm')
  return twoUnits(Math.floor(minutes / 60), 24, 'd', 'h')
}

function twoUnits(amount: number, size: number, large: string, small: string): string {
  const rest = amount % size
  return `${Math.floor(amount / size)}${large}${rest === 0 ? '' : ` ${rest}${small}`}`
}

/** Time left to the second: `0:42`, `57:03`, `1:02:03`. */
export function countdown(ms: number): string {
  const seconds = Math.max(0, Math.ceil(ms / 1000))
  const tail = `${two(Math.floor(seconds / 60) % 60)}:${two(seconds % 60)}`
  return seconds < 3600 ? tail.replace(/^0/, '') : `${Math.floor(seconds / 3600)}:${tail}`
}

/** `987`, `45.2k`, `1.2M`. */
export function tokens(count: number): string {
  if (count < 1000) return String(Math.round(count))
  if (count < 99_950) return `${trimmed(count / 1000, 1)}k`
  if (count < 999_500) return `${Math.round(count / 1000)}k`
  return `${trimmed(count / 1_000_000, 1)}M`
}

/** `1,234,567`. */
export function grouped(count: number): string {
  return String(Math.round(count)).replace(/\B(?=(\d{3})+$)/g, ',')
}

/** `$1.23`; four places below a cent, so that little is not shown as nothing. */
export function money(usd: number): string {
  if (usd !== 0 && Math.abs(usd) < 0.01) return `$${usd.toFixed(4)}`
  const [whole = '0', cents = '00'] = usd.toFixed(2).split('.')
  return `$${whole.replace(/\B(?=(\d{3})+$)/g, ',')}.${cents}`
}

/** Dollars with a mark unless the agent itself reported them: `~$1.23`. */
export function cost({ usd, basis }: Cost): string {
  return `${basis === 'reported' ? '' : '~'}${money(usd)}`
}

/** How a figure is known, in words. */
export function basisWords(basis: Basis): string {
  switch (basis) {
    case 'reported':
      return 'reported by the agent'
    case 'priced':
      return 'priced: reported tokens times list prices'
    case 'estimated':
      return 'estimated: the agent did not report it'
  }
}

/** `14:02:11`, local time. */
export function timeOfDay(at: number): string {
  const date = new Date(at)
  return `${two(date.getHours())}:${two(date.getMinutes())}:${two(date.getSeconds())}`
}

/** `2026-11-21 14:02:11`, local time. */
export function dateTime(at: number): string {
  const date = new Date(at)
  return `${date.getFullYear()}-${two(date.getMonth() + 1)}-${two(date.getDate())} ${timeOfDay(at)}`
}

/** `1 iteration`, `3 iterations`. */
export function plural(count: number, noun: string): string {
  return `${grouped(count)} ${noun}${count === 1 ? '' : 's'}`
}

const two = (value: number) => String(value).padStart(2, '0')
const trimmed = (value: number, places: number) => value.toFixed(places).replace(/\.0+$/, '')

/** `512 B`, `1.5 KiB`, `20 MiB`. */
export function bytes(count: number): string {
  if (count < 1024) return `${count} B`
  const power = Math.min(4, Math.floor(Math.log2(count) / 10))
  return `${trimmed(count / 1024 ** power, 1)} ${['KiB', 'MiB', 'GiB', 'TiB'][power - 1]}`
}

/** A share between 0 and 1: `83 %`. */
export function percent(share: number): string {
  return `${Math.floor(share * 100)} %`
}
