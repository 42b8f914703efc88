import { isProviderLimit, type Failure } from './agent.ts'
import {
  begin,
  compact,
  identify,
  overheadShown,
  read,
  type CurrentIteration,
  type UsageReading,
} from './current-iteration.ts'
import type { IterationEnd, Outcome, Recorded, RunEvent, Settings, Verdict } from './event.ts'
import { failuresInARow, healthAfter, type AgentHealth } from './health.ts'
import { afterVerdict, afterWork, noTrouble, type Trouble } from './trouble.ts'
import { observeWindow, type Windows } from './windows.ts'
import { addSpending, countedTokens, laterSpending, noSpending, type Spending } from './usage.ts'

/**
 * What we know about a run. Always equal to `events.reduce(evolve, newState)`. Its size does not grow with the
 * number of events, so the ten-thousandth iteration costs what the first did.
 */
export interface RunState {
  readonly runId: string
  readonly workspace: string
  readonly settings: Settings
  readonly startedAt: number
  readonly seq: number
  readonly at: number
  readonly up: number
  /** Time the run was alive and not waiting for a provider. Hours between a crash and its resume do not count. */
  readonly activeMs: number
  /** Iterations that ended, well or badly. The one in progress is `current`. */
  readonly iterations: number
  /** Those of them that count against the limit: an iteration cut short by a provider's limit does not. */
  readonly countedIterations: number
  readonly succeeded: number
  readonly current?: CurrentIteration
  /** Of ended iterations; with the current one: `spent(state)`. */
  readonly spending: Spending
  readonly consecutiveFailures: number
  readonly health: Readonly<Record<string, AgentHealth>>
  /** Since when nothing but providers' limits was met, in epoch milliseconds: successive waits are one wait. */
  readonly limitedSince?: number
  readonly waiting?: { readonly until: number; readonly reason: string; readonly provider: boolean }
  /** Tokens that each agent's own instructions and tools added to our prompt's estimate, last time. */
  readonly promptOverhead: Readonly<Record<string, number>>
  /** What agents last told of themselves. */
  readonly known: Readonly<Record<string, { readonly model?: string; readonly contextWindow?: number }>>
  /** Shares of the windows of subscriptions that are used, by agent and window. */
  readonly windows: Windows
  /** What agents reported, and what a guess would have said of the same work, in tokens weighed by what they cost. */
  readonly guesses: { readonly reported: number; readonly guessed: number }
  readonly trouble: Trouble
  /** `iterations` when the run was started or reopened. */
  readonly openedAt: number
  /** The iteration whose claim to be done still waits for the gates. */
  readonly claim?: number
  readonly accepted: boolean
  readonly blocked?: string
  readonly verdicts: Readonly<Record<string, Verdict>>
  /** The newest last, at most `rememberedSignatures`. */
  readonly signatures: readonly string[]
  /** The newest last, at most `rememberedIterations`. */
  readonly history: readonly PastIteration[]
  readonly warned: readonly string[]
  /** What was last found changed that decides about success. */
  readonly tampering?: Recorded<RunEvent & { type: 'tampering.noticed' }>
  readonly pauseRequested: boolean
  readonly checkpoint?: { readonly iteration: number; readonly commit: string }
  readonly finished?: { readonly outcome: Outcome; readonly reason: string }
}

export interface PastIteration {
  readonly iteration: number
  readonly agent: string
  readonly spending: Spending
  readonly summary: string
  readonly failure?: Failure
  readonly interrupted?: true
  readonly promptCut: readonly string[]
}

/** Output tokens; an agent that is turned away says a sentence at most. */
const moreThanARefusal = 200

export const rememberedSignatures = 12
export const rememberedIterations = 5

export const newState: RunState = {
  runId: '',
  workspace: '',
  settings: {},
  startedAt: 0,
  seq: 0,
  at: 0,
  up: 0,
  activeMs: 0,
  iterations: 0,
  countedIterations: 0,
  succeeded: 0,
  spending: noSpending,
  consecutiveFailures: 0,
  health: {},
  promptOverhead: {},
  known: {},
  windows: {},
  guesses: { reported: 0, guessed: 0 },
  trouble: noTrouble,
  openedAt: 0,
  accepted: false,
  verdicts: {},
  signatures: [],
  history: [],
  warned: [],
  pauseRequested: false,
}

/** Everything spent so far, the current iteration included. */
export function spent(state: RunState): Spending {
  return state.current ? addSpending(state.spending, state.current.spending) : state.spending
}

/** Folds one event into the state. Pure and total: no clock, no I/O, no rules. */
export function evolve(previous: RunState, event: Recorded): RunState {
  const state = {
    ...previous,
    seq: event.seq,
    at: event.at,
    up: event.up,
    activeMs: previous.activeMs + awake(previous, event),
  }
  switch (event.type) {
    case 'run.started':
      return { ...state, runId: event.runId, workspace: event.workspace, settings: event.settings, startedAt: event.at }
    case 'run.resumed':
      return { ...state, settings: { ...state.settings, ...event.settings } }
    case 'run.reopened':
      return reopen(state, event.settings)
    case 'run.pause-requested':
      return { ...state, pauseRequested: true }
    case 'run.finished':
      return { ...without(state, 'waiting'), finished: { outcome: event.outcome, reason: event.reason } }
    case 'limit.warned':
      return { ...state, warned: [...state.warned, event.limit] }
    case 'wait.started':
      return { ...state, waiting: { until: event.until, reason: event.reason, provider: event.provider } }
    case 'iteration.started':
      return {
        ...without(state.current ? interruptIteration(state, state.current) : state, 'waiting'),
        current: begin(event),
      }
    case 'agent.spawned':
    case 'command.judged':
      return state
    case 'agent.identified':
      return state.current ? meet(state, identify(state.current, event)) : state
    case 'window.observed':
      return { ...state, windows: observeWindow(state.windows, event) }
    case 'tampering.noticed':
      return { ...state, tampering: event }
    case 'context.compacted':
      return state.current ? { ...state, current: compact(state.current, event.up) } : state
    case 'iteration.usage':
      return state.current ? readUsage(state, state.current, event) : state
    case 'iteration.finished':
      return state.current ? finishIteration(state, state.current, event) : state
    case 'iteration.interrupted':
      return state.current ? interruptIteration(state, state.current, event.found) : state
    case 'work.observed':
      return observeWork(state, event.signature)
    case 'checkpoint.created':
      return { ...state, checkpoint: { iteration: event.iteration, commit: event.commit } }
    case 'gate.finished':
      return {
        ...state,
        verdicts: { ...state.verdicts, [event.gate]: { passed: event.passed, evidence: event.evidence } },
      }
    case 'claim.judged':
      return {
        ...without(state, 'claim'),
        accepted: event.accepted,
        trouble: afterVerdict(state.trouble, event.accepted),
      }
    default:
      return state // an event of a newer ralph: what it means is not known here
  }
}

