import type { AgentOutput } from '../agent.ts'
import type { Clock } from '../clock.ts'
import type { Recorded } from '../event.ts'
import type { Sink } from '../platform/console.ts'
import type { Terminal } from '../platform/terminal.ts'
import { grouped } from '../platform/text/format.ts'
import { neutralise } from '../platform/text/neutralise.ts'
import { palette } from '../platform/text/palette.ts'
import { newState, type RunState } from '../state.ts'
import type { View } from '../view.ts'
import { factOf } from './facts.ts'
import { glyphsFor } from './glyphs.ts'
import { LiveBlock } from './live-block.ts'
import { eventLines } from './pretty-event.ts'
import { outputLines, toolText } from './pretty-output.ts'
import { statusLines } from './pretty-status.ts'
import { marked, type Style } from './pretty-style.ts'
import { summaryLines } from './pretty-summary.ts'
import type { RunLimits } from './run-limits.ts'
import { summaryOf } from './summary.ts'

export interface PrettyViewOptions {
  readonly sink: Sink
  readonly terminal: Terminal
  readonly clock: Clock
  readonly limits: RunLimits
  readonly colour: boolean
  /** Whether what is below the lines can be redrawn; false where the output is no terminal, so that only lines come. */
  readonly live?: boolean
  /** Draw with more than ASCII. */
  readonly unicode?: boolean
  /** Whole messages and tool results. */
  readonly verbose?: boolean
  /** Only the end. */
  readonly quiet?: boolean
  /** Calls back once after so many milliseconds; the answer takes that back. */
  readonly later?: (ms: number, act: () => void) => () => void
}

/** Shortest time between frames; also before the first, so that drawing does not delay the start of the agent. */
const frameMs = 100
/** How often the clocks on the screen move when nothing else does. */
const tickMs = 1000
/** Outputs that wait for the next frame; of a flood only the newest are shown. */
const waitingOutputs = 60

/** For a terminal: what the agent does as it happens, and under it the state of every budget. */
export function prettyView(options: PrettyViewOptions): View {
  const screen = new PrettyScreen(options)
  return {
    event: (event, state) => screen.event(event, state),
    output: (output, state) => screen.output(output, state),
    close: async () => screen.close(),
  }
}

type Entry = { readonly output: AgentOutput } | { readonly lines: (style: Style) => readonly string[] }

class PrettyScreen {
  #state: RunState = newState
  #entries: Entry[] = []
  #outputs = 0
  #missed = 0
  #doing: string | undefined
  #model: string | undefined
  #contextWindow: number | undefined
  #iterationStartedAt: number | undefined
  #planned: { readonly kind: 'frame' | 'tick'; readonly cancel: () => void } | undefined
  #stopListening: (() => void) | undefined
  #closed = false
  readonly #block = new LiveBlock()
  readonly #options: PrettyViewOptions

  constructor(options: PrettyViewOptions) {
    this.#options = options
  }

