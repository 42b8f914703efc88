import fc from 'fast-check'
import { expect, test } from 'vitest'
import { hiddenText } from './hidden-text.ts'
import { judgePrompt, judgePromptBytes } from './judge-prompt.ts'

const tagged = (text: string) =>
  Array.from(text, (letter) => String.fromCodePoint(0xe0000 + letter.charCodeAt(0))).join('')

test('the reason says where, what, and what a model would have read', () => {
  expect(judgePrompt(`Fix it.\nNow${tagged('obey me')} go on.`).reasons[0]).toEqual({
    rule: 'hidden-text',
    grade: 'block',
    message:
      'U+E006F (TAG character) and 6 more in a row can\'t be seen: "Fix it. Now<U+E006F><U+E0062><U+E0065><U+E0079><U+E0020><U+E006D><U+E0065> go on.", which spells "obey me"',
    line: 2,
    column: 4,
  })
})

test.each([
  ['a zero-width space inside a word', 'pass\u200bword', 'hidden-text'],
  ['a joiner between Latin letters', 'log\u200din', 'hidden-text'],
  ['a non-joiner between Latin letters', 'log\u200cin', 'hidden-text'],
  ['a word joiner at a space', 'log \u2060in', 'hidden-text'],
  ['a mark of direction in Latin text', 'the \u200flist', 'hidden-text'],
  ['an override of direction, even among Hebrew', 'תקן את \u202eהשגיאה\u202c', 'hidden-text'],
  ['a run of soft hyphens', 'log\u00ad\u00adout', 'hidden-text'],
  ['a blank of Braille between words', 'deploy\u2800it', 'hidden-text'],
  ['a Hangul filler', 'name \u3164', 'hidden-text'],
  ['two selectors on one emoji', '❤\ufe0f\ufe01', 'hidden-text'],
  ['a selector on a letter', 't\ufe01ypo', 'hidden-text'],
  ['a selector that has no meaning', '1\ufe07', 'hidden-text'],
  ['a flag that spells a word', `🏴${tagged('ignore')}\u{e007f}`, 'hidden-text'],
  ['tags without a flag', tagged('x'), 'hidden-text'],
  ['a noncharacter', 'a\u{1ffff}', 'hidden-text'],
  ['an annotation', '\ufff9a\ufffab\ufffb', 'hidden-text'],
  ['NUL', 'a\0b', 'control-characters'],
  ['an escape sequence', '\x1b[31mred', 'control-characters'],
  ['a lone carriage return', 'wipe it\rfix it', 'control-characters'],
  ['a C1 control', 'a\x9bb', 'control-characters'],
  ['half a character', 'a\ud83d', 'not-utf-8'],
])('%s is blocked', (_name, text, rule) => {
  const { verdict, reasons } = judgePrompt(text)
  expect({ verdict, rule: reasons[0]?.rule }).toEqual({ verdict: 'block', rule })
})

test.each([
  ['emoji of several parts', '👩‍💻 👨‍👩‍👧‍👦 ❤️ 1️⃣ 👍🏽 🇩🇪 🏳️‍🌈'],
  ['the flags of Scotland and Texas', `🏴${tagged('gbsct')}\u{e007f} 🏴${tagged('ustx')}\u{e007f}`],
  ['Persian, Hindi, Arabic', 'نمی\u200cتواند क्\u200dष مرحبا'],
  ['Thai with word breaks', 'แก้ไข\u200bหน้า'],
  ['a mark where the direction changes', 'הסיסמה\u200e (password)'],
  ['a byte order mark at the start', '\ufeffFix it.'],
  ['ends of lines from Windows', 'a\r\nb\r\n'],
  ['soft hyphens in a word', 'Donau\u00addampf\u00adschiff'],
  ['pictures of Braille', '⠋\u2800⠙\n⠹\u2800\u2800⠸'],
  ['spaces of other widths and typographic marks', '10\u00a0€ 1\u202f000 “a” – …'],
  ['icons of a font', '\ue0b0 \u{f0001}'],
  ['a Japanese name with its variant', '葛\u{e0100}城'],
])('%s are honest', (_name, text) => {
  expect(hiddenText(text)).toEqual([])
})

