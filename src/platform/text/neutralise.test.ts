import fc from 'fast-check'
import { expect, test } from 'vitest'
import { neutralise } from './neutralise.ts'

/** What no terminal must get from a text that is not ours, colours aside. */
// oxlint-disable-next-line no-control-regex -- they are what must not appear
const obeyed = /[\x00-\x08\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069\u200b\u2060-\u2064]/

test.each([
  ['a title is not set', 'a\x1b]0;owned\x07b', 'a\\x1b]0;owned\\x07b'],
  ['the clipboard is not written', '\x1b]52;c;cm0gLXJm\x1b\\', '\\x1b]52;c;cm0gLXJm\\x1b\\'],
  ['no link is made', '\x1b]8;;http://x\x1b\\y', '\\x1b]8;;http://x\\x1b\\y'],
  ['the screen is not cleared', '\x1b[2J\x1b[H', '\\x1b[2J\\x1b[H'],
  ['no device is controlled', 'a\x1bP1$r\x1b\\b\x90q\x9c', 'a\\x1bP1$r\\x1b\\b\\x90q\\x9c'],
  [
    'private messages and applications are not reached',
    '\x1b^x\x1b\\\x1b_y\x9e\x9f\x98z',
    '\\x1b^x\\x1b\\\\x1b_y\\x9e\\x9f\\x98z',
  ],
  ['an OSC of eight bits writes no clipboard', '\x9d52;c;eA==\x9c', '\\x9d52;c;eA==\\x9c'],
  ['the character set is not switched', '\x0e\x1b(0lqk\x0f', '\\x0e\\x1b(0lqk\\x0f'],
  ['a control within a character is seen', Buffer.from([0xc3, 0x1b, 0xa9, 0x5b]).toString(), '\ufffd\\x1b\ufffd['],
  ['C1 controls are seen', 'a\x9b31mb\x90', 'a\\x9b31mb\\x90'],
  ['a lone CR can not overwrite a line', 'rm -rf /\rls', 'rm -rf /\\x0dls'],
  ['text direction is not turned', 'a\u202eb\u2066c', 'a<U+202E>b<U+2066>c'],
  ['zero-width characters are seen', 'pass\u200bword\ufeff', 'pass<U+200B>word<U+FEFF>'],
  ['tags are seen', 'hi\u{e0068}\u{e0069}', 'hi<U+E0068><U+E0069>'],
  ['runs of variation selectors are seen', '😀\ufe0f\ufe01\ufe02', '😀\ufe0f<U+FE01><U+FE02>'],
  ['half a character is seen', 'a\ud800b\udc00', 'a<U+D800>b<U+DC00>'],
  ['NUL and DEL are seen', 'a\0b\x7f', 'a\\x00b\\x7f'],
])('%s', (_name, text, shown) => {
  expect(neutralise(text)).toBe(shown)
})

test('honest text comes back as it is', () => {
  const honest = [
    'plain\ttext\nwith lines',
    'naïve – “quotes” … 日本語 한국어 русский ελληνικά',
    'emoji 👩‍💻 👨‍👩‍👧‍👦 ❤️ 1️⃣ 👍🏽 🇩🇪',
    'flag 🏴\u{e0067}\u{e0062}\u{e0073}\u{e0063}\u{e0074}\u{e007f}',
    'فارسی می\u200cخواهم',
    'हिन्दी क्\u200dष',
    'שלום',
    'ไทย',
  ]
  for (const text of honest) expect(neutralise(text)).toBe(text)
})

test('the CR of a line end is dropped, also at the end of a line without its LF', () => {
  expect(neutralise('a\r\nb\r')).toBe('a\nb')
})

test('colours go unless they are asked for, and then never conceal and never bleed', () => {
  expect(neutralise('\x1b[1;31mred\x1b[0m')).toBe('red')
  expect(neutralise('\x1b[31mred', { colours: true })).toBe('\x1b[31mred\x1b[0m')
  expect(neutralise('\x1b[8mhidden', { colours: true })).toBe('\\x1b[8mhidden')
  expect(neutralise('\x1b[1;8mhidden', { colours: true })).toBe('\\x1b[1;8mhidden')
  expect(neutralise('\x1b[38;5;8mgrey', { colours: true })).toBe('\x1b[38;5;8mgrey\x1b[0m')
})

