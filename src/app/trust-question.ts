import type { Flags } from '../config/flags.ts'
import { loadSettings, type Loaded } from '../config/load.ts'
import { UntrustedConfig } from '../config/trust.ts'
import { isTerminal } from '../platform/console.ts'
import { markerVariable } from '../platform/process/table.ts'
import type { CommandContext } from './command.ts'
import { placeOf } from './place.ts'
import { remember, trustStore } from './trust-store.ts'

/** The settings as far as the workspace's configuration is trusted, and what was held back of it. */
export interface AsTrusted {
  readonly loaded: Loaded
  readonly untrusted?: UntrustedConfig
}

/** Loads the settings for somebody who only looks: what is not trusted is left out, and told. */
export async function settingsAsTrusted(flags: Flags, context: CommandContext): Promise<AsTrusted> {
  const { env, cwd } = context
  try {
    return { loaded: await loadSettings({ flags, env, cwd, trust: trustStore(context) }) }
  } catch (error) {
    if (!(error instanceof UntrustedConfig)) throw error
    return { loaded: error.refused.without(), untrusted: error }
  }
}

/**
 * The settings to run with. What is not trusted is asked for, where there is somebody to ask; without a yes this throws
 * and nothing is started.
 */
export async function trustedSettings(flags: Flags, found: AsTrusted, context: CommandContext): Promise<Loaded> {
  const { loaded, untrusted } = found
  if (!untrusted) return loaded
  if (!canAsk(loaded, context) || !(await isAllowed(untrusted, context))) throw untrusted
  remember(placeOf(context), untrusted.refused.file)
  const { env, cwd } = context
  return loadSettings({ flags, env, cwd, trust: trustStore(context) }) // it may have been changed while it was asked for
}

/** A yes must come from a person: not from a script, and not from an agent that runs ralph. */
function canAsk({ settings: { outputFormat } }: Loaded, { env }: CommandContext): boolean {
  const isScript = outputFormat === 'json' || env['CI'] || env[markerVariable]
  return !isScript && isTerminal(0) && isTerminal(2)
}

async function isAllowed(untrusted: UntrustedConfig, { stderr }: CommandContext): Promise<boolean> {
  const { trustText } = await import('./trust-text.ts')
  stderr.write(
    `${trustText(untrusted, untrusted.refused.standing)}\nAllow this, here and until the file changes? [y/N] `,
  )
  const { createInterface } = await import('node:readline')
  // Not as a terminal: it would take Ctrl-C for itself.
  const lines = createInterface({ input: process.stdin, terminal: false })
  try {
    for await (const line of lines) return /^y(?:es)?$/i.test(line.trim())
    return false
  } finally {
    lines.close()
  }
}
