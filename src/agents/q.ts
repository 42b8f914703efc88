import { join } from 'node:path'
import type {
  AgentAdapter,
  AgentRequest,
  AgentResult,
  Credentials,
  Exit,
  Failure,
  Footprint,
  OutputParser,
} from '../agent.ts'
import { withoutNestedAgent } from './environment.ts'
import { oneLine, withoutDecoration } from './reading/excerpt.ts'
import { failureKindIn } from './failures/failure-text.ts'
import { resetTime } from './failures/reset-time.ts'
import { kiroFootprint, qFootprint } from './q-footprint.ts'
import { TextParser, textFormat } from './text.ts'

/**
 * Kiro: Amazon Q's command line under its newer name. It prints text made for a terminal, and no tokens. Written from
 * its documentation: exit code 0 for an answer, 1 for a failure, 3 for an MCP server that did not start, 4 for an agent
 * that was not found.
 */
export const kiro = chatAgent({
  name: 'kiro',
  program: 'kiro-cli',
  install: 'see https://kiro.dev/cli, then run kiro-cli login or set KIRO_API_KEY',
  login: 'run kiro-cli login, or set KIRO_API_KEY',
  credentials: { variables: ['KIRO_API_KEY'], files: (home) => stores(home, 'kiro-cli') },
  footprint: kiroFootprint,
})

/** Amazon Q Developer for the command line. */
export const q = chatAgent({
  name: 'q',
  program: 'q',
  install: 'install Amazon Q for the command line or its successor kiro-cli, then run q login',
  login: 'run q login',
  credentials: { variables: [], files: (home) => stores(home, 'amazon-q') },
  footprint: qFootprint,
})

/** Where it keeps what it knows of its user. */
function stores(home: string, name: string): readonly string[] {
  return [
    join(home, '.local', 'share', name, 'data.sqlite3'),
    join(home, 'Library', 'Application Support', name, 'data.sqlite3'),
  ]
}

interface ChatAgent {
  readonly name: string
  readonly program: string
  readonly install: string
  readonly login: string
  readonly credentials: Credentials
  readonly footprint: Footprint
}

function chatAgent({ program, ...known }: ChatAgent): AgentAdapter {
  return {
    ...known,
    programs: [program],
    capabilities: textFormat.capabilities,
    command: ({ program: file, prompt, model, extraArgs }: AgentRequest) => ({
      file,
      args: [
        'chat',
        '--no-interactive',
        '--trust-all-tools',
        ...(model === undefined ? [] : ['--model', model]),
        ...extraArgs,
      ],
      stdin: prompt,
      env: { ...withoutNestedAgent, NO_COLOR: '1' },
    }),
    parser: chatParser,
  }
}

function chatParser(request: AgentRequest): OutputParser {
  const parser = new TextParser(request, saidByChat)
  return { line: (line) => parser.line(line), end: (exit) => judged(parser.end(exit), exit) }
}

/** A coloured "> " stands before an answer, and what it cost in a line after it: neither is a part of the answer. */
function saidByChat(line: string): string | undefined {
  const plain = withoutDecoration(line)
  if (/^\s*▸ (?:Credits|Time)\b/.test(plain)) return undefined
  return plain !== line ? plain.replace(/^> /, '') : plain
}

/** A limit or a lost login is told instead of an answer, some say with exit code 0. */
function judged(result: AgentResult, { stderr, at, signal }: Exit): AgentResult {
  const { failure, message } = result
  if (signal !== null || (failure && failure.kind !== 'crashed')) return result
  const own = ownWords.test(message) ? message : undefined
  const said = own ?? (failure && ownWords.test(stderr) ? stderr : undefined)
  return said === undefined ? result : { ...result, failure: { ...failure, ...refused(said, at) } }
}

/** How the CLI itself, not the agent, begins to speak. */
const ownWords =
  /^\s*(?:(?:error|warning): )?(?:(?:kiro|amazon q) is having trouble responding right now|monthly request limit reached|you(?: are|'re) not logged in|authentication failed\b)/i

function refused(said: string, at: number): Failure {
  const isLogin =
    /\bnot logged in\b|\bauthentication failed\b|\bAccessDeniedException\b|\bbearer token\b.{0,40}\binvalid\b/i
  const kind = failureKindIn(said) ?? (isLogin.test(said) ? 'unauthorized' : 'crashed')
  const retryAt = kind === 'rate-limited' ? resetTime(said, at) : undefined
  return { kind, message: oneLine(said, 500), ...(retryAt !== undefined && { retryAt }) }
}
