import { arch, cpus, platform } from 'node:os'
import { checkpoint } from './checkpoint.mjs'
import { guards } from './guards.mjs'
import { iterations } from './iterations.mjs'
import { journal } from './journal.mjs'
import { longRun } from './long-run.mjs'
import { memory } from './memory.mjs'
import { parsing } from './parsing.mjs'
import { start } from './start.mjs'
import { printTable } from './table.mjs'

/*
 * All figures: npm run bench. Some: npm run bench -- start journal. Every figure is a difference to bare node or to a
 * plain loop that was measured in turn with it, so that the speed of the machine matters little. Nothing is asserted.
 */
const groups = {
  start: () => start(21),
  iterations: () => iterations(3),
  guards: () => guards(3),
  journal,
  checkpoint: () => checkpoint(21),
  memory: () => memory(5),
  parsing: () => parsing(5),
  long: () => longRun(11),
}

const named = process.argv.slice(2)
const rows = []
for (const [name, measure] of Object.entries(groups)) {
  if (named.length > 0 && !named.includes(name)) continue
  process.stderr.write(`${name} …\n`)
  rows.push(...(await measure()))
}
console.log(
  `node ${process.versions.node}, ${platform()} ${arch()}, ${cpus().length} cores, ${new Date().toISOString().slice(0, 10)}\n`,
)
printTable(rows)
