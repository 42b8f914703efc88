import { mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { loadSource } from './load-source.mjs'
import { folder, interleaved, wholeTime } from './measure.mjs'
import { row } from './table.mjs'

const files = 2000

/** A checkpoint of a repository in which one file changed. */
export async function checkpoint(rounds) {
  const directory = repository()
  const { shadowWorkspace } = await loadSource('src/workspaces/shadow.ts')
  const { newState } = await loadSource('src/state.ts')
  const gitDir = join(folder('shadow'), 'shadow.git')
  const workspace = shadowWorkspace({ directory, gitDir, runId: '20260101-000000-00000000', interval: 1 })
  const { signal } = new AbortController()
  let iterations = 0
  const snapshot = async () => {
    writeFileSync(fileAt(directory, 42), `export const changed = ${iterations}\n`)
    const started = performance.now()
    const { commit } = await workspace.snapshot('iteration', { ...newState, iterations: ++iterations }, signal)
    if (!commit) throw new Error('no checkpoint was made')
    return performance.now() - started
  }
  const first = await snapshot()
  const ms = await interleaved(rounds, { git: () => wholeTime(['git', '--version']), snapshot })
  return [
    row(`checkpoint, ${files} files, 1 changed`, ms.snapshot, 'ms', 20),
    row('… the first of the repository', first, 'ms'),
    row('for comparison: `git --version`', ms.git, 'ms'),
  ]
}

function repository() {
  const directory = folder('repository')
  wholeTime(['git', 'init', '--quiet'], { cwd: directory })
  for (let i = 0; i < files; i++) {
    if (i % 20 === 0) mkdirSync(join(directory, `part-${i / 20}`))
    writeFileSync(fileAt(directory, i), `export const value = ${i}\n`.repeat(40))
  }
  const git = (...args) =>
    wholeTime(['git', '-c', 'user.name=bench', '-c', 'user.email=bench@localhost', ...args], { cwd: directory })
  git('add', '--all')
  git('commit', '--quiet', '--no-gpg-sign', '-m', 'files')
  return directory
}

const fileAt = (directory, i) => join(directory, `part-${Math.floor(i / 20)}`, `file-${i}.ts`)
