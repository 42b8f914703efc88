import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { loadSource } from './load-source.mjs'
import { interleaved } from './measure.mjs'
import { row } from './table.mjs'

const megabytes = 40

/** How fast the streams of real CLIs are understood. */
export async function parsing(rounds) {
  const { listPrice: prices } = await loadSource('src/agents/prices/prices.ts')
  const rows = []
  for (const name of ['claude', 'codex', 'gemini', 'opencode', 'qwen', 'pi']) {
    const { [name]: adapter } = await loadSource(`src/agents/${name}/${name}.ts`)
    const { parser, json } = await speeds(rounds, adapter.parser({ ...request, prices }), recorded(name))
    const note = `${(parser / json).toFixed(2)} × of JSON.parse`
    rows.push(row(`parsing the stream of ${name}`, parser, 'MB/s', 150, { atLeast: true, note }))
  }
  return rows
}

const request = { program: '', prompt: '', promptFile: '', scratch: '', workspace: '', sessionId: '', extraArgs: [] }

function speeds(rounds, parser, lines) {
  const total = lines.reduce((sum, line) => sum + Buffer.byteLength(line) + 1, 0)
  const repeats = Math.ceil((megabytes * 1e6) / total)
  const speed = (read) => () => {
    const started = performance.now()
    for (let i = 0; i < repeats; i++) for (const line of lines) read(line)
    return (repeats * total) / 1000 / (performance.now() - started)
  }
  return interleaved(rounds, { parser: speed((line) => parser.line(line)), json: speed((line) => JSON.parse(line)) })
}

function recorded(agent) {
  const versions = join(import.meta.dirname, '..', 'test', 'fixtures', 'transcripts', agent)
  return readdirSync(versions, { recursive: true })
    .filter((name) => name.endsWith('.stdout'))
    .flatMap((name) => readFileSync(join(versions, name), 'utf8').split('\n'))
    .filter((line) => line.startsWith('{'))
}
