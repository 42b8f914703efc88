import { expect, test } from 'vitest'
import { Excerpt } from './excerpt.ts'
import { Tail } from './tail.ts'

test('a short output is kept whole', () => {
  const excerpt = new Excerpt(100, 100)
  for (const line of ['a', '', 'b']) excerpt.push(line)
  expect(excerpt.cut).toEqual({ head: 'a\n\nb', tail: '', leftOutBytes: 0 })
})

test('of a long output the first and the last lines are kept, and the rest is counted', () => {
  const excerpt = new Excerpt(6, 6)
  for (let i = 0; i < 10; i++) excerpt.push(`l${i}`)
  excerpt.push('zz')
  expect(excerpt.cut).toEqual({ head: 'l0\nl1', tail: 'l9\nzz', leftOutBytes: 7 * 3 })
})

test('a line that does not fit the head any more ends it: lines stay in order', () => {
  const excerpt = new Excerpt(6, 20)
  for (const line of ['a', 'longer than that', 'b']) excerpt.push(line)
  expect(excerpt.cut).toMatchObject({ head: 'a', tail: 'longer than that\nb' })
})

test('a tail keeps the last bytes and no half code point', () => {
  const tail = new Tail(5)
  for (const piece of ['abc', 'd€', 'e']) tail.push(Buffer.from(piece))
  expect(tail.text).toBe('d€e')
  tail.push(Buffer.from('xy'))
  expect(tail.text).toBe('exy')
  tail.push(Buffer.from('0123456789'))
  expect(tail.text).toBe('56789')
})
