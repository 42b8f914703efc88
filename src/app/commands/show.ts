import { readEvents } from '../../journals/load.ts'
import { basisWords, cost, duration, grouped, plural, tokens } from '../../platform/text/format.ts'
import { head } from '../../platform/text/bounded.ts'
import { countedTokens } from '../../usage.ts'
import type { Command } from '../command.ts'
import { liveOwner } from '../../platform/lock.ts'
import { neutralise } from '../../platform/text/neutralise.ts'
import { printableJson } from '../../platform/text/printable-json.ts'
import { findRun } from '../find-run.ts'
import { filesOf, placeOf } from '../place.ts'
import { containmentWords } from '../containment-words.ts'
import { describe, type RunDescription } from '../report.ts'
import { table } from '../table.ts'

/** One run: its end, its iterations, what it spent and how that is known, gates, checkpoints. */
export const show: Command = async ({ json }, [named], context) => {
  const place = placeOf(context)
  const runId = findRun(place, named)
  const isLive = liveOwner(place.locks, place.workspace)?.runId === runId
  const report = describe(readEvents(filesOf(place, runId).journal), isLive)
  context.stdout.write(json ? `${printableJson(report, 2)}\n` : `${neutralise(text(report))}\n`)
  return 0
}

function text(report: RunDescription): string {
  return [
    ...heading(report),
    '',
    ...iterations(report.iterations),
    ...ledger(report.ledger),
    ...gates(report),
    ...checkpoints(report),
    ...safety(report.safety),
    ...whatNext(report),
  ].join('\n')
}

function heading({
  runId,
  workspace,
  outcome,
  reason,
  activeMs,
  usage,
  cost: dollars,
  startedAt,
}: RunDescription): readonly string[] {
  return [
    `run ${runId} in ${workspace}`,
    `${outcome}${reason ? `: ${reason}` : ''}`,
    `started ${startedAt}, active ${duration(activeMs)}`,
    `tokens ${grouped(countedTokens(usage))} counted (input ${grouped(usage.input)}, cache writes ${grouped(usage.cacheWrite)}, output ${grouped(usage.output)}); cache reads ${grouped(usage.cacheRead)}; ${basisWords(usage.basis)}`,
    `cost ${cost(dollars)}; ${basisWords(dollars.basis)}`,
  ]
}

function iterations(list: RunDescription['iterations']): readonly string[] {
  const named = list.some(({ model }) => model !== null)
  const rows = list.map((it) => [
    String(it.iteration),
    it.agent,
    ...(named ? [modelWords(it)] : []),
    it.status,
    it.endedAt ? duration(Date.parse(it.endedAt) - Date.parse(it.startedAt)) : '',
    tokens(countedTokens(it.usage)),
    cost(it.cost),
    it.failure ? `${it.failure.kind}: ${firstLine(it.failure.message)}` : firstLine(it.summary),
  ])
  return table(['#', 'agent', ...(named ? ['model'] : []), 'status', 'time', 'tokens', 'cost', ''], rows)
}

/** What guards saw; nothing if they had nothing to see. */
function safety({ containment, commands, tampering }: RunDescription['safety']): readonly string[] {
  const refused = commands.newest.slice(-shownCommands).map(({ verdict, iteration, command, rules }) => {
    return `  ${verdict === 'block' ? 'refused' : 'warned of'} in iteration ${iteration}: ${firstLine(command)} (${rules.join(', ')})`
  })
  const touched = tampering.map(
    ({ iteration, change, path, kind }) => `  ${change} in iteration ${iteration}: ${path} (${kind})`,
  )
  return [
    ...(containment ? ['', containmentWords(containment)] : []),
    ...(refused.length > 0
      ? ['', `commands: ${commands.blocked} refused, ${commands.warned} warned of`, ...refused]
      : []),
    ...(touched.length > 0 ? ['', 'touched, though it decides about success:', ...touched] : []),
  ]
}

const shownCommands = 10

/** `claude-opus-5 +1`: another model worked there too. */
function modelWords({ model, models }: RunDescription['iterations'][number]): string {
  const others = models.filter((one) => one.model !== model).length
  return model === null ? '' : `${model}${others > 0 ? ` +${others}` : ''}`
}

/** Where there was only one, the head has said it all. */
function ledger(list: RunDescription['ledger']): readonly string[] {
  const rows = list.map(({ agent, model, iterations: count, usage, cost: dollars }) => [
    agent,
    model,
    plural(count, 'iteration'),
    `${tokens(countedTokens(usage))} tokens`,
    `${cost(dollars)} ${dollars.basis}`,
  ])
  return list.length < 2 ? [] : ['', ...table(['agent', 'model', '', '', ''], rows)]
}

const firstLine = (message: string): string => head(message.trim().split('\n')[0] ?? '', 70)

function gates({ gates: list }: RunDescription): readonly string[] {
  return list.length === 0
    ? []
    : [
        '',
        'gates',
        ...list.map(
          ({ gate, passed, durationMs }) => `  ${passed ? 'passed' : 'failed'}  ${gate}  (${duration(durationMs)})`,
        ),
      ]
}

function checkpoints({ checkpoints: list }: RunDescription): readonly string[] {
  return list.length === 0
    ? []
    : ['', `${plural(list.length, 'checkpoint')}, the newest ${list.at(-1)?.commit.slice(0, 12)}`]
}

function whatNext({ outcome, runId }: RunDescription): readonly string[] {
  return outcome === 'completed' ? [] : ['', `go on: ralph resume ${runId}`]
}
