import { arch, cpus, platform, totalmem } from 'node:os'
import { cases, type Case } from './cases.ts'
import { clis, type Cli } from './clis.ts'
import type { Deviation } from './compare.ts'
import { explanationsOf, unexplained } from './explained.ts'
import { readResults, type CellResult } from './matrix.ts'
import { unsuited } from './suits.ts'

/** The page `docs/agents.md`, from the results that are kept. */
export function report(project: string): string {
  const results = readResults(project)
  const tested = clis.filter(({ name }) => results.some(({ agent }) => agent === name))
  return [head(results, tested), table(results, tested), legend, spending(results, tested), notes(results, tested)]
    .join('\n\n')
    .concat('\n')
}

function head(results: readonly CellResult[], tested: readonly Cli[]): string {
  const dates = results.map(({ date }) => date).toSorted()
  const when = [...new Set([dates[0], dates.at(-1)])].join(' to ')
  const versions = tested.map(({ name, title, package: from }) => {
    const version = results.find(({ agent }) => agent === name)?.version ?? ''
    return `| \`${name}\` | ${title} | \`${from}\` ${version} |`
  })
  return `# Agents, tested

Made by \`npm run test:agents -- --matrix\`; do not edit. Every cell is a run of the built \`ralph\` with the real CLI, which
asks a fake model on the same machine: what it is told, and what that costs, is known to the token. Held against it are
the outcome, the kind of failure, the time to come back (± 2 s), the tokens of each bucket (exactly), the cost (± 1 %),
the processes left behind (none) and the time it took.

Tested ${when} on ${cpus().length} cores, ${Math.round(totalmem() / 2 ** 30)} GiB, ${platform()} ${arch()}, Node ${process.version}.

| agent | CLI | package |
| --- | --- | --- |
${versions.join('\n')}`
}

function table(results: readonly CellResult[], tested: readonly Cli[]): string {
  const rows = cases.map((theCase) => {
    const cells = tested.map((cli) => cell(cellOf(results, cli, theCase), cli, theCase))
    return `| **${theCase.name}**: ${theCase.title} | ${cells.join(' | ')} |`
  })
  const names = tested.map(({ name }) => name)
  return ['## Cases', '', `| case | ${names.join(' | ')} |`, `| --- |${' --- |'.repeat(names.length)}`, ...rows].join(
    '\n',
  )
}

function cellOf(results: readonly CellResult[], { name }: Cli, theCase: Case): CellResult | undefined {
  return results.find((it) => it.agent === name && it.case === theCase.name)
}

function cell(result: CellResult | undefined, cli: Cli, theCase: Case): string {
  if (unsuited(cli, theCase) !== undefined) return '–'
  if (!result) return '?'
  const aspects = [...new Set(result.deviations.map(({ aspect }) => aspect))]
  const news = unexplained(cli.name, theCase.name, result.deviations)
  const verdict = aspects.length === 0 ? 'ok' : `${news.length > 0 ? '**not** ' : 'not '}${aspects.join(', ')}`
  return `${verdict} ${result.seconds} s`
}

const legend = `ok: everything as it should be, and how long the run took, from the start of \`ralph\` to its end. not …: that is
otherwise, for a reason given below. **not** …: nobody has found the reason yet. –: does not apply to this CLI. ?: not tested.
\`ralph\`'s own delays and waits are a part of the times: 8 s until a hanging model counts as idle, 2 s that a provider asks for.`

function spending(results: readonly CellResult[], tested: readonly Cli[]): string {
  const rows = tested.flatMap((cli) => {
    const result = results.find(({ agent, case: name }) => agent === cli.name && name === 'write')
    if (!result) return []
    const { tokens, cost } = result
    const counts = [tokens.input, tokens.cacheRead, tokens.cacheWrite, tokens.output].join(' | ')
    return [`| ${cli.name} | ${cli.model} | ${counts} | ${tokens.basis} | $${cost.usd.toFixed(5)} | ${cost.basis} |`]
  })
  return [
    '## What is known of the spending',
    '',
    'The same three answers in the case **write**. Not every API has a word for every bucket: what a cache keeps is input for',
    'Gemini and Chat Completions, and what is thought is output.',
    '',
    '| agent | model | input | cache read | cache write | output | tokens are | cost | cost is |',
    '| --- | --- | --- | --- | --- | --- | --- | --- | --- |',
    ...rows,
  ].join('\n')
}

function notes(results: readonly CellResult[], tested: readonly Cli[]): string {
  const lines = tested.flatMap((cli) => cases.flatMap((theCase) => note(cellOf(results, cli, theCase), cli, theCase)))
  const list = lines.length > 0 ? lines : ['None.']
  return ['## Every cell that is not as it should be', '', ...list].join('\n')
}

function note(result: CellResult | undefined, cli: Cli, theCase: Case): readonly string[] {
  const why = unsuited(cli, theCase)
  if (why !== undefined) return [`- ${cli.name}, ${theCase.name}: ${why}.`]
  if (!result || result.deviations.length === 0) return []
  const reasons = explanationsOf(cli.name, theCase.name).map(({ reason }) => ` ${reason}`)
  const news = unexplained(cli.name, theCase.name, result.deviations)
  const unknown = news.length > 0 ? ' **Not explained yet.**' : ''
  return [`- ${cli.name}, ${theCase.name}: ${result.deviations.map(words).join('; ')}.${reasons.join('')}${unknown}`]
}

function words({ aspect, expected, observed }: Deviation): string {
  return `${aspect} ${observed}, should be ${expected}`
}
