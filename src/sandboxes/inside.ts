import { mkdirSync, realpathSync } from 'node:fs'
import { homedir } from 'node:os'
import { basename, delimiter, dirname, join } from 'node:path'
import type { Contained, SandboxProfile } from '../sandbox.ts'
import { cachesOf, type Cache } from './caches.ts'
import type { Folders } from './folders.ts'
import { mountAt, MountTable, type Access } from './mounts.ts'
import type { Placeholders } from './placeholders.ts'
import { sealAll } from './seal.ts'
import { entryOf, isWithin, sightOf } from './sight.ts'
import { Survey } from './survey.ts'

export interface InsideParts {
  readonly profile: SandboxProfile
  readonly program: Contained
  readonly folders: Folders
  readonly placeholders: Placeholders
  readonly isRoot: boolean
}

/** What other programs of the machine listen on, some of them as root. */
const socketFolders = ['/run', '/var/run']

/** Names are looked up here on some systems; on others programs themselves are here. */
const shownOfRun = [
  '/run/systemd/userdb',
  '/run/nscd',
  '/run/current-system',
  '/run/booted-system',
  '/run/wrappers',
  '/run/opengl-driver',
  '/run/opengl-driver-32',
]

const temporaryVariables = ['TMPDIR', 'TMP', 'TEMP', 'TEMPDIR']

const read: Access = { type: 'read' }
const write: Access = { type: 'write' }

/** What one program finds inside: its mounts and its environment. Weaker statements first, later ones win at the same path. */
export class Inside {
  readonly #parts: InsideParts
  readonly #table = new MountTable()
  readonly #variables: Record<string, string> = {}
  readonly #home: string

  constructor(parts: InsideParts) {
    this.#parts = parts
    this.#home = parts.program.env['HOME'] || homedir()
    this.#write()
    this.#ownCaches()
    this.#ownTemporaries()
    this.#hide()
    this.#show()
    this.#write()
    this.#seal()
  }

  mounts(): readonly string[] {
    const runtime = this.#parts.program.env['XDG_RUNTIME_DIR']
    const isOurs = runtime !== undefined && runtime.startsWith('/run/') && !this.#table.isWritable(runtime)
    return [...this.#table.arguments(), ...(isOurs ? ['--dir', runtime] : [])]
  }

  environment(): Contained['env'] {
    const { env } = this.#parts.program
    const lost = temporaryVariables.filter((name) => env[name] !== undefined && !this.#table.isWritable(env[name]))
    return { ...env, ...this.#variables, ...Object.fromEntries(lost.map((name) => [name, '/tmp'])) }
  }

  /** What lies in a writable folder is writable with it. It is not even looked at: an agent may have made a link of it. */
  #write(): void {
    const { profile, program } = this.#parts
    for (const path of [profile.workspace, ...profile.writable, ...(program.writable ?? [])]) {
      if (this.#table.isWritable(path)) continue
      this.#add(path, write)
    }
  }

  #ownCaches(): void {
    for (const cache of cachesOf(this.#home, this.#parts.program.env)) {
      const folder = sightOf(cache.path)
      if (this.#table.isWritable(folder?.path ?? cache.path)) continue
      if (folder?.kind === 'folder') this.#ownCache(cache, folder.path)
      else if (cache.variable !== undefined) this.#variables[cache.variable] = this.#homelessCache(cache.path)
    }
  }

  #ownCache({ shown }: Cache, path: string): void {
    this.#table.add({ path, kind: 'folder', access: { type: 'own', source: this.#newCache(path) } })
    for (const each of shown) this.#add(each, read)
  }

  #newCache(path: string): string {
    const folder = join(this.#parts.folders.caches, path.replaceAll('/', '-').slice(1))
    mkdirSync(folder, { recursive: true })
    return folder
  }

  /** What has no place of its own is put among the temporary files, which are this run's anyway. */
  #homelessCache(path: string): string {
    const name = `caches${path.replaceAll('/', '-')}`
    mkdirSync(join(this.#parts.folders.tmp, name), { recursive: true })
    return join('/tmp', name)
  }

  #seal(): void {
    const { profile, program, placeholders } = this.#parts
    const roots = [profile.workspace, ...profile.writable, ...(program.writable ?? [])]
    const candidates = profile.readOnly.filter(
      (path) => this.#table.isWritable(path) || roots.some((it) => isWithin(it, path)),
    )
    sealAll(this.#table, { ...profile, readOnly: candidates }, placeholders)
  }

  #ownTemporaries(): void {
    const { tmp, varTmp } = this.#parts.folders
    this.#add('/tmp', { type: 'own', source: tmp })
    this.#add('/var/tmp', { type: 'own', source: varTmp })
    for (const path of socketFolders) this.#add(path, { type: 'own' })
  }

  #hide(): void {
    const { profile, program, folders } = this.#parts
    const survey = new Survey()
    for (const path of profile.unreadable) {
      if (!survey.mayExist(path)) continue
      if (program.readable?.some((shown) => isWithin(shown, path))) continue
      const mount = mountAt(path, read)
      if (mount) this.#table.add({ ...mount, access: { type: 'hide', cover: folders.cover(mount.path, mount.kind) } })
    }
  }

  #show(): void {
    const { program } = this.#parts
    for (const path of [...shownOfRun, ...foldersOfLinkedFiles(), ...(program.readable ?? [])]) this.#add(path, read)
    for (const path of [this.#home, ...this.#namedPaths()]) {
      const sight = sightOf(path)
      if (sight && sight.kind !== 'socket') this.#showAround(path, sight.path)
    }
  }

  /** Programs and files that the command line and the environment name: they were chosen by the operator. */
  #namedPaths(): readonly string[] {
    const { file, args, env } = this.#parts.program
    const values = Object.values(env).flatMap((value) => value?.split(delimiter) ?? [])
    return [file, ...args, ...values].filter((path) => path.startsWith('/') && path.length < 4096)
  }

  /** In a hidden or private folder a named path shows with what belongs to it: all of its entry of /tmp, its own program folder. */
  #showAround(...paths: readonly string[]): void {
    for (const path of paths) {
      const around = this.#table.over(path)
      if (around === undefined || around.path === path) continue
      if (isTemporary(around.path) && around.access.type === 'own') {
        this.#add(entryOf(around.path, path), read)
      } else if (around.access.type === 'hide' && this.#isPlace(around.path)) {
        this.#add(path === this.#home ? path : programFolder(path), read)
      }
    }
  }

  /** Where homes are, not where credentials are. */
  #isPlace(path: string): boolean {
    return path === '/home' || path === '/root' || isWithin(path, this.#home)
  }

  #add(path: string, access: Access): void {
    const mount = mountAt(path, access)
    if (mount) this.#table.add(mount)
  }
}

function isTemporary(path: string): boolean {
  return path === '/tmp' || path === '/var/tmp'
}

/** `/opt/x/bin/tool` needs `/opt/x/lib`. */
function programFolder(path: string): string {
  const folder = basename(path).endsWith('bin') || basename(path) === 'shims' ? path : dirname(path)
  return /^(?:\.?bin|sbin|shims)$/.test(basename(folder)) ? dirname(folder) : folder
}

/** Where the system's own settings are files of a service that keeps them in /run. */
function foldersOfLinkedFiles(): readonly string[] {
  try {
    const file = realpathSync('/etc/resolv.conf')
    if (!isWithin('/run', file)) return []
    return [dirname(file) === '/run' ? file : dirname(file)] // the folder: the file is replaced when a network comes or goes
  } catch {
    return []
  }
}