test('nothing a terminal obeys survives, whatever the text', () => {
  const piece = fc.oneof(
    fc.string({ unit: 'binary' }),
    fc.constantFrom(
      '\x1b',
      '\x1b[',
      '\x1b]',
      '\x9d',
      '\r',
      '\u202e',
      '\u200d',
      '\ufe0f',
      '\u{e0041}',
      '31m',
      'a',
      '👩',
      '\ud83d',
    ),
  )
  fc.assert(
    fc.property(fc.array(piece, { maxLength: 30 }), (pieces) => {
      const shown = neutralise(pieces.join(''))
      expect(shown).not.toMatch(obeyed)
      expect(neutralise(shown)).toBe(shown)
    }),
  )
})

test.each([
  ['a joiner after a selector that does not stay', '\ufe0f\u200d👩'],
  ['a joiner after the end of no flag', '\u{e007f}\u200d👩'],
  ['a joiner before a selector', '👩\u200d\ufe0f'],
  ['a joiner after an invisible letter', '\u180e\u200d \u061c\u200d \u17b4\u200d'],
  ['a mark of direction beside another', 'a\u200e\u061cb'],
  ['a mark of direction beside a colour', 'א\u200e\x1b[31mב א\x1b[31m\u200eב'],
  ['a colour within a colour', '\x1b\x1b[31m[32m'],
  ['a line end behind a colour', 'a\r\x1b[0m\nb\r\x1b[0m'],
])('twice is like once: %s', (_name, text) => {
  expect(neutralise(neutralise(text))).toBe(neutralise(text))
})

test('twice is like once, whatever the text', () => {
  const units = [
    '\ufe0f',
    '\ufe01',
    '\u200d',
    '\u200c',
    '\u200e',
    '\u200f',
    '\u061c',
    '\u180b',
    '\u180e',
    '\u17b4',
    '\u{e0100}',
  ]
  const tags = ['🏴', '\u{e0067}', '\u{e007f}']
  const seen = [
    '👩',
    '🏽',
    '❤',
    '\u{1f774}',
    '1',
    'a',
    'א',
    'ب',
    'ᠠ',
    'क',
    '漢',
    '©',
    '\n',
    '\r',
    '\x1b',
    '\x1b[31m',
    '[0m',
    '\ud83d',
    '\udc69',
    '\x9b',
  ]
  fc.assert(
    fc.property(fc.array(fc.constantFrom(...units, ...tags, ...seen), { maxLength: 12 }), (pieces) => {
      const once = neutralise(pieces.join(''))
      expect(neutralise(once)).toBe(once)
    }),
    { numRuns: 5000 },
  )
})

test('no text makes it slow', () => {
  for (const unit of ['\x1b', '\x1b[', '\x1b[31m', '\r', '\u200d', '👩\u200d', '\u{e0041}', '🏴\u{e0041}', '\u202e']) {
    const text = unit.repeat(Math.ceil((256 * 1024) / unit.length)) + 'x'
    const started = performance.now()
    neutralise(text)
    expect({ unit, fast: performance.now() - started < 20_000 }).toEqual({ unit, fast: true })
  }
})

test.each([
  ['after a bracket in a line from right to left', 'תקן את (v2.0)\u200f בבקשה'],
  ['before a name from left to right', 'اقرأ ملف \u200e.env.example الآن'],
  ['at the end of a sentence', 'כתוב ב-C++\u200f!'],
])('a mark of direction stays %s', (_where, text) => {
  expect(neutralise(text)).toBe(text)
})

test.each([
  ['in a text from left to right', 'one\u200f two'],
  ['within a word', 'שלו\u200fם'],
  ['two in a row', 'שלום \u200f\u200f.'],
  ['in another line', 'שלום\none \u200ftwo'],
])('a mark of direction is shown %s', (_where, text) => {
  expect(neutralise(text)).not.toBe(text)
})
