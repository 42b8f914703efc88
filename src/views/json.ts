import type { AgentOutput } from '../agent.ts'
import type { Clock } from '../clock.ts'
import type { Recorded } from '../event.ts'
import type { Sink } from '../platform/console.ts'
import { printableJson } from '../platform/text/printable-json.ts'
import type { RunState } from '../state.ts'
import type { View } from '../view.ts'

/**
 * For scripts: one JSON object a line, nothing else.
 *
 *     {"seq":12,"at":1795204066123,"type":"iteration.finished","runId":"…","iteration":3,…}   every recorded event
 *     {"type":"output","at":…,"runId":"…","iteration":3,"output":{"type":"text","text":"…"}}  with --verbose
 *     {"type":"missed","outputs":17}                             outputs left out because the reader was slow
 *
 * Events are never left out while the reader lives. `at` is epoch milliseconds.
 */
export interface JsonViewOptions {
  readonly sink: Sink
  readonly clock: Clock
  readonly verbose?: boolean
}

export function jsonView({ sink, clock, verbose = false }: JsonViewOptions): View {
  return {
    event: (event, state) => void sink.write(line(eventObject(event, state))),
    ...(verbose && {
      output: (output: AgentOutput, state: RunState) => {
        const { runId, current } = state
        const object = { type: 'output', at: clock.now().at, runId, iteration: current?.iteration, output }
        sink.write(line(object), 'droppable')
      },
    }),
  }
}

/** For the sink of a JSON view: what it says in place of the outputs it left out. */
export function missedOutputs(outputs: number): string {
  return line({ type: 'missed', outputs })
}

/** `up` stays in the journal: a clock of one process means nothing to others. */
function eventObject({ seq, at, up: _up, type, ...facts }: Recorded, { runId }: RunState): object {
  return { seq, at, type, runId, ...facts }
}

const line = (object: object): string => `${printableJson(object)}\n`
