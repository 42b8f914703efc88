import { text } from '../reading/fields.ts'

/**
 * One entry of opencode's log, which `--print-logs` puts on stderr: key=value in a line, values with blanks as JSON strings.
 *
 *   timestamp=2026-11-21T13:28:05.557Z level=ERROR run=280c93ad message="stream error" modelID=gpt-5.5 error.error="…"
 */
export type LogEntry = ReadonlyMap<string, string>

/** Stacks come last in an entry, and nobody reads them here. */
const longestEntry = 8192

const pair = /([\w.]+)=(?:"((?:[^"\\]|\\.)*)"|(\S*))/g

/** The entry on a line of stderr, or `undefined` for what is no log. */
export function logEntry(line: string): LogEntry | undefined {
  if (!line.startsWith('timestamp=')) return undefined
  const entry = new Map<string, string>()
  for (const [, key = '', quoted, plain = ''] of line.slice(0, longestEntry).matchAll(pair)) {
    // A stack may name keys again.
    if (!entry.has(key)) entry.set(key, quoted === undefined ? plain : unquoted(quoted))
  }
  return entry
}

/** What went wrong according to an entry; `undefined` for all that only tells of progress. */
export function errorIn(entry: LogEntry): string | undefined {
  if (entry.get('level') !== 'ERROR') return undefined
  const said = entry.get('error.error') ?? entry.get('error') ?? entry.get('cause') ?? entry.get('message')
  return text(said?.replace(/^AI_[A-Za-z]+Error: /, ''))
}

function unquoted(value: string): string {
  return value.replace(/\\(.)/g, (_, character: string) => escapes[character] ?? character)
}

const escapes: Readonly<Record<string, string>> = { n: '\n', t: '\t', r: '\r' }
