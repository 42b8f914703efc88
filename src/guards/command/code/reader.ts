import { hole, mark } from '../shell/known.ts'
import { bare, changingNames, filledTemplate, importedNames, isKeyword, loopWidth, parameterAt } from './names.ts'
import type { Token } from './tokens.ts'
import { concatenated, nothing, pathOf, textValue, type Value } from './value.ts'

/** What a program does, told to whoever judges it. */
export interface World {
  readonly language: string
  readonly home: string
  call(name: string, receiver: Value | undefined, args: readonly Value[]): Value
  shell(text: string): Value
}

const maxDepth = 60
const end: Token = { kind: 'line', text: '' }

/** Reads a program from left to right as if every statement ran once, and tells each call with what is known of its arguments. */
export class Reader {
  readonly #tokens: readonly Token[]
  readonly #world: World
  readonly #variables = new Map<string, Value>()
  readonly #changing: ReadonlySet<string>
  #at = 0
  #depth = 0

  constructor(tokens: readonly Token[], world: World) {
    this.#tokens = tokens
    this.#world = world
    this.#changing = changingNames(tokens)
  }

  run(): void {
    while (this.#at < this.#tokens.length) this.#statement()
  }

  get #token(): Token {
    return this.#tokens[this.#at] ?? end
  }

