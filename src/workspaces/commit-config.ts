import { homedir } from 'node:os'
import { join } from 'node:path'
import { git } from '../platform/git.ts'
import { splitNul } from './binary.ts'
import type { Repository } from './repository.ts'

export interface Person {
  readonly name: string
  readonly email: string
}

const ralph: Person = { name: 'ralph', email: 'ralph@localhost' }

/** Harmless settings, without which a commit would hold other bytes than the user's own git would commit. */
const conversionPattern = /^core\.(autocrlf|eol|filemode|symlinks|ignorecase)$/

/**
 * Reads who commits in this repository (its own config, else ralph) and how its files are converted, in the form of
 * lines for a `[core]` section. `git config` starts nothing.
 */
export async function readUserConfig({
  gitDir,
  top,
}: Repository): Promise<{ readonly person: Person; readonly conversions: string }> {
  const args = ['config', '-z', '--show-scope', '--get-regexp', '^(user|core)\\.']
  const env = { GIT_CONFIG_GLOBAL: join(process.env['HOME'] || homedir(), '.gitconfig') }
  const fields = splitNul(await git({ gitDir, folder: top }, args, { env, answers: [1] }))
  const conversions = new Map<string, string>()
  const person: { name?: string; email?: string } = {}
  for (let i = 0; i + 1 < fields.length; i += 2) {
    const [key = '', value = 'true'] = (fields[i + 1] ?? '').split('\n', 2)
    if (conversionPattern.test(key) && /^[a-z]+$/i.test(value)) conversions.set(key.slice('core.'.length), value)
    if (fields[i] !== 'local' && fields[i] !== 'worktree') continue
    if (key === 'user.name') person.name = utf8(value)
    if (key === 'user.email') person.email = utf8(value)
  }
  return {
    person: { ...ralph, ...person },
    conversions: [...conversions].map(([key, value]) => `\t${key} = ${value}\n`).join(''),
  }
}

function utf8(latin1: string): string {
  return Buffer.from(latin1, 'latin1').toString('utf8')
}
