import { expect, test } from 'vitest'
import { head, headAndTail } from './bounded.ts'
import { cleanEvent, cleanOutput, makeClean } from './clean.ts'
import { cost, countdown, duration, grouped, money, tokens } from './format.ts'
import { palette, wantsColour } from './palette.ts'
import { fit, textWidth, wrapped } from './width.ts'

test('durations show two units at most', () => {
  const shown = [0, 300, 3210, 9_960, 49_000, 123_000, 3_600_000, 3_720_000, 187_200_000].map(duration)
  expect(shown).toEqual(['0s', '0.3s', '3.2s', '10s', '49s', '2m 3s', '1h', '1h 2m', '2d 4h'])
})

test('a countdown goes to the second and ends at zero', () => {
  expect([42_000, 41_001, 3_423_000, 3_723_000, -5].map(countdown)).toEqual([
    '0:42',
    '0:42',
    '57:03',
    '1:02:03',
    '0:00',
  ])
})

test('tokens and dollars are short, and little is not shown as nothing', () => {
  expect([987, 45_210, 99_960, 812_345, 1_240_000].map(tokens)).toEqual(['987', '45.2k', '100k', '812k', '1.2M'])
  expect([0, 1.234, 0.0042, 1234.5].map(money)).toEqual(['$0.00', '$1.23', '$0.0042', '$1,234.50'])
  expect(cost({ usd: 1, basis: 'priced' })).toBe('~$1.00')
  expect(grouped(1234567)).toBe('1,234,567')
})

test('of a long text the start and the end stay, and no character is cut in two', () => {
  const text = `START${'x'.repeat(1000)}END`
  expect(headAndTail(text, 100)).toMatch(/^STARTx+\n\[… 908 characters left out …\]\nx+END$/)
  expect(headAndTail('short', 100)).toBe('short')
  for (const limit of [9, 10, 11]) expect(headAndTail('👩'.repeat(50), limit)).not.toMatch(/\p{Surrogate}/u)
  expect(head('👩👩👩', 4)).toBe('👩…')
})

test('wide characters take two columns, combining ones none, colours none', () => {
  expect(textWidth('abc')).toBe(3)
  expect(textWidth('日本')).toBe(4)
  expect(textWidth('e\u0301')).toBe(1)
  expect(textWidth('\x1b[31mred\x1b[39m')).toBe(3)
  expect(textWidth('✅')).toBe(2)
})

test('a line is cut to fit, and its colours are closed', () => {
  expect(fit('abcdef', 4)).toBe('abc…')
  expect(fit('日本語', 5)).toBe('日本…')
  expect(fit('日本語', 6)).toBe('日本語')
  expect(fit('\x1b[31mabcdef\x1b[39m', 4)).toBe('\x1b[31mabc…\x1b[0m')
})

test('text is wrapped at spaces, long words are broken, indentation is kept, and every line fits', () => {
  expect(wrapped('one two three', 8)).toEqual(['one two', 'three'])
  expect(wrapped('  - one two three', 9)).toEqual(['  - one', '  two', '  three'])
  expect(wrapped('abcdefgh', 3)).toEqual(['abc', 'def', 'gh'])
  for (const columns of [2, 3, 7, 20]) {
    for (const line of wrapped('日本語テキスト and    some\n\tmixed words\n\n   x', columns)) {
      expect(textWidth(line)).toBeLessThanOrEqual(columns)
    }
  }
})

test('colour: the flag, then NO_COLOR, then FORCE_COLOR, then the terminal', () => {
  const isTerminal = true
  expect(wantsColour({ env: {}, isTerminal })).toBe(true)
  expect(wantsColour({ env: {}, isTerminal: false })).toBe(false)
  expect(wantsColour({ env: { TERM: 'dumb' }, isTerminal })).toBe(false)
  expect(wantsColour({ env: { NO_COLOR: '1', FORCE_COLOR: '1' }, isTerminal })).toBe(false)
  expect(wantsColour({ env: { FORCE_COLOR: '1' }, isTerminal: false })).toBe(true)
  expect(wantsColour({ flag: false, env: { FORCE_COLOR: '1' }, isTerminal })).toBe(false)
  expect(palette(false).red('a')).toBe('a')
})

test('every text of an output is redacted, neutralised and bounded', () => {
  const clean = makeClean({ values: [{ name: 'X_KEY', value: 'opensesame99' }] })
  const output = cleanOutput(clean, {
    type: 'tool',
    name: 'Ba\x1bsh',
    detail: `echo opensesame99${'x'.repeat(200_000)}`,
  })
  expect(output).toMatchObject({ name: 'Ba\\x1bsh' })
  expect(JSON.stringify(output)).not.toContain('opensesame')
  expect(JSON.stringify(output).length).toBeLessThan(70_000)
  const harmless = { type: 'text', text: 'fine' } as const
  expect(cleanOutput(clean, harmless)).toEqual(harmless)
})

test('an event is cleaned to its depths and otherwise left alone', () => {
  const clean = makeClean({ values: [{ name: 'X_KEY', value: 'opensesame99' }] })
  const settings = { gate: ['echo opensesame99'], nested: { text: '\x1b[2J' }, count: 3 }
  const event = { type: 'run.resumed', host: 'h', settings } as const
  expect(cleanEvent(clean, event).settings).toEqual({
    gate: ['echo [redacted:X_KEY]'],
    nested: { text: '\\x1b[2J' },
    count: 3,
  })
  const honest = { type: 'run.pause-requested' } as const
  expect(cleanEvent(clean, honest)).toBe(honest)
})
