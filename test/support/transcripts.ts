import { existsSync, readdirSync, readFileSync } from 'node:fs'
import type { AgentAdapter, AgentOutput, AgentRequest, AgentResult, Exit } from '../../src/agent.ts'
import { laterSpending, noSpending, type Spending } from '../../src/usage.ts'
import { agentRequest } from './request.ts'

/*
 * What real CLIs printed, one folder an agent and version, per case:
 *
 *   <case>.stdout    verbatim but for long lists and strings, which are cut
 *   <case>.stderr    if there was any
 *   <case>.exit      the exit code, or the signal's name
 */
const transcripts = new URL('../fixtures/transcripts/', import.meta.url)

/** The moment at which a replayed process ends, unless told otherwise. */
export const replayedAt = Date.parse('2026-11-20T18:47:46Z')

export interface Replay extends AgentResult {
  readonly outputs: readonly AgentOutput[]
  /** What the run's account says after every reading and the end. */
  readonly charged: Spending
}

/** The cases there are of an agent: `claude/2.1.329`. */
export function casesOf(agentVersion: string): readonly string[] {
  const files = readdirSync(new URL(`${agentVersion}/`, transcripts))
  return files.flatMap((file) => (file.endsWith('.exit') ? [file.slice(0, -5)] : [])).toSorted()
}

/** One stream of a case; empty if the process said nothing there. */
export function recorded(agentVersion: string, name: string, ending: 'stdout' | 'stderr' | 'exit'): string {
  const file = new URL(`${agentVersion}/${name}.${ending}`, transcripts)
  return existsSync(file) ? readFileSync(file, 'utf8') : ''
}

/** How a recorded process ended. */
export function recordedExit(agentVersion: string, name: string): Exit {
  const exit = recorded(agentVersion, name, 'exit').trim()
  const code = /^\d+$/.test(exit) ? Number(exit) : null
  return { code, signal: code === null ? exit : null, stderr: recorded(agentVersion, name, 'stderr'), at: replayedAt }
}

/** Feeds a recorded process to an adapter's parser. */
export function replay(
  adapter: Pick<AgentAdapter, 'parser'>,
  agentVersion: string,
  name: string,
  request: Partial<AgentRequest> = {},
): Replay {
  const lines = recorded(agentVersion, name, 'stdout').split('\n')
  return replayLines(adapter, lines, recordedExit(agentVersion, name), request)
}

/** The same for lines that a test made up. */
export function replayLines(
  adapter: Pick<AgentAdapter, 'parser'>,
  lines: readonly string[],
  exit: Partial<Exit> = {},
  request: Partial<AgentRequest> = {},
): Replay {
  const parser = adapter.parser(agentRequest(request))
  const outputs = [
    ...lines.flatMap((line) => parser.line(line)),
    ...(exit.stderr ?? '').split('\n').flatMap((line) => (line === '' ? [] : (parser.stderr?.(line) ?? []))),
  ]
  const result = parser.end({ code: 0, signal: null, stderr: '', at: replayedAt, ...exit })
  const readings: readonly Spending[] = [...outputs.filter((output) => output.type === 'usage'), result]
  return { ...result, outputs, charged: readings.reduce(laterSpending, noSpending) }
}

/** "input cacheRead cacheWrite output, how known; dollars, how known" */
export function account({ usage, cost }: Spending): string {
  const tokens = [usage.input, usage.cacheRead, usage.cacheWrite, usage.output].join(' ')
  return `${tokens} ${usage.basis}; $${Number(cost.usd.toFixed(7))} ${cost.basis}`
}
