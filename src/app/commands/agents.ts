import { homedir } from 'node:os'
import type { AgentAdapter, Capabilities } from '../../agent.ts'
import { findAgent, type Found } from '../../agents/detect.ts'
import { loadAgents } from '../../agents/list.ts'
import { loginOf, probeVersion, type Login } from '../../agents/probe.ts'
import { didYouMean } from '../../config/did-you-mean.ts'
import { RalphError } from '../../errors.ts'
import { agentsFolder, stateFolder } from '../../platform/state-folder.ts'
import { makeClean } from '../../platform/text/clean.ts'
import { neutralise } from '../../platform/text/neutralise.ts'
import { printableJson } from '../../platform/text/printable-json.ts'
import { wrapped } from '../../platform/text/width.ts'
import type { Command, CommandContext } from '../command.ts'
import { table } from '../table.ts'

/**
 * Which agent CLIs are installed, and what each can report; `agents install` gets one. Asks those for their version
 * that don't show it; spends nothing.
 */
export const agents: Command = async (flags, [word, ...names], context) => {
  if (word === 'install') return (await import('./agents-install.ts')).agentsInstall(flags, names, context)
  if (word !== undefined) throw unknownWord(word)
  if (flags['version'] !== undefined)
    throw new RalphError('--version says what to install', 'Write: ralph agents install <name> --version <version>')
  const ownFolder = agentsFolder(stateFolder(context.env))
  const list = await Promise.all((await loadAgents()).map((adapter) => lookAt(adapter, ownFolder, context.env)))
  const text = () => neutralise(shown(list, context.stdout.columns))
  context.stdout.write(flags['json'] ? `${printableJson(list, 2)}\n` : text())
  return 0
}

function unknownWord(word: string): RalphError {
  const meant = didYouMean(word, ['install'])
  const hint = meant
    ? `Did you mean ralph agents ${meant} <name>?`
    : 'Write ralph agents, or ralph agents install <name>.'
  return new RalphError(`unexpected argument ${JSON.stringify(word)}`, hint)
}

/** One agent as `--json` shows it. */
export interface AgentLine {
  readonly name: string
  readonly state: Found['state']
  readonly path: string | null
  readonly version: string | null
  readonly minVersion: string | null
  readonly login: Login
  readonly capabilities: Capabilities
  readonly install: string
  /** What `ralph agents install` would get. */
  readonly npm: { readonly package: string; readonly version: string } | null
}

async function lookAt(adapter: AgentAdapter, ownFolder: string, env: CommandContext['env']): Promise<AgentLine> {
  const found = findAgent(adapter, env['PATH'], ownFolder)
  const { name, install, capabilities, minVersion, npm } = adapter
  const version = await versionIn(found, adapter)
  return {
    name,
    state: found.state,
    path: found.state === 'missing' ? null : found.path,
    version: version === undefined ? null : makeClean()(version),
    minVersion: minVersion ?? null,
    login: loginOf(adapter, env, env['HOME'] || homedir()),
    capabilities,
    install,
    npm: npm ?? null,
  }
}

async function versionIn(found: Found, { name, npm }: AgentAdapter): Promise<string | undefined> {
  if (found.state === 'too-old') return found.version
  return found.state === 'found' && name !== 'demo' ? probeVersion(found.path, undefined, npm?.package) : undefined
}

const heads = ['agent', 'version', 'login', 'tokens', 'cost', 'context', 'resets', 'budget', 'where']

/** A table; on a terminal that is too narrow for it, some lines for each agent that is there. */
export function shown(list: readonly AgentLine[], columns = Infinity): string {
  const lines = table(heads, list.map(cells))
  const fits = lines.every((line) => line.length <= columns)
  return `${(fits ? lines : list.flatMap((line) => stacked(line, columns))).join('\n')}\n`
}

function cells(line: AgentLine): readonly string[] {
  const { name, login, capabilities } = line
  return [
    name,
    versionCell(line),
    login.state === 'ready' ? login.reason : 'not known',
    { live: 'live', end: 'at end', none: 'estimated' }[capabilities.usage],
    capabilities.cost,
    capabilities.context ? 'told' : 'not told',
    capabilities.resetTime ? 'told' : 'not told',
    capabilities.budget ? 'own too' : 'by ralph',
    where(line),
  ]
}

function versionCell({ name, state, version, minVersion }: AgentLine): string {
  if (state === 'found') return version ?? (name === 'demo' ? 'built in' : 'installed')
  if (state === 'too-old') return `${version ?? '?'}, needs ${minVersion ?? '?'}`
  return state === 'missing' ? '-' : 'not executable'
}

function where({ name, state, path, npm, install }: AgentLine): string {
  if (state === 'found') return path ?? ''
  const how = npm ? `ralph agents install ${name}` : install
  return state === 'missing' || path === null ? how : `${path}; ${how}`
}

function stacked(line: AgentLine, columns: number): readonly string[] {
  const [name = '', version = '', login = '', tokens, cost, context, resets, budget, place = ''] = cells(line)
  const head = `${name}  ${version}  ${place}`
  if (line.state === 'missing') return wrapped(head, columns)
  const facts = `tokens ${tokens}, cost ${cost}, context ${context}, reset times ${resets}, budget ${budget}`
  return [head, `  login: ${login}`, `  ${facts}`].flatMap((text) => wrapped(text, columns))
}
