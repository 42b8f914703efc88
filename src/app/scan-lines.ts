import { createReadStream } from 'node:fs'
import { resolve } from 'node:path'
import { printableJson } from '../platform/text/printable-json.ts'
import type { CommandContext } from './command.ts'
import { scanKinds, scanText, type Scan, type ScanPlace, type ScanRequest } from './scan-text.ts'
import { stdinLines } from './stdin.ts'

/**
 * The batch format, one JSON object a line, LF between them; an answer for each line, in order, before the next is read.
 *
 * In: `{"kind","text","context"?,"id"?}`; `kind` may be left out (then it is that of `--kind`); `base64` instead of
 * `text` for bytes that are no UTF-8; `context`: `{"workspace"?,"home"?,"cwd"?,"state"?}`, absolute.
 * Out: `{"id"?,"verdict","reasons","redacted"}`. A line that can't be read is blocked, with the rule `unreadable-line`.
 */
export async function scanLines(
  common: Omit<ScanRequest, 'bytes'>,
  file: string,
  { cwd, stdin, stdout }: CommandContext,
): Promise<number> {
  let blocked = false
  const input = file === '-' ? stdin : createReadStream(resolve(cwd, file))
  for await (const line of stdinLines(input, maxLineBytes)) {
    if (line.length === 0 || line.toString('latin1').trim() === '') continue
    const answer = await answerTo(line.toString('utf8'), common)
    blocked ||= answer.verdict === 'block'
    stdout.write(`${printableJson(answer)}\n`)
  }
  return blocked ? 4 : 0
}

const maxLineBytes = 64 * 1024 * 1024

type Answer = Scan & { readonly id?: unknown }

async function answerTo(line: string, common: Omit<ScanRequest, 'bytes'>): Promise<Answer> {
  const request = objectIn(line)
  const kind =
    request && (request['kind'] === undefined ? common.kind : scanKinds.find((name) => name === request['kind']))
  const bytes = request && bytesOf(request)
  if (!request || !kind || !bytes) return unreadable
  const id = request['id']
  const scan = await scanText({ ...common, kind, bytes, place: placeIn(request['context'], common.place) })
  return { ...(id !== undefined && { id }), ...scan }
}

const unreadable: Answer = {
  verdict: 'block',
  reasons: [
    {
      rule: 'unreadable-line',
      grade: 'block',
      message: `not an object with "kind" (${scanKinds.join(', ')}) and "text"`,
    },
  ],
  redacted: '',
}

function bytesOf({ text, base64 }: Readonly<Record<string, unknown>>): Uint8Array | undefined {
  // Half a character can't be written as UTF-8: a text that holds one is none.
  if (typeof text === 'string') return Buffer.from(text, /\p{Surrogate}/u.test(text) ? 'utf16le' : 'utf8')
  return typeof base64 === 'string' ? Buffer.from(base64, 'base64') : undefined
}

function placeIn(context: unknown, place: ScanPlace): ScanPlace {
  if (typeof context !== 'object' || context === null) return place
  const given = Object.entries(context).filter(
    ([name, value]) =>
      ['workspace', 'home', 'cwd', 'state'].includes(name) && typeof value === 'string' && value.startsWith('/'),
  )
  return { ...place, ...Object.fromEntries(given) }
}

function objectIn(line: string): Readonly<Record<string, unknown>> | undefined {
  try {
    const value: unknown = JSON.parse(line)
    return typeof value === 'object' && value !== null && !Array.isArray(value) ? { ...value } : undefined
  } catch {
    return undefined
  }
}
