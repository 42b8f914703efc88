import { execFile } from 'node:child_process'
import { existsSync } from 'node:fs'
import type { AgentAdapter, Environment } from '../agent.ts'
import { lastLines, oneLine, withoutDecoration } from './reading/excerpt.ts'
import { versionOf } from './version.ts'

/**
 * The version of a program, or `undefined` if neither its surroundings nor itself say so within `timeoutMs`. It may
 * start the program: only for commands that look at agents, never on the way to running one.
 */
export async function probeVersion(
  program: string,
  timeoutMs = 5000,
  packageName?: string,
): Promise<string | undefined> {
  const known = versionOf(program, packageName)
  if (known !== undefined) return known
  const answer = await tryVersion(program, timeoutMs)
  return 'version' in answer ? answer.version : undefined
}

/** What a program itself says its version is, or what it said instead of that. */
export function tryVersion(
  program: string,
  timeoutMs: number,
): Promise<{ readonly version: string } | { readonly problem: string }> {
  return new Promise((resolve) => {
    const options = { timeout: timeoutMs, killSignal: 'SIGKILL', maxBuffer: 64 * 1024, encoding: 'utf8' } as const
    const child = execFile(program, ['--version'], options, (error, stdout, stderr) => {
      const said = oneLine(withoutDecoration(stdout.split('\n').find((line) => line.trim() !== '') ?? ''), 100)
      if (!error && said !== '') return resolve({ version: /\d+(?:\.\d+)+[\w.+-]*/.exec(said)?.[0] ?? said })
      if (error?.killed) return resolve({ problem: `it did not answer within ${timeoutMs / 1000} s` })
      const reason = /^(?:\w*Error|error): .*/m.exec(stderr)?.[0] ?? lastLines(stderr || stdout)
      resolve({ problem: oneLine(reason, 500) || (error ? error.message : 'it said nothing') })
    })
    child.stdin?.on('error', () => undefined) // EPIPE: it has ended already, and need not listen
    child.stdin?.end()
  })
}

/** Whether an agent has what it needs to log in, as far as that shows without spending anything. */
export type Login =
  | { readonly state: 'ready'; readonly reason: string }
  /** It may be logged in by means that can't be seen: a keychain, a database of its own. */
  | { readonly state: 'unknown' }

/** Looks for variables and files by name only: nothing of a secret is ever read. */
export function loginOf({ name, credentials }: AgentAdapter, env: Environment, home: string): Login {
  if (name === 'demo') return { state: 'ready', reason: 'needs no login' }
  const variable = credentials?.variables.find((known) => env[known])
  if (variable !== undefined) return { state: 'ready', reason: `${variable} is set` }
  const file = credentials?.files?.(home, env).find((path) => existsSync(path))
  return file === undefined ? { state: 'unknown' } : { state: 'ready', reason: `${file} exists` }
}
