/*
 * One record, one line: plain JSON that ends with the checksum of everything before it.
 *
 *   {"seq":3,"at":1795204066123,"up":512.4,"type":"run.pause-requested","sum":"9c0f2a1b"}␊
 *                                                                      └─ 19 bytes, always ─┘
 * `sum`: CRC-32 (zlib's) of the bytes before `,"sum"`, eight lower-case hexadecimal digits. JSON.stringify never writes
 * a raw line feed, so LF ends a line and nothing else does.
 */

const trailer = Buffer.from(',"sum":"00000000"}\n')
const digitsAt = 8
export const lineFeed = 10

/** The bytes of a record's line, LF included. A record must have at least one field, none of them `sum`. */
export function encodeLine(record: object): Buffer {
  const line = Buffer.from(JSON.stringify(record).slice(0, -1) + trailer.toString('latin1'))
  const end = line.length - trailer.length
  line.write(hex(crc32(line.subarray(0, end))), end + digitsAt, 'latin1')
  return line
}

/**
 * The record in a line (without its LF), or `undefined` if a single bit of it is not as it was written. Its shape is
 * not checked: the checksum says that ralph wrote it.
 */
// oxlint-disable-next-line typescript/no-unnecessary-type-parameters -- the caller names what ralph wrote there
export function decodeLine<T extends object>(line: Buffer, checksum: Checksum = crc32): T | undefined {
  const end = line.length - trailer.length + 1
  if (end <= 0 || !hasTrailer(line, end) || checksum(line.subarray(0, end)) !== sumAt(line, end)) return undefined
  try {
    const record: T = JSON.parse(`${line.toString('utf8', 0, end)}}`)
    return record
  } catch {
    return undefined // the right checksum on something that ralph never wrote
  }
}

/** The checksum that a line (without its LF) carries, as it stands there. */
export function sumOf(line: Buffer): string {
  return line.toString('latin1', line.length - 10, line.length - 2)
}

function hasTrailer(line: Buffer, end: number): boolean {
  for (let i = 0; i < trailer.length - 1; i++) {
    const isDigit = i >= digitsAt && i < digitsAt + 8
    if (!isDigit && line[end + i] !== trailer[i]) return false
  }
  return true
}

/** Only the digits as we write them: a flipped bit must not turn `a` into `A` unnoticed. */
function sumAt(line: Buffer, end: number): number | undefined {
  let sum = 0
  for (let i = end + digitsAt; i < end + digitsAt + 8; i++) {
    const byte = line[i] ?? 0
    const digit = byte >= 48 && byte <= 57 ? byte - 48 : byte >= 97 && byte <= 102 ? byte - 87 : undefined
    if (digit === undefined) return undefined
    sum = sum * 16 + digit
  }
  return sum
}

export type Checksum = (bytes: Uint8Array) => number

/** For much to read, zlib's: twice as fast, but loading it costs a start 1 ms. */
export function checksumFor(bytes: number): Checksum {
  return bytes < 262_144 ? crc32 : process.getBuiltinModule('node:zlib').crc32
}

const table = Uint32Array.from({ length: 256 }, (_, byte) => {
  let value = byte
  for (let bit = 0; bit < 8; bit++) value = value & 1 ? 0xedb88320 ^ (value >>> 1) : value >>> 1
  return value
})

function crc32(bytes: Uint8Array): number {
  let sum = -1
  for (let i = 0; i < bytes.length; i++) sum = (table[(sum ^ (bytes[i] ?? 0)) & 0xff] ?? 0) ^ (sum >>> 8)
  return ~sum >>> 0
}

function hex(sum: number): string {
  return sum.toString(16).padStart(8, '0')
}
