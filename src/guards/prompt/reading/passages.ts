/**
 * Markdown as far as an order can hide in it (CommonMark 0.31): fenced code, block quotes, list items, tables,
 * headings, HTML comments, titles of links and references. Everything else is prose.
 */
export interface Passage {
  readonly text: string
  /** Of its first line, counted from 1. */
  readonly line: number
  readonly kind: 'prose' | 'item' | 'heading' | 'quote' | 'table' | 'code' | 'comment'
  /** The nearest heading above it. */
  readonly heading: string
  /** What introduces it: the sentence that ends in a colon, for code the text before it. */
  readonly leadIn: string
}

interface Reader {
  readonly passages: Passage[]
  heading: string
  leadIn: string
  leadInIndent: number
  lastText: string
  tableHead: string
  open: { lines: string[]; line: number; kind: Passage['kind']; indent: number } | undefined
}

/** Nothing can be asked for in less. */
const minLength = 4
const fence = /^ {0,12}(?:>\s?)?(`{3,}|~{3,})(.{0,80})$/
const item = /^(\s{0,40})(?:[-*+•]|\d{1,4}[.)]|[a-z][.)])\s+(?:\[[ xX]\]\s+)?(.*)$/
const headingLine = /^ {0,3}#{1,6}\s(.*)$/
const tableRow = /^\s{0,8}\|(.{1,4000})\|\s*$/
const blockQuote = /^\s{0,8}>\s?(.*)$/

/** The text in pieces that are read by themselves, in order. Linear. */
export function passagesOf(text: string): readonly Passage[] {
  const reader: Reader = {
    passages: [],
    heading: '',
    leadIn: '',
    leadInIndent: -1,
    lastText: '',
    tableHead: '',
    open: undefined,
  }
  const { visible, comments } = withoutComments(text)
  const lines = visible.split('\n')
  for (let index = 0; index < lines.length; index += 1) {
    const line = (lines[index] ?? '').trimEnd()
    const mark = /[`~]{3}/.test(line) ? fence.exec(line)?.[1] : undefined
    if (mark === undefined) readLine(reader, line, index + 1)
    else index = readFence(reader, lines, index, mark)
  }
  close(reader)
  return [...reader.passages, ...comments]
}

function readFence(reader: Reader, lines: readonly string[], opening: number, mark: string): number {
  close(reader)
  let end = opening + 1
  while (end < lines.length && !(lines[end] ?? '').trimStart().startsWith(mark)) end += 1
  const text = lines.slice(opening + 1, end).join('\n')
  reader.passages.push({ text, line: opening + 2, kind: 'code', heading: reader.heading, leadIn: reader.lastText })
  return end
}

function readLine(reader: Reader, line: string, number: number): void {
  const trimmed = line.trimStart()
  if (trimmed === '') return close(reader)
  const first = trimmed.charAt(0)
  const title = first === '#' ? headingLine.exec(line)?.[1] : undefined
  if (title !== undefined) return readHeading(reader, title, number)
  const listed =
    first > '@' && trimmed.charAt(1) !== '.' && trimmed.charAt(1) !== ')' && first !== '•' ? null : item.exec(line)
  const row = first === '|' ? tableRow.exec(line)?.[1] : undefined
  const quoted = first === '>' ? blockQuote.exec(line)?.[1] : undefined
  if (listed) start(reader, listed[2] ?? '', number, 'item', (listed[1] ?? '').length)
  else if (row !== undefined) readRow(reader, row, number)
  else if (quoted !== undefined && reader.open?.kind !== 'quote') start(reader, quoted, number, 'quote', 0)
  else if (reader.open) reader.open.lines.push(quoted ?? trimmed)
  else start(reader, line, number, 'prose', line.length - trimmed.length)
}

/** The first row names the columns: it says whether the others are steps to be taken. */
function readRow(reader: Reader, row: string, number: number): void {
  const isHead = reader.open?.kind !== 'table'
  start(reader, row.replaceAll('|', ' . '), number, 'table', 0)
  if (isHead) reader.tableHead = row.slice(0, 300)
}

