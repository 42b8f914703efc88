import type { CompoundCommand, CompoundList, Redirected } from 'unbash'
import type { Word } from './known.ts'

/** A variable: one field, or those of an array. */
export interface Value {
  readonly fields: readonly string[]
  readonly marks: number
}

export type FunctionBody = CompoundCommand | Redirected | CompoundList

/** Variables, functions and the current folder as far as they are known. A subshell gets its own. */
export class Scope {
  readonly #parent: Scope | undefined
  readonly #values = new Map<string, Value>()
  readonly #functions = new Map<string, FunctionBody>()
  readonly #aliases = new Map<string, string>()
  /** `undefined`: somewhere. */
  cwd: string | undefined
  previous: string | undefined
  positional: readonly Word[]

  constructor(parent: Scope | undefined, cwd: string | undefined, positional: readonly Word[] = []) {
    this.#parent = parent
    this.cwd = cwd
    this.previous = parent?.previous
    this.positional = positional
  }

  /** What happens in it is not seen outside. */
  inner(): Scope {
    return new Scope(this, this.cwd, this.positional)
  }

  value(name: string): Value | undefined {
    return this.#values.get(name) ?? this.#parent?.value(name)
  }

  set(name: string, value: Value): void {
    this.#values.set(name, value)
  }

  function(name: string): FunctionBody | undefined {
    return this.#functions.get(name) ?? this.#parent?.function(name)
  }

  define(name: string, body: FunctionBody): void {
    this.#functions.set(name, body)
  }

  alias(name: string): string | undefined {
    return this.#aliases.get(name) ?? this.#parent?.alias(name)
  }

  setAlias(name: string, text: string): void {
    this.#aliases.set(name, text)
  }
}
