/* oxlint-disable vitest/no-standalone-expect -- the rule does not know a test that was extended */
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect } from 'vitest'
import { processesWith, uniqueSeconds } from '../support/agents.ts'
import { test, type Here } from '../support/program.ts'
import { bubblewrap, skipped } from '../support/sandbox.ts'

/** A run of an agent that is a shell script, locked in as it is by default. */
async function run(here: Here, script: string, options: readonly string[] = ['-i', '1']) {
  writeFileSync(join(here.root, 'agent.sh'), `#!/bin/sh\ncat > /dev/null\n${script}\n`, { mode: 0o755 })
  const args = ['--agent-command', join(here.root, 'agent.sh'), '--output-format', 'json', ...options]
  const ended = await here.ralph(['run', ...args], { env: { RALPH_SANDBOX: 'auto', FOREIGN_TOKEN: 'canary-91c4' } })
  return {
    ...ended,
    events: ended.stdout
      .split('\n')
      .filter(Boolean)
      .map((line) => JSON.parse(line)),
  }
}

const content = (here: Here, name: string) =>
  existsSync(join(here.work, name)) ? readFileSync(join(here.work, name), 'utf8') : ''

describe.skipIf(!bubblewrap.works)(`a run in the sandbox${skipped}`, () => {
  test('writes the workspace and nothing else, agent and gates alike', async ({ here }) => {
    here.repository()
    mkdirSync(join(here.home, '.ssh'))
    writeFileSync(join(here.home, '.ssh/id_rsa'), 'canary-91c4')
    const attack = `cat ${here.home}/.ssh/id_rsa; env; echo x > ${here.home}/out; echo x > ${here.root}/out; echo x > .git/hooks/pre-commit; rm -rf ${here.state}; true`
    writeFileSync(join(here.work, 'gate.sh'), `(${attack}) > from-gate.txt 2>&1\n`)
    const { code, events } = await run(here, `(${attack}) > from-agent.txt 2>&1; echo TASK_COMPLETE`, [
      '--security',
      'off',
      '--gate',
      'sh gate.sh',
    ])
    expect(code).toBe(0)
    for (const name of ['from-agent.txt', 'from-gate.txt']) {
      expect(content(here, name)).toContain('PATH=')
      expect(content(here, name)).not.toContain('canary-91c4')
    }
    for (const path of [join(here.home, 'out'), join(here.root, 'out'), join(here.work, '.git/hooks/pre-commit')])
      expect(existsSync(path)).toBe(false)
    expect(events[0]).toMatchObject({ type: 'run.started', containment: { sandbox: 'bubblewrap', network: 'open' } })
    expect(events.at(-1)).toMatchObject({ type: 'run.finished', outcome: 'completed' })
  })

  test('leaves no process and nothing of the sandbox’s own in the workspace', async ({ here }) => {
    const seconds = uniqueSeconds()
    const { code } = await run(
      here,
      `(setsid env -i sleep ${seconds} </dev/null >/dev/null 2>&1 &); echo TASK_COMPLETE`,
    )
    expect(code).toBe(0)
    expect(processesWith(seconds)).toEqual([])
    for (const name of ['.claude', '.codex', '.vscode', '.mcp.json'])
      expect(existsSync(join(here.work, name))).toBe(false)
  })

  test('that is strict has no network but the hosts it was given', async ({ here }) => {
    const look = `node -e "require('net').connect(9, '127.0.0.1').on('error', (error) => console.log(error.code))"`
    const { code, events } = await run(here, `${look} > net.txt; ls /sys/class/net > names.txt; echo TASK_COMPLETE`, [
      '--sandbox',
      'strict',
    ])
    expect(code).toBe(0)
    expect(events[0]).toMatchObject({ containment: { network: 'listed' } })
    expect(content(here, 'net.txt')).toContain('ECONNREFUSED')
  })
})

test('a run that nothing keeps in says so, loudly and in its record', async ({ here }) => {
  const args = ['--agent', 'demo', '-i', '1']
  const plain = await here.ralph(['run', ...args, '--output-format', 'plain'], {
    env: { RALPH_SANDBOX: 'auto', PATH: '/nowhere' },
  })
  expect(plain.stdout).toContain('NOT SANDBOXED')
  const report = JSON.parse((await here.ralph(['show', '--json'])).stdout)
  expect(report.safety.containment).toMatchObject({ sandbox: 'none', reason: expect.stringContaining('bwrap') })
})

test.for([
  ['--sandbox', 'strict'],
  ['--allow-host', 'example.org'],
])('without a sandbox %s %s starts nothing, and says how to get one', async (options, { here }) => {
  const { code, stderr } = await here.ralph(['run', '--agent', 'demo', ...options], {
    env: { RALPH_SANDBOX: options[1] === 'strict' ? 'strict' : 'auto', PATH: '/nowhere' },
  })
  expect(code).toBe(4)
  expect(stderr).toMatch(/can't be kept: bubblewrap .*not installed/)
})

test('what an agent touches that decides about success is told, and its claim is not believed', async ({ here }) => {
  writeFileSync(join(here.work, 'check.sh'), 'exit 1\n')
  const { code, events } = await run(here, `echo 'exit 0' > check.sh; echo TASK_COMPLETE`, [
    '--gate',
    'sh check.sh',
    '-i',
    '2',
  ])
  expect(code).not.toBe(0)
  expect(events.find(({ type }) => type === 'tampering.noticed')).toMatchObject({
    findings: [{ path: 'check.sh', kind: 'gate', change: 'changed' }],
  })
  expect(events.filter(({ type }) => type === 'claim.judged').every(({ accepted }) => !accepted)).toBe(true)
})

test('commands are judged before they run, and each refusal is an event', async ({ here }) => {
  const { events } = await run(
    here,
    `rm -rf /home/nobody-here; rm -rf build; git push --force origin main; echo TASK_COMPLETE`,
  )
  const judged = events.filter(({ type }) => type === 'command.judged')
  expect(judged).toMatchObject([
    { verdict: 'block', command: 'rm -rf /home/nobody-here', by: 'shim', iteration: 1 },
    { verdict: 'block', command: 'git push --force origin main', by: 'shim' },
  ])
})

test('an agent gets the basics of the environment, and what is passed on', async ({ here }) => {
  await run(here, 'env > environment.txt; echo TASK_COMPLETE')
  expect(content(here, 'environment.txt')).not.toContain('canary')
  await run(here, 'env > environment.txt; echo TASK_COMPLETE', ['--pass-env', 'FOREIGN_*'])
  expect(content(here, 'environment.txt')).toContain('FOREIGN_TOKEN=canary')
})

test('a task with text that nobody can see starts nothing', async ({ here }) => {
  writeFileSync(join(here.work, 'PROMPT.md'), 'Mend it.\u{e0049}\u{e0047}\u{e004e}\u{e004f}\u{e0052}\u{e0045}\n')
  const { code, stderr } = await here.ralph(['run', '--agent', 'demo'])
  expect(code).toBe(4)
  expect(stderr).toMatch(/PROMPT\.md is refused: line 1: .*U\+E0049/)
  expect(existsSync(join(here.state, 'workspaces'))).toBe(false)
})
