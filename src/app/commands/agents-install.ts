import { homedir } from 'node:os'
import { join } from 'node:path'
import type { AgentAdapter } from '../../agent.ts'
import { findAgent, findProgram, ownProgram } from '../../agents/detect.ts'
import { loadAgent, loadAgents } from '../../agents/list.ts'
import { loginOf } from '../../agents/probe.ts'
import { versionOf } from '../../agents/version.ts'
import { didYouMean } from '../../config/did-you-mean.ts'
import { RalphError } from '../../errors.ts'
import { agentsFolder, stateFolder } from '../../platform/state-folder.ts'
import type { Command, CommandContext } from '../command.ts'
import { installPackage, type Package } from '../install-package.ts'

/**
 * Puts an agent CLI into a folder of ralph's own, with the user's own npm and registry, at the version that was tested
 * or at the one named. Nothing is there until all of it is, and works. Its path goes to stdout, words to stderr.
 */
export const agentsInstall: Command = async ({ version: asked }, [name = ''], context) => {
  const adapter = await adapterNamed(name)
  const wanted = packageOf(adapter, asked)
  const folder = agentsFolder(stateFolder(context.env))
  const program = ownProgram(adapter, folder)
  const there = versionOf(program, wanted.name)
  if (there !== undefined && there === wanted.version) {
    context.stderr.write(`${name} ${there} is installed already\n`)
  } else {
    context.stderr.write(`installing ${wanted.name}@${wanted.version} with npm; this can take a minute\n`)
    const npm = npmProgram(context.env['PATH'])
    const installed = await installPackage(wanted, { npm, folder: join(folder, name), program, context })
    if ('exitCode' in installed) return installed.exitCode
    context.stderr.write(`${name} ${installed.version} is installed\n`)
  }
  context.stderr.write(advice(adapter, program, context))
  context.stdout.write(`${program}\n`)
  return 0
}

async function adapterNamed(name: string): Promise<AgentAdapter> {
  const adapter = await loadAgent(name)
  if (adapter) return adapter
  const names = (await loadAgents()).filter(({ npm }) => npm).map((one) => one.name)
  const meant = didYouMean(name, names)
  const hint = meant ? `Did you mean ralph agents install ${meant}?` : `There are: ${names.join(', ')}.`
  throw new RalphError(name === '' ? 'which agent is to be installed?' : `unknown agent ${JSON.stringify(name)}`, hint)
}

function packageOf({ name, npm, install }: AgentAdapter, asked: unknown): Package {
  if (!npm) throw new RalphError(`${name} does not come from npm`, `${sentence(install)}.`)
  if (typeof asked !== 'string') return { name: npm.package, version: npm.version }
  if (/^[\w.][\w.+-]{0,99}$/.test(asked)) return { name: npm.package, version: asked }
  throw new RalphError(
    `--version ${JSON.stringify(asked)} is no version`,
    `Write one such as ${npm.version}, or latest.`,
  )
}

function npmProgram(searchPath: string | undefined): string {
  const npm = findProgram('npm', searchPath)
  if (npm.state === 'found') return npm.path
  throw new RalphError('npm is not on the PATH', 'Install Node.js with npm: https://nodejs.org', 4)
}

/** What is left to do before ralph can use it. */
function advice(adapter: AgentAdapter, program: string, { env }: CommandContext): string {
  const found = findAgent(adapter, env['PATH'])
  const login = loginOf(adapter, env, env['HOME'] || homedir())
  const first = found.state === 'found' ? `ralph uses the one on the PATH before it: ${found.path}\n` : ''
  if (login.state === 'ready') return `${first}login: ${login.reason}\n`
  const [command = ''] = adapter.programs
  return `${first}to log in: ${adapter.login ?? adapter.install}\n(${command} is ${program}; it is not on the PATH)\n`
}

function sentence(text: string): string {
  return `${text.charAt(0).toUpperCase()}${text.slice(1)}`
}
