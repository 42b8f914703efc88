import { lstatSync, readdirSync } from 'node:fs'
import { isAbsolute, join, relative, resolve } from 'node:path'
import type { Tampering } from '../../event.ts'
import { readRegularFile } from '../../platform/files.ts'
import type { GateFile } from './gate-files.ts'
import { testFiles } from './test-files.ts'

/** One place to watch, and what it would mean if it changed. `path` as people are shown it. */
export interface Watched {
  readonly path: string
  readonly absolute: string
  readonly kind: Tampering['kind']
  /** New files matter too: a hook that was not there. */
  readonly whenCreated: boolean
}

export interface WatchRequest {
  readonly workspace: string
  readonly gates: readonly GateFile[]
  /** Settings that make agents run code, relative to the workspace. */
  readonly settings: readonly string[]
  /** Files of ralph's own, absolute. */
  readonly own: readonly string[]
}

/** Everything that decides about success, or that would run when nobody looks. Looks again each time: hooks come and go. */
export function watchList({ workspace, gates, settings, own }: WatchRequest): readonly Watched[] {
  const inWorkspace = (path: string, kind: Watched['kind'], whenCreated: boolean): Watched => ({
    path,
    absolute: join(workspace, path),
    kind,
    whenCreated,
  })
  return [
    ...gates.flatMap((gate) => (gate.kind === 'file' ? gateFile(workspace, gate.path) : [])),
    ...['ralph.yml', 'ralph.yaml', 'ralph.json'].map((name) => inWorkspace(name, 'ralph', true)),
    ...own.map((absolute) => ({
      path: shown(workspace, absolute),
      absolute,
      kind: 'ralph' as const,
      whenCreated: false,
    })),
    ...[...generalSettings, ...settings].map((path) => inWorkspace(path, 'settings', true)),
    ...gitFiles(workspace),
  ]
}

/** The test files that were there at the start: new ones are honest work. */
export function watchedTests(workspace: string): readonly Watched[] {
  return testFiles(workspace).map((path) => ({
    path,
    absolute: join(workspace, path),
    kind: 'test',
    whenCreated: false,
  }))
}

/** What editors, shells and agents run by themselves. */
const generalSettings = [
  '.envrc',
  '.vscode/tasks.json',
  '.vscode/settings.json',
  '.mcp.json',
  '.pre-commit-config.yaml',
]

function gateFile(workspace: string, path: string): readonly Watched[] {
  const absolute = resolve(workspace, path)
  return [{ path: shown(workspace, absolute), absolute, kind: 'gate', whenCreated: false }]
}

function gitFiles(workspace: string): readonly Watched[] {
  const folder = gitFolder(workspace)
  if (folder === undefined) return []
  const watched = (path: string): Watched => ({
    path: shown(workspace, path),
    absolute: path,
    kind: 'hook',
    whenCreated: true,
  })
  const hooks = namesIn(join(folder, 'hooks')).filter((name) => !name.endsWith('.sample'))
  return [watched(join(folder, 'config')), ...hooks.map((name) => watched(join(folder, 'hooks', name)))]
}

/** The repository's common folder: `.git`, or where a work tree's `.git` file leads. */
function gitFolder(workspace: string): string | undefined {
  const path = join(workspace, '.git')
  const found = lstatSync(path, { throwIfNoEntry: false })
  if (found?.isDirectory()) return path
  if (!found?.isFile()) return undefined
  const folder = resolve(workspace, lineOf(path).replace(/^gitdir: /, ''))
  const common = lineOf(join(folder, 'commondir'))
  return common === '' ? folder : resolve(folder, common)
}

/** An agent can put anything there: a pipe, a file without an end, a name that is too long. */
function lineOf(path: string): string {
  const reading = readRegularFile(path, { maxBytes: 2048 })
  return 'bytes' in reading ? reading.bytes.toString('utf8').trim() : ''
}

function namesIn(folder: string): readonly string[] {
  try {
    return readdirSync(folder)
  } catch {
    return []
  }
}

function shown(workspace: string, absolute: string): string {
  const path = relative(workspace, absolute)
  return path.startsWith('..') || isAbsolute(path) ? absolute : path
}
