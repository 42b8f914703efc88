import type { Environment } from '../../agent.ts'

/*
 * A .env file: lines of
 *
 *   NAME=value            # a comment, or behind a blank
 *   export NAME='value'   in single quotes as it stands
 *   NAME="two\nlines"     in double quotes with escapes, over several lines too
 *   NAME: value           as some read it
 *
 * Later lines win. `${OTHER}` is left as it stands: what it stands for is in its own line.
 */

const entry =
  /^[ \t]*(?:export[ \t]+)?([A-Za-z_][\w.]{0,127})[ \t]*(?:=|:[ \t])[ \t]*(?:'([^']{0,65536})'|"((?:[^"\\]|\\[^]){0,65536})"|`([^`]{0,65536})`|([^\n]*))/gm
const escapes: Readonly<Record<string, string>> = { n: '\n', r: '\r', t: '\t' }

/** The variables that a .env file sets. Never throws; what is no entry is passed over. */
export function parseDotenv(text: string): Environment {
  const variables: Record<string, string> = {}
  for (const [, name = '', single, double, back, bare] of text.matchAll(entry)) {
    const quoted = single ?? double?.replace(/\\([^])/g, (_escape, letter: string) => escapes[letter] ?? letter) ?? back
    variables[name] = quoted ?? (bare ?? '').replace(/(?:^|\s)#.*$/, '').trim()
  }
  return variables
}
