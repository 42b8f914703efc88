import { once } from 'node:events'
import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { anonymousMiB, begin, folder, median, program, runLine, scratch, sleep } from './measure.mjs'
import { row } from './table.mjs'

/** Private memory at the start of a run, and under agents that print far too much. */
export async function memory(rounds) {
  const atStart = await memoryAtStart(rounds)
  const flood = await peak('flood', "yes 'All work and no play makes Jack a dull boy.' | head -c 300000000")
  const line = await peak('line', "head -c 50000000 /dev/zero | tr '\\0' x")
  return [
    row('private memory at the first agent, over bare node', atStart.ralph - atStart.node, 'MiB', 4, {
      note: `bare node ${atStart.node.toFixed(1)} MiB`,
    }),
    row('its growth under 300 MB of output', flood.growth, 'MiB', 61, {
      note: `${(300 / flood.seconds).toFixed(0)} MB/s`,
    }),
    row('its growth under one line of 50 MB', line.growth, 'MiB', 61),
  ]
}

async function memoryAtStart(rounds) {
  const samples = { node: [], ralph: [] }
  const agent = program('waiting-agent', `#!/bin/sh\ntouch "$1"\nexec sleep 5\n`)
  for (let round = 0; round < rounds; round++) {
    samples.node.push(await settled([process.execPath, '-e', 'setTimeout(() => {}, 5000)']))
    const mark = join(scratch, `agent-${round}`)
    samples.ralph.push(await settled([process.execPath, ...runLine({ agent: `${agent} ${mark}` })], mark))
  }
  return { node: median(samples.node), ralph: median(samples.ralph) }
}

async function settled(command, mark) {
  const child = begin(command, folder('memory'))
  if (mark) await appeared(mark)
  await sleep(mark ? 20 : 150)
  const taken = anonymousMiB(child.pid)
  child.kill('SIGTERM')
  await once(child, 'exit')
  return taken
}

async function appeared(file) {
  while (!existsSync(file)) await sleep(5)
}

/** The most that a run takes while its agent prints, over what it took before. */
async function peak(name, output) {
  const began = join(scratch, `${name}-began`)
  const agent = program(name, `#!/bin/sh\nsleep 0.3\ntouch ${began}\n${output}\n`)
  const child = begin([process.execPath, ...runLine({ agent })], folder('memory'))
  await appeared(began)
  const started = performance.now()
  const before = reading(child.pid)
  let most = before
  while (child.exitCode === null) {
    most = Math.max(most, reading(child.pid))
    await sleep(20)
  }
  return { growth: most - before, seconds: (performance.now() - started) / 1000 }
}

/** Nothing once it has ended. */
function reading(pid) {
  try {
    return anonymousMiB(pid) || 0
  } catch {
    return 0
  }
}
