import { closeSync, constants, lstatSync, mkdirSync, openSync, writeSync } from 'node:fs'
import { join } from 'node:path'
import { RalphError } from '../errors.ts'
import { codeOf, diskError } from '../platform/disk-error.ts'

const { O_CREAT, O_EXCL, O_NOFOLLOW, O_WRONLY } = constants

/**
 * Makes the folder `name` in the workspace's `.agent`, which tells git to ignore it. The agent can put anything
 * there: if either folder is a link or a file now, this throws, and nothing is written anywhere else.
 */
export function makeAgentFolder(agentFolder: string, name: string): string {
  const folder = join(agentFolder, name)
  try {
    makeRealFolder(agentFolder)
    ignoreItself(agentFolder)
    makeRealFolder(folder)
  } catch (error) {
    throw diskError(error, `write to ${folder}`)
  }
  return folder
}

function makeRealFolder(path: string): void {
  const found = lstatSync(path, { throwIfNoEntry: false })
  if (!found) mkdirSync(path)
  else if (!found.isDirectory()) {
    const what = found.isSymbolicLink() ? 'a link' : 'a file'
    throw new RalphError(`${path} is ${what}, where ralph keeps a folder`, 'Move it away.', 1)
  }
}

function ignoreItself(agentFolder: string): void {
  const path = join(agentFolder, '.gitignore')
  if (lstatSync(path, { throwIfNoEntry: false })) return
  try {
    const file = openSync(path, O_WRONLY | O_CREAT | O_EXCL | O_NOFOLLOW)
    writeSync(file, '*\n')
    closeSync(file)
  } catch (error) {
    if (codeOf(error) !== 'EEXIST') throw error
  }
}
