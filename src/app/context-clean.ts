import { makeClean } from '../platform/text/clean.ts'
import type { Clean } from '../platform/text/redact.ts'
import type { CommandContext } from './command.ts'
import { knownSecrets } from './known-secrets.ts'

/** For what a command prints of settings, paths and reasons: without the secrets known where it was called. */
export function contextClean({ cwd, env }: Pick<CommandContext, 'cwd' | 'env'>): Clean {
  return makeClean({ values: knownSecrets(cwd, env) })
}
