import type { Reason } from '../../judgement.ts'
import { neutralise } from '../../platform/text/neutralise.ts'

/** What is wrong with a path before anybody asks where it leads. */
export function misspelling(text: string): Reason | undefined {
  for (const [rule, isFound, message] of rules) if (isFound(text)) return { rule, grade: 'block', message }
  return undefined
}

type Rule = readonly [rule: string, isFound: (text: string) => boolean, message: string]

const rules: readonly Rule[] = [
  ['empty', (text) => text.trim() === '', 'the path is empty'],
  ['too-large', (text) => Buffer.byteLength(text) > 4096, 'the path is longer than any file’s'],
  ['control-characters', hasControls, 'the path holds control characters'],
  ['not-utf-8', (text) => text.includes('\ufffd') || /\p{Cs}/u.test(text), 'the path is not UTF-8'],
  [
    'hidden-text',
    (text) => text.includes('\u00ad') || neutralise(text) !== text,
    'the path holds characters that can not be seen',
  ],
  [
    'other-home',
    (text) => /^~(?:[a-z_][a-z0-9_-]*|[+-]\d*)(?:[/\\]|$)/.test(text),
    'the path names the home of a user',
  ],
  ['foreign-path', isForeign, 'the path is one of another system or of a network'],
  ['shell-words', (text) => /\$\(|`/.test(text), 'the path holds a command for a shell'],
]

/** Also decoded: a NUL ends the name for a program that reads it later. */
export function hasControls(text: string): boolean {
  // oxlint-disable-next-line no-control-regex -- control characters are what it looks for
  return /[\u0000-\u001f\u007f-\u009f]/.test(text)
}

/** `C:\x`, `\\server\share`, `file:///x`, `http://host/x`. */
function isForeign(text: string): boolean {
  return /^(?:[A-Za-z]:(?:[\\/]|$)|[A-Z]:[^:]*\.[A-Za-z0-9]{1,5}$|\\\\|file:[\\/]|[A-Za-z][A-Za-z0-9+.-]*:\/\/)/.test(
    text,
  )
}
