import { readRegularFile } from '../../platform/files.ts'

/**
 * What a guard program must know, written by ralph into a file of its own that the guard is started with: nothing comes
 * from the environment, which an agent's commands can change.
 */
export interface GuardPlace {
  readonly workspace: string
  readonly home: string
  /** Where nobody but ralph has any business: its state, the shims. */
  readonly protectedPaths: readonly string[]
  /** A file that decisions are appended to. */
  readonly decisions: string
  readonly strict: boolean
}

/** Throws if it can't be read: then nothing can be judged, and nothing may pass. */
export function readGuardPlace(path: string): GuardPlace {
  const reading = readRegularFile(path, { maxBytes: 1024 * 1024 })
  if (!('bytes' in reading)) throw new Error(`${path} ${reading.detail}`)
  // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- written whole by ralph, where nobody else can write
  return JSON.parse(reading.bytes.toString('utf8')) as GuardPlace
}
