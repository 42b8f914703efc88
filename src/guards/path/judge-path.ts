import { lstatSync } from 'node:fs'
import { join, normalize, relative, sep } from 'node:path'
import { judgementOf, type Judgement, type Reason } from '../../judgement.ts'
import { isBelow, realDestination } from '../../platform/files.ts'
import { neutralise } from '../../platform/text/neutralise.ts'
import { credentialStore, isGits, isKernels, isPrivateKey } from './places.ts'
import { readings } from './readings.ts'
import { hasControls, misspelling } from './spelling.ts'

/** What a path is judged against. Absolute folders, which need not exist. */
export interface PathPlace {
  readonly workspace: string
  readonly home: string
  /** Where a relative path begins; the workspace, unless told. */
  readonly cwd?: string
  /** ralph's state folder. */
  readonly state?: string
}

/**
 * Whether a path, however it is written and whatever links lie on its way, stays in the workspace and out of what is
 * not to be touched there. Looks at the file system; opens nothing, never throws.
 */
export function judgePath(text: string, place: PathPlace): Judgement {
  const wrong = misspelling(text)
  if (wrong) return judgementOf([wrong])
  for (const reading of readings(text)) {
    const reason = leadsAstray(reading, place)
    if (reason) return judgementOf([reading === text ? reason : asRead(reason, reading)])
  }
  return judgementOf([])
}

function asRead(reason: Reason, reading: string): Reason {
  const shown = neutralise(reading.length > 200 ? `${reading.slice(0, 200)}…` : reading)
  return { ...reason, message: `read as ${shown.replace(/\s/g, ' ')}: ${reason.message}` }
}

const blocked = (rule: string, message: string): Reason => ({ rule, grade: 'block', message })

function leadsAstray(reading: string, place: PathPlace): Reason | undefined {
  if (hasControls(reading)) return blocked('control-characters', 'it holds control characters')
  if (reading.trim() === '') return undefined // of a reading only: a filter left nothing
  const wrong = misspelling(reading)
  if (wrong?.rule === 'foreign-path' || wrong?.rule === 'too-large') return wrong
  const path = absolute(reading, place)
  // The kernel follows a link before it goes up from it, many a program does not.
  return astray(path, place) ?? (path.includes('..') ? astray(normalize(path), place) : undefined)
}

function astray(path: string, place: PathPlace): Reason | undefined {
  const workspace = realDestination(place.workspace) ?? place.workspace
  if (isKernels(normalize(path)) && !isBelow(workspace, normalize(path)))
    return blocked('device', 'it leads to a device, a process or the kernel')
  const real = realDestination(path)
  if (real === undefined) return blocked('outside', 'it leads nowhere: its links go in a circle')
  return stateAt(real, place) ?? credentialsAt(real, place) ?? outsideAt(real, workspace) ?? insideAt(real, workspace)
}

function absolute(reading: string, { workspace, home, cwd = workspace }: PathPlace): string {
  const fromHome = /^(?:~|\$HOME|\$\{HOME\})(?=\/|$)/.exec(reading)?.[0]
  if (fromHome !== undefined) return `${home}${sep}${reading.slice(fromHome.length)}`
  // Not joined: that would take `link/..` for the folder of the link.
  return reading.startsWith(sep) ? reading : `${cwd}${sep}${reading}`
}

function stateAt(real: string, { home, state }: PathPlace): Reason | undefined {
  const folders = [state, join(home, '.local', 'state', 'ralph')].filter((folder) => folder !== undefined)
  const found = folders.some((folder) => isBelow(realDestination(folder) ?? folder, real))
  return found ? blocked('ralph-state', "it leads to ralph's own records") : undefined
}

function credentialsAt(real: string, { home }: PathPlace): Reason | undefined {
  const store = credentialStore(real, realDestination(home) ?? home) ?? credentialStore(real, home)
  return store === undefined ? undefined : blocked('credentials', 'it leads to a store of keys or logins')
}

function outsideAt(real: string, workspace: string): Reason | undefined {
  if (isBelow(workspace, real)) return undefined
  return isKernels(real)
    ? blocked('device', 'it leads to a device, a process or the kernel')
    : blocked('outside', 'it leads outside the workspace')
}

function insideAt(real: string, workspace: string): Reason | undefined {
  const parts = relative(workspace, real).split(sep)
  if (parts.some(isGits)) return blocked('git-internals', "it leads into git's own folder")
  if (parts[0] === '.agent' && !theAgentsOwn.test(parts[1] ?? ''))
    return blocked('ralph-state', "it leads to ralph's own records")
  if (isPrivateKey(parts)) return blocked('credentials', 'it leads to a store of keys or logins')
  return isSpecial(real) ? blocked('not-a-file', 'it leads to a pipe, a socket or a device') : undefined
}

/** What agents keep in `.agent`; the rest of it is ralph's. */
const theAgentsOwn = /^(?:|plans|todo|tmp|.*\.(?:md|txt))$/

function isSpecial(real: string): boolean {
  try {
    const found = lstatSync(real, { throwIfNoEntry: false })
    return found !== undefined && !found.isFile() && !found.isDirectory() && !found.isSymbolicLink()
  } catch {
    return false // a name that no file system takes: then there is nothing
  }
}
