import {
  appendFileSync,
  chmodSync,
  existsSync,
  mkdirSync,
  readFileSync,
  readdirSync,
  renameSync,
  writeFileSync,
} from 'node:fs'
import { dirname, join, resolve } from 'node:path'
import { userGit, write } from '../support/workspaces.ts'

/** A repository, and where a program that was planted in it says that it has run. */
export interface Garden {
  readonly folder: string
  readonly pwned: string
  /** For what lies outside the repository. */
  readonly outside: string
}

/** A way to make somebody's git run a program, by what is in a repository or in the environment. */
export interface Plant {
  readonly name: string
  /** What it adds to the environment. */
  readonly plant: (garden: Garden) => NodeJS.ProcessEnv | void
  /** It is set by the user, so it is the user's wish where commits are made in the user's name. */
  readonly byUser?: true
}

/** Writes a program that notes that it was run, and then does no harm. */
export function program({ pwned, outside }: Garden, name: string, path = join(outside, `${name}.sh`)): string {
  mkdirSync(dirname(path), { recursive: true })
  writeFileSync(path, `#!/bin/sh\necho "$0 $*" >>'${join(pwned, name)}'\nif [ -f "$1" ]; then cat "$1"; else cat; fi\n`)
  chmodSync(path, 0o755)
  return path
}

/** Sets what a repository's own configuration holds. */
export const config = ({ folder }: Garden, ...settings: readonly (readonly [string, string])[]) => {
  for (const [key, value] of settings) userGit(folder, 'config', key, value)
}
/** A path in the git folder, wherever another plant has moved it. */
export const inGit = ({ folder }: Garden, name: string) =>
  resolve(folder, userGit(folder, 'rev-parse', '--git-path', name).trim())

/** A line of attributes that no file of the work tree shows. */
export const attribute = (garden: Garden, line: string) => {
  const path = inGit(garden, 'info/attributes')
  mkdirSync(dirname(path), { recursive: true })
  appendFileSync(path, `${line}\n`)
}

const hooks =
  'applypatch-msg commit-msg fsmonitor-watchman post-applypatch post-checkout post-commit post-index-change post-merge post-receive post-rewrite post-update pre-applypatch pre-auto-gc pre-commit pre-merge-commit pre-push pre-rebase pre-receive prepare-commit-msg proc-receive push-to-checkout reference-transaction sendemail-validate update'.split(
    ' ',
  )
/** The same program as every hook there is. */
export const plantHooks = (garden: Garden, name: string, folder: string) => {
  for (const hook of hooks) program(garden, name, join(folder, hook))
}
/** A configuration in which every setting that names a program names ours. */
export const evil = (path: string) =>
  `[core]\n\tfsmonitor = ${path}\n\teditor = ${path}\n\tpager = ${path}\n\tsshCommand = ${path}\n[diff]\n\texternal = ${path}\n`

/** A folder of its own with a repository in it, as a submodule or a clone leaves it. */
export function nested(garden: Garden, name: string, gitDir = join(garden.folder, 'nested', '.git')): void {
  const folder = join(garden.folder, 'nested')
  mkdirSync(folder)
  userGit(folder, 'init', '-q', '-b', 'main')
  write(folder, { 'inside.txt': 'inside\n' })
  userGit(folder, 'add', '-A')
  userGit(folder, 'commit', '-q', '-m', 'nested')
  const path = program(garden, name)
  appendFileSync(join(folder, '.git', 'config'), evil(path))
  plantHooks(garden, name, join(folder, '.git', 'hooks'))
  if (gitDir === join(folder, '.git')) return
  renameSync(join(folder, '.git'), gitDir)
  writeFileSync(join(folder, '.git'), `gitdir: ${gitDir}\n`)
}

/** A remote that has promised an object which is gone, so that whoever wants it must fetch it. */
export function promisor(garden: Garden, url: string, ...settings: readonly (readonly [string, string])[]): void {
  const id = userGit(garden.folder, 'rev-parse', 'HEAD:lost.txt').trim()
  const path = inGit(garden, `objects/${id.slice(0, 2)}/${id.slice(2)}`)
  config(
    garden,
    ['core.repositoryFormatVersion', '1'],
    ['extensions.partialClone', 'origin'],
    ['remote.origin.url', url],
    ['remote.origin.promisor', 'true'],
    ...settings,
  )
  if (existsSync(path)) renameSync(path, join(garden.folder, '..', 'lost-object'))
}

/** The names of the plants whose programs have run. */
export function ran({ pwned }: Garden): readonly string[] {
  return readdirSync(pwned).map((name) => `${name}: ${readFileSync(join(pwned, name), 'utf8').split('\n')[0]}`)
}
