import { existsSync } from 'node:fs'

/** Why a program could not be started. */
export interface StartError {
  /** As the system names it: ENOENT, EACCES, E2BIG, …; or SANDBOX. */
  readonly code: string
  readonly message: string
}

/** What people should know of an error of the system's. */
export function reasonOf(code: string, file: string, cwd: string): string | undefined {
  if (!existsSync(cwd)) return `the folder ${cwd} does not exist`
  if (code === 'ENOENT' && existsSync(file)) return `${file} names an interpreter in its first line that does not exist`
  if (code === 'ENOENT') return `${file} was not found`
  if (code === 'EACCES') return `${file} is not executable`
  if (code === 'ENOEXEC') return `${file} is not a program for this machine`
  if (code === 'E2BIG') return `the arguments and the environment of ${file} are too large for the system`
  return undefined
}
