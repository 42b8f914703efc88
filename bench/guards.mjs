import { join } from 'node:path'
import { agent } from './iterations.mjs'
import { env, folder, interleaved, onLimit, program, runLine, scratch, wholeTime } from './measure.mjs'
import { readFileSync } from 'node:fs'
import { row } from './table.mjs'

const few = 20
const many = 80

/** What containment and the guards add: to the start of a run, and to each of its iterations. */
export async function guards(rounds) {
  const stamp = join(scratch, 'guards-stamp')
  const stamping = program('guarded-agent', `#!/bin/sh\ndate +%s%N >${stamp}\n`)
  const first = (more, cwd) => () => {
    const started = performance.timeOrigin + performance.now()
    wholeTime([process.execPath, ...runLine({ agent: stamping, more })], {
      cwd: cwd ?? folder('guards'),
      env,
      exits: [1, 3],
    })
    return Number(readFileSync(stamp, 'utf8')) / 1e6 - started
  }
  const perIteration = (more) => () => {
    const run = (iterations) =>
      wholeTime([process.execPath, ...runLine({ agent, iterations, more })], { cwd: folder('guards'), ...onLimit })
    return (run(many) - run(few)) / (many - few)
  }
  const inside = ['--sandbox', 'strict', '--allow-write', scratch]
  const [known, unguarded] = [folder('known'), folder('unguarded')]
  const startMs = await interleaved(5 * rounds, {
    unguarded: first(['--security', 'off']),
    guarded: first([]),
    unguardedAgain: first(['--security', 'off'], unguarded),
    guardedAgain: first([], known),
  })
  const ms = await interleaved(rounds, {
    unguarded: perIteration(['--security', 'off']),
    guarded: perIteration([]),
    files: perIteration(['--sandbox', 'auto']),
    network: perIteration([...inside, '--allow-host', 'model.localhost']),
  })
  return [
    row('guards on the first agent at work, of a task never read before', startMs.guarded - startMs.unguarded, 'ms'),
    row('… of a task that was run before', startMs.guardedAgain - startMs.unguardedAgain, 'ms', 3),
    row('… per iteration', ms.guarded - ms.unguarded, 'ms', 0.3),
    row('sandbox of files and processes, per iteration', ms.files - ms.guarded, 'ms', 10),
    row('… with the network limited to hosts', ms.network - ms.guarded, 'ms', 100),
  ]
}
