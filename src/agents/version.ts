import { realpathSync } from 'node:fs'
import { basename, dirname, join } from 'node:path'
import { readRegularFile } from '../platform/files.ts'
import { fields, objectIn, text, type Fields } from './reading/fields.ts'

/** Folders above a program in which its package may say what it is. */
const levels = 5
const maxBytes = 256 * 1024

/**
 * The version of an installed program, without starting it; `undefined` if nothing near it says so. It stands in the
 * `package.json` of the npm package that the program belongs to (`packageName`, or any that has a program of that
 * name), or in the path itself, where some installers put it. Takes well under a millisecond.
 */
export function versionOf(path: string, packageName?: string): string | undefined {
  const program = basename(path)
  const real = realPath(path)
  if (real === undefined) return undefined
  return versionInPackage(real, program, packageName) ?? versionInPath(real, program)
}

/** Whether one version comes before another, as semver orders them; `false` if either is none. */
export function isOlder(version: string, than: string): boolean {
  const [a, b] = [parts(version), parts(than)]
  if (!a || !b) return false
  const numbers = comparedLists(a.numbers, b.numbers)
  if (numbers !== 0) return numbers < 0
  if (!a.pre.length || !b.pre.length) return a.pre.length > b.pre.length // a pre-release comes before its release
  return comparedLists(a.pre, b.pre) < 0
}

function realPath(path: string): string | undefined {
  try {
    return realpathSync.native(path)
  } catch {
    return undefined // it has gone: there is no version to tell
  }
}

function versionInPackage(real: string, program: string, packageName: string | undefined): string | undefined {
  let folder = dirname(real)
  for (let level = 0; level < levels; level++, folder = dirname(folder)) {
    const reading = readRegularFile(join(folder, 'package.json'), { maxBytes })
    const about = 'bytes' in reading ? objectIn(reading.bytes.toString().trim()) : undefined
    const version = text(about?.['version'])
    if (about && version && belongs(about, program, packageName)) return version
  }
  return undefined
}

/** A package with one program only may call it as itself, without its scope. */
function belongs({ name, bin }: Fields, program: string, packageName: string | undefined): boolean {
  if (packageName !== undefined && name === packageName) return true
  return typeof bin === 'string' ? text(name)?.split('/').at(-1) === program : Object.hasOwn(fields(bin), program)
}

/** `…/claude/versions/2.1.329`, `…/Cellar/codex/0.169.0/…`; not the version of node in `…/versions/node/v22.1.0/…`. */
function versionInPath(real: string, program: string): string | undefined {
  const names = real.split('/')
  return names.find((name, index) => {
    const owner = names[index - 1] === 'versions' ? names[index - 2] : names[index - 1]
    return /^v?\d+\.\d+\.\d+(?:[-+.][\w.+-]*)?$/.test(name) && owner?.split(/[-_.]/).includes(program)
  })
}

interface Parts {
  readonly numbers: readonly number[]
  readonly pre: readonly (number | string)[]
}

function parts(version: string): Parts | undefined {
  const [, numbers = '', pre = ''] = /^v?(\d+(?:\.\d+)*)(?:-([\w.-]+))?(?:\+.*)?$/.exec(version.trim()) ?? []
  if (numbers === '') return undefined
  return { numbers: numbers.split('.').map(Number), pre: pre === '' ? [] : pre.split('.').map(identifier) }
}

function identifier(name: string): number | string {
  return /^\d+$/.test(name) ? Number(name) : name
}

/** Below zero if the first comes first: numbers by size, words by letters, numbers before words, the shorter first. */
function comparedLists(a: readonly (number | string)[], b: readonly (number | string)[]): number {
  for (const [index, left] of a.entries()) {
    const right = b[index]
    if (right === undefined) return 1
    if (left === right) continue
    if (typeof left !== typeof right) return typeof left === 'number' ? -1 : 1
    return left < right ? -1 : 1
  }
  return a.length - b.length
}
