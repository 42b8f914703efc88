import type { Credentials, Environment, Footprint } from '../agent.ts'
import { secretValues } from '../platform/text/secret-values.ts'
import { isBasic } from './environment-basics.ts'
import { cloudsOf } from './environment-clouds.ts'

export interface EnvironmentWishes {
  /** ralph's own: the operator's shell. */
  readonly env: Environment
  /** Of the agent. Without one, as of a command that the operator named, it gets the basics. */
  readonly footprint?: Pick<Footprint, 'variables'> | undefined
  readonly credentials?: Pick<Credentials, 'variables'> | undefined
  /** The operator's word, whatever a variable can do: a name, or a beginning that ends in `*`. */
  readonly passEnv: readonly string[]
  /** Set for the agent where the operator has not set it, or it was kept back. */
  readonly defaults?: Environment | undefined
  /** Set for the agent; `undefined` takes a variable away. */
  readonly extra?: Environment | undefined
}

/**
 * The whole environment of an agent: the basics, what is its own, and what the operator passes on. What nobody named
 * stays behind: other agents' keys, a cloud's, and whatever makes programs load code.
 */
export function allowedEnvironment({ env, defaults, extra, ...wishes }: EnvironmentWishes): Record<string, string> {
  const isOwn = ownVariables({ env, ...wishes })
  const isPassed = namedBy(wishes.passEnv)
  const allowed = Object.entries(env).filter(
    ([name, value]) => value !== undefined && (isBasic(name, value) || isOwn(name) || isPassed(name)),
  )
  return defined({ ...defaults, ...Object.fromEntries(allowed), ...extra })
}

/** The whole environment of a gate: the basics and what the operator passes on. No agent's key is any of its business. */
export function gateEnvironment(wishes: Pick<EnvironmentWishes, 'env' | 'passEnv' | 'extra'>): Record<string, string> {
  return allowedEnvironment(wishes)
}

/** Names of variables that hold a credential, and were not handed down: what a failed login may be missing. Sorted. */
export function keptBack(env: Environment, allowed: Environment): readonly string[] {
  const names = secretValues(env).map(({ name }) => name)
  if (env['SSH_AUTH_SOCK']) names.push('SSH_AUTH_SOCK')
  return [...new Set(names)].filter((name) => allowed[name] === undefined).toSorted()
}

function ownVariables({ env, footprint, credentials }: EnvironmentWishes): (name: string) => boolean {
  const isOwn = namedBy([...(credentials?.variables ?? []), ...(footprint?.variables ?? [])])
  const isLent = namedBy(cloudsOf(env, isOwn).flatMap(({ variables }) => variables))
  return (name) => isOwn(name) || isLent(name)
}

function namedBy(patterns: readonly string[]): (name: string) => boolean {
  const names = new Set(patterns.filter((pattern) => !pattern.endsWith('*')))
  const beginnings = patterns.filter((pattern) => pattern.endsWith('*')).map((pattern) => pattern.slice(0, -1))
  return (name) => names.has(name) || beginnings.some((beginning) => name.startsWith(beginning))
}

function defined(variables: Environment): Record<string, string> {
  return Object.fromEntries(
    Object.entries(variables).flatMap(([name, value]) => (value === undefined ? [] : [[name, value]])),
  )
}
