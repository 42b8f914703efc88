import { expect, test } from 'vitest'
import { lastLines, oneLine, Tail, withoutDecoration } from './excerpt.ts'

test('one line is one line, and short', () => {
  expect(oneLine(' a\n\n b\tc ')).toBe('a b c')
  expect(oneLine('x'.repeat(1000), 10)).toBe(`${'x'.repeat(9)}…`)
})

test('the last lines leave out the empty ones', () => {
  expect(lastLines('a\nb\n\n  \nc\nd\n\n', 3)).toBe('b\nc\nd')
})

test('decoration of terminals is taken off', () => {
  expect(withoutDecoration('\u001b[1;32mgreen\u001b[0m')).toBe('green')
  expect(withoutDecoration('⠋ thinking\r⠙ thinking\rdone\r')).toBe('done')
  expect(withoutDecoration('plain')).toBe('plain')
})

test('a tail keeps the end, whatever is added', () => {
  const tail = new Tail(10)
  for (let i = 0; i < 100; i++) tail.add(`line ${i}`)
  expect(tail.text).toBe('98\nline 99'.slice(-9))
})
