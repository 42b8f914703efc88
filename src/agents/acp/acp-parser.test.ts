import { describe, expect, test } from 'vitest'
import {
  converse,
  ended,
  messages,
  opening,
  said,
  update,
  type Circumstances,
} from '../../../test/support/dialogues.ts'

/** A dialogue after its opening. */
const turn = (list: readonly object[], circumstances?: Circumstances) =>
  converse([...opening, ...messages(...list)], circumstances)

const failureOf = (list: readonly object[], circumstances?: Circumstances) => turn(list, circumstances).failure

const tool = (id: string, more: object) => update('tool_call', { toolCallId: id, title: 'a tool', ...more })
const toolUpdate = (id: string, more: object) => update('tool_call_update', { toolCallId: id, ...more })

const ask = (id: unknown, ...kinds: readonly string[]) => ({
  id,
  method: 'session/request_permission',
  params: {
    sessionId: 's',
    toolCall: { toolCallId: 't', title: 'Write a.ts', kind: 'edit', rawInput: { path: 'a.ts' } },
    options: kinds.map((kind) => ({ optionId: `my ${kind}`, name: kind, kind })),
  },
})

describe('the dialogue', () => {
  test('opens with who we are, a session in the workspace, and the prompt', () => {
    const { said: told, sessionId } = turn([said('Hi.'), ended()], {
      request: { prompt: 'two\nlines', workspace: '/w' },
    })
    expect(told.map(({ method, params }) => [method, params])).toEqual([
      ['initialize', expect.objectContaining({ protocolVersion: 1 })],
      ['session/new', { cwd: '/w', mcpServers: [] }],
      ['session/prompt', { sessionId: 's', prompt: [{ type: 'text', text: 'two\nlines' }] }],
    ])
    expect(sessionId).toBe('s')
  })

  test('waits for each answer', () => {
    expect(converse([]).said).toHaveLength(1)
    expect(converse(opening.slice(0, 1)).said).toHaveLength(2)
    expect(converse(opening.toReversed()).said).toHaveLength(2)
  })

  test('takes an id back as a string, a batch, and no second answer', () => {
    const lines = [
      '[{"jsonrpc":"2.0","id":"1","result":{}},{"jsonrpc":"2.0","method":"_x"},7]',
      ...messages(
        { id: 1, result: {} },
        { id: '2', result: { sessionId: 's' } },
        { id: 2, result: { sessionId: 'u' } },
      ),
      ...messages(said('Done.'), ended(), ended({ stopReason: 'refusal' }), said(' More.')),
    ]
    const { failure, message, sessionId, said: told } = converse(lines)
    expect({ failure, message, sessionId }).toEqual({ failure: undefined, message: 'Done.', sessionId: 's' })
    expect(told).toHaveLength(3)
  })

  test('answers whatever the agent asks, with the id it came with', () => {
    const { said: told } = turn([
      { id: 'a-1', method: 'fs/read_text_file', params: { path: '/etc/passwd' } },
      { id: 0, method: 'terminal/create', params: { command: 'ls' } },
      { id: null, method: 'elicitation/create' },
    ])
    expect(told.slice(3).map(({ id, error }) => [id, error])).toEqual(
      [
        ['a-1', 'fs/read_text_file'],
        [0, 'terminal/create'],
        [null, 'elicitation/create'],
      ].map(([id, method]) => [id, { code: -32601, message: `Method not found: ${method}` }]),
    )
  })

  test('shows what is no message, and keeps it out of the message', () => {
    const { outputs, message } = converse([
      'Loading…',
      ...opening,
      '',
      ...messages(said('Done.')),
      'a warning',
      '{"level":"info"}',
      ...messages(ended()),
    ])
    const texts = outputs.flatMap((output) => (output.type === 'text' ? [output.text] : []))
    expect(texts).toEqual(['Loading…', 'a warning', '{"level":"info"}', 'Done.'])
    expect(message).toBe('Done.')
  })

  test('is not held in another version of the protocol', () => {
    const { failure, outputs, said: told } = converse(messages({ id: 1, result: { protocolVersion: 2 } }))
    expect(failure).toEqual({ kind: 'crashed', message: expect.stringContaining('speaks version 2') })
    expect(outputs.at(-1)).toEqual({ type: 'ended' })
    expect(told).toHaveLength(1)
  })

  test('is ended by a cancellation', () => {
    const { failure, said: told } = turn([said('Half'), ended({ stopReason: 'cancelled' })], { stopAfter: 3 })
    expect(told.at(-1)).toEqual({ jsonrpc: '2.0', method: 'session/cancel', params: { sessionId: 's' } })
    expect(failure?.kind).toBe('stopped')
  })

  test('that is stopped before the prompt sends none', () => {
    const { outputs, said: told, failure } = converse(opening, { stopAfter: 1 })
    expect(failure).toEqual({ kind: 'stopped', message: 'it was stopped before its turn began' })
    expect(told.map(({ method }) => method)).toEqual(['initialize', 'session/new'])
    expect(outputs.at(-1)).toEqual({ type: 'ended' })
  })
})