  #peek(ahead = 1): Token {
    return this.#tokens[this.#at + ahead] ?? end
  }

  #statement(): void {
    const start = this.#at
    const { kind, text } = this.#token
    if (kind === 'name' && this.#world.language === 'python' && (text === 'import' || text === 'from')) this.#import()
    if (kind === 'name' && this.#peek().text === '=' && this.#peek(2).text !== '=') {
      this.#at += 2
      this.#variables.set(bare(text), this.#expression())
    } else if (kind === 'name' && loopWidth(this.#tokens, this.#at) > 0) {
      this.#loop()
    } else this.#expression()
    if (this.#at === start) this.#at += 1
  }

  /** `import os as o`, `from os import system as s`: Python's ways to call a thing otherwise. */
  #import(): void {
    const words: string[] = []
    while (this.#token.kind !== 'line' && this.#token.text !== ';' && words.length < 64) {
      words.push(this.#token.text)
      this.#at += 1
    }
    for (const [name, module] of importedNames(words)) this.#variables.set(name, { ...nothing, module })
  }

  /** Each variable of a loop stands for whatever is in the list. */
  #loop(): void {
    const width = loopWidth(this.#tokens, this.#at)
    const names = this.#tokens.slice(this.#at, this.#at + width).filter(({ kind }) => kind === 'name')
    this.#at += width + 1
    const value = this.#expression()
    for (const { text } of names) this.#variables.set(bare(text), value)
  }

  /** `.each { |f| … }`, `.forEach(f => …)`: what the block is given is in the list before it. */
  #bindParameter(value: Value): void {
    const name = parameterAt(this.#tokens, this.#at)
    if (name !== undefined) this.#variables.set(name, value)
  }

  #expression(): Value {
    this.#depth += 1
    const value = this.#depth > maxDepth ? nothing : this.#operations(this.#postfix(this.#primary()))
    if (this.#depth > maxDepth) this.#at += 1
    this.#depth -= 1
    return value
  }

  #operations(first: Value): Value {
    let value = first
    for (;;) {
      const { kind, text } = this.#token
      const joins =
        text === '+' ||
        (text === '.' && /^(?:perl|php)$/.test(this.#world.language)) ||
        (kind === 'string' && value.text !== undefined && this.#world.language === 'python')
      const isPath = text === '/' && this.#world.language === 'python'
      if (!(joins || isPath) || (kind !== 'sign' && kind !== 'string')) return value
      if (kind === 'sign') this.#at += 1
      const next = this.#postfix(this.#primary())
      value = isPath ? pathOf([value, next]) : concatenated(value, next)
    }
  }

  #primary(): Value {
    const { kind, text, isTemplate } = this.#token
    if (kind === 'line' || text === ')' || text === ']' || text === '}' || text === ';' || text === ',') return nothing
    this.#at += 1
    if (kind === 'string') return textValue(isTemplate ? this.#filled(text) : text)
    if (kind === 'shell') return this.#world.shell(this.#filled(text))
    if (kind === 'number') return textValue(text)
    if (kind === 'name') return this.#named(text)
    if (text === '(' || text === '[' || text === '{') return this.#group(text)
    return text === '+' || text === '!' || text === '&' || text === '\\' || text === '=>'
      ? this.#postfix(this.#primary())
      : nothing
  }

  /** A name and all that hangs on it: `a.b::c`. */
  #named(first: string): Value {
    let name = bare(first)
    while (/^(?:\.|->|::|\?\.)$/.test(this.#token.text) && this.#peek().kind === 'name' && !this.#concatenates()) {
      name += `.${bare(this.#peek().text)}`
      this.#at += 2
      if (this.#token.text === '(') break
    }
    if (this.#token.text !== '(' && !this.#variables.has(name) && isKeyword(name)) return this.#afterKeyword(name)
    const variable = this.#changing.has(name) ? nothing : this.#variables.get(name)
    if (this.#token.text === '(') {
      this.#at += 1
      return this.#called(name, this.#list(')'))
    }
    if (this.#takesBareArguments(name, variable)) return this.#called(name, this.#bareArguments())
    return variable ?? this.#constant(name)
  }

  #concatenates(): boolean {
    return this.#token.text === '.' && /^(?:perl|php)$/.test(this.#world.language)
  }

  #afterKeyword(name: string): Value {
    if (/^(?:const|let|var)$/.test(name) && this.#token.text === '{') return this.#destructured()
    if (!/^(?:print|puts|echo|say|p)$/.test(name))
      return name === 'new' || name === 'await' || name === 'return' ? this.#postfix(this.#primary()) : nothing
    return this.#world.call(name, undefined, this.#bareArguments())
  }

  /** `const { execSync: run } = require('child_process')`. */
  #destructured(): Value {
    const names: (readonly [string, string])[] = []
    this.#at += 1
    while (this.#at < this.#tokens.length && this.#token.text !== '}') {
      const [name, alias] = [this.#token, this.#peek().text === ':' ? this.#peek(2) : this.#token]
      if (name.kind === 'name') names.push([bare(name.text), bare(alias.text)])
      this.#at += name === alias ? 1 : 3
    }
    this.#at += 1
    if (this.#token.text !== '=') return nothing
    this.#at += 1
    const { module } = this.#expression()
    if (module !== undefined)
      for (const [name, alias] of names) this.#variables.set(alias, { ...nothing, module: `${module}.${name}` })
    return nothing
  }

  #called(name: string, args: readonly Value[]): Value {
    const self = this.#variables.get(name)
    if (self?.module !== undefined) return this.#world.call('', self, args)
    const dot = name.lastIndexOf('.')
    const owner =
      dot > 0
        ? (this.#variables.get(name.slice(0, dot)) ??
          (/^(?:os\.environ|process\.env|ENV)$/.test(name.slice(0, dot)) ? nothing : undefined))
        : undefined
    return this.#world.call(name, owner, args)
  }

  /** Perl, Ruby, PHP and AppleScript call without brackets: `system "ls"`. */
  #takesBareArguments(name: string, variable: Value | undefined): boolean {
    if (variable || !/^(?:perl|ruby|php|applescript|tcl|lua|groovy|elixir)$/.test(this.#world.language)) return false
    const { kind, text } = this.#token
    return (
      kind === 'string' ||
      (kind === 'name' &&
        /[a-z]$/i.test(name) &&
        !/^(?:if|unless|and|or|do|while|in|x|eq|ne)$/.test(text) &&
        /^(?:system|exec|unlink|rmdir|require|FileUtils|shell|open|rmtree|File\.delete|IO\.popen|spawn|eval|kill|include)/.test(
          name,
        ))
    )
  }

  #bareArguments(): readonly Value[] {
    const args: Value[] = []
    while (this.#token.kind !== 'line' && !/^[;)}\]]$/.test(this.#token.text)) {
      const start = this.#at
      args.push(this.#expression())
      if (this.#token.text === ',' || this.#at === start) this.#at += 1
    }
    return args
  }

  #group(open: string): Value {
    const list = this.#list(open === '(' ? ')' : open === '[' ? ']' : '}')
    const [only] = list
    if (open === '(' && list.length === 1 && only) return only
    return { text: undefined, list, marks: list.reduce((marks, value) => marks | value.marks, 0) }
  }

  /** Values up to a closing bracket. Blocks are read as lists: their statements come one after the other. */
  #list(close: string): readonly Value[] {
    const values: Value[] = []
    while (this.#at < this.#tokens.length && this.#token.text !== close) {
      const start = this.#at
      const key = this.#key()
      const value = this.#expression()
      if (this.#at > start && this.#tokens[start]?.kind !== 'line')
        values.push(key === undefined ? value : { ...value, key })
      if (key !== undefined && close === '}') this.#variables.set(key, value)
      if (this.#at === start || this.#token.text === ',' || this.#token.text === ';') this.#at += 1
    }
    this.#at += 1
    return values
  }

  /** The name before `=`, `:` or `=>`. */
  #key(): string | undefined {
    const { kind, text } = this.#token
    const next = this.#peek().text
    if (kind !== 'name' || !(next === '=' || next === ':' || next === '=>') || this.#peek(2).text === '=')
      return undefined
    this.#at += 2
    return bare(text)
  }

  #postfix(first: Value): Value {
    let value = first
    for (;;) {
      const { text } = this.#token
      if (/^(?:\.|->|\?\.|::)$/.test(text) && this.#peek().kind === 'name' && !this.#concatenates()) {
        const name = `.${bare(this.#peek().text)}`
        this.#at += 2
        this.#bindParameter(value)
        const isCall = this.#token.text === '('
        if (isCall) this.#at += 1
        value = this.#world.call(name, value, isCall ? this.#list(')') : [])
      } else if (text === '[' && this.#at > 0) {
        this.#at += 1
        value = this.#indexed(value, this.#list(']'))
      } else if (text === '(') {
        this.#at += 1
        value = this.#world.call('', value, this.#list(')'))
      } else return value
    }
  }

  #indexed(value: Value, [index]: readonly Value[]): Value {
    if (index?.text === 'HOME' || index?.text === 'USERPROFILE') return textValue(this.#world.home)
    if (value.list && index?.text !== undefined && /^\d{1,4}$/.test(index.text))
      return value.list[Number(index.text)] ?? nothing
    if (index?.text !== undefined && /^[A-Za-z_$]/.test(index.text) && this.#token.text === '(') {
      this.#at += 1
      return this.#world.call(`.${index.text}`, value, this.#list(')'))
    }
    return { text: undefined, marks: value.marks & ~mark.environment }
  }

  #constant(name: string): Value {
    if (/^(?:Dir\.home|Path\.home)$/.test(name)) return textValue(this.#world.home)
    if (/^(?:process\.ppid|Process\.ppid)$/.test(name)) return textValue(hole('PPID'))
    if (/^(?:process\.env|ENV|env|_ENV|_SERVER)\.(?:HOME|USERPROFILE)$/.test(name)) return textValue(this.#world.home)
    if (/^(?:os\.environ|environ|process\.env|ENV|_ENV|Deno\.env|Bun\.env)$/.test(name)) {
      // One variable of it is an ordinary thing to read; `$ENV{HOME}` is Perl's way to write it.
      if (this.#token.text === '{') return this.#ofEnvironment()
      return {
        text: undefined,
        marks: this.#token.text === '[' || this.#token.text === '.' ? mark.none : mark.environment,
      }
    }
    return nothing
  }

  #filled(text: string): string {
    return filledTemplate(text, this.#world, (name) => this.#variables.get(name)?.text)
  }

  #ofEnvironment(): Value {
    const name = this.#peek().text
    this.#at += 3
    return name === 'HOME' ? textValue(this.#world.home) : nothing
  }
}
