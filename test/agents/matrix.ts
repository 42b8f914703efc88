import { existsSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { cases, type Case } from './cases.ts'
import { runCell, type Observation } from './cell.ts'
import { askedFor, type Cli } from './clis.ts'
import { deviations, type Deviation } from './compare.ts'
import { unexplained } from './explained.ts'
import { installedVersion } from './installed.ts'
import type { Setup } from './place.ts'
import { suits } from './suits.ts'

/** What came of one cell, as it is kept. */
export interface CellResult {
  readonly agent: string
  readonly version: string
  readonly case: string
  /** A day, `2026-11-21`. */
  readonly date: string
  readonly seconds: number
  readonly outcome: string
  readonly failure?: string
  readonly tokens: Observation['usage'] & { readonly basis: string }
  readonly cost: { readonly usd: number; readonly basis: string }
  readonly calls: number
  readonly deviations: readonly Deviation[]
}

export interface MatrixOptions extends Setup {
  readonly agents: string
  /** Only these. */
  readonly caseNames?: readonly string[]
  readonly tell: (line: string) => void
}

/** Where results are kept, so that a run with one CLI leaves those of the others. */
export function resultsFile(project: string): string {
  return join(project, 'test/agents/results.jsonl')
}

/** All results there are. */
export function readResults(project: string): readonly CellResult[] {
  const file = resultsFile(project)
  if (!existsSync(file)) return []
  const lines = readFileSync(file, 'utf8').split('\n').filter(Boolean)
  return lines.map((text): CellResult => JSON.parse(text))
}

/** Runs the cells asked for, two at a time, and keeps what came of them. Answers how many deviations nobody has explained. */
export async function runMatrix(options: MatrixOptions): Promise<number> {
  const { project, caseNames = [], tell } = options
  const wanted = cases.filter(({ name }) => caseNames.length === 0 || caseNames.includes(name))
  const cells = askedFor(options.agents).flatMap((cli) =>
    wanted.filter((it) => suits(cli, it)).map((theCase) => ({ cli, theCase })),
  )
  const results: CellResult[] = []
  const work = async () => {
    for (let cell = cells.shift(); cell; cell = cells.shift()) {
      const result = await resultOf(options, cell.cli, cell.theCase)
      tell(line(result))
      results.push(result)
    }
  }
  await Promise.all([work(), work()])
  keep(project, results)
  return results.reduce((sum, it) => sum + unexplained(it.agent, it.case, it.deviations).length, 0)
}

async function resultOf(options: MatrixOptions, cli: Cli, theCase: Case): Promise<CellResult> {
  const seen = await runCell(options, cli, theCase)
  const failure = seen.failures.at(-1)
  const found = deviations(theCase, seen)
  if (found.length > 0) options.tell(detail(seen))
  return {
    agent: cli.name,
    version: installedVersion(options.project, cli) ?? '',
    case: theCase.name,
    date: new Date().toISOString().slice(0, 10),
    seconds: Math.round(seen.ms / 100) / 10,
    outcome: seen.outcome,
    ...(failure && { failure: failure.kind }),
    tokens: { ...seen.usage, basis: seen.usageBasis },
    cost: { usd: Number(seen.costUsd.toFixed(6)), basis: seen.costBasis },
    calls: seen.served.filter(({ kind }) => kind !== 'other').length,
    deviations: found,
  }
}

function line({ agent, case: name, seconds, deviations: found }: CellResult): string {
  const news = unexplained(agent, name, found)
  const words = found.map(({ aspect, expected, observed }) => `${aspect}: expected ${expected}, observed ${observed}`)
  const verdict = found.length === 0 ? 'as wished' : news.length === 0 ? 'explained' : 'NOT as wished'
  return [`${agent} ${name}: ${verdict}, ${seconds} s`, ...words].join('\n    ')
}

function detail({ failures, served, stderr }: Observation): string {
  const asked = served.map(({ kind, status, turn, partial }) => `${kind}${turn ?? ''}:${status}${partial ? '…' : ''}`)
  const failed = failures.map(({ kind, message }) => `    ${kind}: ${message}`)
  return [`    requests ${asked.slice(0, 40).join(' ')}`, ...failed, stderr.slice(-600)].filter(Boolean).join('\n')
}

function keep(project: string, results: readonly CellResult[]): void {
  const isNew = (old: CellResult) => !results.some((it) => it.agent === old.agent && it.case === old.case)
  const all = [...readResults(project).filter(isNew), ...results]
  const key = ({ agent, case: name }: CellResult) => `${agent} ${name}`
  const sorted = all.toSorted((a, b) => key(a).localeCompare(key(b)))
  writeFileSync(resultsFile(project), sorted.map((it) => `${JSON.stringify(it)}\n`).join(''))
}
