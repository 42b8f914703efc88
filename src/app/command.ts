import type { Flags } from '../config/flags.ts'

export interface Output {
  write(text: string): unknown
  readonly isTTY?: boolean
  readonly columns?: number
}

/** What a command may touch of the process it runs in. */
export interface CommandContext {
  readonly stdout: Output
  readonly stderr: Output
  /** Without it: the process's own. */
  readonly stdin?: AsyncIterable<Uint8Array>
  readonly env: Readonly<Record<string, string | undefined>>
  readonly cwd: string
}

/** A command. Resolves to the exit code; what the user can mend is thrown as a `RalphError`. */
export type Command = (flags: Flags, positionals: readonly string[], context: CommandContext) => Promise<number>

export interface Flag {
  readonly name: string
  readonly letter?: string
  /** Empty if the flag stands alone. */
  readonly placeholder: string
  readonly brief: string
  readonly default?: string
  readonly group: string
  readonly repeatable?: true
  readonly choices?: readonly string[]
  /** Works, but is not shown: another name for a flag that is. */
  readonly hidden?: true
}

export interface Positionals {
  readonly placeholder: string
  readonly brief: string
  readonly min: number
  readonly max: number
  readonly choices?: readonly string[]
}

/** A command as its user sees it. Routes, help, completion and the reference page are made from it. */
export interface CommandSpec {
  readonly name: string
  readonly brief: string
  /** What follows the command's name in its usage line. */
  readonly usage: string
  readonly details?: string
  /** Made when asked for: most command lines need those of one command only. */
  flags(): readonly Flag[]
  readonly positionals?: Positionals
  /** What stands after `--` goes to the agent. */
  readonly passesArgs?: true
  readonly examples: readonly (readonly [line: string, meaning: string])[]
  load(): Promise<Command>
}
