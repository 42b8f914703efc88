import type { SecretRange } from './secret-ranges.ts'

/*
 * A private key is text between two marks:
 *
 *   -----BEGIN [RSA|EC|OPENSSH|PGP|… ]PRIVATE KEY[ BLOCK]-----     PEM, OpenSSH, OpenPGP; in SSH2 with four dashes and blanks
 *   Proc-Type: 4,ENCRYPTED                                        headers, perhaps, and an empty line
 *   MIIEpAIBAAKCAQEA…                                             base64; lines real, or escaped as \n
 *   -----END … PRIVATE KEY-----
 *
 *   Private-Lines: 14 … Private-MAC: 1a2b…                        PuTTY
 *
 * It may be printed line by line, with line numbers, quoted, as a diff, and without its end or its beginning.
 */

const openMark =
  /-----BEGIN[ +](?:[A-Z0-9]{1,16}[ +]){0,4}PRIVATE[ +]KEY(?:[ +]BLOCK)?-----|---- BEGIN SSH2 ENCRYPTED PRIVATE KEY ----|Private-Lines: {1,4}\d{1,4}/g
const closeMark =
  /-----END[ +](?:[A-Z0-9]{1,16}[ +]){0,4}PRIVATE[ +]KEY(?:[ +]BLOCK)?-----|---- END SSH2 ENCRYPTED PRIVATE KEY ----|Private-MAC: {1,4}[0-9a-f]{16,128}/g

/** An honest text must not vanish because a key before it never ended. */
const mostLines = 400

/** Finds private keys, also those that go on from one text to the next. */
export class PrivateKeys {
  /** Lines that the open key may still have. */
  #linesLeft = 0

  /** The next text. */
  find(text: string): readonly SecretRange[] {
    if (this.#linesLeft === 0 && !text.includes('KEY') && !text.includes('Private-')) return []
    const ranges: SecretRange[] = []
    const closings = Array.from(text.matchAll(closeMark), ({ index, 0: mark }) => ({ index, end: index + mark.length }))
    let covered = this.#linesLeft > 0 ? this.#goOn(text, 0, closings[0]) : 0
    if (covered > 0) ranges.push(key(0, covered))
    let next = 0
    for (const { index, 0: mark } of text.matchAll(openMark)) {
      if (index < covered) continue
      const body = index + mark.length
      while ((closings[next]?.index ?? body) < body) next += 1
      this.#linesLeft = mostLines
      const end = this.#goOn(text, body, closings[next])
      // The mark alone is a word for it.
      if (end > body && /[\w+/=]{12}/.test(text.slice(body, end))) ranges.push(key(index, end))
      covered = Math.max(covered, end)
    }
    return [...ranges, ...orphans(text, closings, ranges)]
  }

  /** The end of the open key's part of this text. What follows an open mark on its line is its body, or no key is here. */
  #goOn(text: string, from: number, closing: { readonly index: number; readonly end: number } | undefined): number {
    if (closing && closing.index - from <= longestKey) {
      this.#linesLeft = 0
      return closing.end
    }
    let at = from > 0 ? this.#afterFirst(text, from) : from
    while (at < text.length && this.#linesLeft > 0) {
      const lineEnd = endOfLine(text, at)
      if (!isKeyLine(text.slice(at, Math.min(lineEnd, at + longestLine)))) {
        this.#linesLeft = 0
        return at
      }
      this.#linesLeft -= 1
      at = Math.min(text.length, lineEnd + 1)
    }
    return at
  }

  /** Behind the open mark on its own line stands the beginning of the key or nothing; else it was no mark. */
  #afterFirst(text: string, from: number): number {
    firstLine.lastIndex = from
    const end = from + (firstLine.exec(text)?.[0].length ?? 0)
    if (end === text.length) return end
    if (text[end] === '\n') return end + 1
    this.#linesLeft = 0
    return end
  }
}

const firstLine = /(?:[A-Za-z0-9+/=]|\\[nr]|%0[AD]|%2[BF]|%3D)*[ \t\r"',;+]*/y

/** Finds the private keys of one text. */
export function findPrivateKeys(text: string): readonly SecretRange[] {
  return new PrivateKeys().find(text)
}

const longestKey = 64 * 1024
const longestLine = 16 * 1024
const key = (start: number, end: number): SecretRange => ({ start, end, name: 'private-key' })

function endOfLine(text: string, from: number): number {
  const end = text.indexOf('\n', from)
  return end === -1 ? text.length : end
}

/** Line numbers, quotes, diff and log marks, colours. */
const decoration =
  // oxlint-disable-next-line no-control-regex -- colours are looked for
  /^(?:\x1b\[[\d;]{0,16}m|[\s>|+\-*#"'`:.\d]){0,32}|(?:\x1b\[[\d;]{0,16}m|[\s"'`+,;|\\]|\\[nr]){0,16}$/g
const header = /^[A-Z][A-Za-z-]{2,20}: \S/

function isKeyLine(line: string): boolean {
  const plain = line.replace(decoration, '')
  if (plain === '' || header.test(plain)) return true
  if (!/^(?:[A-Za-z0-9+/=]|\\[nr]|%0[AD]|%2[BF]|%3D)+$/.test(plain)) return false
  // The last line of a key may be short, but a word of letters alone is rather a word.
  return plain.length >= 40 || /[\d+/=]|[a-z][A-Z]/.test(plain)
}

/** Keys whose beginning was cut off. */
function orphans(
  text: string,
  closings: readonly { readonly index: number; readonly end: number }[],
  found: readonly SecretRange[],
): readonly SecretRange[] {
  const ranges: SecretRange[] = []
  let floor = 0
  for (const { index, end } of closings) {
    if (found.some((range) => range.start <= index && end <= range.end)) continue
    const from = Math.max(floor, index - longestLine)
    let start = from + text.slice(from, index).lastIndexOf('\n') + 1
    for (let lines = 0; lines < mostLines && start > floor; lines += 1) {
      const before = text.lastIndexOf('\n', start - 2) + 1
      if (start - before > longestLine || !isKeyLine(text.slice(before, start - 1))) break
      start = before
    }
    floor = end
    if (/[\w+/=]{12}/.test(text.slice(start, index))) ranges.push(key(start, end))
  }
  return ranges
}
