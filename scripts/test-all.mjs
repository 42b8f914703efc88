// Builds, checks and tests everything. Prints failures, and as its last line the totals: `N passed, N failed`.
import { spawnSync } from 'node:child_process'
import { mkdtempSync, readFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

const bin = (name) => join('node_modules', '.bin', name)
const reports = mkdtempSync(join(tmpdir(), 'ralph-tests-'))
const report = (name) => join(reports, `${name}.json`)

/** Each a command that must exit 0; its output is shown only if it does not. */
const checks = [
  ['types', bin('tsc'), ['-p', '.']],
  ['lint', bin('oxlint'), ['--type-aware', '--deny-warnings']],
  ['format', bin('oxfmt'), ['--check', '.']],
  ['unused code', bin('knip'), []],
  ['build', process.execPath, ['scripts/build.mjs']],
  ['package', bin('publint'), []],
  ['reference pages', process.execPath, ['scripts/docs.mjs', '--check']],
]

let passed = 0
let failed = 0
for (const [name, file, args] of checks) {
  const { status, stdout, stderr } = spawnSync(file, args, { encoding: 'utf8', maxBuffer: 1 << 28 })
  if (status === 0) passed++
  else {
    failed++
    console.log(`FAILED ${name}\n${stdout}${stderr}`)
  }
}

const vitest = [bin('vitest'), ['run', '--reporter=dot', '--reporter=json', `--outputFile.json=${report('all')}`]]
run(...vitest, 'all')
// Installs claude, codex and gemini, pinned, where they are not there yet.
run(process.execPath, ['scripts/test-agents.mjs'], 'agents')

function run(file, args, name) {
  const { status, stdout, stderr } = spawnSync(file, args, {
    encoding: 'utf8',
    maxBuffer: 1 << 28,
    env: { ...process.env, NO_COLOR: '1', RALPH_TEST_REPORT: report(name) },
  })
  try {
    const { numPassedTests, numFailedTests, numFailedTestSuites } = JSON.parse(readFileSync(report(name), 'utf8'))
    passed += numPassedTests
    failed += Math.max(numFailedTests, status === 0 ? 0 : 1, numFailedTests === 0 ? numFailedTestSuites : 0)
  } catch {
    failed++
  }
  if (status !== 0) console.log(`${stdout}${stderr}`)
}

console.log(`${passed} passed, ${failed} failed`)
process.exitCode = failed === 0 ? 0 : 1
