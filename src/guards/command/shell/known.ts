/**
 * What is known of a text before it runs. A part that is not known stands in it as a hole: U+FFFC, the name of the
 * variable it comes from (or nothing), U+FFFC. `!` before the name: it can't be empty (`${X:?}`).
 */
export const holeMark = '\uFFFC'

/** What a text carries, wherever it came from: bits, so that joining is cheap. */
export const mark = {
  none: 0,
  /** Content of a credential file, or of a .env file. */
  secret: 1,
  /** The whole environment. */
  environment: 2,
  /** Content from outside the workspace. */
  outside: 4,
  download: 8,
  /** A download of a well-known installer. */
  installer: 16,
  decoded: 32,
  /** Who and where we are: user, host. */
  identity: 64,
  /** A list of file names. */
  listing: 128,
  /** What a shell prints that obeys somebody who can't be seen. */
  shell: 256,
  /** Numbers of ralph's own processes. */
  ralph: 512,
  /** All of the workspace. */
  workspace: 1024,
  /** It never ends. */
  endless: 2048,
  /** Numbers of everybody's processes. */
  processes: 4096,
} as const

/** What runs through a pipe or stands in a file. */
export interface Flow {
  /** `undefined`: not known. May have holes. */
  readonly text: string | undefined
  readonly marks: number
}

/** One argument, after expansion. */
export interface Word {
  readonly text: string
  readonly marks: number
  /** Holds an unquoted `*`, `?` or `[`. */
  readonly glob: boolean
  /** What can be read from it when it is a process substitution. */
  readonly flow?: Flow
}

export const silence: Flow = { text: '', marks: mark.none }
export const anything: Flow = { text: undefined, marks: mark.none }

/** Longer texts are not carried on: what they hold is looked at where they stand. */
const maxFlowLength = 64 * 1024

export function hole(name = ''): string {
  return `${holeMark}${name}${holeMark}`
}

export function hasHole(text: string): boolean {
  return text.includes(holeMark)
}

/** The text if everything in it were unset: a command name keeps its known letters. */
export function withoutHoles(text: string): string {
  return hasHole(text) ? text.replace(/\uFFFC[^\uFFFC]*\uFFFC/g, '') : text
}

/** The text as a person would have written it. */
export function readable(text: string): string {
  const shown = hasHole(text)
    ? text.replace(/\uFFFC!?([^\uFFFC]*)\uFFFC/g, (_, name: string) => `$${name || '(…)'}`)
    : text
  return shown.length > 80 ? `${shown.slice(0, 79)}…` : shown
}

/** A word that stands for itself. */
export function plain(text: string, marks = 0): Word {
  return { text, marks, glob: false }
}

/** One flow after the other. */
export function joined(flows: readonly Flow[]): Flow {
  if (flows.length === 1 && flows[0]) return flows[0]
  let text: string | undefined = ''
  let marks = 0
  for (const flow of flows) {
    marks |= flow.marks
    text = text === undefined || flow.text === undefined ? undefined : text + flow.text
    if (text !== undefined && text.length > maxFlowLength) text = undefined
  }
  return { text, marks }
}
