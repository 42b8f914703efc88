import type { Flow, Word } from './known.ts'
import { hasGlob } from './glob.ts'
import { hasHole } from './known.ts'

/** Puts the arguments together that one word of the source becomes. */
export class Fields {
  readonly #separators: string
  readonly #done: Word[] = []
  #text = ''
  #marks = 0
  #glob = false
  #flow: Flow | undefined
  #isOpen = false

  constructor(separators: string) {
    this.#separators = separators
  }

  add(text: string): void {
    this.#text += text
    this.#isOpen = true
  }

  addGlob(text: string): void {
    this.add(text)
    this.#glob = true
  }

  addQuoted(text: string, marks = 0): void {
    this.add(text)
    this.#marks |= marks
  }

  /** Text of an unquoted expansion: it falls apart at the separators. */
  addSplit(text: string, marks: number): void {
    this.#marks |= marks
    let start = 0
    for (let i = 0; i <= text.length; i++) {
      if (i < text.length && !this.#separators.includes(text[i] ?? '')) continue
      if (i > start) this.add(text.slice(start, i))
      if (i < text.length) this.end(marks)
      start = i + 1
    }
    if (hasGlob(text) && !hasHole(text)) this.#glob = true
  }

  addFlow(flow: Flow): void {
    this.add('/dev/fd/63')
    this.#marks |= flow.marks
    this.#flow = flow
  }

  /** The next text begins a new argument; `marks` go on to it. */
  end(marks = 0): void {
    if (this.#isOpen) this.#done.push(this.#word())
    this.#text = ''
    this.#marks = marks
    this.#glob = false
    this.#flow = undefined
    this.#isOpen = false
  }

  all(): readonly Word[] {
    this.end()
    return this.#done
  }

  #word(): Word {
    const word = { text: this.#text, marks: this.#marks, glob: this.#glob }
    return this.#flow ? { ...word, flow: this.#flow } : word
  }
}
