import { basename, dirname, join } from 'node:path'
import type { SandboxProfile } from '../sandbox.ts'
import { mountAt, type MountTable } from './mounts.ts'
import type { Placeholder, Placeholders } from './placeholders.ts'
import { foldersAbove, isTaken, isWithin, realPathOfMissing, sightOf } from './sight.ts'

/** Makes what a profile calls read-only so, where it lies in something writable. What is missing is kept from being made. */
export function sealAll(table: MountTable, profile: SandboxProfile, placeholders: Placeholders): void {
  const missing = profile.readOnly.flatMap((path) => missingAt(path, table, profile.workspace, placeholders))
  const first = new Map(missing.flatMap(({ wanted }) => wanted.map((each) => [each.path, each] as const)))
  placeholders.make([...first.values()])
  for (const path of profile.readOnly) sealAt(table, path)
  for (const { target } of missing) sealAt(table, target)
}

/** A link can't be mounted on, so it could be replaced: all that lies beside it is sealed too, if that is not everything. */
function sealAt(table: MountTable, path: string): void {
  const real = sightOf(path)?.path
  if (real === undefined) return
  seal(table, real)
  const folder = sightOf(dirname(path))?.path
  if (folder !== undefined && join(folder, basename(path)) !== real && !isWriteRoot(table, folder)) seal(table, folder)
}

/** The folders between it and what is writable become mounts as well: they could be moved away with it, and made anew. */
function seal(table: MountTable, path: string): void {
  if (!table.isWritable(path)) return
  const root = [path, ...foldersAbove(path)].find((folder) => isWriteRoot(table, folder)) ?? path
  for (const folder of foldersAbove(path).filter((each) => each !== root && isWithin(root, each)))
    table.add({ path: folder, kind: 'folder', access: { type: 'write' }, isPin: true })
  const mount = mountAt(path, { type: 'read' })
  if (mount) table.add(mount)
}

function isWriteRoot(table: MountTable, path: string): boolean {
  const mount = table.at(path)
  return mount?.access.type === 'write' && !mount.isPin
}

interface Missing {
  readonly target: string
  readonly wanted: readonly Placeholder[]
}

function missingAt(path: string, table: MountTable, workspace: string, placeholders: Placeholders): readonly Missing[] {
  const real = sightOf(path) ? undefined : realPathOfMissing(path)
  if (real === undefined || !table.isWritable(real)) return []
  if (real.startsWith(`${workspace}/.opencode`)) return [] // it writes into its folder, and ends if it can't
  const whole = foldersAbove(real).find((folder) => isSettingsFolder(folder, workspace))
  if (whole !== undefined && (!isTaken(whole) || placeholders.isOurs(whole)))
    return [{ target: whole, wanted: [{ path: whole, kind: 'folder' }] }]
  if (dirname(real) === workspace && !basename(real).startsWith('.')) return [] // its tool would stumble over it, and people see it
  const between = foldersAbove(real).filter((folder) => !isTaken(folder))
  const folders = between.toReversed().map((folder) => ({ path: folder, kind: 'folder' }) as const)
  return [{ target: real, wanted: [...folders, { path: real, kind: kindOf(real, workspace) }] }]
}

/** Others keep more than settings in these. */
const shared: ReadonlySet<string> = new Set(['.git', '.github', '.vscode', '.idea', '.config'])

/** A tool's own folder at the top of a workspace, such as `.claude`: if it does not exist, it is sealed as a whole. */
function isSettingsFolder(path: string, workspace: string): boolean {
  return dirname(path) === workspace && basename(path).startsWith('.') && !shared.has(basename(path))
}

/** Where people keep work a folder, which git does not see; elsewhere what the name promises. */
function kindOf(path: string, workspace: string): 'folder' | 'file' {
  const isWork = isWithin(workspace, path) && !path.includes('/.git/')
  return isWork || !/\.|^hooks$|^commondir$|^config$/.test(basename(path)) ? 'folder' : 'file'
}
