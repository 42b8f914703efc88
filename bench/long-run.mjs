import { readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { agent } from './iterations.mjs'
import { bareNode, env, folder, interleaved, median, onLimit, ralph, runLine, wholeTime } from './measure.mjs'
import { row } from './table.mjs'

const count = 10_000

/** A run of 10,000 iterations: what the last of them cost, and how long it takes to pick the run up again. */
export async function longRun(rounds) {
  const cwd = folder('long')
  const whole = wholeTime([process.execPath, ...runLine({ agent, iterations: count })], { cwd, ...onLimit })
  const run = newestRun(cwd)
  const spent = durations(join(run, 'journal.jsonl'))
  const snapshot = join(run, 'snapshot.json')
  const remembered = readFileSync(snapshot)
  const resume = () => wholeTime([process.execPath, ralph, 'resume'], { cwd, ...onLimit })
  const ms = await interleaved(rounds, {
    bare: () => wholeTime(bareNode),
    resume: () => {
      writeFileSync(snapshot, remembered)
      return resume()
    },
    replay: () => {
      rmSync(snapshot)
      return resume()
    },
  })
  const slope = median(spent.slice(-1000)) / median(spent.slice(0, 1000))
  return [
    row(`${count} iterations`, whole / 1000, 's'),
    row('last 1,000 iterations against the first 1,000', slope, '×', 1.05, { note: 'medians' }),
    row('resume of that run, over bare node', ms.resume - ms.bare, 'ms', 200),
    row('… by reading every event', ms.replay - ms.bare, 'ms'),
  ]
}

function newestRun(workspace) {
  const folders = join(env.RALPH_STATE_DIR, 'workspaces')
  const own = readdirSync(folders).find((name) => name.startsWith(`${workspace.split('/').at(-1)}-`))
  const runs = join(folders, own, 'runs')
  return join(runs, readdirSync(runs).sort().at(-1))
}

/** Of each iteration but the last, from its start to the start of the next; milliseconds. */
function durations(journal) {
  const events = readFileSync(journal, 'utf8')
    .split('\n')
    .filter(Boolean)
    .map((line) => JSON.parse(line))
  const starts = events.filter(({ type }) => type === 'iteration.started').map(({ up }) => up)
  return starts.slice(1).map((start, index) => start - starts[index])
}
