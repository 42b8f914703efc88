import { describe, expect, test } from 'vitest'
import { converse, dialogueNames, recordedDialogue, type Dialogue } from '../../../test/support/dialogues.ts'
import { agentRequest } from '../../../test/support/request.ts'
import { account } from '../../../test/support/transcripts.ts'
import { acpAgent, acpFormat } from './acp.ts'
import { commandAgent } from '../command.ts'

function replay(name: string): Dialogue {
  const { heard, stopAfter } = recordedDialogue(name)
  return converse(heard, { stopAfter, request: { prompt: 'Do the task.\nIt is small.' } })
}

const nothing = '0 0 0 0 reported; $0 reported'
const done = 'Done: hello.txt and bash.txt exist. TASK_COMPLETE'

/** How each recorded dialogue ended: success or kind of failure, account, words of the reason or message. */
const endings: Readonly<Record<string, readonly [kind: string, account: string, words: string]>> = {
  'claude-agent-acp-0.100.0/auth': ['unauthorized', nothing, 'Authentication required; Invalid API key'],
  'claude-agent-acp-0.100.0/cancelled': ['stopped', '2200 800 100 84 reported; $0.01114 reported', 'was cancelled'],
  'claude-agent-acp-0.100.0/context': ['context-overflow', nothing, 'Prompt is too long'],
  'claude-agent-acp-0.100.0/max_tokens': [
    'crashed',
    '2124 0 0 75 estimated; $0.02956 reported',
    'exceeded the 128000 output token maximum',
  ],
  'claude-agent-acp-0.100.0/rate_limit_long': ['rate-limited', nothing, 'Request rejected (429)'],
  // A call on the side, for a title, is a part of it.
  'claude-agent-acp-0.100.0/write': ['success', '2540 5400 170 120 reported; $0.01449 reported', done],
  'codex-acp-2.6.0/auth': ['unauthorized', nothing, 'it offers: API Key, ChatGPT'],
  'codex-acp-2.6.0/cancelled': ['stopped', '1200 800 100 34 reported; $0.00315 priced', 'was cancelled'],
  // All of these were answered with "end_turn".
  'codex-acp-2.6.0/context': ['context-overflow', nothing, 'Your input exceeds the context window'],
  'codex-acp-2.6.0/context_after_work': [
    'context-overflow',
    '1000 0 0 50 reported; $0.0025 priced',
    'Your input exceeds the context window',
  ],
  'codex-acp-2.6.0/rate_limit_long': ['rate-limited', nothing, 'last status: 429 Too Many Requests'],
  'codex-acp-2.6.0/quota': ['quota-exhausted', nothing, 'Quota exceeded. Check your plan'],
  'codex-acp-2.6.0/usage_limit': ['rate-limited', nothing, 'hit your usage limit'],
  'codex-acp-2.6.0/write': ['success', '1540 5400 170 70 reported; $0.005285 priced', done],
  'copilot-1.0.102/auth': ['unauthorized', nothing, 'Authentication failed with provider'],
  'copilot-1.0.102/context': ['context-overflow', nothing, 'rejected the prompt as too long'],
  // Its model is not known: a dear guess at what it read stays.
  'copilot-1.0.102/context_after_work': [
    'context-overflow',
    '1000 0 0 50 reported; $0.144615 estimated',
    'Last error: 400 Your input exceeds',
  ],
  'copilot-1.0.102/rate_limit': ['rate-limited', nothing, 'Last error: 429 Rate limit reached'],
  'copilot-1.0.102/write': ['success', '1540 5400 170 70 reported; $0.160842 estimated', done],
  // What its cache served it does not tell: all of it is paid in full.
  'gemini-0.61.0/auth': ['unauthorized', nothing, 'API key not valid. Please pass a valid API key.'],
  'gemini-0.61.0/rate_limit_long': ['rate-limited', nothing, 'You exceeded your current quota'],
  'gemini-0.61.0/text': [
    'success',
    '2100 0 0 34 reported; $0.002965 priced',
    'Hello from the fake model. TASK_COMPLETE',
  ],
  'gemini-0.61.0/usage_limit': ['rate-limited', nothing, 'exhausted your daily quota'],
  'gemini-0.61.0/write': ['success', '7110 0 0 70 reported; $0.0095875 priced', done],
  'opencode-1.18.33/auth': ['unauthorized', nothing, 'invalid x-api-key'],
  'opencode-1.18.33/text': [
    'success',
    '1200 800 100 34 reported; $0.004725 reported',
    'Hello from the fake model. TASK_COMPLETE',
  ],
  // Of its three calls it reports the last; the cost is that of all.
  'opencode-1.18.33/write': ['success', '2495 2500 20 65 estimated; $0.0079275 reported', done],
  'qwen-0.24.4/auth': ['unauthorized', nothing, '401 Incorrect API key provided'],
  'qwen-0.24.4/write': ['success', '1710 5400 0 70 reported; $0.005652 priced', done],
}