/** A new process starts its own clock, and a wait for a provider is nobody's running time. */
function awake(previous: RunState, event: Recorded): number {
  const newProcess = previous.seq === 0 || event.type === 'run.resumed' || event.type === 'run.reopened'
  return newProcess || previous.waiting?.provider ? 0 : Math.max(0, event.up - previous.up)
}

/** What stopped the run is forgiven; what was spent and counted stays. */
function reopen(state: RunState, settings: Settings | undefined): RunState {
  const open = without(state, 'finished', 'blocked', 'limitedSince')
  return {
    ...open,
    settings: { ...state.settings, ...settings },
    consecutiveFailures: 0,
    health: {},
    openedAt: state.iterations,
    signatures: [],
    warned: [],
    pauseRequested: false,
  }
}

function meet(state: RunState, current: CurrentIteration): RunState {
  const { agent, model, contextWindow } = current
  const known = { ...(model !== undefined && { model }), ...(contextWindow !== undefined && { contextWindow }) }
  return { ...state, current, known: { ...state.known, [agent]: known } }
}

function observeWork(state: RunState, signature: string): RunState {
  const stoodStill = state.signatures.at(-1) === signature
  const signatures = [...state.signatures, signature].slice(-rememberedSignatures)
  return { ...state, signatures, trouble: afterWork(state.trouble, stoodStill) }
}

function readUsage(state: RunState, current: CurrentIteration, reading: UsageReading): RunState {
  const overhead = overheadShown(current, reading)
  return {
    ...state,
    ...(overhead !== undefined && { promptOverhead: { ...state.promptOverhead, [current.agent]: overhead } }),
    current: read(current, reading),
  }
}

function finishIteration(state: RunState, current: CurrentIteration, end: IterationEnd): RunState {
  const spending = laterSpending(current.spending, end)
  const settled = { ...settle(state, { ...current, spending }, end), guesses: compare(state, spending, end) }
  const { claim, failure } = end
  if (failure || !claim) return settled
  return claim.kind === 'done' ? { ...settled, claim: current.iteration } : { ...settled, blocked: claim.reason }
}

/** Only what was reported to the end teaches anything about guesses. */
function compare({ guesses }: RunState, { usage }: Spending, { guessedTokens = 0 }: IterationEnd): RunState['guesses'] {
  if (usage.basis !== 'reported' || guessedTokens === 0) return guesses
  const { reported, guessed } = guesses
  return { reported: reported + countedTokens(usage) + usage.cacheRead / 10, guessed: guessed + guessedTokens }
}

function interruptIteration(state: RunState, current: CurrentIteration, found?: Spending): RunState {
  const { health, consecutiveFailures } = state
  const spending = found ? laterSpending(current.spending, found) : current.spending
  const settled = settle(state, { ...current, spending }, { summary: '', interrupted: true })
  return { ...settled, health, consecutiveFailures, succeeded: state.succeeded }
}

type Ending = Pick<IterationEnd, 'summary' | 'failure'> & { readonly interrupted?: true }

/** Closes the current iteration: its spending becomes part of the total, its ending part of the agent's health. */
function settle(state: RunState, current: CurrentIteration, { summary, failure, interrupted }: Ending): RunState {
  const { iteration, agent, prompt } = current
  const limited = isProviderLimit(failure?.kind)
  const past: PastIteration = {
    iteration,
    agent,
    spending: current.spending,
    summary,
    promptCut: prompt.cut,
    ...(failure && { failure }),
    ...(interrupted && { interrupted }),
  }
  return {
    ...without(state, 'current', 'limitedSince'),
    ...(limited && { limitedSince: productive(current) ? state.at : (state.limitedSince ?? state.at) }),
    iterations: state.iterations + 1,
    countedIterations: state.countedIterations + (limited ? 0 : 1),
    succeeded: state.succeeded + (failure ? 0 : 1),
    spending: addSpending(state.spending, current.spending),
    consecutiveFailures: failuresInARow(state.consecutiveFailures, failure),
    health: { ...state.health, [agent]: healthAfter(state.health[agent], failure, { iteration, at: state.at }) },
    history: [...state.history, past].slice(-rememberedIterations),
  }
}

/** It worked before it met the limit: the waits before and after it are not one wait. */
function productive(current: CurrentIteration): boolean {
  return current.spending.usage.output >= moreThanARefusal
}

function without<K extends keyof RunState>(state: RunState, ...keys: readonly K[]): Omit<RunState, K> {
  const rest = { ...state }
  for (const key of keys) delete (rest as Partial<RunState>)[key]
  return rest
}
