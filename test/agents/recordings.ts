import type { Scenario, Tokens } from '../support/fake-model/scenario.ts'

/** A scenario in which a CLI's output is recorded, to be replayed by `test/support/transcripts.ts`. */
export interface Recording {
  readonly name: string
  readonly prompt: string
  readonly scenario: Scenario
  /** It gets SIGTERM once its tool runs. */
  readonly isKilled?: true
  readonly needs?: 'subscription'
}

const first: Tokens = { input: 1200, output: 34, cacheRead: 800, cacheWrite: 100, reasoning: 7 }
const second: Tokens = { input: 300, output: 21, cacheRead: 2100, cacheWrite: 50, reasoning: 3 }
const third: Tokens = { input: 40, output: 15, cacheRead: 2500, cacheWrite: 20, reasoning: 2 }

const hello = 'Say hello.'
const create = 'Create hello.txt containing the word hi.'
const write = { write: { path: 'hello.txt', content: 'hi\n' } }
const endless = 'tail -f /dev/null & tail -n 1 -f /dev/null; echo finished > finished.txt'

/** The cases that every version of a CLI is recorded in. */
export const recordings: readonly Recording[] = [
  {
    name: 'text',
    prompt: hello,
    scenario: {
      turns: [
        { thinking: 'The user wants a greeting.', text: 'Hello from the fake model. TASK_COMPLETE', usage: first },
      ],
    },
  },
  {
    name: 'write',
    prompt: create,
    scenario: {
      turns: [
        { text: 'I will write the file.', tools: [write], usage: first },
        { text: 'Now I check it.', tools: [{ bash: 'cat hello.txt && echo from-bash > bash.txt' }], usage: second },
        { text: 'Done: hello.txt and bash.txt exist. TASK_COMPLETE', usage: third },
      ],
    },
  },
  { name: 'auth', prompt: hello, scenario: { turns: [{ error: 'auth', repeat: true }] } },
  { name: 'quota', prompt: hello, scenario: { turns: [{ error: 'quota', repeat: true }] } },
  { name: 'context', prompt: hello, scenario: { turns: [{ error: 'context', repeat: true }] } },
  {
    name: 'rate_limit_once',
    prompt: hello,
    scenario: {
      turns: [
        { error: 'rate_limit', retryAfter: 1 },
        { text: 'Hello after a retry.', usage: first },
      ],
    },
  },
  {
    name: 'rate_limit_long',
    prompt: hello,
    scenario: { turns: [{ error: 'rate_limit', retryAfter: 3600, repeat: true }] },
  },
  {
    name: 'usage_limit',
    prompt: hello,
    scenario: { turns: [{ error: 'usage_limit', retryAfter: 7200, repeat: true }] },
    needs: 'subscription',
  },
  { name: 'overloaded', prompt: hello, scenario: { turns: [{ error: 'overloaded', retryAfter: 1, repeat: true }] } },
  {
    name: 'disconnect',
    prompt: hello,
    scenario: {
      turns: [
        {
          text: 'This answer is cut off in the middle of the stream, so the client never sees the end of it.',
          error: 'disconnect',
        },
        { text: 'Second try complete.', usage: first },
      ],
    },
  },
  {
    name: 'max_tokens',
    prompt: hello,
    scenario: { turns: [{ text: 'This answer was cut by the output token limit', stop: 'max_tokens', usage: first }] },
  },
  {
    name: 'sigterm_tool',
    prompt: 'Run the long command.',
    isKilled: true,
    scenario: {
      turns: [
        { text: 'Running it.', tools: [{ bash: endless }], usage: first },
        { text: 'Finished.', usage: second },
      ],
    },
  },
]
