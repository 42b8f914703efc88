import { describe, expect, test } from 'vitest'
import { account } from '../../../test/support/transcripts.ts'
import { converse, ended, messages, opening, said, update } from '../../../test/support/dialogues.ts'
import { usageIn } from './acp-usage.ts'

describe('input tokens', () => {
  const told = { outputTokens: 70, cachedReadTokens: 5400, cachedWriteTokens: 170, thoughtTokens: 12 }
  const tokens = (usage: object) => {
    const { input, cacheRead, cacheWrite, output, reasoning } = usageIn(usage)
    return [input, cacheRead, cacheWrite, output, reasoning]
  }

  test.each([
    ['without the cache', { ...told, inputTokens: 1540, totalTokens: 7180 }],
    ['with the cache', { ...told, inputTokens: 7110, totalTokens: 7180 }],
    ['without the cache, thoughts apart', { ...told, inputTokens: 1540, outputTokens: 58, totalTokens: 7180 }],
    ['with the cache, thoughts apart', { ...told, inputTokens: 7110, outputTokens: 58, totalTokens: 7180 }],
  ])('are told %s: the total says which', (_, usage) => {
    expect(tokens(usage)).toEqual([1540, 5400, 170, 70, 12])
  })

  test('are counted in full where nothing says that a cache served them', () => {
    expect(tokens({ ...told, inputTokens: 7110 })).toEqual([7110, 5400, 170, 70, 12])
    expect(tokens({ ...told, inputTokens: 7110, totalTokens: 1 })).toEqual([7110, 5400, 170, 70, 12])
    expect(tokens({ input_tokens: 5, output_tokens: 2 })).toEqual([5, 0, 0, 2, undefined])
  })

  test('that can be read either way are read the dear way', () => {
    const either = { inputTokens: 100, outputTokens: 20, cachedReadTokens: 12, thoughtTokens: 12, totalTokens: 132 }
    expect(tokens(either)).toEqual([100, 12, 0, 20, 12])
    expect(tokens({ inputTokens: 5, outputTokens: 2, thoughtTokens: 9 })).toEqual([5, 0, 0, 11, 9])
  })

  test('of foreign make are no tokens', () => {
    expect(tokens({ inputTokens: -1, outputTokens: 'x', totalTokens: null })).toEqual([0, 0, 0, 0, undefined])
    expect(tokens([])).toEqual([0, 0, 0, 0, undefined])
  })
})

const usage = { inputTokens: 1000, outputTokens: 100, totalTokens: 1100 }
const charged = (list: readonly object[], model?: string) =>
  account(
    converse([...opening, ...messages(...list)], { request: { prompt: 'x', ...(model !== undefined && { model }) } })
      .charged,
  )

describe('spending', () => {
  test('that is reported replaces the guess, and is priced by the model', () => {
    const list = [said('word '.repeat(2000)), ended({ usage })]
    expect(charged(list, 'claude-sonnet-4-5')).toBe('1000 0 0 100 reported; $0.0045 priced')
  })

  test('of several models is priced by each', () => {
    const share = (model: string) => ({ model, token_count: usage })
    const quota = { model_usage: [share('claude-sonnet-4-5'), share('claude-haiku-4-5')] }
    expect(charged([said('x'), ended({ usage, _meta: { quota } })])).toBe('2000 0 0 200 reported; $0.006 priced')
  })

  test('in dollars is taken as it is told; zero dollars and other currencies are no price', () => {
    const paid = (cost: object) =>
      charged([update('usage_update', { used: 5, size: 9, cost }), said('x'), ended({ usage })])
    expect(paid({ amount: 0.25, currency: 'USD' })).toBe('1000 0 0 100 reported; $0.25 reported')
    const guess = '1000 0 0 100 reported; $0.0225 estimated'
    expect(paid({ amount: 0, currency: 'USD' })).toBe(guess)
    expect(paid({ amount: 3, currency: 'credits' })).toBe(guess)
  })

  test('that nobody reports is guessed from the window: what stood in it is sent again after each round of tools', () => {
    const round = (id: string, used: number) => [
      update('tool_call', { toolCallId: id, title: 't', status: 'completed' }),
      update('usage_update', { used, size: 200_000 }),
      said('ok '),
    ]
    const { outputs } = converse([...opening, ...messages(...round('1', 10_000), ...round('2', 20_000), ended())])
    const last = outputs.findLast((output) => output.type === 'usage')
    expect(last).toMatchObject({
      usage: { input: expect.closeTo(20_000, -1), cacheRead: 30_000, cacheWrite: 0, basis: 'estimated' },
      context: 20_000,
    })
  })

  test('is nothing before the prompt was sent, and after a refusal of the provider', () => {
    const nothing = '0 0 0 0 reported; $0 reported'
    expect(account(converse(opening.slice(0, 1)))).toBe(nothing)
    expect(account(converse([...opening, ...messages({ id: 3, error: { code: 429, message: 'x' } })]))).toBe(nothing)
    const worked = [update('tool_call', { toolCallId: '1', status: 'completed' }), said('More.')]
    expect(charged([...worked, { id: 3, error: { code: 429, message: 'x' } }])).toContain('estimated')
    expect(converse([...opening, ...messages({ id: 3, error: { code: 1, message: 'x' } })]).usage.basis).toBe(
      'estimated',
    )
  })

  test('at the price of long calls needs a call that was long', () => {
    const long = { inputTokens: 300_000, outputTokens: 0, totalTokens: 300_000 }
    const filled = (used: number) => update('usage_update', { used, size: 1_000_000 })
    expect(charged([filled(90_000), said('x'), ended({ usage: long })], 'gemini-2.5-pro')).toContain('$0.375 priced')
    expect(charged([filled(290_000), said('x'), ended({ usage: long })], 'gemini-2.5-pro')).toContain('$0.75 priced')
  })
})
