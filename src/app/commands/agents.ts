import { homedir } from 'node:os'
import type { AgentAdapter } from '../../agent.ts'
import { findAgent } from '../../agents/detect.ts'
import { agents as adapters } from '../../agents/list.ts'
import { loginOf, probeVersion } from '../../agents/probe.ts'
import { makeClean } from '../../platform/text/clean.ts'
import type { Command, CommandContext } from '../command.ts'
import { table } from '../table.ts'

/** Which agent CLIs are installed, and what each reports. Asks each for its version; spends nothing. */
export const agents: Command = async ({ json }, _positionals, context) => {
  const list = await Promise.all(adapters.map((adapter) => lookAt(adapter, context.env)))
  context.stdout.write(json ? `${JSON.stringify(list, null, 2)}\n` : text(list))
  return 0
}

async function lookAt(adapter: AgentAdapter, env: CommandContext['env']) {
  const found = findAgent(adapter, env['PATH'])
  const { name, install, capabilities } = adapter
  const path = found.state === 'missing' ? null : found.path
  const version = found.state === 'found' && name !== 'demo' ? await probeVersion(found.path) : undefined
  const login = loginOf(name, env, env['HOME'] ?? homedir())
  return {
    name,
    state: found.state,
    path,
    version: version ? makeClean()(version) : null,
    login,
    capabilities,
    install,
  }
}

type Line = Awaited<ReturnType<typeof lookAt>>

function text(list: readonly Line[]): string {
  const rows = list.map(({ name, state, version, login, capabilities, path, install }) => [
    name,
    state === 'found' ? (version ?? (name === 'demo' ? 'built in' : 'installed')) : state,
    login.state === 'ready' ? login.reason : 'not known',
    capabilities.usage === 'none' ? 'estimated' : `reported ${capabilities.usage === 'live' ? 'live' : 'at end'}`,
    capabilities.cost,
    capabilities.resetTime ? 'reported' : 'unknown',
    state === 'found' ? (path ?? '') : install,
  ])
  return `${table(['agent', 'version', 'login', 'tokens', 'cost', 'reset times', 'where'], rows).join('\n')}\n`
}
