import { RalphError } from '../errors.ts'

/** The error's code, such as `ENOENT`, if it has one. */
export function codeOf(error: unknown): string | undefined {
  return error instanceof Error && 'code' in error && typeof error.code === 'string' ? error.code : undefined
}

/** What the system says of an error, without its code, call and path. */
export function reasonOf(error: unknown): string {
  const message = error instanceof Error ? error.message : String(error)
  return /^[A-Z0-9]+: ([^,\n]+)/.exec(message)?.[1] ?? message
}

const advice: Readonly<Record<string, readonly [reason: string, hint: string]>> = {
  ENOSPC: ['the disk is full', 'Free some space and try again.'],
  EDQUOT: ['the disk quota of this user is used up', 'Free some space and try again.'],
  EROFS: ['the file system is read-only', 'Make it writable, or choose another place.'],
  EACCES: ['permission denied', 'Check who owns it and who may write there.'],
  EPERM: ['permission denied', 'Check who owns it and who may write there.'],
  EIO: ['the disk reports an error', 'Check the disk.'],
  EMFILE: ['too many files are open', 'Raise the limit with: ulimit -n 4096'],
  ENAMETOOLONG: ['the name is too long', 'Choose a shorter path.'],
  ENOTDIR: ['a part of the path is not a folder', 'Move that file away.'],
  EEXIST: ['something else stands there', 'Move it away.'],
  EISDIR: ['a folder stands there', 'Move it away.'],
  ELOOP: ['a link stands there', 'Replace it by what it points to.'],
}

/** What the disk refused, in one line, as an error the user can mend. Errors of other kinds are given back as they are. */
export function diskError(error: unknown, action: string, hint?: string): unknown {
  const code = codeOf(error)
  if (code === undefined || error instanceof RalphError) return error
  const [reason, usualHint] = advice[code] ?? [reasonOf(error), 'Check that the path exists and can be written.']
  return new RalphError(`can't ${action}: ${reason} (${code})`, hint ?? usualHint, 1)
}
