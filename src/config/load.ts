import { homedir } from 'node:os'
import { isAbsolute, join, resolve } from 'node:path'
import { RalphError } from '../errors.ts'
import { settleConflicts, settleRivals, type Merged } from './conflicts.ts'
import { readEnvironment, type Environment } from './environment.ts'
import { readConfigFile, type ConfigFile } from './file.ts'
import { readFlags, type Flags } from './flags.ts'
import type { Given, Layer } from './layer.ts'
import type { Setting } from './option.ts'
import { allOptions } from './options.ts'
import { placeOf, type Origin } from './origin.ts'
import type { Settings } from './settings.ts'
import { UntrustedConfig, type Trust } from './trust.ts'

export interface Sources {
  readonly flags: Flags
  readonly env: Environment
  /** The workspace. */
  readonly cwd: string
  /** Without it no configuration of a workspace is trusted. */
  readonly trust?: Trust
}

export interface Loaded {
  readonly settings: Settings
  /** Who said so, for every setting. */
  readonly origins: Readonly<Record<Setting, Origin>>
}

/**
 * The settings in effect: defaults < user config < workspace config < environment < flags. Anything that is not
 * understood, from any source, is an error: a limit that is silently lost is the worst kind of bug.
 *
 * The workspace's own configuration may come from a stranger: while it is not trusted and would do more than tighten,
 * this throws `UntrustedConfig`. A file that was named with --config or RALPH_CONFIG is the operator's word.
 */
export async function loadSettings({ flags, env, cwd, trust }: Sources): Promise<Loaded> {
  const fromFlags = readFlags(flags)
  const fromEnvironment = readEnvironment(env)
  const named = fromFlags.get('configFile') ?? fromEnvironment.get('configFile')
  const weaker = [defaults(), ...(await userConfig(env))]
  const stronger = [fromEnvironment, fromFlags]
  const file = named ? namedConfig(cwd, named) : workspaceConfig(cwd)
  if (!file) return merge([...weaker, ...stronger])
  const layer = await parsed(file, 'workspace config')
  const loaded = merge([...weaker, layer, ...stronger])
  if (!named && layer.size > 0) await refuseLoosening({ file, layer, weaker, stronger, loaded, cwd }, trust)
  return loaded
}

interface Stranger {
  readonly file: ConfigFile
  readonly layer: Layer
  readonly weaker: readonly Layer[]
  readonly stronger: readonly Layer[]
  readonly loaded: Loaded
  readonly cwd: string
}

async function refuseLoosening(stranger: Stranger, trust: Trust | undefined): Promise<void> {
  const { file, layer, weaker, stronger, loaded, cwd } = stranger
  const { loosenings } = await import('./tighten.ts')
  const before = loosely([...weaker, ...stronger])
  const held = loosenings(loaded, before, cwd)
  const standing = held.length === 0 ? 'trusted' : (trust?.of(file) ?? 'unknown')
  if (standing === 'trusted') return
  // A yes outlives the flags of today: it is asked for everything that the file sets.
  const all = loosenings(loosely([...weaker, layer]), loosely(weaker), cwd)
  const isTight = (some: Loaded) => loosenings(some, before, cwd).length === 0
  const settings = new Set(held.map(({ option }) => option.setting))
  throw new UntrustedConfig({ file, standing, held, all, without: () => withoutThese(settings, stranger, isTight) })
}

/** Taking one out can bring another back that gave way to it: then nothing of the file is used. */
function withoutThese(
  settings: ReadonlySet<Setting>,
  { weaker, layer, stronger }: Stranger,
  isTight: (some: Loaded) => boolean,
): Loaded {
  const rest = new Map([...layer].filter(([setting]) => !settings.has(setting)))
  const some = merge([...weaker, rest, ...stronger])
  return isTight(some) ? some : merge([...weaker, ...stronger])
}

/** Later layers win; what excludes each other is settled. */
export function merge(layers: readonly Layer[]): Loaded {
  return settled(layers, settleConflicts)
}

/** The same for layers of which some are left out: a setting that lacks its other half is no error then. */
function loosely(layers: readonly Layer[]): Loaded {
  return settled(layers, settleRivals)
}

function settled(layers: readonly Layer[], settle: (merged: Merged) => unknown): Loaded {
  const merged: Merged = new Map(layers.flatMap((layer) => [...layer]))
  settle(merged)
  return {
    settings: column(merged, 'value') as unknown as Settings,
    origins: column(merged, 'origin') as Loaded['origins'],
  }
}

/** All settings at their defaults. */
export function defaults(): Layer {
  const origin = { source: 'default' } as const
  return new Map(allOptions.map((option): [Setting, Given] => [option.setting, { value: option.default, origin }]))
}

// Its casts are sound: the compiler holds `options` against `Settings`, and the kinds check every value.
function column(merged: Merged, part: 'value' | 'origin'): Readonly<Record<string, unknown>> {
  return Object.fromEntries([...merged].map(([setting, given]) => [setting, given[part]]))
}

async function userConfig(env: Environment): Promise<readonly Layer[]> {
  const folder = env['XDG_CONFIG_HOME']
  const base = folder && isAbsolute(folder) ? folder : join(env['HOME'] || homedir(), '.config')
  const file = onlyOne(['config.yml', 'config.yaml', 'config.json'].map((name) => join(base, 'ralph', name)))
  return file ? [await parsed(file, 'user config')] : []
}

function namedConfig(cwd: string, named: Given): ConfigFile {
  const file = readConfigFile(resolve(cwd, String(named.value))) ?? missing(named)
  return { ...file, path: shortened(file.path, cwd) }
}

function workspaceConfig(cwd: string): ConfigFile | undefined {
  const names = ['ralph.yml', 'ralph.yaml', 'ralph.json']
  const file = onlyOne(
    names.map((name) => join(cwd, name)),
    cwd,
  )
  return file && { ...file, path: shortened(file.path, cwd) }
}

async function parsed(file: ConfigFile, source: 'user config' | 'workspace config'): Promise<Layer> {
  const { readConfig } = await import('./read-config.ts')
  return readConfig(file, source)
}

function onlyOne(paths: readonly string[], within?: string): ConfigFile | undefined {
  const [file, other] = paths.map((path) => readConfigFile(path, within)).filter((found) => found !== undefined)
  if (file && other) throw new RalphError(`Both ${file.path} and ${other.path} are here`, 'Keep one of them.')
  return file
}

function missing({ value, origin }: Given): never {
  throw new RalphError(`${placeOf(origin)}: there is no file ${String(value)}`, '`ralph init` writes a ralph.yml.')
}

function shortened(path: string, cwd: string): string {
  return path.startsWith(join(cwd, '/')) ? path.slice(join(cwd, '/').length) : path
}
