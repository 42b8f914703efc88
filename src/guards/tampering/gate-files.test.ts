import { expect, test } from 'vitest'
import { gateFiles } from './gate-files.ts'

test.each<[string, string]>([
  ['./check.sh', './check.sh'],
  ['bash scripts/verify.sh --fast', 'scripts/verify.sh'],
  ['CI=1 env sh ./ci.sh', './ci.sh'],
  ['npm run lint && node test/all.mjs', 'test/all.mjs'],
  ['python3 -m venv v; python3 run_tests.py', 'run_tests.py'],
  ['node --test test.mjs', 'test.mjs'],
  ['"./my checks/check it.sh"', './my checks/check it.sh'],
])('the script that %s runs decides', (command, path) => {
  expect(gateFiles(command)).toContainEqual({ kind: 'file', path, decides: true })
})

test.each([['npm test'], ['npm run test'], ['npm t'], ['pnpm test'], ['yarn test'], ['npm --silent test']])(
  '%s is decided by the script of package.json',
  (command) => {
    expect(gateFiles(command)).toEqual([{ kind: 'script', name: 'test', decides: true }])
  },
)

test.each([
  ['node index.js'],
  ['./build.sh'],
  ['python3 app.py --port 1'],
  ['make'],
  ['./contest.sh'],
  ['bash release/latest.sh'],
])('what %s runs may be the very work', (command) => {
  expect(gateFiles(command).filter(({ decides }) => decides)).toEqual([])
})

test.each([
  ['grep -q right out.txt'],
  ['test -f done.txt'],
  ['diff expected.txt actual.txt'],
  ['cargo test'],
  ['npm ci'],
  ['[ "$(cat version.txt)" = 2 ]'],
  ['$CHECK/test.sh'],
  [''],
])('%s reads data, or nobody can know', (command) => {
  expect(gateFiles(command)).toEqual([])
})
