/** The outcomes that are not an `Outcome`: nothing was started, or ralph itself broke. */
export type ErrorExit = 1 | 2 | 4

/** A failure the user can mend: what is wrong (with the value), what to do next, and the exit code. */
export class RalphError extends Error {
  override readonly name = 'RalphError'
  readonly hint: string
  readonly exitCode: ErrorExit

  constructor(message: string, hint: string, exitCode: ErrorExit = 2) {
    super(message)
    this.hint = hint
    this.exitCode = exitCode
  }
}
