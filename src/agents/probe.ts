import { execFile } from 'node:child_process'
import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { oneLine, withoutDecoration } from './excerpt.ts'

/**
 * What a program says its version is, or `undefined` if it doesn't say so within `timeoutMs`. It starts the program:
 * only for commands that look at agents, never on the way to running one.
 */
export function probeVersion(program: string, timeoutMs = 5000): Promise<string | undefined> {
  return new Promise((resolve) => {
    const options = { timeout: timeoutMs, killSignal: 'SIGKILL', maxBuffer: 64 * 1024, encoding: 'utf8' } as const
    const child = execFile(program, ['--version'], options, (error, stdout) => {
      const said = oneLine(withoutDecoration(stdout.split('\n').find((line) => line.trim() !== '') ?? ''), 100)
      resolve(error || said === '' ? undefined : (/\d+(?:\.\d+)+[\w.+-]*/.exec(said)?.[0] ?? said))
    })
    child.stdin?.end()
  })
}

/** Whether an agent has what it needs to log in, as far as that shows without spending anything. */
export type Login =
  | { readonly state: 'ready'; readonly reason: string }
  /** It may be logged in by means that can't be seen: a keychain, a database of its own. */
  | { readonly state: 'unknown' }

/** Looks for variables and files by name only: nothing of a secret is ever read. */
export function loginOf(agent: string, env: Readonly<Record<string, string | undefined>>, home: string): Login {
  if (agent === 'demo') return { state: 'ready', reason: 'needs no login' }
  const { variables = [], files = [] } = credentials(agent, env, home)
  const variable = variables.find((name) => env[name])
  if (variable !== undefined) return { state: 'ready', reason: `${variable} is set` }
  const file = files.find((name) => existsSync(name))
  return file === undefined ? { state: 'unknown' } : { state: 'ready', reason: `${file} exists` }
}

interface Credentials {
  readonly variables?: readonly string[]
  readonly files?: readonly string[]
}

function credentials(agent: string, env: Readonly<Record<string, string | undefined>>, home: string): Credentials {
  switch (agent) {
    case 'claude':
      return {
        variables: [
          'ANTHROPIC_API_KEY',
          'ANTHROPIC_AUTH_TOKEN',
          'CLAUDE_CODE_OAUTH_TOKEN',
          'CLAUDE_CODE_USE_BEDROCK',
          'CLAUDE_CODE_USE_VERTEX',
        ],
        files: [join(env['CLAUDE_CONFIG_DIR'] ?? join(home, '.claude'), '.credentials.json')],
      }
    case 'kiro':
      return { variables: ['KIRO_API_KEY'] }
    default:
      return {}
  }
}
