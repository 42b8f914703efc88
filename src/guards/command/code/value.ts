import { hasHole, hole, mark } from '../shell/known.ts'

/** What is known of a value in a program. */
export interface Value {
  /** `undefined`: not a text that is known. */
  readonly text: string | undefined
  readonly list?: readonly Value[]
  readonly marks: number
  /** A module, or a function of one, whatever it is called here. */
  readonly module?: string
  /** It was given by name: `mode='w'`. */
  readonly key?: string
}

export const nothing: Value = { text: undefined, marks: mark.none }

export function textValue(text: string, marks = 0): Value {
  return { text, marks }
}

/** The texts of a value: one, or those of a list. */
export function textsOf(value: Value | undefined): readonly string[] {
  if (!value) return []
  if (value.list) return value.list.slice(0, 32).flatMap((item) => textsOf(item))
  return value.text === undefined ? [] : [value.text]
}

export function marksOf(values: readonly Value[]): number {
  return values.reduce((marks, value) => marks | value.marks, 0)
}

/** Two values written one after the other; what is not known leaves a hole. */
export function concatenated(a: Value, b: Value): Value {
  if (a.list && b.list) return { text: undefined, list: [...a.list, ...b.list], marks: a.marks | b.marks }
  if (a.text === undefined && b.text === undefined) return { text: undefined, marks: a.marks | b.marks }
  return { text: (a.text ?? hole()) + (b.text ?? hole()), marks: a.marks | b.marks }
}

/** Parts of a path; an absolute one begins anew. */
export function pathOf(parts: readonly Value[]): Value {
  let path = ''
  for (const { text = hole() } of parts) path = path === '' || text.startsWith('/') ? text : `${path}/${text}`
  return { text: path, marks: marksOf(parts) }
}

/** Code or text that is known to its last letter. */
export function isWhole(value: Value): value is Value & { readonly text: string } {
  return value.text !== undefined && !hasHole(value.text)
}
