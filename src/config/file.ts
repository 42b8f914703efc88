import { isUtf8 } from 'node:buffer'
import { RalphError } from '../errors.ts'
import { readRegularFile, type FileProblem } from '../platform/files.ts'

const maxBytes = 1024 * 1024

export interface ConfigFile {
  readonly path: string
  readonly text: string
  /** Exactly what was read: trust is given to these, not to a name. */
  readonly bytes: Uint8Array
}

/**
 * The text of a configuration file, or nothing if there is none. It is a stranger's file: only a regular one of up to
 * 1 MB is read, and a pipe or a device in its place can't make the start hang. `within`: it must lie in this folder,
 * links followed.
 */
export function readConfigFile(path: string, within?: string): ConfigFile | undefined {
  const reading = readRegularFile(path, { maxBytes, ...(within !== undefined && { within }) })
  if ('problem' in reading) return reading.problem === 'missing' ? undefined : refuse(path, reading)
  const { bytes } = reading
  if (!isUtf8(bytes)) throw unfit(path, 'is not UTF-8 text')
  return { path, bytes, text: bytes.toString('utf8').replace(/^\uFEFF/, '') }
}

function refuse(path: string, { problem, detail }: { readonly problem: FileProblem; readonly detail: string }): never {
  if (problem === 'outside') {
    throw new RalphError(
      `${path} is a link that leads out of the workspace`,
      `If you mean that file, name it yourself: --config ${path}`,
      4,
    )
  }
  throw unfit(path, problem === 'not-a-file' ? 'is not a regular file' : detail)
}

function unfit(path: string, what: string): RalphError {
  return new RalphError(`${path} ${what}`, 'Mend or remove it, or name another file with --config.')
}
