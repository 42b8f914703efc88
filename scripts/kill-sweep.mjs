import { cpSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { parseArgs } from 'node:util'
import { rolldown } from 'rolldown'

// node scripts/kill-sweep.mjs [--kills 200] [--seed N] [--events] [--verbose]: see docs/faults.md.
// Takes the program that is built in dist/, or RALPH_PROGRAM.

const { values } = parseArgs({
  options: {
    kills: { type: 'string', default: '200' },
    seed: { type: 'string', default: String(Date.now() % 100_000) },
    events: { type: 'boolean', default: false },
    verbose: { type: 'boolean', default: false },
  },
})
const folder = mkdtempSync(join(tmpdir(), 'ralph-sweep-'))
cpSync('dist', join(folder, 'dist'), { recursive: true }) // a build meanwhile changes nothing
process.env.RALPH_PROGRAM ??= join(folder, 'dist', 'ralph.cjs')
const told = values.verbose ? (line) => console.log(line) : undefined
try {
  const report = values.events ? await eventSweep() : await randomSweep()
  console.log(JSON.stringify(report, null, 2))
  process.exitCode = report.broken.length === 0 ? 0 : 1
} finally {
  rmSync(folder, { recursive: true, force: true })
}

async function randomSweep() {
  const [kills, seed] = [Number(values.kills), Number(values.seed)]
  const { randomDeaths } = await load('test/faults/random-death.ts', 'deaths')
  const { killSweep } = await load('test/faults/kill-sweep.ts', 'sweep')
  const deaths = randomDeaths(kills, seed, { starting: 300, working: 700, waiting: 2500 })
  return killSweep({ deaths, title: `seed ${seed}`, onTheWay: 0, withinMs: 2000, told })
}

async function eventSweep() {
  const { eventSweep: sweep } = await load('test/faults/event-sweep.ts', 'sweep')
  return sweep({ withinMs: 2000, told })
}

/** Node 20 runs no TypeScript. */
async function load(entry, name) {
  const file = join(folder, `${name}.mjs`)
  const build = await rolldown({ input: entry, platform: 'node', logLevel: 'silent' })
  await build.write({ file, format: 'es', codeSplitting: false })
  await build.close()
  return import(pathToFileURL(file).href)
}
