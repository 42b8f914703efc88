import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import type { AgentOutput, OutputParser } from '../../../src/agent.ts'
import { formatNames, loadFormat } from '../../../src/agents/list.ts'
import { isTotal } from '../spending.ts'
import { agentRequest } from '../../support/request.ts'
import { isShort, law, type Target } from '../target.ts'

/** One for each format of agents' output: what they print, line by line, and how they end. */
export const targets: readonly Target[] = await Promise.all(formatNames.map(streamOf))

const goodExit = { code: 0, signal: null, stderr: '', at: 1_795_200_000_000 }

async function streamOf(name: string): Promise<Target> {
  const format = await loadFormat(name)
  if (!format) throw new Error(`there is no format ${name}`)
  return {
    name: `stream-${name}`,
    isLinear: true,
    seeds: ['TASK_COMPLETE\n', '{"type":"result"}\n', ...transcripts(name)],
    read(input) {
      const text = input.toString('utf8')
      const first = hear(format.parser(agentRequest()), text)
      law(bytesOf(first) <= 40 * text.length + 200_000, `what it makes of ${text.length} is bounded: ${bytesOf(first)}`)
      if (!isShort(input)) return
      const second = hear(format.parser(agentRequest()), text)
      law(JSON.stringify(first) === JSON.stringify(second), 'the same is read the same')
    },
  }
}

function hear(parser: OutputParser, text: string) {
  const outputs: AgentOutput[] = [...(parser.start?.() ?? [])]
  for (const line of text.split('\n')) outputs.push(...parser.line(line))
  outputs.push(...(parser.stderr?.(text.slice(0, 500)) ?? []), ...(parser.stop?.() ?? []))
  for (const output of outputs)
    if (output.type === 'usage') law(isTotal(output), `it counts soundly: ${JSON.stringify(output)}`)
  const isBad = text.length % 2 === 1
  const result = parser.end({ ...goodExit, ...(isBad && { code: 1, stderr: text.slice(-2000) }) })
  law(isTotal(result), `its result counts soundly: ${JSON.stringify(result).slice(0, 300)}`)
  return { outputs, result }
}

const bytesOf = (value: unknown) => JSON.stringify(value).length

/** What real ones printed, a few lines of each. */
function transcripts(name: string): readonly string[] {
  const root = join('test', 'fixtures', 'transcripts')
  const files = readdirSync(root, { recursive: true, encoding: 'utf8' })
    .filter((path) => path.startsWith(name) && path.endsWith('.stdout'))
    .map((path) => join(root, path))
    .toSorted()
  const some = files.filter((_, index) => index % Math.ceil(files.length / 12) === 0)
  return some.map((file) => readFileSync(file, 'utf8').slice(0, 6000))
}
