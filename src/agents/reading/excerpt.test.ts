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

test('a tail keeps the end, whatever is added, from the beginning of a line on', () => {
  const tail = new Tail(20)
  for (let i = 0; i < 100; i++) tail.add(`line ${i}`)
  expect(tail.text).toBe('line 98\nline 99')
})

const secret = 'tok4f9a1c7e2b8d6035aa91ffe204'

test('no cut leaves half a secret, wherever it falls', () => {
  for (let before = 0; before < 140; before += 1) {
    const tail = new Tail(100)
    tail.add(`${'word '.repeat(40)}${secret}`)
    tail.add('x'.repeat(before))
    expect(tail.text.replaceAll(secret, '')).not.toContain(secret.slice(-4))
    const oneLong = new Tail(100)
    oneLong.add(`${'word '.repeat(40)}"${secret}" ${'x'.repeat(before)}`)
    expect(oneLong.text.replaceAll(secret, '')).not.toContain(secret.slice(-4))
    const stderr = `${'word '.repeat(1000)}\ntoken=${secret}\n${'x'.repeat(4000 + before)}\nend`
    expect(lastLines(stderr).replaceAll(secret, '')).not.toContain(secret.slice(-4))
  }
  for (let before = 0; before < 100; before += 1) {
    const shown = oneLine(`${'-'.repeat(before)} ${secret} and more words to cut`, 100)
    expect(shown.replaceAll(secret, '')).not.toContain(secret.slice(0, 8))
    expect(shown.length).toBeLessThanOrEqual(100)
  }
})

test('a line that is one long word is kept all the same, and a path loses at most its last part', () => {
  const tail = new Tail(10)
  tail.add('x'.repeat(50))
  expect(tail.text).toMatch(/^x{9,10}$/)
  expect(oneLine('rm /var/lib/some/where/node20modules123', 32)).toBe('rm /var/lib/some/where/…')
  expect(oneLine(`${' '.repeat(100)}a word more`, 20)).toBe('…')
})
