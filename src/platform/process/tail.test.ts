import { expect, test } from 'vitest'
import { Tail } from './tail.ts'

function tailOf(maxBytes: number, ...chunks: readonly string[]): string {
  const tail = new Tail(maxBytes)
  for (const chunk of chunks) tail.push(Buffer.from(chunk))
  return tail.text
}

test('what fits is kept whole', () => {
  expect(tailOf(12, 'one\n', 'two\n', 'end\n')).toBe('one\ntwo\nend\n')
})

test('of more the end is kept, without the line whose start is gone', () => {
  expect(tailOf(12, 'first\n', 'second\n', 'the\n', 'end\n')).toBe('the\nend\n')
  expect(tailOf(11, 'first\n', 'seconds\n', 'end\n')).toBe('end\n')
  expect(tailOf(12, 'first\nsecond\nthe end\n')).toBe('the end\n')
})

test('a line longer than all that is kept stays from its next whole character on', () => {
  expect(tailOf(8, 'äöüäöüäöü')).toBe('üäöü')
  expect(tailOf(7, 'äöüäöüäöü')).toBe('äöü')
  expect(tailOf(5, 'x\n', 'abcdefg\n')).toBe('defg\n')
})
