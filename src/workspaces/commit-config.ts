import { homedir } from 'node:os'
import { join } from 'node:path'
import { git } from '../platform/git.ts'
import { splitNul } from './binary.ts'
import type { Repository } from './repository.ts'

export interface Person {
  readonly name: string
  readonly email: string
}

export interface UserConfig {
  readonly person: Person
  /** Lines for a `[core]` section. */
  readonly conversions: string
  /** Whether what moves a branch is noted in logs that are not there yet. */
  readonly beginsLogs: boolean
}

/** Nobody's settings take longer; one that takes more of them from a named pipe takes for ever. */
const timeoutMs = 10_000

const ralph: Person = { name: 'ralph', email: 'ralph@localhost' }

/** Harmless settings, without which a commit would hold other bytes, or other permissions, than the user's own git gives it. */
const conversionPattern = /^core\.(autocrlf|eol|filemode|symlinks|ignorecase|sharedrepository)$/

/**
 * Reads who commits in this repository (its own config, else ralph) and how its files are converted, in the form of
 * lines for a `[core]` section. `git config` starts nothing.
 */
export async function readUserConfig({ gitDir, top }: Repository): Promise<UserConfig> {
  const args = ['config', '-z', '--show-scope', '--get-regexp', '^(user|core)\\.']
  const env = { GIT_CONFIG_GLOBAL: join(process.env['HOME'] || homedir(), '.gitconfig') }
  const fields = splitNul(await git({ gitDir, folder: top }, args, { env, answers: [1], timeoutMs }))
  const conversions = new Map<string, string>()
  const person: { name?: string; email?: string } = {}
  let beginsLogs = true
  for (let i = 0; i + 1 < fields.length; i += 2) {
    const [key = '', value = 'true'] = (fields[i + 1] ?? '').split('\n', 2)
    if (conversionPattern.test(key) && /^[a-z0-9]+$/i.test(value)) conversions.set(key.slice('core.'.length), value)
    if (key === 'core.logallrefupdates') beginsLogs = !/^(false|no|off|0)$/i.test(value)
    if (fields[i] !== 'local' && fields[i] !== 'worktree') continue
    if (key === 'user.name') person.name = utf8(value)
    if (key === 'user.email') person.email = utf8(value)
  }
  return {
    person: { ...ralph, ...person },
    beginsLogs,
    conversions: [...conversions].map(([key, value]) => `\t${key} = ${value}\n`).join(''),
  }
}

function utf8(latin1: string): string {
  return Buffer.from(latin1, 'latin1').toString('utf8')
}
