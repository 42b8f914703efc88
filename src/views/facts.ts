import { isProviderLimit, type FailureKind } from '../agent.ts'
import type { Recorded, RunEvent } from '../event.ts'
import { cost, duration, grouped, plural, timeOfDay, tokens, dateTime } from '../platform/text/format.ts'
import { head } from '../platform/text/bounded.ts'
import { spent, type RunState } from '../state.ts'
import { countedTokens, type Spending } from '../usage.ts'
import type { RunLimits } from './run-limits.ts'

/** An event in words: one line, and what belongs under it. The same for every view that is read by people. */
export interface Fact {
  readonly tone: 'good' | 'bad' | 'warning' | 'plain' | 'quiet'
  readonly text: string
  readonly details?: readonly string[]
}

export interface Surroundings {
  readonly state: RunState
  readonly limits: RunLimits
  /** When the iteration in question began, if this process saw it. */
  readonly iterationStartedAt?: number | undefined
}

/** Lines of a failed gate's evidence that are shown; the agent gets more, the journal all. */
const evidenceLines = 6

/** What there is to say about an event; nothing for the figures that only move bars. */
export function factOf(event: Recorded, surroundings: Surroundings): Fact | undefined {
  switch (event.type) {
    case 'run.started':
      return { ...plain(`run ${event.runId} started in ${event.workspace}`), details: event.notices ?? [] }
    case 'run.resumed':
      return plain(`run ${surroundings.state.runId} goes on: ${soFar(surroundings.state)}`)
    case 'run.reopened':
      return plain(`run ${surroundings.state.runId} was reopened by ${event.by}: ${soFar(surroundings.state)}`)
    case 'run.pause-requested':
      return { tone: 'warning', text: 'a pause was asked for: the run stops before its next iteration' }
    case 'run.finished':
      return { tone: event.outcome === 'completed' ? 'good' : 'warning', text: `${event.outcome}: ${event.reason}` }
    case 'limit.warned':
      return { tone: 'warning', text: `warning, close to a limit: ${event.reason}` }
    case 'wait.started':
      return { tone: 'warning', text: waitWords(event) }
    case 'iteration.started':
      return iterationStarted(event, surroundings.limits)
    case 'iteration.finished':
      return iterationFinished(event, surroundings)
    case 'iteration.interrupted':
      return {
        tone: 'warning',
        text: `iteration ${event.iteration} was cut off when ralph ended; what it spent is counted`,
      }
    case 'checkpoint.created':
      return checkpointCreated(event)
    case 'gate.finished':
      return gateFinished(event)
    case 'claim.judged':
      return claimJudged(event, surroundings.state)
    case 'window.observed':
      return windowObserved(event)
    case 'command.judged':
      return commandJudged(event)
    case 'tampering.noticed':
      return tamperingNoticed(event)
    case 'agent.identified':
    case 'context.compacted':
    case 'agent.spawned':
    case 'iteration.usage':
    case 'work.observed':
      return undefined
  }
}

type Event<T extends Recorded['type']> = Extract<Recorded, { type: T }>

const plain = (text: string): Fact => ({ tone: 'plain', text })

function soFar(state: RunState): string {
  return `${plural(state.iterations, 'iteration')}, ${spendingWords(spent(state))} so far`
}

/** `45.2k tokens, ~$0.31`. */
export function spendingWords({ usage, cost: dollars }: Spending): string {
  return `${usage.basis === 'estimated' ? '~' : ''}${tokens(countedTokens(usage))} tokens, ${cost(dollars)}`
}

function waitWords({ at, until, reason }: Event<'wait.started'>): string {
  return `waiting until ${timeOfDay(until)} (${duration(until - at)}): ${reason}`
}

/** `iteration 3 of 100`. */
export function iterationTitle(iteration: number, limits: RunLimits): string {
  return `iteration ${iteration}${limits.iterations === undefined ? '' : ` of ${grouped(limits.iterations)}`}`
}

function iterationStarted(event: Event<'iteration.started'>, limits: RunLimits): Fact {
  const { iteration, agent, model, reason, prompt } = event
  const who = model === undefined ? agent : `${agent} with ${model}`
  const why = reason === undefined ? [] : [head(reason, 200)]
  const cut = prompt.cut.length === 0 ? [] : [`left out of the prompt for lack of room: ${prompt.cut.join(', ')}`]
  const stale = prompt.stale === undefined ? [] : [`${prompt.stale}: its last good copy is used`]
  const warnings = (prompt.warnings ?? []).map((warning) => `the task: ${warning}`)
  const text = `${iterationTitle(iteration, limits)} started: ${who}, prompt of ${tokens(prompt.tokens)} tokens`
  return {
    tone: stale.length + warnings.length > 0 ? 'warning' : 'plain',
    text,
    details: [...why, ...warnings, ...stale, ...cut],
  }
}

