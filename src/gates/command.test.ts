import { randomUUID } from 'node:crypto'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, onTestFinished, test } from 'vitest'
import { processesWith, uniqueSeconds } from '../../test/support/agents.ts'
import { makeCleaning } from '../platform/text/clean.ts'
import { commandGate, type CommandGateOptions } from './command.ts'

function folder(): string {
  const path = mkdtempSync(join(tmpdir(), 'gate-'))
  onTestFinished(() => rmSync(path, { recursive: true, force: true }))
  return path
}

const secret = 'tok_4f9a1c7e2b8d6035aa91ffe204'
const cleaning = makeCleaning({ values: [{ name: 'API_TOKEN', value: secret }] })

function check(command: string, options: Partial<CommandGateOptions> = {}, signal = new AbortController().signal) {
  const env = { PATH: process.env['PATH'], GREETING: 'hello' }
  const gate = commandGate({ command, cwd: '/', env, timeoutMs: 10_000, runId: randomUUID(), cleaning, ...options })
  expect(gate.name).toBe(cleaning.clean(command))
  return gate.check(signal)
}

test('exit 0 passes, with the output as evidence', async () => {
  const { passed, evidence } = await check('echo $GREETING; echo there >&2')
  expect(passed).toBe(true)
  expect(evidence).toMatch(/^`echo \$GREETING; echo there >&2` passed after \d+\.\d s\.\n(hello\nthere|there\nhello)$/)
})

test('it runs in the workspace', async () => {
  const cwd = folder()
  writeFileSync(join(cwd, 'marker.txt'), '')
  expect(await check('test -f marker.txt', { cwd })).toMatchObject({ passed: true })
})

test.each([
  ['exit 3', /failed with exit code 3 after/],
  ['kill -SEGV $$', /died of SIGSEGV after/],
  ['no-such-program --check', /exit code 127.* did not find a command/],
  ['/etc/passwd', /exit code 126.* may not execute it/],
])('`%s` fails, and the evidence says how', async (command, evidence) => {
  expect(await check(command)).toEqual({ passed: false, evidence: expect.stringMatching(evidence) })
})

test('a folder that is gone fails it', async () => {
  expect(await check('true', { cwd: '/nowhere' })).toEqual({
    passed: false,
    evidence: '`true` could not be started: the folder /nowhere does not exist.',
  })
})

test('a gate that does not end is ended, with everything it started', async () => {
  const seconds = uniqueSeconds()
  const { passed, evidence } = await check(`setsid sleep ${seconds} & sleep ${seconds}`, { timeoutMs: 200 })
  expect(passed).toBe(false)
  expect(evidence).toMatch(/did not end within its 0\.2 s and was stopped\.$/)
  expect(processesWith(`sleep\0${seconds}`)).toEqual([])
})

test('what it leaves behind is ended, and said', async () => {
  const seconds = uniqueSeconds()
  const { passed, evidence } = await check(`setsid sleep ${seconds} >/dev/null 2>&1 &`)
  expect(passed).toBe(true)
  expect(evidence).toMatch(/\nProcesses it left behind, and which were ended: 1\.$/)
  expect(processesWith(`sleep\0${seconds}`)).toEqual([])
})

test('an abort ends it soon, and it has not passed', async () => {
  const seconds = uniqueSeconds()
  const stop = new AbortController()
  setTimeout(() => stop.abort(), 50)
  const verdict = await check(`sleep ${seconds}`, {}, stop.signal)
  expect(verdict).toEqual({ passed: false, evidence: expect.stringMatching(/was stopped before it ended\.$/) })
  expect(processesWith(`sleep\0${seconds}`)).toEqual([])
})

test('of a long output head and tail are kept, and what is missing is said', async () => {
  const { evidence } = await check('seq 1 200000; echo the end; false')
  expect(evidence.length).toBeLessThan(13_000)
  expect(evidence).toMatch(/\n1\n2\n3\n/)
  expect(evidence).toMatch(/\n… \d{7} bytes left out …\n/)
  expect(evidence).toMatch(/\n200000\nthe end$/)
})

test('one endless line is shortened', async () => {
  const { evidence } = await check('head -c 3000000 /dev/zero | tr "\\0" x; echo; echo the end')
  expect(evidence.length).toBeLessThan(3000)
  expect(evidence).toMatch(/\nthe end$/)
  expect(evidence).toMatch(/x … \(2998000 more bytes in this line\)\n/)
})

test('a secret in its command line is in neither its name nor its evidence', async () => {
  const gate = commandGate({
    command: `test ${secret}`,
    cwd: '/',
    env: {},
    timeoutMs: 10_000,
    runId: randomUUID(),
    cleaning,
  })
  expect(gate.name).toBe('test [redacted:API_TOKEN]')
  const { passed, evidence } = await gate.check(new AbortController().signal)
  expect(passed).toBe(true)
  expect(evidence).toMatch(/^`test \[redacted:API_TOKEN\]` passed/)
})

test('a secret is taken out where its line is shortened', async () => {
  const { evidence } = await check(`printf '%01990d' 0; echo "$TOKEN"; head -c 5000 /dev/zero | tr "\\0" x`, {
    env: { PATH: process.env['PATH'], TOKEN: secret },
  })
  expect(evidence).not.toContain(secret.slice(0, 6))
})

test('a secret that is wrapped is taken out wherever the output is cut, also of the other stream', async () => {
  // Of its two lines one is the last of the head or the first of the tail, whatever stands before.
  for (let before = 0; before < 4; before += 1) {
    const print = `echo "$TOKEN" | fold -w 20 ${before % 2 === 0 ? '' : '>&2'}`
    const fill = (bytes: number) => `head -c ${bytes} /dev/zero | tr "\\0" "\\n"`
    const { evidence } = await check(`${fill(4096 - 21 - before)}; ${print}; ${fill(20_000)}; ${print}; echo done`, {
      env: { PATH: process.env['PATH'], TOKEN: secret },
    })
    expect(evidence).not.toContain(secret.slice(20))
    expect(evidence).not.toContain(secret.slice(0, 12))
  }
})

test('a private key is taken out to its last line, though its mark is left out', async () => {
  const body = 'MIIEpAIBAAKCAQEAq7Zkq7Zkq7Zkq7Zkq7Zkq7Zk'
  const env = { PATH: process.env['PATH'], BODY: body, MARK: ['-----BEGIN PRIV', 'ATE KEY-----'].join('') }
  const key = 'echo "$MARK"; for i in $(seq 350); do echo "$BODY$i"; done'
  const { evidence } = await check(`${key}; echo done`, { env })
  expect(evidence).not.toContain(body)
  expect(evidence).toMatch(/done$/)
})

test('stdin is empty, so that a question does not wait for an answer', async () => {
  expect(await check('read answer || echo nobody')).toMatchObject({
    passed: true,
    evidence: expect.stringMatching(/nobody$/),
  })
})
