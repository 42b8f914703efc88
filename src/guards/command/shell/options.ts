import type { Word } from './known.ts'

/** Arguments of a program, told apart. Clusters of short options are taken apart: `-rf` is `r` and `f`. */
export interface Options {
  readonly flags: ReadonlySet<string>
  readonly values: ReadonlyMap<string, readonly Word[]>
  readonly operands: readonly Word[]
}

/** What a program's options look like. Names without dashes; `valued` ones take the next argument. */
export interface OptionStyle {
  readonly valued?: ReadonlySet<string>
  /** Long options have one dash: find, terraform, java. */
  readonly singleDash?: boolean
  /** Everything after the first operand is an operand: wrappers. */
  readonly stops?: boolean
}

/** Names of options as a set, written with spaces between them. */
export function names(text: string): ReadonlySet<string> {
  return new Set(text.split(' '))
}

/** Reads arguments as getopt would. Never fails: what is not understood is a flag or an operand. */
export function optionsOf(
  args: readonly Word[],
  { valued, singleDash = false, stops = false }: OptionStyle = {},
): Options {
  const flags = new Set<string>()
  const values = new Map<string, Word[]>()
  const operands: Word[] = []
  const keep = (name: string, word: Word) => values.set(name, [...(values.get(name) ?? []), word])
  let i = 0
  for (; i < args.length; i++) {
    const word = args[i]
    if (!word) continue
    const { text } = word
    if (text === '--') break
    if (!/^-./.test(text)) {
      operands.push(word)
      if (stops) break
    } else if (text.startsWith('--') || singleDash) {
      const name = text.slice(text.startsWith('--') ? 2 : 1)
      const equals = name.indexOf('=')
      const next = args[i + 1]
      if (equals > 0) {
        flags.add(name.slice(0, equals))
        keep(name.slice(0, equals), { ...word, text: name.slice(equals + 1) })
      } else {
        flags.add(name)
        if (valued?.has(name) && next) {
          keep(name, next)
          i++
        }
      }
    } else i += cluster(word, args[i + 1], { flags, keep, valued })
  }
  for (const word of args.slice(i + 1)) operands.push(word)
  return { flags, values, operands }
}

interface Reading {
  readonly flags: Set<string>
  readonly keep: (name: string, word: Word) => void
  readonly valued: ReadonlySet<string> | undefined
}

/** Answers how many further arguments were used up. */
function cluster(word: Word, next: Word | undefined, { flags, keep, valued }: Reading): number {
  const letters = word.text.slice(1, 64)
  for (let j = 0; j < letters.length; j++) {
    const letter = letters[j] ?? ''
    flags.add(letter)
    if (!valued?.has(letter)) continue
    const rest = word.text.slice(j + 2)
    if (rest !== '') keep(letter, { ...word, text: rest })
    else if (next) keep(letter, next)
    return rest === '' ? 1 : 0
  }
  return 0
}
