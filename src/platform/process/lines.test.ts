import { array, assert, nat, property, string } from 'fast-check'
import { expect, test } from 'vitest'
import { LineSplitter, type Line } from './lines.ts'

function split(chunks: readonly (Buffer | string)[], maxLineBytes?: number): Line[] {
  const splitter = new LineSplitter(maxLineBytes)
  const lines = chunks.flatMap((chunk) => [...splitter.push(typeof chunk === 'string' ? Buffer.from(chunk) : chunk)])
  const rest = splitter.end()
  return rest ? [...lines, rest] : lines
}

const texts = (lines: readonly Line[]) => lines.map(({ text }) => text)

test('splits at LF only, drops a CR before it, gives out the last line without one', () => {
  expect(texts(split(['a\nb\r\n\nc\rd\u2028e\x85f\vg\n', 'last']))).toEqual([
    'a',
    'b',
    '',
    'c\rd\u2028e\x85f\vg',
    'last',
  ])
})

test('a CR LF may be cut between two chunks', () => {
  expect(texts(split(['a\r', '\nb\n']))).toEqual(['a', 'b'])
})

test('an output that ends with LF has no line after it', () => {
  expect(split(['a\n'])).toHaveLength(1)
  expect(split([])).toEqual([])
})

test('invalid UTF-8 becomes U+FFFD, and NUL stays', () => {
  expect(texts(split([Buffer.from([0xff, 0x61, 0, 0xc3, 0x0a, 0xe2, 0x82])]))).toEqual(['\uFFFDa\0\uFFFD', '\uFFFD'])
})

test('however the bytes are cut into chunks, the lines are the same', () => {
  const documents = array(string({ unit: 'binary' }), { maxLength: 20 }).map((lines) => lines.join('\n'))
  assert(
    property(documents, array(nat(40), { maxLength: 30 }), (text, sizes) => {
      const bytes = Buffer.from(text)
      const chunks: Buffer[] = []
      let at = 0
      for (const size of sizes) chunks.push(bytes.subarray(at, (at += size)))
      chunks.push(bytes.subarray(at))
      expect(split(chunks)).toEqual(split([bytes]))
    }),
  )
})

test('of an overlong line the head is kept and the rest counted; the next line is whole', () => {
  const lines = split(['abc', 'defgh', 'ij\nnext\n'], 4)
  expect(lines).toEqual([
    { text: 'abcd', truncatedBytes: 6 },
    { text: 'next', truncatedBytes: 0 },
  ])
  expect(split(['x'.repeat(10)], 4)).toEqual([{ text: 'xxxx', truncatedBytes: 6 }])
})

test('a cut line does not end in half a code point', () => {
  expect(split(['aé€😀\n'], 2)).toEqual([{ text: 'a', truncatedBytes: 9 }])
  expect(split(['aé€😀\n'], 3)).toEqual([{ text: 'aé', truncatedBytes: 7 }])
  expect(split(['aé€😀\n'], 9)).toEqual([{ text: 'aé€', truncatedBytes: 4 }])
  expect(split(['aé€😀\n'], 10)).toEqual([{ text: 'aé€😀', truncatedBytes: 0 }])
})

test('a 50 MB line holds no more memory than the cap', () => {
  const splitter = new LineSplitter(1024 * 1024)
  const chunk = Buffer.alloc(65_536, 'x')
  const before = process.memoryUsage().arrayBuffers
  for (let i = 0; i < 800; i++) expect(splitter.push(chunk).next().done).toBe(true)
  expect(process.memoryUsage().arrayBuffers - before).toBeLessThan(8 * 1024 * 1024)
  expect(splitter.end()).toMatchObject({ truncatedBytes: 800 * 65_536 - 1024 * 1024 })
})

test('a 1 MB line in single bytes is no burden', () => {
  const splitter = new LineSplitter()
  const byte = Buffer.from('x')
  for (let i = 0; i < 1_000_000; i++) splitter.push(byte).next()
  expect(splitter.end()?.text).toHaveLength(1_000_000)
})
