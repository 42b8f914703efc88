import { spawnSync } from 'node:child_process'
import { readFileSync, writeFileSync } from 'node:fs'
import { delimiter, join } from 'node:path'
import { bareNode, env, folder, interleaved, program, ralph, runLine, scratch, wholeTime } from './measure.mjs'
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
  const firstAgent =
    (options, environment = env) =>
    () =>
      untilAgent([process.execPath, ...runLine({ agent, ...options })], {
        cwd: folder('start'),
        env: environment,
        exits: [1, 3],
      }).agent
  const path = searchPathWith(`#!/bin/sh\ncat >/dev/null\ndate +%s%N >${stamp}\n`)
  const found = (...chosen) => firstAgent({ chosen }, { ...env, PATH: path })
  spawnSync('git', ['--version'], { env })
  const ms = await interleaved(rounds, {
    bare: () => wholeTime(bareNode),
    version: () => wholeTime([process.execPath, ralph, '--version']),
    help: () => wholeTime([process.execPath, ralph, '--help']),
    agentAlone: () => untilAgent([agent]).agent,
    first: firstAgent({}),
    named: found('--agent', 'claude'),
    auto: found('--agent', 'auto'),
    firstBare: firstAgent({ more: ['--no-metrics', '--no-archive'] }),
    firstGit: firstAgent({ git: true }),
    whole: () => wholeTime([process.execPath, ...runLine({ agent })], { cwd: folder('start'), exits: [1, 3] }),
  })
  const over = (value) => value - ms.bare
  const times = (value) => ({ note: `${(over(value) / ms.bare).toFixed(2)} × bare node` })
  const untilFirst = (value) => value - ms.agentAlone
  return [
    row('bare node, `node -e 0`', ms.bare, 'ms'),
    row('`--version`, over bare node', over(ms.version), 'ms', 3, times(ms.version)),
    row('`--help`, over bare node', over(ms.help), 'ms', undefined, times(ms.help)),
    row('first agent at work, over bare node', over(untilFirst(ms.first)), 'ms', 15, times(untilFirst(ms.first))),
    row('… an agent chosen by its name, over a command', ms.named - ms.first, 'ms', 5),
    row('… `--agent auto` on a path of 40 folders, over a command', ms.auto - ms.first, 'ms', 60),
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

/** A path of many folders, with two agents in the last that are installed like npm does it. */
function searchPathWith(script) {
  const folders = Array.from({ length: 40 }, () => folder('path'))
  for (const name of ['claude', 'codex']) writeFileSync(join(folders.at(-1), name), script, { mode: 0o755 })
  return [...folders, env.PATH].join(delimiter)
}
