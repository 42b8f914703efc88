import { execFileSync, spawnSync } from 'node:child_process'
import { appendFileSync, mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { delimiter, join } from 'node:path'
import { expect, onTestFinished, test } from 'vitest'
import { answerHook, answerShim } from './answer.ts'
import { DecisionReader } from './decisions.ts'
import type { GuardPlace } from './guard-place.ts'
import { hookFormats, toolUseIn, type HookFormat } from './hook-protocol.ts'
import { shimProgram, shims } from './shims.ts'

function folder(): string {
  const path = mkdtempSync(join(tmpdir(), 'guard-'))
  onTestFinished(() => rmSync(path, { recursive: true, force: true }))
  return path
}

const place = (decisions = '/nowhere/decisions'): GuardPlace => ({
  workspace: '/home/dev/shop',
  home: '/home/dev',
  protectedPaths: ['/home/dev/.local/state/ralph'],
  decisions,
  strict: false,
})
const input = (tool: string, fields: object) =>
  JSON.stringify({ hook_event_name: 'PreToolUse', cwd: '/home/dev/shop', tool_name: tool, tool_input: fields })
const ask = (tool: string, fields: object, format: HookFormat = 'claude') =>
  answerHook(format, input(tool, fields), place())

test.each(hookFormats)('%s is told of a refusal, and of nothing else', (format) => {
  expect(ask('Bash', { command: 'rm -rf ~' }, format).stdout).toContain('"deny"')
  expect(ask('Bash', { command: 'npm test' }, format)).toEqual({ exitCode: 0 })
})

test.each([
  ['Write', { file_path: '/home/dev/.bashrc', content: 'x' }],
  ['Edit', { file_path: '/home/dev/shop/.git/hooks/pre-commit' }],
  ['write_file', { path: '/home/dev/.local/state/ralph/locks/x' }],
])('a tool that writes is held to what a shell may write: %s', (tool, fields) => {
  expect(ask(tool, fields).stdout).toContain('"deny"')
})

test.each([
  ['Write', { file_path: '/home/dev/shop/src/a.ts', content: 'rm -rf ~' }],
  ['Read', { file_path: '/etc/passwd' }],
  ['Grep', { pattern: 'rm -rf /' }],
  ['TodoWrite', { todos: [] }],
])('%s does its honest work', (tool, fields) => {
  expect(ask(tool, fields)).toEqual({ exitCode: 0 })
})

test('commands in lists and in text of JSON are read, and anything else is nothing', () => {
  expect(toolUseIn(input('shell', { command: ['bash', '-lc', 'a b'] })).commands).toEqual([`bash -lc 'a b'`])
  expect(toolUseIn('{"toolName":"bash","toolArgs":"{\\"command\\":\\"ls\\"}"}').commands).toEqual(['ls'])
  expect(toolUseIn('[]')).toEqual({ commands: [], writes: [], cwd: undefined })
})

test('what was decided reaches ralph, once, and forged lines are taken for what they are', () => {
  const file = join(folder(), 'decisions')
  const reader = new DecisionReader(file)
  expect(reader.news()).toEqual([])
  answerShim(['rm', '-rf', '/etc'], '/home/dev/shop', place(file))
  answerShim(['rm', '-rf', 'build'], '/home/dev/shop', place(file))
  expect(reader.news()).toMatchObject([{ verdict: 'block', command: 'rm -rf /etc', by: 'shim' }])
  appendFileSync(
    file,
    'no JSON\n{"verdict":"allow"}\n{"verdict":"warn","command":"x","rules":["a b","ok",7],"by":"evil"}\nhalf',
  )
  expect(reader.news()).toEqual([{ verdict: 'warn', command: 'x', rules: ['ok'], by: 'hook' }])
  appendFileSync(file, `\n${'{"verdict":"warn","command":"x","rules":[],"by":"hook"}\n'.repeat(1000)}`)
  expect(reader.news().length).toBeLessThan(250)
})

test('a link in place of the decisions is not followed', () => {
  const root = folder()
  writeFileSync(join(root, 'other'), '{"verdict":"warn","command":"x","rules":[],"by":"hook"}\n')
  symlinkSync(join(root, 'other'), join(root, 'decisions'))
  expect(new DecisionReader(join(root, 'decisions')).news()).toEqual([])
})

/** Shims whose guard refuses whatever holds "no". */
function shimmed() {
  const root = folder()
  const guard = join(root, 'guard.sh')
  const log = join(root, 'asked')
  const script = `#!/bin/sh\necho "$*" >> ${log}\ncase "$*" in *no*) echo refused >&2; exit 1;; esac\n`
  writeFileSync(guard, script, { mode: 0o755 })
  mkdirSync(join(root, 'shims'))
  const parts = { folder: join(root, 'shims'), node: '/bin/sh', guard, placeFile: '/a place' }
  const { program, names } = shims(parts)
  writeFileSync(join(root, 'shims', shimProgram), program, { mode: 0o755 })
  for (const name of names) symlinkSync(shimProgram, join(root, 'shims', name))
  const env = { PATH: `${join(root, 'shims')}${delimiter}/usr/bin${delimiter}/bin`, LOG: log }
  return { root, env, log }
}

test('a shim asks about what looks grave, and starts the real program', () => {
  const { root, env, log } = shimmed()
  writeFileSync(join(root, 'a file'), 'x')
  const run = (script: string) => spawnSync('/bin/sh', ['-c', script], { env, cwd: root, encoding: 'utf8' })
  expect(run('cp "a file" b; rm b; chmod +x "a file"; git --version')).toMatchObject({ status: 0 })
  expect(run(`cat ${log} 2>/dev/null`).stdout).toBe('')
  expect(run('rm -rf /no/such')).toMatchObject({ status: 126, stderr: 'refused\n' })
  expect(run('rm -f "$PWD/a file"; ls').stdout).not.toContain('a file')
  expect(run('dd if=/dev/null of=no')).toMatchObject({ status: 126 })
  expect(run(`cat ${log}`).stdout).toContain('/a place shim rm -rf /no/such')
})

test('a shim whose guard is gone refuses, and one whose program is missing says so', () => {
  const { root, env } = shimmed()
  rmSync(join(root, 'guard.sh'))
  expect(spawnSync('/bin/sh', ['-c', 'rm -rf /x'], { env }).status).toBe(126)
  expect(spawnSync('/bin/sh', ['-c', 'terraform x'], { env }).status).toBe(127)
})

test('every shim is a script that a POSIX shell understands', () => {
  const { root } = shimmed()
  const names = execFileSync('ls', [join(root, 'shims')], { encoding: 'utf8' })
    .trim()
    .split('\n')
  for (const name of names) execFileSync('/bin/sh', ['-n', join(root, 'shims', name)])
  expect(names.length).toBeGreaterThan(30)
})