/** From this share on people want to know. */
const worthTellingPercent = 75

function windowObserved({ agent, window, percent, resetsAt }: Event<'window.observed'>): Fact | undefined {
  if (percent < worthTellingPercent) return undefined
  const until = resetsAt === undefined ? '' : `, until ${dateTime(resetsAt)}`
  return { tone: 'warning', text: `${agent}: ${Math.floor(percent)} % of its ${window} window is used${until}` }
}

function iterationFinished(event: Event<'iteration.finished'>, { iterationStartedAt }: Surroundings): Fact {
  const { iteration, failure, claim, process, summary } = event
  const took = process?.durationMs ?? (iterationStartedAt === undefined ? undefined : event.at - iterationStartedAt)
  const after = took === undefined ? '' : ` after ${duration(took)}`
  const figures = spendingWords(event)
  const details = leftoverWords(process?.leftovers ?? 0)
  if (failure) {
    const [verb, tone] = endings(failure.kind)
    const text = `iteration ${iteration} ${verb}${after}: ${figures}`
    return { tone, text, details: [`${failure.kind}: ${head(firstLine(failure.message), 400)}`, ...details] }
  }
  const said = claim?.kind === 'done' ? ', says it is done' : claim ? `, asks for you: ${head(claim.reason, 200)}` : ''
  const words = head(firstLine(summary), 200)
  const text = `iteration ${iteration} ended${after}: ${figures}${said}`
  return { tone: 'plain', text, details: [...(words === '' ? [] : [`“${words}”`]), ...details] }
}

/** What ralph or the provider did is no fault of the agent. */
function endings(kind: FailureKind): readonly [verb: string, tone: Fact['tone']] {
  if (kind === 'stopped') return ['was stopped', 'warning']
  return isProviderLimit(kind) ? ['was cut short', 'warning'] : ['failed', 'bad']
}

function leftoverWords(leftovers: number): readonly string[] {
  return leftovers === 0 ? [] : [`${leftovers} left-over ${leftovers === 1 ? 'process' : 'processes'} ended`]
}

function checkpointCreated({ iteration, commit, skipped = [] }: Event<'checkpoint.created'>): Fact {
  const left = skipped.length === 0 ? [] : [`left out: ${head(skipped.join(', '), 200)}`]
  const place = iteration === 0 ? 'of the state before the first iteration' : `after iteration ${iteration}`
  return { tone: 'quiet', text: `checkpoint ${commit.slice(0, 10)} ${place}`, details: left }
}

function gateFinished({ gate, passed, durationMs, evidence }: Event<'gate.finished'>): Fact {
  const text = `gate ${passed ? 'passed' : 'failed'}: ${head(gate, 200)} (${duration(durationMs)})`
  return passed ? { tone: 'good', text } : { tone: 'bad', text, details: lastLines(evidence, evidenceLines) }
}

function claimJudged({ accepted }: Event<'claim.judged'>, { verdicts }: RunState): Fact {
  if (accepted)
    return {
      tone: 'good',
      text:
        Object.keys(verdicts).length === 0
          ? 'the claim stands: no gate was given to prove it'
          : 'the claim is proven: every gate passed',
    }
  return { tone: 'bad', text: 'the claim is refuted: the next iteration gets what the gates found' }
}

function firstLine(text: string): string {
  return text.trim().split('\n', 1)[0] ?? ''
}

/** The end of a report is where tools put their verdict. */
function lastLines(text: string, count: number): readonly string[] {
  const lines = text.split('\n').filter((line) => line.trim() !== '')
  const shown = lines.slice(-count).map((line) => head(line, 400))
  return lines.length > count ? [`… ${lines.length - count} lines above`, ...shown] : shown
}

function commandJudged({ verdict, command, rules }: Recorded<RunEvent & { type: 'command.judged' }>): Fact {
  const what = verdict === 'block' ? 'the guard refused a command' : 'the guard warns of a command'
  return { tone: 'warning', text: `${what} (${rules.join(', ')}): ${command}` }
}

function tamperingNoticed({ findings }: Recorded<RunEvent & { type: 'tampering.noticed' }>): Fact {
  return {
    tone: 'warning',
    text: 'the agent touched what decides about success:',
    details: findings.map(({ change, kind, path }) => `${change}: ${path} (${kind})`),
  }
}
