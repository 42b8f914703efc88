// Tests the built ralph with real agent CLIs, which ask a fake model on this machine: no key, no network, no money.
//
//   npm run test:agents                               a few cases with claude, codex and gemini, as on every change
//   RALPH_TEST_AGENTS=claude,qwen npm run test:agents with these; all: with every one
//   npm run test:agents -- --matrix [case…]           every case; writes test/agents/results.jsonl and docs/agents.md
//   npm run test:agents -- --report                   writes docs/agents.md from the results there are
import { spawnSync } from 'node:child_process'
import { cpSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { install } from './install-agents.mjs'
import { load } from './load.mjs'

const project = join(dirname(fileURLToPath(import.meta.url)), '..')
const names = process.env.RALPH_TEST_AGENTS || 'claude,codex,gemini'
const args = process.argv.slice(2)
const isMatrix = args.includes('--matrix')

const { askedFor, installedVersion, runMatrix, report } = await load(project, 'test/agents/program.ts')
process.exitCode = args.includes('--report') ? writeReport() : await test()

async function test() {
  const clis = askedFor(names)
  for (const folder of new Set(clis.map((cli) => cli.folder))) install(project, folder)
  const missing = clis.filter((cli) => installedVersion(project, cli) === undefined)
  for (const cli of missing) console.error(`${cli.title} was asked for, but ${cli.package} could not be installed`)
  if (missing.length > 0) return 1
  return isMatrix ? matrix() : vitest()
}

function vitest() {
  const bin = join(project, 'node_modules/.bin/vitest')
  return (
    spawnSync(bin, ['run', 'test/agents', '--maxConcurrency=2', ...reporters()], {
      cwd: project,
      stdio: 'inherit',
      env: { ...process.env, RALPH_TEST_AGENTS: names },
    }).status ?? 1
  )
}

/** `npm run test:all` names a file for the totals. */
function reporters() {
  const file = process.env.RALPH_TEST_REPORT
  return file ? ['--reporter=dot', '--reporter=json', `--outputFile.json=${file}`] : ['--reporter=verbose']
}

async function matrix() {
  const folder = mkdtempSync(join(tmpdir(), 'ralph-matrix-'))
  try {
    const { status, stderr } = spawnSync(process.execPath, ['scripts/build.mjs'], { cwd: project, encoding: 'utf8' })
    if (status !== 0) throw new Error(stderr)
    cpSync(join(project, 'dist'), folder, { recursive: true }) // whoever builds meanwhile does not take it away
    const caseNames = args.filter((arg) => !arg.startsWith('--'))
    const tell = (line) => console.log(line)
    const news = await runMatrix({ project, program: join(folder, 'ralph.cjs'), agents: names, caseNames, tell })
    writeReport()
    console.log(news === 0 ? 'every deviation is explained' : `${news} deviations that nobody has explained`)
    return news === 0 ? 0 : 1
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
}

function writeReport() {
  writeFileSync(join(project, 'docs/agents.md'), report(project))
  return 0
}
