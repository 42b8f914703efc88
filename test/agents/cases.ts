import type { FailureKind } from '../../src/agent.ts'
import type { Outcome } from '../../src/event.ts'
import type { Scenario, Tokens } from '../support/fake-model/scenario.ts'

/** What is done to a run while an agent's tool is at work. */
export type Act = 'terminate' | 'kill-and-resume'

/** One thing that can happen to an agent, and what `ralph` should make of it. */
export interface Case {
  readonly name: string
  readonly title: string
  readonly scenario: Scenario
  /** Options of `ralph run`. */
  readonly options: readonly string[]
  readonly act?: Act
  readonly needs?: 'no-permission' | 'subscription'
  /** The limit is reached by this call of the model. */
  readonly costLimitCall?: number
  readonly outcome: Outcome
  /** Of the last iteration. */
  readonly failure?: FailureKind
  /** Seconds from the refusal on. */
  readonly retryAfter?: number
  /** At most so many questions of the main conversation. */
  readonly mostCalls?: number
  /** In the workspace, after it. */
  readonly files?: readonly string[]
  /** Longer than this is a deviation: generous, for slow machines. */
  readonly seconds: number
  /** One of the few that run on every change. */
  readonly quick?: true
}

const first: Tokens = { input: 1200, output: 34, cacheRead: 800, cacheWrite: 100, reasoning: 7 }
const second: Tokens = { input: 300, output: 21, cacheRead: 2100, cacheWrite: 50, reasoning: 3 }
const third: Tokens = { input: 40, output: 15, cacheRead: 2500, cacheWrite: 20, reasoning: 2 }

const hello = { text: 'Hello.\nTASK_COMPLETE', usage: first }
const done = { text: 'Finished.\nTASK_COMPLETE', usage: third }
const writes = { text: 'I write the file.', tools: [{ write: { path: 'hello.txt', content: 'hi\n' } }], usage: first }
const endless = 'tail -f /dev/null & tail -n 1 -f /dev/null; echo finished > finished.txt'
const hangsInTool = { text: 'Running it.', tools: [{ bash: endless }], usage: second }

const once = ['-i', '1']
const giveUp = ['-i', '3', '--max-failures', '1']

/** No two parts alike: some CLIs stop a model that repeats itself. */
const cutOff =
  'First I look at what is there. Then the plan: read the task, find the file, change one line, run the tests. ' +
  'Nothing else needs a change, as far as this can be seen from here; the rest of the answer never arrives.'

export const cases: readonly Case[] = [
  {
    name: 'text',
    title: 'answers, and claims to be done',
    scenario: { turns: [{ thinking: 'A greeting is wanted.', ...hello }] },
    options: once,
    outcome: 'completed',
    seconds: 45,
    quick: true,
  },
  {
    name: 'write',
    title: 'writes a file and runs a command',
    scenario: {
      turns: [writes, { text: 'I check it.', tools: [{ bash: 'cat hello.txt > copy.txt' }], usage: second }, done],
    },
    options: [...once, '--gate', 'test -f hello.txt && test -f copy.txt'],
    outcome: 'completed',
    files: ['hello.txt', 'copy.txt'],
    seconds: 60,
    quick: true,
  },
  {
    name: 'unauthorized',
    title: '401: the key is not accepted',
    scenario: { turns: [{ error: 'auth', repeat: true }] },
    options: giveUp,
    outcome: 'failed',
    failure: 'unauthorized',
    seconds: 45,
    quick: true,
  },
  {
    name: 'rate-short',
    title: '429, come back in 2 s; then it answers',
    scenario: { turns: [{ error: 'rate_limit', retryAfter: 2, repeat: 4 }, hello] },
    options: once,
    outcome: 'completed',
    seconds: 75,
  },
  {
    name: 'rate-long',
    title: '429, come back in an hour; nobody waits so long',
    scenario: { turns: [{ error: 'rate_limit', retryAfter: 3600, repeat: true }] },
    options: [...once, '--max-wait', '5s', '--idle-timeout', '10s'],
    outcome: 'limit',
    failure: 'rate-limited',
    retryAfter: 3600,
    seconds: 45,
    quick: true,
  },
  {
    name: 'usage-limit',
    title: 'usage limit of a subscription, resets in two hours',
    scenario: { turns: [{ error: 'usage_limit', retryAfter: 7200, repeat: true }] },
    options: [...once, '--max-wait', '5s', '--idle-timeout', '10s'],
    needs: 'subscription',
    outcome: 'limit',
    failure: 'rate-limited',
    retryAfter: 7200,
    seconds: 45,
  },
  {
    name: 'overloaded',
    title: 'overloaded; nobody waits for long',
    scenario: { turns: [{ error: 'overloaded', retryAfter: 1, repeat: true }] },
    options: [...once, '--max-wait', '3s'],
    outcome: 'limit',
    failure: 'overloaded',
    seconds: 90,
  },
  {
    name: 'context',
    title: 'the prompt is too long for the context window',
    scenario: { turns: [{ error: 'context', repeat: true }] },
    options: giveUp,
    outcome: 'failed',
    failure: 'context-overflow',
    seconds: 60,
    quick: true,
  },
  {
    name: 'disconnect',
    title: 'the connection breaks in mid-answer, once',
    scenario: { turns: [{ ...hello, text: cutOff, error: 'disconnect' }, hello] },
    options: ['-i', '3'],
    outcome: 'completed',
    seconds: 60,
  },
  {
    name: 'hang',
    title: 'the model never answers',
    scenario: { turns: [{ error: 'hang', repeat: true }] },
    options: [...giveUp, '--idle-timeout', '8s'],
    outcome: 'failed',
    failure: 'idle',
    seconds: 60,
  },
  {
    name: 'killed',
    title: 'ralph gets SIGTERM while a tool runs',
    scenario: { turns: [writes, hangsInTool, done] },
    options: once,
    act: 'terminate',
    outcome: 'cancelled',
    failure: 'stopped',
    files: ['hello.txt'],
    seconds: 60,
    quick: true,
  },
  {
    name: 'no-permission',
    title: 'may not write',
    scenario: { turns: [writes, done] },
    options: giveUp,
    needs: 'no-permission',
    outcome: 'failed',
    failure: 'permission-denied',
    seconds: 60,
  },
  {
    name: 'max-tokens',
    title: 'every answer is cut by the output limit',
    scenario: { turns: [{ text: 'This answer was cut', stop: 'max_tokens', usage: first, repeat: true }] },
    options: giveUp,
    outcome: 'failed',
    failure: 'crashed',
    seconds: 60,
  },
  {
    name: 'budget',
    title: 'the second call reaches the cost limit',
    scenario: {
      turns: [
        { text: 'One.', tools: [{ bash: 'echo one' }], usage: first },
        { text: 'And one more.', tools: [{ bash: 'echo more' }], usage: first, delayMs: 700, repeat: true },
      ],
    },
    options: once,
    costLimitCall: 2,
    outcome: 'limit',
    failure: 'stopped',
    mostCalls: 3,
    seconds: 60,
    quick: true,
  },
  {
    name: 'resumed',
    title: 'ralph is killed with SIGKILL while a tool runs, and resumed',
    scenario: { turns: [writes, hangsInTool, done] },
    options: ['-i', '3'],
    act: 'kill-and-resume',
    outcome: 'completed',
    files: ['hello.txt'],
    seconds: 75,
  },
]
