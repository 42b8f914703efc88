import { homedir } from 'node:os'
import { isAbsolute, join, resolve } from 'node:path'
import { RalphError } from '../errors.ts'
import { settleConflicts, type Merged } from './conflicts.ts'
import { readEnvironment, type Environment } from './environment.ts'
import { readConfigFile, type ConfigFile } from './file.ts'
import { readFlags, type Flags } from './flags.ts'
import type { Given, Layer } from './layer.ts'
import type { Setting } from './option.ts'
import { allOptions } from './options.ts'
import { placeOf, type Origin } from './origin.ts'
import type { Settings } from './settings.ts'

export interface Sources {
  readonly flags: Flags
  readonly env: Environment
  /** The workspace. */
  readonly cwd: string
}

export interface Loaded {
  readonly settings: Settings
  /** Who said so, for every setting. */
  readonly origins: Readonly<Record<Setting, Origin>>
}

/**
 * The settings in effect: defaults < user config < workspace config < environment < flags. Anything that is not
 * understood, from any source, is an error: a limit that is silently lost is the worst kind of bug.
 */
export async function loadSettings({ flags, env, cwd }: Sources): Promise<Loaded> {
  const fromFlags = readFlags(flags)
  const fromEnvironment = readEnvironment(env)
  const configFile = fromFlags.get('configFile') ?? fromEnvironment.get('configFile')
  const layers = [
    defaults(),
    ...(await userConfig(env)),
    ...(await workspaceConfig(cwd, configFile)),
    fromEnvironment,
    fromFlags,
  ]
  return merge(layers)
}

/** Later layers win; what excludes each other is settled. */
export function merge(layers: readonly Layer[]): Loaded {
  const merged: Merged = new Map(layers.flatMap((layer) => [...layer]))
  settleConflicts(merged)
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

async function workspaceConfig(cwd: string, named: Given | undefined): Promise<readonly Layer[]> {
  const file = named
    ? (readConfigFile(resolve(cwd, String(named.value))) ?? missing(named))
    : onlyOne(['ralph.yml', 'ralph.yaml', 'ralph.json'].map((name) => join(cwd, name)))
  return file ? [await parsed({ ...file, path: shortened(file.path, cwd) }, 'workspace config')] : []
}

async function parsed(file: ConfigFile, source: 'user config' | 'workspace config'): Promise<Layer> {
  const { readConfig } = await import('./read-config.ts')
  return readConfig(file, source)
}

function onlyOne(paths: readonly string[]): ConfigFile | undefined {
  const [file, other] = paths.map(readConfigFile).filter((found) => found !== undefined)
  if (file && other) throw new RalphError(`Both ${file.path} and ${other.path} are here`, 'Keep one of them.')
  return file
}

function missing({ value, origin }: Given): never {
  throw new RalphError(`${placeOf(origin)}: there is no file ${String(value)}`, '`ralph init` writes a ralph.yml.')
}

function shortened(path: string, cwd: string): string {
  return path.startsWith(join(cwd, '/')) ? path.slice(join(cwd, '/').length) : path
}
