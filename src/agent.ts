import type { PriceBook } from './price.ts'
import type { Cost, ModelSpending, Spending, Usage } from './usage.ts'

/**
 * How to drive one agent CLI. An adapter is pure: it builds a command and reads that command's output.
 * It never spawns a process, so a recorded transcript tests it completely.
 */
export interface AgentAdapter {
  readonly name: string
  /** Programs to look for on the PATH, best first. */
  readonly programs: readonly string[]
  /** What to tell someone who lacks it. */
  readonly install: string
  /** What to do when the provider does not accept who we are; a half sentence: "run codex login, or set …". */
  readonly login?: string
  readonly credentials?: Credentials
  /** The npm package that `ralph agents install` puts into a folder of ralph's own, at the version that was tested. */
  readonly npm?: { readonly package: string; readonly version: string }
  /** An older one does not understand the command line, or prints something else. */
  readonly minVersion?: string
  readonly capabilities: Capabilities
  command(request: AgentRequest): Command
  parser(request: AgentRequest): OutputParser
  /** What the CLI writes down of its own sessions, where that says more than its output. */
  readonly sessionRecord?: SessionRecord
  /** Without one it gets the basics: it is some program of the operator's. */
  readonly footprint?: Footprint
}

/** What of the machine a CLI needs, so that it can be given that and nothing else. Facts from its documents and from running it. */
export interface Footprint {
  /** Variables that are its own beside `credentials.variables`: settings, endpoints. A name, or a beginning that ends in `*`. */
  readonly variables: readonly string[]
  /** Where it keeps its logins, settings and sessions: writable. Absolute. */
  state(home: string, env: Environment): readonly string[]
  /** Files of those, and of the workspace (relative), that make it run code or trust more: hooks, servers, settings. Read-only. */
  settings(home: string, env: Environment): readonly string[]
  /** Hosts of its API and login, for the endpoints that are in effect. `*.name`: all below. */
  hosts(env: Environment): readonly string[]
}

/** Where a login may show without spending anything: names only, no content is ever read. */
export interface Credentials {
  readonly variables: readonly string[]
  files?(home: string, env: Environment): readonly string[]
}

export type Environment = Readonly<Record<string, string | undefined>>

/** What a CLI can tell us and do for us; shown by `ralph agents`, and said at the start where it weakens a promise. */
export interface Capabilities {
  /** When token counts are known: while it runs, at its end, or never (then they are estimated). */
  readonly usage: 'live' | 'end' | 'none'
  readonly cost: 'reported' | 'priced' | 'estimated'
  /** Names the time at which a usage limit resets. */
  readonly resetTime: boolean
  /** Takes a budget of its own: a second, inner limit. */
  readonly budget: boolean
  readonly resume: boolean
  /** Tells how full its context window is while it runs. */
  readonly context?: boolean
  /** Tells which share of a subscription's window is used. */
  readonly windowShare?: boolean
  /** A longer prompt is refused by the CLI, or cut without a word. */
  readonly maxPromptCharacters?: number
}

export interface AgentRequest {
  /** Path of the program to start: `programs` found on the PATH, or what the operator named. */
  readonly program: string
  readonly prompt: string
  /** The same prompt in a file of ralph's own, for CLIs that can't read stdin. */
  readonly promptFile: string
  /** An empty folder of ralph's own, where the CLI may be told to put its results. */
  readonly scratch: string
  /** A new UUID, for CLIs that let the session's id be chosen. */
  readonly sessionId: string
  /** The folder it works in: absolute, symbolic links resolved. */
  readonly workspace: string
  readonly model?: string
  /** The operator's own arguments after `--`. */
  readonly extraArgs: readonly string[]
  /** Dollars left of the run's cost limit. */
  readonly budgetUsd?: number
  readonly prices: PriceBook
  /** The command line of a program to ask before each use of a tool, for CLIs that have a hook for that; `format`: how it answers. */
  readonly guard?: (format: string) => readonly string[]
  /** How many times more tokens agents of this run reported than a guess at the same work said; 1 until one did. */
  readonly estimateFactor?: number
}

export interface Command {
  readonly file: string
  readonly args: readonly string[]
  /** Written to stdin, which is then closed. Without it stdin is closed at once. */
  readonly stdin?: string
  /** The session has this id: known before the CLI says so, or if it never does. */
  readonly sessionId?: string
  /** stdin stays open: the parser speaks there through `send`. It is closed once `ended` was read. */
  readonly dialogue?: true
  /** Files to make in `scratch` before the start: path to content. */
  readonly inputFiles?: Readonly<Record<string, string>>
  /** Files in `scratch` whose content `end` wants to see. */
  readonly resultFiles?: readonly string[]
  /** The CLI asks the guard. Without it, shims on the PATH do. */
  readonly guarded?: true
  /** Set for the agent where the user has not set them. */
  readonly defaults?: Readonly<Record<string, string>>
  /** Set for the agent; `undefined` removes a variable of ralph's own environment. */
  readonly env: Readonly<Record<string, string | undefined>>
}

/**
 * Reads one process's output, line by line.
 * Contract: never throws. A line it can't read becomes `text` or nothing; a bad ending becomes a `Failure`.
 */
