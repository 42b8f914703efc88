import { join } from 'node:path'
import { loadSource } from './load-source.mjs'
import { folder, median } from './measure.mjs'
import { row } from './table.mjs'

/** What it costs to write one event down. */
export async function journal() {
  const { FileJournal } = await loadSource('src/journals/file.ts')
  const file = new FileJournal(join(folder('journal'), 'journal.jsonl'))
  const spent = []
  for (let seq = 1; seq <= 2000; seq++) {
    const event = { type: 'iteration.finished', iteration: seq, summary: 'Fixed the parser. '.repeat(20) }
    const started = performance.now()
    await file.append(event, seq, { at: Date.now(), up: started })
    spent.push(performance.now() - started)
  }
  await file.close()
  return [row('journal: one event, on the disk', median(spent), 'ms', 1)]
}
