import { appendFileSync, closeSync, constants, fstatSync, openSync, readSync } from 'node:fs'
import type { Judgement } from '../../judgement.ts'
import { head } from '../../platform/text/bounded.ts'

/** What a guard program decided, as it tells ralph: one JSON object a line, appended. */
export interface Decision {
  readonly verdict: 'block' | 'warn'
  readonly command: string
  readonly rules: readonly string[]
  readonly by: 'hook' | 'shim'
}

const longestCommand = 2000

/** Told if there is something to tell. That it can't be told changes no decision. */
export function tellDecision(file: string, command: string, by: Decision['by'], { verdict, reasons }: Judgement): void {
  if (verdict === 'allow') return
  const rules = [...new Set(reasons.map(({ rule }) => rule))]
  const decision: Decision = { verdict, command: head(command, longestCommand), rules, by }
  try {
    appendFileSync(file, `${JSON.stringify(decision)}\n`)
  } catch {
    // the agent may have removed its folder: the answer to the command counts, and that is given
  }
}

const { O_RDONLY, O_NOFOLLOW, O_NONBLOCK } = constants
const mostBytes = 256 * 1024
const mostDecisions = 200

/** Reads what was told since it was last asked. The agent could have written anything there: bounded, and never trusted. */
export class DecisionReader {
  #offset = 0
  #rest = ''
  #count = 0
  readonly #file: string

  constructor(file: string) {
    this.#file = file
  }

  news(): readonly Decision[] {
    const decisions = this.#lines().flatMap(decisionIn)
    const taken = decisions.slice(0, Math.max(0, mostDecisions - this.#count))
    this.#count += taken.length
    return taken
  }

  #lines(): readonly string[] {
    const lines = (this.#rest + this.#read()).split('\n')
    this.#rest = (lines.pop() ?? '').slice(0, mostBytes)
    return lines
  }

  #read(): string {
    let file: number | undefined
    try {
      file = openSync(this.#file, O_RDONLY | O_NOFOLLOW | O_NONBLOCK)
      const { size } = fstatSync(file)
      if (size <= this.#offset) return ''
      const bytes = Buffer.alloc(Math.min(size - this.#offset, mostBytes))
      const count = readSync(file, bytes, 0, bytes.length, this.#offset)
      this.#offset += count
      return bytes.toString('utf8', 0, count)
    } catch {
      return '' // nothing was decided yet, or the agent removed it
    } finally {
      if (file !== undefined) closeSync(file)
    }
  }
}

function decisionIn(line: string): readonly Decision[] {
  try {
    const value: unknown = JSON.parse(line)
    if (typeof value !== 'object' || value === null) return []
    const { verdict, command, rules, by } = { verdict: '', command: '', rules: [], by: '', ...value }
    if ((verdict !== 'block' && verdict !== 'warn') || typeof command !== 'string' || !Array.isArray(rules)) return []
    const names = rules.map(String).filter((rule) => /^[a-z-]{1,40}$/.test(rule))
    return [
      {
        verdict,
        command: head(command, longestCommand),
        rules: names.slice(0, 10),
        by: by === 'shim' ? 'shim' : 'hook',
      },
    ]
  } catch {
    return []
  }
}
