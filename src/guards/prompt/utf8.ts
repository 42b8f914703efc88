import type { Reason } from '../../judgement.ts'

/** What a task file's bytes say, and, where they are not UTF-8, why not. A byte order mark at the start is dropped. */
export function textOfBytes(bytes: Uint8Array): { readonly text: string; readonly reason?: Reason } {
  const wide = utf16In(bytes)
  if (wide)
    return { text: '', reason: { rule: 'not-utf-8', grade: 'block', message: `${wide}: save it as UTF-8`, line: 1 } }
  try {
    return { text: new TextDecoder('utf-8', { fatal: true }).decode(bytes) }
  } catch {
    return { text: new TextDecoder('utf-8').decode(bytes), reason: brokenUtf8(bytes) }
  }
}

/** Windows tools write UTF-16: with a byte order mark, or as ASCII with every second byte zero. */
function utf16In(bytes: Uint8Array): string | undefined {
  const [first, second] = bytes
  if (first === 0xff && second === 0xfe) return 'this is UTF-16 (little-endian), not UTF-8'
  if (first === 0xfe && second === 0xff) return 'this is UTF-16 (big-endian), not UTF-8'
  const sample = bytes.subarray(0, 64)
  if (sample.length < 4) return undefined
  const zeros = [0, 1].map((odd) => sample.filter((byte, index) => byte === 0 && index % 2 === odd).length)
  const half = Math.floor(sample.length / 2)
  const isWide = zeros.some((count, odd) => count >= half * 0.8 && (zeros[1 - odd] ?? 0) === 0)
  return isWide ? 'this looks like UTF-16 without a byte order mark, not UTF-8' : undefined
}

function brokenUtf8(bytes: Uint8Array): Reason {
  const at = firstBrokenByte(bytes)
  const before = bytes.subarray(0, at)
  const line = before.reduce((count, byte) => count + (byte === 0x0a ? 1 : 0), 1)
  const byte = (bytes[at] ?? 0).toString(16).padStart(2, '0')
  const message = `this is not UTF-8: the byte 0x${byte} at ${at} belongs to no character`
  return { rule: 'not-utf-8', grade: 'block', message, line, column: at - before.lastIndexOf(0x0a) }
}

/** The least second byte for the first bytes that ask for more than a continuation (Unicode 15, table 3-7). */
const least: ReadonlyMap<number, number> = new Map([
  [0xe0, 0xa0],
  [0xf0, 0x90],
])
const most: ReadonlyMap<number, number> = new Map([
  [0xed, 0x9f],
  [0xf4, 0x8f],
])

function firstBrokenByte(bytes: Uint8Array): number {
  for (let at = 0; at < bytes.length;) {
    const length = lengthAt(bytes, at)
    if (length === 0) return at
    at += length
  }
  return bytes.length
}

function lengthAt(bytes: Uint8Array, at: number): number {
  const first = bytes[at] ?? 0
  if (first < 0x80) return 1
  const length =
    first >= 0xc2 && first <= 0xdf ? 2 : first >= 0xe0 && first <= 0xef ? 3 : first >= 0xf0 && first <= 0xf4 ? 4 : 0
  const second = bytes[at + 1] ?? 0
  if (length === 0 || second < (least.get(first) ?? 0x80) || second > (most.get(first) ?? 0xbf)) return 0
  for (let next = at + 2; next < at + length; next += 1) {
    const byte = bytes[next] ?? 0
    if (byte < 0x80 || byte > 0xbf) return 0
  }
  return length
}
