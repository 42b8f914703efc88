import { spawnSync } from 'node:child_process'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { bareNode, env, folder, interleaved, onLimit, program, ralph, runLine, scratch, wholeTime } from './measure.mjs'
import { row } from './table.mjs'

/** How long a command takes to say something, and a run to have its first agent at work. */
export async function start(rounds) {
  const stamp = join(scratch, 'stamp')
  const agent = program('stamping-agent', `#!/bin/sh\ndate +%s%N >${stamp}\n`)
  const untilAgent = (command, options) => {
    const started = performance.timeOrigin + performance.now()
    const whole = wholeTime(command, options)
    return { agent: Number(readFileSync(stamp, 'utf8')) / 1e6 - started, whole }
  }
  const firstAgent = (options) => () =>
    untilAgent([process.execPath, ...runLine({ agent, ...options })], { cwd: folder('start'), ...onLimit }).agent
  spawnSync('git', ['--version'], { env })
  const ms = await interleaved(rounds, {
    bare: () => wholeTime(bareNode),
    version: () => wholeTime([process.execPath, ralph, '--version']),
    help: () => wholeTime([process.execPath, ralph, '--help']),
    agentAlone: () => untilAgent([agent]).agent,
    first: firstAgent({}),
    firstBare: firstAgent({ more: ['--no-metrics', '--no-archive'] }),
    firstGit: firstAgent({ git: true }),
    whole: () => wholeTime([process.execPath, ...runLine({ agent })], { cwd: folder('start'), ...onLimit }),
  })
  const over = (value) => value - ms.bare
  const times = (value) => ({ note: `${(over(value) / ms.bare).toFixed(2)} × bare node` })
  const untilFirst = (value) => value - ms.agentAlone
  return [
    row('bare node, `node -e 0`', ms.bare, 'ms'),
    row('`--version`, over bare node', over(ms.version), 'ms', 3, times(ms.version)),
    row('`--help`, over bare node', over(ms.help), 'ms', undefined, times(ms.help)),
    row('first agent at work, over bare node', over(untilFirst(ms.first)), 'ms', 15, times(untilFirst(ms.first))),
    row(
      '… without metrics and archive',
      over(untilFirst(ms.firstBare)),
      'ms',
      undefined,
      times(untilFirst(ms.firstBare)),
    ),
    row(
      '… with a first checkpoint (git)',
      over(untilFirst(ms.firstGit)),
      'ms',
      undefined,
      times(untilFirst(ms.firstGit)),
    ),
    row('run of one iteration, start to exit, over bare node', over(ms.whole), 'ms', undefined, times(ms.whole)),
  ]
}
