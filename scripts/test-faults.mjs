// node scripts/test-faults.mjs [--long] [--only name[,name]] [--seed N] [--verbose] [--results FILE]: see docs/faults.md.
// Runs the fault harnesses against the program that is built in dist/, or RALPH_PROGRAM. A line each; the last line is
// the totals, `N passed, N failed`. What was measured is written to test/faults/results.json.
import { cpSync, existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { parseArgs } from 'node:util'
import { rolldown } from 'rolldown'

const { values } = parseArgs({
  options: {
    long: { type: 'boolean', default: false },
    only: { type: 'string' },
    seed: { type: 'string', default: '1' },
    verbose: { type: 'boolean', default: false },
    results: { type: 'string', default: join('test', 'faults', 'results.json') },
  },
})
const folder = mkdtempSync(join(tmpdir(), 'ralph-test-faults-'))
if (process.env.RALPH_PROGRAM === undefined) {
  cpSync('dist', join(folder, 'dist'), { recursive: true }) // a build meanwhile changes nothing
  process.env.RALPH_PROGRAM = join(folder, 'dist', 'ralph.cjs')
}

const shownFindings = 25
let failed = 0
try {
  const { harnesses } = await load('test/faults/harness/list.ts')
  const names = values.only?.split(',')
  const unknown = names?.find((name) => !harnesses.some((harness) => harness.name === name))
  if (unknown !== undefined) throw new Error(`no harness is called ${unknown}: ${harnesses.map((h) => h.name)}`)
  const chosen = harnesses.filter(({ name }) => !names || names.includes(name))
  console.log(`${'harness'.padEnd(12)}${'runs'.padStart(7)}${'findings'.padStart(10)}${'seconds'.padStart(9)}  figures`)
  for (const harness of chosen) if (!(await runOne(harness))) failed++
  console.log(`${chosen.length - failed} passed, ${failed} failed`)
} finally {
  rmSync(folder, { recursive: true, force: true })
}
process.exit(failed === 0 ? 0 : 1)

async function runOne({ name, promises, run }) {
  const startedAt = performance.now()
  const told = values.verbose ? (line) => console.log(`  ${line}`) : () => undefined
  const outcome = await run({ isLong: values.long, seed: Number(values.seed), told }).catch((error) => ({
    runs: 0,
    findings: [`the harness itself broke: ${error.stack}`],
    figures: {},
  }))
  const seconds = Math.round((performance.now() - startedAt) / 100) / 10
  const { runs, findings, figures, skipped } = outcome
  const shown = Object.entries(figures).map(([key, value]) => `${key} ${value}`)
  console.log(
    `${name.padEnd(12)}${String(runs).padStart(7)}${String(findings.length).padStart(10)}${seconds.toFixed(1).padStart(9)}  ${shown.join(', ')}`,
  )
  if (skipped !== undefined) console.log(`  NOT TRIED: ${skipped}`)
  for (const finding of findings.slice(0, shownFindings))
    console.log(`  FINDING ${finding.trim().replaceAll('\n', ' | ')}`)
  if (findings.length > shownFindings) console.log(`  and ${findings.length - shownFindings} more`)
  keep(name, { promises, runs, findings, figures, ...(skipped !== undefined && { skipped }), seconds })
  return findings.length === 0
}

/** Beside those of other harnesses and of the other size. */
function keep(name, result) {
  const all = existsSync(values.results) ? JSON.parse(readFileSync(values.results, 'utf8')) : {}
  const size = values.long ? 'long' : 'short'
  const entry = { ...result, at: new Date().toISOString(), seed: Number(values.seed), node: process.version }
  writeFileSync(values.results, `${JSON.stringify({ ...all, [size]: { ...all[size], [name]: entry } }, null, 2)}\n`)
}

/** Node 20 runs no TypeScript. */
async function load(entry) {
  const file = join(folder, 'harnesses.mjs')
  const build = await rolldown({ input: entry, platform: 'node', logLevel: 'silent' })
  await build.write({ file, format: 'es', codeSplitting: false })
  await build.close()
  return import(pathToFileURL(file).href)
}
