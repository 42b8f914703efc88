import type { Failure } from './agent.ts'
import type { ModelSpending, Spending } from './usage.ts'

/**
 * Everything that can happen to a run. Events are facts in the past tense: plain JSON, never edited, never
 * deleted. State is computed from them (`state.ts`). To add a feature that remembers something, add an event first.
 *
 * Events of an iteration carry running totals, never differences: repeated or lost readings can't count twice.
 */
export type RunEvent =
  | {
      type: 'run.started'
      schema: 1
      version: string
      runId: string
      workspace: string
      /** The effective options that define the run, so that a resume needs nothing named again. */
      settings: Settings
      /** What weakens a promise in this run: no gates, figures that can only be estimated, agents that are missing. */
      notices?: readonly string[]
      containment?: Containment
    }
  /** A new process took the run over after the old one died. Automatic. */
  | { type: 'run.resumed'; host: string; settings?: Settings; containment?: Containment }
  /** A person asked a finished run to go on, perhaps with other settings. Never automatic. */
  | { type: 'run.reopened'; by: string; settings?: Settings; containment?: Containment }
  | { type: 'run.pause-requested' }
  | { type: 'run.finished'; outcome: Outcome; reason: string }
  | { type: 'limit.warned'; limit: string; reason: string }
  | { type: 'wait.started'; until: number; reason: string; provider: boolean }
  /** `reason`: why this agent or model and not the preferred one. */
  | {
      type: 'iteration.started'
      iteration: number
      agent: string
      prompt: PromptFacts
      model?: string
      reason?: string
    }
  /** Facts about a process of this boot: a power cut that loses them ends the process too. */
  | { type: 'agent.spawned'; iteration: number; pid: number; startTime: string }
  /** What the agent said of itself when it began. */
  | {
      type: 'agent.identified'
      iteration: number
      sessionId?: string
      model?: string
      version?: string
      contextWindow?: number
    }
  /** The share of a subscription's window that is used. */
  | { type: 'window.observed'; agent: string; window: string; percent: number; resetsAt?: number }
  /** The guard's decision about a command the agent wanted to run. Allowed ones without a reason to mention are not recorded. */
  | {
      type: 'command.judged'
      iteration: number
      verdict: 'block' | 'warn'
      /** Cleaned and bounded. */
      command: string
      rules: readonly string[]
      /** What asked: a hook of the agent's, a program in front of the real one. */
      by: 'hook' | 'shim'
    }
  /** What decides about success was changed during the iteration: gate scripts, tests, settings that run code, ralph's own files. */
  | { type: 'tampering.noticed'; iteration: number; findings: readonly Tampering[] }
  /** The agent's CLI made its context smaller. */
  | { type: 'context.compacted'; iteration: number }
  | ({ type: 'iteration.usage'; iteration: number; context?: number } & Spending)
  | ({ type: 'iteration.finished'; iteration: number } & IterationEnd)
  /** ralph died under this iteration. Its spending is kept; its work is still in the workspace. `found`: in the agent's own record. */
  | { type: 'iteration.interrupted'; iteration: number; found?: FoundSpending }
  /** What the workspace and the agent's words looked like after an iteration: equal signatures mean no progress. */
  | { type: 'work.observed'; iteration: number; signature: string }
  | { type: 'checkpoint.created'; iteration: number; commit: string; skipped?: readonly string[] }
  | ({ type: 'gate.finished'; iteration: number; gate: string; durationMs: number } & Verdict)
  | { type: 'claim.judged'; iteration: number; accepted: boolean }

/** What keeps agents and gates in, from here on. `none` says why. */
export interface Containment {
  readonly sandbox: 'bubblewrap' | 'sandbox-runtime' | 'none'
  readonly network: 'open' | 'listed'
  readonly reason?: string
}

export interface Tampering {
  /** Relative to the workspace where it lies in it. */
  readonly path: string
  readonly kind: 'gate' | 'test' | 'task' | 'ralph' | 'hook' | 'settings'
  readonly change: 'changed' | 'removed' | 'created'
}

export type Settings = Readonly<Record<string, unknown>>

export interface PromptFacts {
  /** Estimated, of the prompt alone; what the agent's own instructions add is learned from its usage. */
  readonly tokens: number
  readonly bytes: number
  /** Of the whole prompt; its archived copy is named by it. */
  readonly sha256: string
  /** Parts that did not fit whole, named by their section. */
  readonly cut: readonly string[]
  /** Why the task's last good copy was used: its file is gone or no longer fit to be sent. */
  readonly stale?: string
  /** What the task asks for that its author should know of. Cleaned. */
  readonly warnings?: readonly string[]
}

export interface FoundSpending extends Spending {
  readonly models?: readonly ModelSpending[]
}

export interface IterationEnd extends FoundSpending {
  /** Bounded and cleaned: for people and for the next prompt. */
  readonly summary: string
  readonly claim?: Claim
  readonly model?: string
  readonly sessionId?: string
  readonly failure?: Failure
  readonly process?: ProcessFacts
  /** What a guess would have said of the tokens that were reported: it makes later guesses better. */
  readonly guessedTokens?: number
}

/** What the agent's final message asks for. */
export type Claim = { readonly kind: 'done' } | { readonly kind: 'blocked'; readonly reason: string }

/** The agent's whole process tree, as far as it was seen. */
export interface ProcessFacts {
  readonly exitCode: number | null
  readonly signal: string | null
  readonly durationMs: number
  readonly cpuMs?: number
  readonly peakMemoryBytes?: number
  /** Processes that outlived the agent and were ended by ralph. */
  readonly leftovers: number
}

/** Why a run ended. The exit code follows from it. */
export type Outcome = 'completed' | 'failed' | 'limit' | 'refused' | 'blocked' | 'stalled' | 'paused' | 'cancelled'

export interface Verdict {
  readonly passed: boolean
  /** Written for the agent: it becomes part of the next prompt. Bounded and cleaned. */
  readonly evidence: string
}

/** An event once the journal has accepted it: numbered, and stamped with both readings of the clock. */
export type Recorded<E extends RunEvent = RunEvent> = E & {
  readonly seq: number
  readonly at: number
  readonly up: number
}

/**
 * Events whose loss in a power cut changes nothing that counts: the journal need not sync for them. `iteration.usage` is
 * a running total that the next one repeats: it is synced at most once a second.
 */
export function isDisposable(type: RunEvent['type'], sinceSyncMs: number): boolean {
  return type === 'agent.spawned' || type === 'work.observed' || (type === 'iteration.usage' && sinceSyncMs < 1000)
}
