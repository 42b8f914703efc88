import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { describe, expect, test } from 'vitest'
import type { AgentAdapter, AgentOutput, Failure } from '../src/agent.ts'
import { loadAgents } from '../src/agents/list.ts'
import { listPrice } from '../src/agents/prices/prices.ts'
import { account, casesOf, recordedExit, replay } from './support/transcripts.ts'

/*
 * Everything that adapters make of what real CLIs printed, in one readable file an agent and version: golden.txt beside
 * the transcripts. A change of an adapter or of a CLI shows as a difference there; `npx vitest run test/transcripts.test.ts -u` accepts it.
 */
const transcripts = fileURLToPath(new URL('fixtures/transcripts/', import.meta.url))

for (const adapter of (await loadAgents()).filter(({ name }) => existsSync(transcripts + name)))
  describe(`transcripts of ${adapter.name}`, () => {
    test.for(readdirSync(transcripts + adapter.name))('%s is read as it was', async (version) => {
      const agentVersion = `${adapter.name}/${version}`
      const golden = casesOf(agentVersion).map((name) => reading(adapter, agentVersion, name))
      await expect(golden.join('\n')).toMatchFileSnapshot(`${transcripts}${agentVersion}/golden.txt`)
    })
  })

function reading(adapter: AgentAdapter, agentVersion: string, name: string): string {
  const { outputs, message, charged, failure } = replay(adapter, agentVersion, name)
  const { code, signal } = recordedExit(agentVersion, name)
  return [
    `# ${name} (exit ${code ?? signal})`,
    ...withoutRuns(outputs).map(line),
    ...ofSession(adapter, agentVersion, name),
    `= ${failure ? failed(failure) : 'success'}`,
    `= message ${short(message)}`,
    `= spent ${account(charged)}`,
    '',
  ].join('\n')
}

/** Of readings and pieces that follow one another only the last: they are totals, or too many. */
function withoutRuns(outputs: readonly AgentOutput[]): readonly AgentOutput[] {
  const isRun = (type: AgentOutput['type']) => type === 'usage' || type === 'retry'
  return outputs.filter((output, index) => !isRun(output.type) || outputs[index + 1]?.type !== output.type)
}

function line(output: AgentOutput): string {
  switch (output.type) {
    case 'usage':
      return `usage ${account(output)}${output.context === undefined ? '' : `; context ${output.context}`}`
    case 'tool':
      return `tool ${output.name} ${short(output.detail)}`
    case 'tool-result':
      return `tool-result ${output.ok ? 'ok' : 'not ok'} ${short(output.detail)}`
    case 'text':
    case 'thinking':
    case 'stderr':
      return `${output.type} ${short(output.text)}`
    case 'retry':
      return `retry ${short(output.message)}`
    case 'limited':
      return `limited ${failed(output.failure)}`
    case 'session':
    case 'window':
    case 'compacted':
    case 'send':
    case 'ended': {
      const { type, ...facts } = output
      return [type, ...Object.entries(facts).map(([name, value]) => `${name}=${value}`)].join(' ')
    }
  }
}

function failed({ kind, message, retryAt }: Failure): string {
  const until = retryAt === undefined ? '' : `, until ${new Date(retryAt).toISOString()}`
  return `${kind}${until}: ${short(message, 300)}`
}

function ofSession({ sessionRecord }: AgentAdapter, agentVersion: string, name: string): readonly string[] {
  const lines = sessionRecordOf(agentVersion, name)
  if (!sessionRecord || lines === '') return []
  const reader = sessionRecord.reader({
    workspace: '/workspace',
    startedAt: 0,
    home: '/home/user',
    env: {},
    prices: listPrice,
  })
  for (const each of lines.split('\n')) reader.line(each)
  const spending = reader.spending()
  return [`session record: ${spending ? account(spending) : 'nothing'}`]
}

function sessionRecordOf(agentVersion: string, name: string): string {
  const file = `${transcripts}${agentVersion}/${name}.session.jsonl`
  return existsSync(file) ? readFileSync(file, 'utf8') : ''
}

function short(text: string, limit = 120): string {
  const one = JSON.stringify(text)
  return one.length <= limit ? one : `${one.slice(0, limit)}…`
}
