import { spawnSync } from 'node:child_process'
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { rolldown } from 'rolldown'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { RalphFormatParser } from '../agents/ralph-format.ts'
import { claimIn } from '../claim.ts'
import { demoProject } from './project.ts'
import { listPrice } from '../agents/prices/prices.ts'

let folder: string
let program: string

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'ralph-demo-'))
  program = join(folder, 'demo-agent.cjs')
  const bundle = await rolldown({ input: fileURLToPath(new URL('agent.ts', import.meta.url)), platform: 'node' })
  await bundle.write({ file: program, format: 'cjs' })
  await bundle.close()
})

afterAll(() => {
  rmSync(folder, { recursive: true })
})

function emptyProject(): string {
  const workspace = mkdtempSync(join(folder, 'project-'))
  for (const [file, text] of Object.entries(demoProject().files)) {
    mkdirSync(dirname(join(workspace, file)), { recursive: true })
    writeFileSync(join(workspace, file), text)
  }
  return workspace
}

function iterate(workspace: string, prompt: string) {
  const env = { ...process.env, RALPH_DEMO_SPEED: '1000' }
  const { stdout, status } = spawnSync(process.execPath, [program], {
    cwd: workspace,
    input: prompt,
    env,
    encoding: 'utf8',
  })
  const parser = new RalphFormatParser({
    program,
    prompt,
    scratch: '/scratch',
    prices: listPrice,
    workspace: '/workspace',
    sessionId: 's-1',
    promptFile: '',
    extraArgs: [],
  })
  const outputs = stdout.split('\n').flatMap((line) => parser.line(line))
  return { outputs, ...parser.end({ code: status, signal: null, stderr: '', at: 0 }) }
}

function runGates(workspace: string) {
  // A test runner inside a test runner would report to the outer one.
  const { NODE_TEST_CONTEXT: _, ...env } = process.env
  return demoProject().gates.map((gate) => spawnSync(gate, { cwd: workspace, shell: true, env, encoding: 'utf8' }))
}

const rules = (promise: string) =>
  `- Only when done, end your final message with this line, alone: ${promise}\n  More rules.`

test('the demo agent drafts, claims too early, reads what failed, mends it, and claims again', () => {
  const workspace = emptyProject()
  const task = `${demoProject().files['PROMPT.md']}\n${rules('ALL_DONE')}`

  const first = iterate(workspace, task)
  expect(first.failure).toBeUndefined()
  expect(claimIn(first.message, 'ALL_DONE')).toBeUndefined()

  const second = iterate(workspace, task)
  expect(claimIn(second.message, 'ALL_DONE')).toEqual({ kind: 'done' })
  const [failed] = runGates(workspace)
  expect(failed?.status).not.toBe(0)

  const third = iterate(workspace, `${task}\n# These checks failed\n${failed?.stdout}`)
  expect(claimIn(third.message, 'ALL_DONE')).toEqual({ kind: 'done' })
  expect(runGates(workspace).map(({ status }) => status)).toEqual([0])
  expect(readFileSync(join(workspace, 'README.md'), 'utf8')).toContain('hello-world')
})

test('it tells of its tools, and its spending grows while it works', () => {
  const { outputs, usage, cost } = iterate(emptyProject(), demoProject().files['PROMPT.md'] ?? '')
  expect(outputs[0]).toMatchObject({ type: 'session', model: 'demo' })
  expect(outputs).toContainEqual({ type: 'tool', name: 'write', detail: 'src/slugify.js' })
  expect(outputs.at(-1)).toEqual({ type: 'ended' })
  const dollars = outputs.flatMap((output) => (output.type === 'usage' ? [output.cost.usd] : []))
  expect(dollars.length).toBeGreaterThan(4)
  expect(dollars).toEqual(dollars.toSorted((a, b) => a - b))
  expect(dollars.at(-1)).toBe(cost.usd)
  expect(cost.basis).toBe('reported')
  expect(usage.output).toBeGreaterThan(0)
})

test('it claims again, as an agent does, when nobody shows it what failed', () => {
  const workspace = emptyProject()
  const task = `slugify\n${rules('ALL_DONE')}`
  const messages = [1, 2, 3].map(() => iterate(workspace, task).message)
  expect(messages.map((message) => claimIn(message, 'ALL_DONE')?.kind)).toEqual([undefined, 'done', 'done'])
})

test('in a project that is not its own it asks for a human and touches nothing', () => {
  const workspace = mkdtempSync(join(folder, 'other-'))
  expect(claimIn(iterate(workspace, 'Build me a rocket.').message, 'TASK_COMPLETE')?.kind).toBe('blocked')
  expect(() => readFileSync(join(workspace, 'src/slugify.js'))).toThrow('ENOENT')
})

test('its evidence is not in the task', () => {
  expect(demoProject().files['PROMPT.md']).not.toContain('creme-brulee')
})
