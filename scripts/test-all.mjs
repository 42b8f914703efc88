// Builds, checks and tests everything. Prints failures, and as its last line the totals: `N passed, N failed`.
//
// Many tests are real programs that are signalled, waited for and timed, on a machine that others may keep busy. So a file
// with a failure runs once more, alone. What passes then is counted as passed, and named: it may be the machine, or a
// flaw that hides. What fails twice has failed.
import { spawnSync } from 'node:child_process'
import { mkdtempSync, readFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join, relative } from 'node:path'

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
  const { status, stdout, stderr } = run(file, args)
  if (status === 0) passed++
  else {
    failed++
    console.log(`FAILED ${name}\n${stdout}${stderr}`)
  }
}
count('all', vitest)
// Installs claude, codex and gemini, pinned, where they are not there yet.
count('agents', (name) => run(process.execPath, ['scripts/test-agents.mjs'], { RALPH_TEST_REPORT: report(name) }))
console.log(`${passed} passed, ${failed} failed`)
process.exitCode = failed === 0 ? 0 : 1

function count(name, suite) {
  const first = suite(name, [])
  const { all, failures } = outcome(name, first)
  const files = [...new Set(failures.map(({ file }) => file))]
  if (files.length === 0) {
    passed += all
    return
  }
  console.log(`${first.stdout}${first.stderr}`)
  const again = suite(`${name}-again`, [...files, '--no-file-parallelism'])
  const second = outcome(`${name}-again`, again)
  for (const { title, file } of failures.filter((one) => !second.failures.some(({ id }) => id === one.id)))
    console.log(`FAILED, THEN PASSED ALONE: ${file} > ${title}`)
  if (second.failures.length > 0) console.log(`AGAIN, ALONE:\n${again.stdout}${again.stderr}`)
  failed += second.failures.length
  passed += Math.max(0, all - second.failures.length)
}

/** How many tests there were, and those that failed; a file that can't even be loaded counts as one. */
function outcome(name, { status }) {
  try {
    const { numTotalTests, numPendingTests, testResults } = JSON.parse(readFileSync(report(name), 'utf8'))
    const failures = testResults.flatMap(({ name: path, status: state, assertionResults }) => {
      const file = relative('.', path)
      const tests = assertionResults.filter((test) => test.status === 'failed').map(({ fullName }) => fullName)
      const titles = tests.length === 0 && state === 'failed' ? ['(the file)'] : tests
      return titles.map((title) => ({ id: `${file} > ${title}`, file, title }))
    })
    if (failures.length === 0 && status !== 0)
      failures.push({ id: name, file: '.', title: `${name} ended with ${status}` })
    return { all: numTotalTests - numPendingTests, failures }
  } catch {
    return { all: 1, failures: [{ id: name, file: '.', title: `${name} left no report` }] }
  }
}

function vitest(name, args) {
  return run(bin('vitest'), ['run', '--reporter=dot', '--reporter=json', `--outputFile.json=${report(name)}`, ...args])
}

function run(file, args, env) {
  return spawnSync(file, args, { encoding: 'utf8', maxBuffer: 1 << 28, env: { ...process.env, NO_COLOR: '1', ...env } })
}
