import { hole } from '../shell/known.ts'
import type { Token } from './tokens.ts'

/** A name without what Perl, PHP and Ruby put before it. */
export function bare(name: string): string {
  return name.replace(/^[@%$]+/, '')
}

/** Words after which an expression begins. */
export function isKeyword(name: string): boolean {
  return /^(?:new|await|return|throw|yield|print|echo|not|and|or|else|do|then|if|unless|while|use|my|our|local|const|let|var|import|from|async|lambda|puts|say|p)$/.test(
    name,
  )
}

/** Variables that grow bit by bit: what they hold in the end is not known. */
export function changingNames(tokens: readonly Token[]): ReadonlySet<string> {
  const names = tokens.flatMap(({ kind, text }, i) =>
    kind === 'name' && /^[+.*]$/.test(tokens[i + 1]?.text ?? '') && tokens[i + 2]?.text === '=' ? [bare(text)] : [],
  )
  return new Set(names)
}

/** `import os as o`, `from os import system as s`: what a name stands for from here on. */
export function importedNames(words: readonly string[]): readonly (readonly [name: string, module: string])[] {
  const line = words.join(' ').replaceAll(' . ', '.')
  const [, owner, list = ''] = /^(?:from (\S+) )?import (.*)$/.exec(line) ?? []
  return list.split(',').flatMap((part) => {
    const [name = '', as, alias] = part.trim().split(' ')
    const isRenamed = owner !== undefined || as === 'as'
    return name !== '' && isRenamed ? [[alias ?? name, owner === undefined ? name : `${owner}.${name}`] as const] : []
  })
}

const homes =
  /^(?:(?:require\(['"](?:node:)?os['"]\)|os)\.homedir\(\)|process\.env\.HOME|Dir\.home|ENV\[['"]HOME['"]\]|ENV\{HOME\}|Path\.home\(\)|HOME)$/

/** A template with the variables that are known put in, and holes for the others. */
export function filledTemplate(
  text: string,
  { language, home }: { readonly language: string; readonly home: string },
  value: (name: string) => string | undefined,
): string {
  const places = /\$\{([^}]{0,200})\}|#\{([^}]{0,200})\}|\{([\w.'"[\]() ]{1,200})\}|\$(\w+(?:\{\w+\})?)/g
  return text.replace(places, (whole, js?: string, ruby?: string, python?: string, perl?: string) => {
    if (python !== undefined && language !== 'python') return whole
    const name = (js ?? ruby ?? python ?? perl ?? '').trim()
    if (homes.test(name)) return home
    return value(bare(name)) ?? hole(/^\w+$/.test(name) ? name : '')
  })
}

/** How many tokens stand before the `in` or `of` of a loop: `for a, b in list`. Nothing where none begins. */
export function loopWidth(tokens: readonly Token[], at: number): number {
  for (let ahead = 1; ahead < 8; ahead++) {
    const { kind, text } = tokens[at + ahead] ?? none
    if (text === 'in' || text === 'of') return ahead
    if (kind !== 'name' && text !== ',' && text !== ')') return 0
  }
  return 0
}

/** The name that a block gives to what it is called with: `{ |f| … }`, `(f => …)`, `((f) => …)`. */
export function parameterAt(tokens: readonly Token[], at: number): string | undefined {
  const [first, second] = [tokens[at]?.text, tokens[at + 1]?.text]
  const isRuby = (first === '{' || first === 'do') && second === '|'
  const ahead = isRuby || (first === '(' && second === '(') ? 2 : first === '(' ? 1 : 0
  const name = tokens[at + ahead] ?? none
  const after = isRuby ? '|' : ahead === 2 ? ')' : '=>' // `read(f)` is no block
  const isNamed = ahead > 0 && name.kind === 'name' && tokens[at + ahead + 1]?.text === after
  return isNamed ? bare(name.text) : undefined
}

const none: Token = { kind: 'line', text: '' }
