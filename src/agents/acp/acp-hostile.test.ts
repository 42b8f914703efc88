import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import type { AgentOutput } from '../../agent.ts'
import { agentProgram } from '../../../test/support/agents.ts'
import {
  converse,
  dialogueNames,
  ended,
  messages,
  opening,
  recordedDialogue,
  said,
} from '../../../test/support/dialogues.ts'
import { agentRequest } from '../../../test/support/request.ts'
import { supervise } from '../../platform/process/supervise.ts'
import { AcpParser } from './acp-parser.ts'

test('no line, however mangled, makes it throw or lose count', () => {
  const recorded = dialogueNames().flatMap((name) => recordedDialogue(name).heard)
  const mangled = fc
    .tuple(fc.constantFrom(...recorded), fc.nat(), fc.string(), fc.nat(20))
    .map(([line, where, junk, cut]) => {
      const start = where % (line.length + 1)
      return line.slice(0, start) + junk + line.slice(start + cut)
    })
  const kinds = ['agent_message_chunk', 'tool_call', 'tool_call_update', 'plan', 'usage_update', 'session_info_update']
  const updates = fc
    .record({
      sessionUpdate: fc.constantFrom(...kinds),
      content: fc.jsonValue(),
      toolCallId: fc.constantFrom('1', '2'),
    })
    .chain((known) =>
      fc
        .dictionary(fc.constantFrom('status', 'used', 'size', 'cost', '_meta', 'rawInput', 'entries'), fc.jsonValue())
        .map((more) => ({ ...known, ...more })),
    )
  const typed = fc
    .record(
      {
        id: fc.oneof(fc.nat(4), fc.constantFrom('1', '2', '3'), fc.jsonValue()),
        method: fc.constantFrom('session/update', 'session/request_permission', '_kiro.dev/metadata', 'fs/x', 1),
        params: fc.oneof(fc.jsonValue(), fc.record({ update: updates })),
        result: fc.oneof(
          fc.jsonValue(),
          fc.record({ sessionId: fc.string(), usage: fc.jsonValue(), modes: fc.jsonValue() }),
        ),
        error: fc.oneof(
          fc.jsonValue(),
          fc.record({ code: fc.jsonValue(), message: fc.jsonValue(), data: fc.jsonValue() }),
        ),
      },
      { requiredKeys: [] },
    )
    .map((message) => JSON.stringify(message))
  const any = fc.oneof(
    mangled,
    typed,
    fc.json(),
    fc.string(),
    fc.constantFrom(...recorded),
    fc.constantFrom(...opening),
  )
  fc.assert(
    fc.property(fc.array(any, { maxLength: 30 }), fc.constantFrom(0, 1, null), fc.nat(30), (some, code, stopAfter) => {
      const exit = { code, signal: code === null ? 'SIGTERM' : null }
      const { usage, cost, message, failure } = converse(some, { exit, stopAfter })
      expect(typeof message).toBe('string')
      if (code !== 0) expect(failure?.message).toMatch(/\S/)
      for (const amount of [usage.input, usage.cacheRead, usage.cacheWrite, usage.output, cost.usd])
        expect(Number.isFinite(amount) && amount >= 0).toBe(true)
    }),
    { numRuns: 300 },
  )
})

test('a message of 50 MB is heard out, and only its end is kept', () => {
  const { message, failure, outputs } = converse([
    ...opening,
    ...messages(said(`${'x'.repeat(50_000_000)}\nTASK_COMPLETE`), ended()),
  ])
  expect(failure).toBeUndefined()
  expect(message.endsWith('\nTASK_COMPLETE')).toBe(true)
  expect(message.length).toBeLessThan(100_000)
  expect(outputs.at(-1)).toEqual({ type: 'ended' })
})

/** Runs a small misbehaving agent as ralph would. */
async function runProgram(name: string, { idleMs, stopWhen }: { idleMs?: number; stopWhen?: RegExp } = {}) {
  const parser = new AcpParser(agentRequest({ prompt: 'Do it.' }))
  const stop = new AbortController()
  const outputs: AgentOutput[] = []
  let write: (text: string) => void = () => undefined
  const tell = (told: readonly AgentOutput[]) => {
    outputs.push(...told)
    for (const output of told) if (output.type === 'send') write(`${output.line}\n`)
  }
  const sawEnd = () => outputs.some(({ type }) => type === 'ended')
  const { reason, code, signal, stderrTail, droppedBytes } = await supervise({
    file: process.execPath,
    args: [agentProgram(name)],
    cwd: '/',
    env: {},
    staysOpen: true,
    onOpen: (open) => {
      write = open
      tell(parser.start())
    },
    courtesy: { ms: 1000, ask: () => tell(parser.stop()) },
    marker: `acp-${process.pid}-${name}`,
    signal: stop.signal,
    graceMs: 500,
    timeoutMs: 20_000,
    ...(idleMs !== undefined && { idleMs }),
    onLine: (line, stream) => {
      if (stream === 'stdout') tell(parser.line(line))
      if (stopWhen?.test(line)) stop.abort('enough')
      return sawEnd() ? 'final' : undefined
    },
  })
  const exit = sawEnd() && reason !== 'exited' ? { code: 0, signal: null } : { code, signal }
  const result = parser.end({ ...exit, stderr: stderrTail, at: 0 })
  return { ...result, outputs, reason, droppedBytes }
}

describe('a program', () => {
  test('that talks junk, asks for everything and answers twice is heard out', async () => {
    const { failure, message, reason } = await runProgram('acp-talks-junk.mjs')
    expect({ failure, message, reason }).toEqual({ failure: undefined, message: 'TASK_COMPLETE', reason: 'exited' })
  })

  test('that floods a line of 50 MB loses the line, not its turn', async () => {
    const { failure, message, droppedBytes, outputs } = await runProgram('acp-floods.mjs')
    expect({ failure, message }).toEqual({ failure: undefined, message: 'TASK_COMPLETE' })
    expect(droppedBytes).toBeGreaterThan(40_000_000)
    for (const output of outputs) if (output.type === 'text') expect(output.text.length).toBeLessThan(5000)
  })

  test('that never answers is ended when it has been idle', async () => {
    const { failure, reason, usage } = await runProgram('acp-never-answers.mjs', { idleMs: 300 })
    expect(reason).toBe('idle')
    expect(failure?.message).toContain('before it answered initialize')
    expect(usage).toMatchObject({ input: 0, output: 0 })
  })

  test('that dies in the middle of its turn has crashed, with its last words', async () => {
    const { failure, message, usage } = await runProgram('acp-dies-in-turn.mjs')
    expect(failure).toEqual({
      kind: 'crashed',
      message: 'it exited with code 3 before it answered session/prompt: Error: out of luck',
    })
    expect(message).toBe('I begin.')
    expect(usage.basis).toBe('estimated')
  })

  test('that is asked to stop ends its turn, and tells what it spent', async () => {
    const { failure, reason, usage } = await runProgram('acp-works-on.mjs', { stopWhen: /working/ })
    expect(reason).toBe('aborted')
    expect(failure).toEqual({ kind: 'stopped', message: 'its turn was cancelled' })
    expect(usage).toMatchObject({ input: 10, output: 5, basis: 'reported' })
  })
})
