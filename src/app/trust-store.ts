import { join } from 'node:path'
import type { ConfigFile } from '../config/file.ts'
import type { Trust } from '../config/trust.ts'
import { readRegularFile, remove, writeAtomic } from '../platform/files.ts'
import { listWorkspaceFolders, makeWorkspaceFolder } from '../platform/state-folder.ts'
import type { CommandContext } from './command.ts'
import { placeOf, type Place } from './place.ts'

/*
 * Which configuration of a workspace its operator has said yes to: `trust.json` beside the workspace's runs, outside of
 * every workspace. One small file, replaced whole: of two who write at once, one was last.
 *
 *   {"schema":1,"workspace":"/real/path","file":"ralph.yml","sha256":"…","at":1795204066123}
 *
 * `sha256` is that of the file's exact bytes. The path is compared in full: the folder's name holds a short hash of it.
 */
export interface Trusted {
  readonly workspace: string
  readonly file: string
  readonly sha256: string
  /** Epoch milliseconds. */
  readonly at: number
}

/** The yeses of this user, for the folder that the command was called in. */
export function trustStore(context: CommandContext): Trust {
  return {
    of({ bytes }) {
      const place = placeOf(context)
      const known = readTrusted(place.folder)
      if (known?.workspace !== place.workspace) return 'unknown'
      return known.sha256 === digestOf(bytes) ? 'trusted' : 'changed'
    },
  }
}

/** Says yes to exactly these bytes, in this workspace. */
export function remember({ state, workspace }: Place, { path, bytes }: ConfigFile): void {
  const trusted: Trusted = { workspace, file: path, sha256: digestOf(bytes), at: Date.now() }
  const folder = makeWorkspaceFolder(state, workspace)
  writeAtomic(trustFile(folder), `${JSON.stringify({ schema: 1, ...trusted })}\n`, { durable: true })
}

/** Takes the yes back; tells whether there was one. */
export function forget({ folder }: Place): boolean {
  const was = readTrusted(folder) !== undefined
  remove(trustFile(folder))
  return was
}

/** Every yes of this user. */
export function trustedConfigs(state: string): readonly Trusted[] {
  return listWorkspaceFolders(state).flatMap((folder) => readTrusted(folder) ?? [])
}

/** Not imported at the top: loading it takes 2 ms, and most runs have no use for it. */
export function digestOf(bytes: Uint8Array): string {
  return process.getBuiltinModule('node:crypto').createHash('sha256').update(bytes).digest('hex')
}

function trustFile(folder: string): string {
  return join(folder, 'trust.json')
}

/** Whole or absent; what is neither was broken from outside, and is no yes. */
function readTrusted(folder: string): Trusted | undefined {
  const reading = readRegularFile(trustFile(folder), { maxBytes: 65_536 })
  if ('problem' in reading) return undefined
  try {
    const { schema, workspace, file, sha256, at }: Partial<Trusted & { schema: unknown }> = JSON.parse(
      reading.bytes.toString(),
    )
    if (schema !== 1 || !workspace || !file || !sha256 || !at) return undefined
    return { workspace, file, sha256, at }
  } catch {
    return undefined
  }
}