export interface OutputParser {
  /** What to say before anything was read, in a dialogue. */
  start?(): readonly AgentOutput[]
  /** What to say to an agent that should end its turn, in a dialogue; it has a second or two for it. */
  stop?(): readonly AgentOutput[]
  line(line: string): readonly AgentOutput[]
  /** Lines of stderr, for CLIs that tell of their own retries only there. Without it they are shown, no more. */
  stderr?(line: string): readonly AgentOutput[]
  end(exit: Exit): AgentResult
}

export interface Exit {
  readonly code: number | null
  readonly signal: string | null
  /** The last part of stderr, decoded. */
  readonly stderr: string
  /** Content of `Command.resultFiles`, those that were written. */
  readonly files?: Readonly<Record<string, string>>
  /** Epoch milliseconds, for reset times given as a time of day. */
  readonly at: number
}

export type AgentOutput =
  | {
      readonly type: 'session'
      readonly id?: string
      readonly model?: string
      readonly version?: string
      readonly contextWindow?: number
    }
  | { readonly type: 'text'; readonly text: string }
  | { readonly type: 'thinking'; readonly text: string }
  | { readonly type: 'tool'; readonly name: string; readonly detail: string }
  | { readonly type: 'tool-result'; readonly ok: boolean; readonly detail: string }
  /** Everything spent so far by this process: replaces the previous reading, never adds to it. `context`: tokens in the window now. */
  | { readonly type: 'usage'; readonly usage: Usage; readonly cost: Cost; readonly context?: number }
  /** Which share of a subscription's window is used: `five_hour`, 83 %, until then. `resetsAt`: epoch milliseconds. */
  | { readonly type: 'window'; readonly name: string; readonly percent: number; readonly resetsAt?: number }
  /** The CLI made its own context smaller, because its window was full. */
  | { readonly type: 'compacted' }
  /** A line for the agent's stdin, in a dialogue. Nobody else is told. */
  | { readonly type: 'send'; readonly line: string }
  /** The CLI retries on its own: a sign of life. */
  | { readonly type: 'retry'; readonly message: string }
  /** It waits out a limit by itself, for long or nobody knows how long: ralph ends it, and does the waiting. `afterMs`: from now. */
  | { readonly type: 'limited'; readonly failure: Failure; readonly afterMs?: number }
  | { readonly type: 'stderr'; readonly text: string }
  /** The final result was printed: whatever lingers now gets a grace period only. */
  | { readonly type: 'ended' }

/**
 * The file in which a CLI keeps a session, line by line. It is read while the agent runs (`follow`), and after an end
 * that kept the agent from telling what it spent: after a kill by ralph, and after one of ralph itself.
 */
export interface SessionRecord {
  /** Read while the agent runs too: its output tells less, or later. */
  readonly follow: boolean
  /** Where to look, below which folder and how deep; the newest match that was written since the start is read. */
  find(session: Session): { readonly folder: string; readonly depth: number; matches(path: string): boolean }
  reader(session: Session): SessionReader
}

export interface Session {
  readonly id?: string
  readonly model?: string
  /** Absolute, symbolic links resolved. */
  readonly workspace: string
  /** Epoch milliseconds: what the file tells of an earlier time belongs to an earlier process. */
  readonly startedAt: number
  readonly home: string
  /** The agent's. */
  readonly env: Environment
  readonly prices: PriceBook
}

/** Adds up a session record. Contract: never throws; repeated lines count once. */
export interface SessionReader {
  line(line: string): readonly AgentOutput[]
  /** The refusal that it is still waiting out, if it told of one and of no answer since. */
  waitingFor?(): Failure | undefined
  /** Everything since `startedAt`; nothing before the first count. */
  spending(): (Spending & { readonly models?: readonly ModelSpending[] }) | undefined
}

export interface AgentResult extends Spending {
  /** The agent's final message, whole: only here a claim may stand. */
  readonly message: string
  readonly model?: string
  /** Where more than one model worked, or the sums per model are known anyway: they add up to the whole. */
  readonly models?: readonly ModelSpending[]
  readonly sessionId?: string
  readonly failure?: Failure
}

/** A failure we expected could happen. It is data, not an exception: policies decide what it means. */
export interface Failure {
  readonly kind: FailureKind
  readonly message: string
  /** Epoch milliseconds: when the agent itself told us to come back. */
  readonly retryAt?: number
}

export type FailureKind =
  /** A request or usage limit of the provider: waited out, never counted as a failure. */
  | 'rate-limited'
  /** The provider has no capacity: waited out with growing delays, never counted as a failure. */
  | 'overloaded'
  /** The account has no money left, or no right to spend more: waiting does not help. */
  | 'quota-exhausted'
  | 'context-overflow'
  | 'unauthorized'
  | 'not-installed'
  /** It ran, but could not write: headless permissions are missing. */
  | 'permission-denied'
  | 'timed-out'
  /** No output and no work for too long. */
  | 'idle'
  /** Ended without the final event its format promises, or by a bad exit. */
  | 'crashed'
  | 'workspace-lost'
  /** ralph stopped it: a limit, a signal. Says nothing about the agent. */
  | 'stopped'

/** Conditions of the provider's, not faults of the agent: they cost no iteration and no failure. */
export function isProviderLimit(kind: FailureKind | undefined): boolean {
  return kind === 'rate-limited' || kind === 'overloaded'
}
