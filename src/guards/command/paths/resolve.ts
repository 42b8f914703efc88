import { hasHole, holeMark } from '../shell/known.ts'
import type { Spot } from '../shell/session.ts'

/** A path made absolute: `unset` where it begins with something unknown that may be empty, `unknown` where it can't. */
export type Resolved =
  | { readonly kind: 'path'; readonly segments: readonly string[] }
  | { readonly kind: 'unset' | 'unknown'; readonly rest: string }

/** Makes a path absolute and takes `.` and `..` out, without looking at the disk. Unknown segments become `*`. */
export function resolve(text: string, { ground, cwd, links }: Spot): Resolved {
  if (text.startsWith(holeMark)) return unknownStart(text)
  const drive = /^(?:[A-Za-z]:(?:[\\/]|$)|\\\\)/.test(text)
  const path = drive ? `/${text.replaceAll('\\', '/')}` : text
  if (!path.startsWith('/') && cwd === undefined) return { kind: 'unknown', rest: `/${path}` }
  const whole = path.startsWith('/') ? path : `${cwd ?? ground.workspace}/${path}`
  return { kind: 'path', segments: followed(segmentsOf(whole), links) }
}

function unknownStart(text: string): Resolved {
  const end = text.indexOf(holeMark, 1) + 1
  const isSet = text.startsWith('!', 1)
  return { kind: isSet ? 'unknown' : 'unset', rest: text.slice(end) }
}

/** The names on the way, `.` and `..` taken out. */
export function segmentsOf(path: string): readonly string[] {
  const names: string[] = []
  for (const name of path.split('/')) {
    if (name === '..') names.pop()
    else if (name !== '' && name !== '.') names.push(hasHole(name) ? '*' : name)
  }
  return names
}

/** A link that this command line made leads elsewhere. */
function followed(segments: readonly string[], links: ReadonlyMap<string, string>): readonly string[] {
  if (links.size === 0) return segments
  for (let length = segments.length; length > 0; length--) {
    const target = links.get(`/${segments.slice(0, length).join('/')}`)
    if (target !== undefined) return [...segmentsOf(target), ...segments.slice(length)]
  }
  return segments
}