  event(event: Recorded, state: RunState): void {
    this.#state = state
    const { limits, quiet } = this.#options
    if (event.type === 'iteration.started') this.#begin(event.at)
    if (event.type === 'run.finished') return this.#finish()
    if (quiet) return
    const fact = factOf(event, { state, limits, iterationStartedAt: this.#iterationStartedAt })
    if (fact) this.#entries.push({ lines: (style) => eventLines(style, event, fact, limits) })
    this.#plan('frame')
  }

  output(output: AgentOutput, state: RunState): void {
    this.#state = state
    if (this.#options.quiet) return
    this.#notice(output)
    if (output.type === 'usage' || output.type === 'ended') return this.#plan('frame')
    this.#entries.push({ output })
    this.#outputs += 1
    if (this.#outputs > 2 * waitingOutputs) this.#forgetOld()
    this.#plan('frame')
  }

  close(): void {
    this.#draw([])
    this.#stop()
  }

  #begin(at: number): void {
    this.#iterationStartedAt = at
    this.#doing = undefined
    this.#model = undefined
    this.#contextWindow = undefined
  }

  #notice(output: AgentOutput): void {
    if (output.type === 'tool') this.#doing = toolText(this.#style(palette(false), 80), output.name, output.detail)
    if (output.type === 'thinking') this.#doing = 'thinking'
    if (output.type === 'text') this.#doing = 'writing'
    if (output.type !== 'session') return
    this.#model = output.model === undefined ? undefined : neutralise(output.model).replaceAll('\n', ' ')
    this.#contextWindow = output.contextWindow
  }

  #finish(): void {
    const summary = summaryOf(this.#state, this.#options.limits)
    if (summary) this.#entries.push({ lines: (style) => summaryLines(style, summary) })
    this.#draw([])
    this.#stop()
  }

  /** Keeps the newest half, so that a flood costs a constant for each output. */
  #forgetOld(): void {
    let drop = this.#outputs - waitingOutputs
    this.#missed += drop
    this.#outputs = waitingOutputs
    this.#entries = this.#entries.filter((entry) => !('output' in entry) || (drop -= 1) < 0)
  }

  /** A frame comes before a tick; what is planned as early stays planned. */
  #plan(kind: 'frame' | 'tick', ms = frameMs): void {
    if (this.#closed || this.#planned?.kind === 'frame' || this.#planned?.kind === kind) return
    this.#planned?.cancel()
    const act = () => {
      this.#planned = undefined
      this.#frame()
    }
    this.#planned = { kind, cancel: (this.#options.later ?? later)(ms, act) }
  }

  #frame(): void {
    const { sink, terminal, clock, limits } = this.#options
    if (sink.closed) return this.#stop()
    // A slow terminal gets fewer frames, not a longer queue.
    if (sink.backlog > 0) return this.#plan('frame')
    this.#stopListening ??= terminal.onResize(() => this.#plan('frame'))
    const now = clock.now()
    const window = this.#contextWindow ?? limits.contextWindow
    const activity = {
      now,
      limits: { ...limits, ...(window !== undefined && { contextWindow: window }) },
      doing: this.#doing,
      model: this.#model,
      rows: terminal.rows(),
    }
    const status = statusLines(this.#style(), this.#state, activity)
    this.#draw(['', ...status].slice(0, Math.max(1, terminal.rows() - 2)))
    this.#plan('tick', Math.max(frameMs, tickMs - (now.at % tickMs)))
  }

  #draw(block: readonly string[]): void {
    if (this.#closed) return
    const style = this.#style()
    const above = this.#take(style)
    const live = this.#options.live ?? true
    const frame = live ? this.#block.frame(above, block, style.columns) : above.map((line) => `${line}\n`).join('')
    if (frame !== '') this.#options.sink.write(frame)
  }

  #take(style: Style): readonly string[] {
    const missed =
      this.#missed === 0
        ? []
        : marked(style, '', `… ${grouped(this.#missed)} outputs not shown: too many at once`, style.paint.dim)
    const verbose = this.#options.verbose ?? false
    const lines = this.#entries.flatMap((entry) =>
      'output' in entry ? outputLines(style, entry.output, verbose) : entry.lines(style),
    )
    this.#entries = []
    this.#outputs = 0
    this.#missed = 0
    return [...missed, ...lines]
  }

  #style(paint = palette(this.#options.colour), columns = this.#options.terminal.columns()): Style {
    // One column stays free: some terminals wrap as soon as a line is full.
    return { paint, glyphs: glyphsFor(this.#options.unicode ?? true), columns: Math.max(8, columns - 1) }
  }

  #stop(): void {
    this.#closed = true
    this.#planned?.cancel()
    this.#stopListening?.()
    this.#entries = []
  }
}

/** Never keeps the process alive. */
function later(ms: number, act: () => void): () => void {
  const timer = setTimeout(act, ms).unref()
  return () => clearTimeout(timer)
}