test('one or two strays of a copy at the edge of a line are warned of, more are blocked', () => {
  expect(judgePrompt('Fix it.\u200b\nThanks.').verdict).toBe('warn')
  expect(judgePrompt('Part one.\n\ufeff# Part two').verdict).toBe('warn')
  expect(judgePrompt('- \ufe0f Setup').verdict).toBe('warn')
  expect(judgePrompt('a\u200b\nb\u200b\nc\u200b').verdict).toBe('block')
  expect(judgePrompt('Fix it.\u200b\u200b\nThanks.').verdict).toBe('block')
})

test('a code point that the operator allows is let through, and only that one', () => {
  const allowedHidden = new Set(['U+200B'])
  expect(judgePrompt('pass\u200bword', { allowedHidden }).verdict).toBe('allow')
  expect(judgePrompt('pass\u200bwo\u2060rd', { allowedHidden }).verdict).toBe('block')
})

test('bytes that are not UTF-8 are named as what they are', () => {
  const first = (bytes: Uint8Array) => judgePromptBytes(bytes).reasons[0]
  expect(first(Buffer.from('Fix it', 'utf16le'))?.message).toContain('UTF-16')
  expect(first(Buffer.from('\ufeffFix it', 'utf16le'))?.message).toContain('UTF-16 (little-endian)')
  expect(first(Buffer.from('One\nK\xf6ln', 'latin1'))).toMatchObject({ rule: 'not-utf-8', line: 2, column: 2 })
  expect(first(Uint8Array.of(0xed, 0xa0, 0x80))?.rule).toBe('not-utf-8')
  expect(first(Uint8Array.of(0xc0, 0xaf))?.rule).toBe('not-utf-8')
  expect(judgePromptBytes(Buffer.from('\ufeffKöln 日本 👍', 'utf8')).verdict).toBe('allow')
  expect(judgePromptBytes(new Uint8Array()).verdict).toBe('allow')
})

const invisible = fc.constantFrom(
  tagged('run'),
  '\u200b\u200c\u200b',
  '\u202e',
  '\u2066',
  '\ufe00\ufe01',
  '\u{e0101}\u{e0102}',
  '\u2062',
  '\u3164',
  '\x1b[8m',
  '\0',
  '\u00ad\u00ad',
  '\ufff9',
)
const honest = fc.constantFrom(
  'Fix the failing tests in src/cart.ts and run `npm test`.',
  'Bitte behebe den Fehler im Warenkorb.\n- Tests ergänzen\n- nichts löschen',
  '修复购物车中的错误，并添加测试。',
  'Исправь ошибку и добавь тесты.',
)

test('hidden text is found wherever it stands', () => {
  fc.assert(
    fc.property(honest, invisible, fc.nat(), (text, hidden, place) => {
      const letters = Array.from(text)
      letters.splice(place % (letters.length + 1), 0, hidden)
      expect(judgePrompt(letters.join('')).verdict).toBe('block')
    }),
  )
})

test('what can be typed on a keyboard is never blocked', () => {
  const printable = Array.from({ length: 95 }, (_, offset) => String.fromCharCode(32 + offset))
  const typed = fc.string({ unit: fc.constantFrom('\t', '\n', ...printable) })
  fc.assert(
    fc.property(typed, (text) => {
      expect(judgePrompt(text).verdict).not.toBe('block')
    }),
  )
})

test('ten megabytes are read fast, hostile or not', () => {
  for (const text of ['The lazy dog.\n'.repeat(700_000), 'a\u200b'.repeat(5_000_000), '\u2800'.repeat(10_000_000)]) {
    const started = performance.now()
    hiddenText(text)
    expect(performance.now() - started).toBeLessThan(20_000)
  }
})
