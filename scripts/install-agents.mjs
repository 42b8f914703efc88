// Installs the agent CLIs that ralph is tested with, at the versions that their lock files name.
import { spawnSync } from 'node:child_process'
import { createHash } from 'node:crypto'
import { existsSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'

/** Into `test/agents/<name>/node_modules`, unless what the lock file says is there already. */
export function install(project, name) {
  const folder = join(project, 'test/agents', name)
  const seal = join(folder, 'node_modules/.installed')
  const lock = createHash('sha256')
    .update(readFileSync(join(folder, 'package-lock.json')))
    .digest('hex')
  if (existsSync(seal) && readFileSync(seal, 'utf8') === lock) return
  // Some of these name packages for platforms that not every registry has, which `npm ci` would insist on.
  const how = name === 'more' ? ['install', '--no-save'] : ['ci']
  console.error(`installing the agents in ${folder}`)
  const options = { cwd: folder, encoding: 'utf8' }
  const { status, stderr } = spawnSync('npm', [...how, '--no-audit', '--no-fund', '--loglevel=error'], options)
  if (status !== 0) throw new Error(`npm ${how.join(' ')} failed in ${folder}:\n${stderr}`)
  writeFileSync(seal, lock)
}
