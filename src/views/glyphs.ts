/** The few signs that the pretty view draws with. Each stands beside a word that says the same. */
export interface Glyphs {
  readonly passed: string
  readonly failed: string
  readonly warning: string
  readonly tool: string
  readonly thought: string
  readonly quote: string
  readonly rule: string
  readonly full: string
  readonly empty: string
  /** Top left, top right, bottom left, bottom right, upright. */
  readonly box: readonly [string, string, string, string, string]
}

const unicodeGlyphs: Glyphs = {
  passed: '✓',
  failed: '✗',
  warning: '!',
  tool: '›',
  thought: '·',
  quote: '│',
  rule: '─',
  full: '█',
  empty: '░',
  box: ['╭', '╮', '╰', '╯', '│'],
}

const asciiGlyphs: Glyphs = {
  passed: '+',
  failed: 'x',
  warning: '!',
  tool: '>',
  thought: '.',
  quote: '|',
  rule: '-',
  full: '#',
  empty: '.',
  box: ['+', '+', '+', '+', '|'],
}

export function glyphsFor(unicode: boolean): Glyphs {
  return unicode ? unicodeGlyphs : asciiGlyphs
}

/** Whether the locale, if it says anything, says UTF-8; Linux's own console lacks most signs. */
export function speaksUnicode(env: Readonly<Record<string, string | undefined>>): boolean {
  const locale = env['LC_ALL'] || env['LC_CTYPE'] || env['LANG']
  return env['TERM'] !== 'linux' && (!locale || /utf-?8/i.test(locale))
}
