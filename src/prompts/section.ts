import { estimateTokens } from '../platform/text/tokens.ts'

/** A part of the prompt beside the task. */
export interface Section {
  readonly name: string
  readonly text: string
  /** Which end matters when it must be cut: logs end with what counts, notes begin with it. */
  readonly keep: 'head' | 'tail' | 'both'
  /** Never cut: without it the agent can't know what is asked. */
  readonly essential?: true
}

export interface Fitted {
  readonly text: string
  /** Names of sections that did not fit whole. */
  readonly cut: readonly string[]
  readonly tokens: number
}

/** Smaller pieces than this help nobody. */
const worthKeeping = 100

/** Puts sections, the most important first, into `room` tokens. What no longer fits is cut, and says so in the text. */
export function fit(sections: readonly Section[], room: number): Fitted {
  const texts: string[] = []
  const cut: string[] = []
  let left = room
  for (const section of sections) {
    const whole = estimateTokens(section.text)
    const text = whole <= left || section.essential ? section.text : shortened(section, left)
    if (text !== section.text) cut.push(section.name)
    if (text === undefined) continue
    texts.push(text)
    left -= text === section.text ? whole : estimateTokens(text)
  }
  return { text: texts.join('\n\n'), cut, tokens: room - left }
}

/** The section within `room` tokens, or nothing if that is too little to be of use. */
export function shortened({ name, text, keep }: Section, room: number): string | undefined {
  if (room < worthKeeping) return undefined
  const tokens = estimateTokens(text)
  let characters = Math.floor((text.length * room * 0.9) / Math.max(tokens, 1))
  for (let i = 0; i < 8; i++) {
    const candidate = cutTo(text, characters, keep, name)
    if (estimateTokens(candidate) <= room) return candidate
    characters = Math.floor(characters * 0.75)
  }
  return undefined
}

function cutTo(text: string, characters: number, keep: Section['keep'], name: string): string {
  const head = keep === 'head' ? characters : keep === 'tail' ? Math.min(200, characters) : Math.floor(characters / 2)
  const tail = characters - head
  const missing = text.length - head - tail
  return `${text.slice(0, head)}\n[… ${missing} characters of "${name}" left out here: they did not fit …]\n${tail > 0 ? text.slice(-tail) : ''}`
}
