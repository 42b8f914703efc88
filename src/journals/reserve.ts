import { closeSync, constants, ftruncateSync, openSync } from 'node:fs'
import { codeOf } from '../platform/disk-error.ts'
import { remove, writeFully } from '../platform/files.ts'

const { O_CREAT, O_NOFOLLOW, O_WRONLY } = constants
const reserveBytes = 64 * 1024

/**
 * Holds some disk space, so that on a full disk the event at hand can still be kept, and the end of the run, too.
 * Not having it is no failure: the journal then has only what the disk has.
 */
export function holdReserve(path: string): void {
  try {
    const file = openSync(path, O_WRONLY | O_CREAT | O_NOFOLLOW, 0o600)
    try {
      writeFully(file, Buffer.alloc(reserveBytes, '#'))
    } catch (error) {
      ftruncateSync(file) // a part of it helps nobody, and the journal may need those blocks
      throw error
    } finally {
      closeSync(file)
    }
  } catch (error) {
    if (codeOf(error) === undefined) throw error
  }
}

export function releaseReserve(path: string): void {
  remove(path)
}

/** Whether an error says that there is no room left, so that giving up the reserve may help. */
export function isOutOfSpace(error: unknown): boolean {
  return ['ENOSPC', 'EDQUOT'].includes(codeOf(error) ?? '')
}
