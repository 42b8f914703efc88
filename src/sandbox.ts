/**
 * Where agents and gates are locked in by the operating system. A profile says what a program may touch; a sandbox makes a
 * command line of it. Whatever a program starts is in there with it, and ends with it.
 */
export interface Sandbox {
  /** As runs record it. */
  readonly name: SandboxName
  /** Whether it lets through only the hosts that were named. */
  readonly limitsNetwork: boolean
  /** The same program, inside. Pure and quick: opening did the work. Never a shell built from strings. */
  wrap(program: Contained): Contained
  /** Ends what the sandbox itself needed: proxies, sockets. */
  close(): Promise<void>
}

export type SandboxName = 'bubblewrap' | 'sandbox-runtime' | 'none'

export interface Contained {
  readonly file: string
  readonly args: readonly string[]
  readonly cwd: string
  readonly env: Readonly<Record<string, string | undefined>>
  /** Absolute paths that this one program may write to, beside the profile's. Missing ones are left out. */
  readonly writable?: readonly string[]
  /** Absolute paths that this one program may read even where the profile hides them: an agent's own login. */
  readonly readable?: readonly string[]
}

/** What every program of a run may touch. Absolute paths; those that do not exist are nothing to worry about. */
export interface SandboxProfile {
  /** Readable and writable, like its own private temporary folder. */
  readonly workspace: string
  readonly writable: readonly string[]
  /** Inside what is writable: may be read, not changed, nor be created if missing. */
  readonly readOnly: readonly string[]
  /** Looks empty, or can't be opened: credentials of others. */
  readonly unreadable: readonly string[]
  /** Undefined: the network is open. Names, or `*.name` for all below. */
  readonly hosts: readonly string[] | undefined
  /** An existing folder of ralph's own for this run, for the sandbox's files. */
  readonly scratch: string
}
