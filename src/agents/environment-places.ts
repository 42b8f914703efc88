import { isAbsolute, join } from 'node:path'
import type { Environment } from '../agent.ts'

/** Where some CLIs use Apple's folders instead of the XDG ones. */
export const onMac = process.platform === 'darwin'

/** A folder that a variable names if it does so absolutely; `fallback` otherwise. */
export function folderNamed(env: Environment, variable: string, fallback: string): string {
  const told = env[variable] ?? ''
  return isAbsolute(told) ? told : fallback
}

/** Like `folderNamed`, for CLIs that read `~/` as the home. */
export function homeFolderNamed(env: Environment, variable: string, home: string, fallback: string): string {
  const told = env[variable] ?? ''
  return told.startsWith('~/') ? join(home, told.slice(2)) : folderNamed(env, variable, fallback)
}

/** The folders of the XDG Base Directory Specification, which says to ignore relative ones. */
export function baseFolders(home: string, env: Environment) {
  return {
    config: folderNamed(env, 'XDG_CONFIG_HOME', join(home, '.config')),
    data: folderNamed(env, 'XDG_DATA_HOME', join(home, '.local', 'share')),
    state: folderNamed(env, 'XDG_STATE_HOME', join(home, '.local', 'state')),
    cache: folderNamed(env, 'XDG_CACHE_HOME', join(home, '.cache')),
  } as const
}

/** Several things in one folder. */
export function inside(folder: string, names: readonly string[]): readonly string[] {
  return names.map((name) => join(folder, name))
}