describe('permission', () => {
  const answers = (list: readonly object[]) =>
    turn(list)
      .said.slice(3)
      .map(({ id, result }) => [id, result])
  const chosen = (optionId: string) => ({ outcome: { outcome: 'selected', optionId } })

  test('is given, once rather than for good', () => {
    expect(answers([ask(7, 'reject_once', 'allow_always', 'allow_once')])).toEqual([[7, chosen('my allow_once')]])
    expect(answers([ask('x', 'reject_once', 'allow_always')])).toEqual([['x', chosen('my allow_always')]])
  })

  test('that can only be denied is denied, and a turn in which nothing was written has failed for that', () => {
    const denied = [ask(7, 'reject_always', 'reject_once'), toolUpdate('t', { status: 'failed' }), said('I could not.')]
    expect(answers(denied)).toEqual([[7, chosen('my reject_once')]])
    expect(failureOf([...denied, ended()])?.kind).toBe('permission-denied')
    expect(failureOf([...denied, tool('u', { kind: 'edit', status: 'completed' }), ended()])).toBeUndefined()
    expect(failureOf([...denied, tool('u', { kind: 'read', status: 'completed' }), ended()])?.kind).toBe(
      'permission-denied',
    )
  })

  test('with nothing to choose from, or after a stop, is cancelled', () => {
    const cancelled = { outcome: { outcome: 'cancelled' } }
    expect(answers([ask(7)])).toEqual([[7, cancelled]])
    expect(turn([ask(7, 'allow_once')], { stopAfter: 2 }).said.at(-1)).toMatchObject({ id: 7, result: cancelled })
  })
})

describe('what the agent does', () => {
  const shown = (...list: readonly object[]) =>
    turn(list).outputs.filter(({ type }) => type !== 'send' && type !== 'session' && type !== 'usage')

  test('is told in lines, whatever pieces they came in', () => {
    expect(shown(said('One. '), said('Two.\nThr'), said('ee.\n\n'), said('Four'), ended())).toEqual([
      { type: 'text', text: 'One. Two.' },
      { type: 'text', text: 'Three.' },
      { type: 'text', text: 'Four' },
      { type: 'ended' },
    ])
  })

  test('is a message, thoughts, and tools that are shown when they say what they do', () => {
    const list = [
      update('agent_thought_chunk', { content: { type: 'text', text: 'Hm' } }),
      said('I write.'),
      tool('1', { kind: 'edit', status: 'pending', rawInput: {} }),
      toolUpdate('1', { rawInput: { file_path: 'a.ts' } }),
      toolUpdate('1', { status: 'completed', rawOutput: 'written' }),
      toolUpdate('1', { status: 'completed' }),
      tool('2', { name: 'Bash', status: 'in_progress', rawInput: { cwd: '/', command: 'ls' } }),
      toolUpdate('2', { status: 'failed', content: [{ type: 'content', content: { type: 'text', text: 'no' } }] }),
      update('plan', {
        entries: [
          { content: 'one', status: 'completed' },
          { content: 'two', status: 'pending' },
        ],
      }),
      update('compaction_update', { compactionId: 'c', status: 'completed' }),
    ]
    expect(shown(...list)).toEqual([
      { type: 'thinking', text: 'Hm' },
      { type: 'text', text: 'I write.' },
      { type: 'tool', name: 'edit', detail: 'a.ts' },
      { type: 'tool-result', ok: true, detail: 'written' },
      { type: 'tool', name: 'Bash', detail: 'ls' },
      { type: 'tool-result', ok: false, detail: 'no' },
      { type: 'tool', name: 'plan', detail: '1 of 2 done, now: two' },
      { type: 'compacted' },
    ])
  })

  test('ends with a message: what was said after the last tool, or as the last of several', () => {
    const call = tool('1', { status: 'completed' })
    expect(turn([said('First'), call, said('La'), said('st.'), ended()]).message).toBe('Last.')
    expect(turn([said('One.', { messageId: 'a' }), said('Two.', { messageId: 'b' }), ended()]).message).toBe('Two.')
    expect(turn([said('First'), call, ended()]).message).toBe('First')
  })

  test('before the prompt and in other sessions is not its work', () => {
    const early = messages(said('[MODE_UPDATE] yolo'))
    const chunk = { sessionUpdate: 'agent_message_chunk', content: { type: 'text', text: 'of another' } }
    const foreign = { method: 'session/update', params: { sessionId: 'other', update: chunk } }
    const { message } = converse([
      opening[0] ?? '',
      ...early,
      opening[1] ?? '',
      ...messages(foreign, said('x'), ended()),
    ])
    expect(message).toBe('x')
  })

  test('tells the size of a window once', () => {
    const filled = (used: number, size: number) => update('usage_update', { used, size })
    const { outputs } = turn([filled(1, 1000), filled(2, 1000), filled(3, 900)])
    const sizes = outputs.flatMap((output) => (output.type === 'session' ? (output.contextWindow ?? []) : []))
    expect(sizes).toEqual([1000, 900])
  })

  test('of Kiro fills a share of a window and compacts it', () => {
    const metadata = { contextUsagePercentage: 12.5, meteringUsage: [{ value: 0.05, unit: 'credit' }] }
    const { outputs } = turn([
      { method: '_kiro.dev/metadata', params: { sessionId: 's', ...metadata } },
      { method: '_kiro.dev/compaction/status', params: { sessionId: 's', status: { type: 'completed' } } },
      { method: '_kiro.dev/compaction/status', params: { sessionId: 's', status: { type: 'started' } } },
      { method: '_kiro.dev/commands/available', params: { sessionId: 's' } },
    ])
    expect(outputs).toContainEqual({ type: 'session', contextWindow: 200_000 })
    expect(outputs).toContainEqual(expect.objectContaining({ type: 'usage', context: 25_000 }))
    expect(outputs.filter(({ type }) => type === 'compacted')).toHaveLength(1)
  })
})
