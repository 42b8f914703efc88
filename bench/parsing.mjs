import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { loadSource } from './load-source.mjs'
import { interleaved } from './measure.mjs'
import { row } from './table.mjs'

const megabytes = 40

/** How fast the stream of Claude Code is understood. */
export async function parsing(rounds) {
  const { claude } = await loadSource('src/agents/claude.ts')
  const lines = recorded()
  const total = lines.reduce((sum, line) => sum + Buffer.byteLength(line) + 1, 0)
  const repeats = Math.ceil((megabytes * 1e6) / total)
  const speed = (read) => () => {
    const started = performance.now()
    for (let i = 0; i < repeats; i++) for (const line of lines) read(line)
    return (repeats * total) / 1000 / (performance.now() - started)
  }
  const request = { program: 'claude', prompt: '', promptFile: '', extraArgs: [] }
  const parser = claude.parser(request)
  const mbs = await interleaved(rounds, {
    parser: speed((line) => parser.line(line)),
    json: speed((line) => JSON.parse(line)),
  })
  return [
    row('parsing stream-json', mbs.parser, 'MB/s', 150, {
      atLeast: true,
      note: `${(mbs.parser / mbs.json).toFixed(2)} × of JSON.parse`,
    }),
  ]
}

function recorded() {
  const versions = join(import.meta.dirname, '..', 'test', 'fixtures', 'transcripts', 'claude')
  return readdirSync(versions, { recursive: true })
    .filter((name) => name.endsWith('.stdout'))
    .flatMap((name) => readFileSync(join(versions, name), 'utf8').split('\n'))
    .filter((line) => line.startsWith('{'))
}
