import type { AgentOutput } from '../../agent.ts'
import { headAndTail } from './bounded.ts'
import type { Clean } from './redact.ts'
import type { SequenceClean } from './sequence-clean.ts'

type Kind = 'text' | 'thinking' | 'tool' | 'tool-result' | 'stderr' | 'retry'
type Told = Extract<AgentOutput, { type: Kind }>

/** What an output needs to be cleaned. */
export interface OutputCleaning {
  readonly clean: Clean
  sequence(): SequenceClean
  /** An output that stands for itself, cleaned and bounded. */
  readonly cleanAlone: (output: AgentOutput) => AgentOutput
  /** Longest text before and after it is cleaned, in code units. */
  readonly workLimit: number
  readonly limit: number
}

/**
 * Cleans the outputs of one agent, in order: also secrets that begin in one output and end in the next. An output that
 * may end with the beginning of a known value waits: for the next of its kind, or until another kind is told.
 */
export class OutputClean {
  readonly #voices = new Map<Kind, Voice>()
  readonly #cleaning: OutputCleaning

  constructor(cleaning: OutputCleaning) {
    this.#cleaning = cleaning
  }

  /** The outputs that can be told now. Figures are never held back. */
  push(output: AgentOutput): readonly AgentOutput[] {
    switch (output.type) {
      case 'text':
      case 'thinking':
      case 'tool':
      case 'tool-result':
      case 'stderr':
      case 'retry':
        return [...this.#flush(output.type), ...this.#voice(output.type).push(output)]
      case 'ended':
      case 'limited':
        return [...this.#flush(), this.#cleaning.cleanAlone(output)]
      case 'session':
      case 'usage':
      case 'window':
      case 'compacted':
      case 'send':
        return [this.#cleaning.cleanAlone(output)]
    }
  }

  /** What still waits. */
  end(): readonly AgentOutput[] {
    return this.#flush()
  }

  #flush(except?: Kind): readonly AgentOutput[] {
    const ready: AgentOutput[] = []
    for (const [kind, voice] of this.#voices) if (kind !== except) ready.push(...voice.flush())
    return ready
  }

  #voice(kind: Kind): Voice {
    const known = this.#voices.get(kind)
    if (known) return known
    const voice = new Voice(this.#cleaning)
    this.#voices.set(kind, voice)
    return voice
  }
}

/** Outputs of one kind. */
class Voice {
  #waiting: Told[] = []
  readonly #sequence: SequenceClean
  readonly #cleaning: OutputCleaning

  constructor(cleaning: OutputCleaning) {
    this.#cleaning = cleaning
    this.#sequence = cleaning.sequence()
  }

  push(output: Told): readonly AgentOutput[] {
    this.#waiting.push(output)
    return this.#told(this.#sequence.push(headAndTail(textOf(output), this.#cleaning.workLimit)))
  }

  flush(): readonly AgentOutput[] {
    return this.#told(this.#sequence.flush())
  }

  #told(texts: readonly string[]): readonly AgentOutput[] {
    const { clean, limit } = this.#cleaning
    const outputs = this.#waiting.splice(0, texts.length)
    return outputs.map((output, index) => withText(output, headAndTail(texts[index] ?? '', limit), clean))
  }
}

function textOf(output: Told): string {
  if (output.type === 'retry') return output.message
  return output.type === 'tool' || output.type === 'tool-result' ? output.detail : output.text
}

function withText(output: Told, text: string, clean: Clean): AgentOutput {
  switch (output.type) {
    case 'retry':
      return { ...output, message: text }
    case 'tool':
      return { ...output, name: clean(output.name), detail: text }
    case 'tool-result':
      return { ...output, detail: text }
    case 'text':
    case 'thinking':
    case 'stderr':
      return { ...output, text }
  }
}