function readHeading(reader: Reader, line: string, number: number): void {
  close(reader)
  const title = line.trim()
  add(reader, { text: title, line: number, kind: 'heading' })
  reader.heading = title.slice(0, 300)
  reader.lastText = ''
  reader.leadIn = ''
}

function start(reader: Reader, text: string, line: number, kind: Passage['kind'], indent: number): void {
  close(reader)
  reader.open = { lines: [text], line, kind, indent }
}

function close(reader: Reader): void {
  const { open } = reader
  if (!open) return
  reader.open = undefined
  if (open.kind === 'prose' || open.indent <= reader.leadInIndent) forget(reader)
  const text = open.lines.join('\n')
  if (open.kind === 'table') return addRow(reader, text, open.line)
  add(reader, { text, line: open.line, kind: open.kind })
  reader.lastText = text.slice(-300)
  if (!/[:\uff1a]\s*[*_]{0,3}\s*$/.test(text)) return
  reader.leadIn = text.slice(-300)
  reader.leadInIndent = open.kind === 'item' ? open.indent : -1
}

function addRow({ passages, heading, tableHead }: Reader, text: string, line: number): void {
  if (text.length >= minLength) passages.push({ text, line, kind: 'table', heading, leadIn: tableHead })
}

function forget(reader: Reader): void {
  reader.leadIn = ''
  reader.leadInIndent = -1
}

function add(
  { passages, heading, leadIn }: Reader,
  { text, line, kind }: Pick<Passage, 'text' | 'line' | 'kind'>,
): void {
  if (text.length >= minLength) passages.push({ text, line, kind, heading, leadIn })
}

const titles =
  /^ {0,3}\[\/\/\]:\s*#\s*[("']([^\n]{1,4000})[)"']|\]\([^()\s]{1,500}\s+["']([^"'\n]{12,2000})["']\)|^ {0,3}\[[^\]\n]{1,100}\]:\s*\S{1,500}\s+["'(]([^\n]{12,2000})["')]$|!\[([^[\]\n]{25,2000})\]\(|<[a-z]{1,12}\s[^<>\n]{0,200}?(?:display:\s?none|visibility:\s?hidden|font-size:\s?0|\bhidden\b)[^<>\n]{0,200}>([^<]{1,4000})</gim

/** What a reader of the rendered page does not see, and the text without it; lines stay where they are. */
function withoutComments(text: string): { readonly visible: string; readonly comments: readonly Passage[] } {
  const comments: Passage[] = []
  const lineOf = lineCounter(text)
  const take = (said: string, offset: number) =>
    comments.push({ text: said, line: lineOf(offset), kind: 'comment', heading: '', leadIn: '' })
  const rest = blankHtmlComments(text, take)
  if (!/\[\/\/\]|["')]\)|["')]$|!\[|hidden|display:|font-size:/m.test(rest)) return { visible: rest, comments }
  const lineOfTitle = lineCounter(rest)
  const visible = rest.replace(titles, (whole: string, ...groups: readonly unknown[]) => {
    const said = groups.slice(0, 5).find((group) => typeof group === 'string')
    comments.push({
      text: String(said),
      line: lineOfTitle(Number(groups[5])),
      kind: 'comment',
      heading: '',
      leadIn: '',
    })
    return blank(whole)
  })
  return { visible, comments }
}

const blank = (text: string) => text.replace(/[^\n]+/g, ' ')

/** No pattern here: an opening without an end would be read to the end again and again. */
function blankHtmlComments(text: string, take: (said: string, offset: number) => void): string {
  let rest = ''
  let last = 0
  for (let open = text.indexOf('<!--'); open !== -1; open = text.indexOf('<!--', last)) {
    const end = text.indexOf('-->', open + 4)
    if (end === -1) break
    take(text.slice(open + 4, end), open)
    rest += text.slice(last, open) + blank(text.slice(open, end + 3))
    last = end + 3
  }
  return rest + text.slice(last)
}

/** The line of offsets asked for in rising order. */
function lineCounter(text: string): (offset: number) => number {
  let line = 1
  let last = 0
  return (offset) => {
    for (let next = text.indexOf('\n', last); next !== -1 && next < offset; next = text.indexOf('\n', last)) {
      line += 1
      last = next + 1
    }
    return line
  }
}
