import { describe, expect, test } from 'vitest'
import { agentRequest } from '../../../test/support/request.ts'
import { account, casesOf, replay, replayedAt, replayLines } from '../../../test/support/transcripts.ts'
import { amp } from './amp.ts'

/** Made up after the documentation: the service can't be replaced by a stand-in. */
const documented = 'amp/from-documentation'
/** Recorded, without the service. */
const real = 'amp/0.0.1790142911'

const nothing = '0 0 0 0 reported; $0 reported'

const endings: readonly (readonly [version: string, name: string, kind: string, account: string, words: string])[] = [
  [
    documented,
    'answer',
    'success',
    '100 25116 467 28 reported; $0.0500302 estimated',
    '2 + 2 equals 4.\n\nTASK_COMPLETE',
  ],
  [documented, 'error', 'rate-limited', nothing, "You've hit your usage limit. Try again in 2 hours."],
  [real, 'no_login', 'unauthorized', nothing, 'Login failed: That code looks incomplete'],
  [real, 'no_server', 'overloaded', nothing, "Couldn't connect to the Amp server"],
]

describe('a run', () => {
  test.each(endings)('%s, %s ends as it did', (version, name, kind, spent, words) => {
    const { failure, message, charged } = replay(amp, version, name)
    expect(failure?.kind ?? 'success').toBe(kind)
    expect(failure?.message ?? message).toContain(words)
    expect(account(charged)).toBe(spent)
  })

  test('is not forgotten: each has an ending written down here', () => {
    for (const version of [documented, real])
      expect(endings.flatMap(([of, name]) => (of === version ? [name] : []))).toEqual(casesOf(version))
  })

  test('is counted call by call, though messages have no id', () => {
    const { outputs, sessionId } = replay(amp, documented, 'answer')
    const readings = outputs.flatMap((output) => (output.type === 'usage' ? [output] : []))
    expect(readings.map(({ usage, context }) => [usage.output, context])).toEqual([
      [20, 12_803],
      [28, 12_908],
    ])
    expect(outputs).toContainEqual({ type: 'tool', name: 'Bash', detail: 'echo 4 > sum.txt' })
    expect(outputs.at(-1)).toEqual({ type: 'ended' })
    expect(sessionId).toMatch(/^T-/)
  })

  test('that a limit ended says when to come back', () => {
    expect(replay(amp, documented, 'error').failure?.retryAt).toBe(replayedAt + 7_200_000)
  })

  test('whose input is less than what the cache did is counted as Claude Code does', () => {
    const usage = { input_tokens: 12, cache_read_input_tokens: 1000, cache_creation_input_tokens: 50, output_tokens: 7 }
    const line = JSON.stringify({ type: 'assistant', message: { id: 'm', content: [], usage } })
    expect(account(replayLines(amp, [line, line]))).toMatch(/^12 1000 50 7 reported/)
  })

  test('without a final event is no success', () => {
    expect(replayLines(amp, ['{"type":"system","subtype":"init"}']).failure?.kind).toBe('crashed')
  })
})

test('the command asks for events, may do everything, and takes a mode for a model', () => {
  const { args, stdin } = amp.command(agentRequest({ prompt: 'p', model: 'high', extraArgs: ['--fast'] }))
  expect(args.join(' ')).toBe('-x --stream-json --dangerously-allow-all --no-ide --mode high --fast')
  expect(stdin).toBe('p')
})