describe('a recorded dialogue with a real agent', () => {
  test.each(Object.entries(endings))('%s ends as it did', (name, [kind, spent, words]) => {
    const { failure, message, charged } = replay(name)
    expect(failure?.kind ?? 'success').toBe(kind)
    expect(failure?.message ?? message).toContain(words)
    expect(account(charged)).toBe(spent)
  })

  test('is not forgotten: each has an ending written down here', () => {
    expect(Object.keys(endings).toSorted()).toEqual(dialogueNames().toSorted())
  })

  test.each(dialogueNames())('%s is held word for word as it was', (name) => {
    expect(replay(name).said).toEqual(recordedDialogue(name).told)
  })

  test.each(dialogueNames().filter((name) => name.endsWith('/write')))(
    '%s shows each sentence and tool once',
    (name) => {
      const { outputs } = replay(name)
      const sentences = ['I will write the file.', 'Now I check it.', done]
      expect(outputs.flatMap((output) => (output.type === 'text' ? [output.text] : []))).toEqual(sentences)
      const tools = outputs.filter(({ type }) => type === 'tool' || type === 'tool-result')
      expect(tools).toEqual([
        {
          type: 'tool',
          name: expect.stringMatching(/^(?:edit|Write|write_file)$/),
          detail: expect.stringContaining('hello.txt'),
        },
        { type: 'tool-result', ok: true, detail: expect.any(String) },
        {
          type: 'tool',
          name: expect.stringMatching(/^(?:execute|Bash|exec_command|run_shell_command)$/),
          detail: 'cat hello.txt && echo from-bash > bash.txt',
        },
        { type: 'tool-result', ok: true, detail: expect.any(String) },
      ])
      expect(outputs.at(-1)).toEqual({ type: 'ended' })
    },
  )

  test.each([
    ['claude-agent-acp-0.100.0/write', [2101, 2134, 2451, 2471, 2561, 2575], 1_000_000, 'claude-opus-5-5'],
    ['codex-acp-2.6.0/write', [2134, 2471, 2575], 258_400, 'gpt-6-sol'],
    ['qwen-0.24.4/write', [2100, 2450, 2560], 1_000_000, 'qwen3-coder-plus'],
    ['opencode-1.18.33/write', [2560], 1_000_000, 'anthropic/claude-sonnet-4-5'],
  ] as const)('%s tells how full its window is, and of which model', (name, filled, size, model) => {
    const { outputs, ...result } = replay(name)
    const contexts = outputs.flatMap((output) => (output.type === 'usage' ? (output.context ?? []) : []))
    expect([...new Set(contexts)]).toEqual(filled)
    expect(outputs).toContainEqual({ type: 'session', contextWindow: size })
    expect(outputs).toContainEqual(expect.objectContaining({ type: 'session', model }))
    expect(result.model).toBe(model)
  })

  test('that a limit ended says when to come back', () => {
    expect(replay('gemini-0.61.0/rate_limit_long').failure?.retryAt).toBe(Date.parse('2026-11-20T19:47:46Z'))
    expect(replay('codex-acp-2.6.0/usage_limit').failure?.retryAt).toBeGreaterThan(0)
    expect(replay('codex-acp-2.6.0/context').failure?.retryAt).toBeUndefined()
  })

  test('tells that the agent retries', () => {
    const message = 'Info: Request failed due to a transient API error. Retrying...'
    expect(replay('copilot-1.0.102/auth').outputs).toContainEqual({ type: 'retry', message })
  })
})

describe('the command', () => {
  const request = agentRequest({ prompt: 'the prompt', extraArgs: ['--x'] })

  test('of any agent leaves the prompt to the dialogue', () => {
    const command = commandAgent('gemini --acp', acpFormat).command(request)
    expect(command).toMatchObject({ file: '/opt/agent', args: ['--acp', '--x'], dialogue: true })
    expect(command).not.toHaveProperty('stdin')
  })

  test('can not name a file of the prompt, too', () => {
    expect(() => commandAgent('agent {prompt_file}', acpFormat)).toThrow(
      expect.objectContaining({ name: 'RalphError', hint: 'leave {prompt_file} out' }),
    )
  })

  test('of an agent of the list is made of what makes it speak ACP', () => {
    const agent = acpAgent({ name: 'a', programs: ['a'], install: 'i', args: ['acp'], env: { QUIET: '1' } })
    expect(agent.capabilities).toEqual(acpFormat.capabilities)
    expect(agent.command(request)).toMatchObject({
      file: '/opt/agent',
      args: ['acp', '--x'],
      dialogue: true,
      env: { QUIET: '1', CLAUDECODE: undefined },
    })
  })
})
