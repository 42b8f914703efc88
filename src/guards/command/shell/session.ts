import type { ParsedScript } from 'unbash'
import type { Ground } from '../place.ts'
import type { Reason } from '../../../judgement.ts'
import type { Flow, Word } from './known.ts'
import type { FunctionBody, Scope } from './scope.ts'

/** Where a command's effects fall: on this machine, in a container, on a machine reached by ssh. */
export type Setting = 'here' | 'container' | 'remote'

/** The circumstances of one simple command. */
export interface Frame {
  readonly scope: Scope
  readonly stdin: Flow | undefined
  readonly setting: Setting
  /** How many texts lie around it: `sh -c`, `$(…)`, functions. */
  readonly depth: number
  readonly isPiped?: boolean
}

/** A simple command with its wrappers taken off. */
export interface Call {
  /** The name without folder, version and extension: `python`, `mkfs`. */
  readonly program: string
  readonly args: readonly Word[]
  readonly stdin: Flow | undefined
  readonly setting: Setting
  readonly spot: Spot
  /** Values of variables that say for whom it works: `RAILS_ENV`, `AWS_PROFILE`. */
  readonly environment?: string
  /** What a file carries that this command line wrote. */
  readonly written?: (path: string) => number
  /** What it prints goes to another program, not into sight. */
  readonly isPiped?: boolean
}

/** What a path is resolved against. */
export interface Spot {
  readonly ground: Ground
  readonly cwd: string | undefined
  /** Symbolic links that the same command made. */
  readonly links: ReadonlyMap<string, string>
}

/** A rule looks at one resolved command and says what is wrong with it. */
export type Rule = (call: Call) => readonly Reason[]

/** The judging of one command line: what has been found, and the way back into it for texts within texts. */
export interface Session {
  readonly ground: Ground
  /** Files that this command line wrote, by absolute path. */
  readonly files: Map<string, Flow>
  readonly links: Map<string, string>
  report(reasons: readonly Reason[]): void
  /** False when the command line is too much to judge: then nothing more is resolved. */
  spend(steps: number): boolean
  script(text: string, frame: Frame): Flow
  nodes(script: ParsedScript, frame: Frame): Flow
  body(body: FunctionBody, frame: Frame): Flow
  command(words: readonly Word[], frame: Frame): Flow
  /** Looks only for what blocks: a body that may never run, a text that is perhaps a command. */
  suspecting<T>(look: () => T): T
}

export function spotOf(session: Session, frame: Frame): Spot {
  return { ground: session.ground, cwd: frame.scope.cwd, links: session.links }
}
