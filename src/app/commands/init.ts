import { closeSync, constants, fsyncSync, openSync, writeSync } from 'node:fs'
import { join } from 'node:path'
import { configTemplate } from '../../config/template.ts'
import { RalphError } from '../../errors.ts'
import type { Command } from '../command.ts'

const prompt = `# Task

Say what should be true when the work is done, not how to do it.

## Requirements

- …

## How to check

- …

Work in small steps. Commit nothing that does not pass the checks.
`

/** Writes what a first run needs. What is there already stays as it is. */
export const init: Command = async (_flags, _positionals, { stdout, cwd }) => {
  for (const [name, text] of [['PROMPT.md', prompt] as const, ['ralph.yml', configTemplate()] as const]) {
    const written = writeNew(join(cwd, name), text)
    stdout.write(written ? `wrote ${name}\n` : `kept ${name}: it was there already\n`)
  }
  stdout.write('Next: say in PROMPT.md what to do, then `ralph --dry-run` shows the plan.\n')
  return 0
}

/** Exclusive: nothing that exists is opened, not even through a link that leads nowhere yet. */
function writeNew(path: string, text: string): boolean {
  const flags = constants.O_WRONLY | constants.O_CREAT | constants.O_EXCL | constants.O_NOFOLLOW
  try {
    const descriptor = openSync(path, flags, 0o644)
    try {
      writeSync(descriptor, text)
      fsyncSync(descriptor)
    } finally {
      closeSync(descriptor)
    }
    return true
  } catch (error) {
    const { code, message } = error as NodeJS.ErrnoException
    if (code === 'EEXIST') return false
    throw new RalphError(`${path} cannot be written: ${message}`, 'Make the folder writable, or go to another one.', 1)
  }
}
