import { readFileSync } from 'node:fs'
import { isAbsolute, normalize } from 'node:path'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import type { AgentAdapter, AgentOutput, AgentRequest, Environment, Exit } from '../../src/agent.ts'
import { commandAgent } from '../../src/agents/command.ts'
import { adapterNames, formatNames, loadAgents, loadFormat } from '../../src/agents/list.ts'
import { countedTokens, type Spending } from '../../src/usage.ts'
import { listPrice } from '../../src/agents/prices/prices.ts'

/** Every adapter, and every format as the one of a command. */
const variants: readonly (readonly [name: string, adapter: AgentAdapter])[] = [
  ...(await loadAgents()).map((adapter) => [adapter.name, adapter] as const),
  ...(await Promise.all(formatNames.map(ofCommand))),
]

async function ofCommand(name: string): Promise<readonly [string, AgentAdapter]> {
  const format = await loadFormat(name)
  if (!format) throw new Error(`no format ${name}`)
  return [`command, ${name}`, commandAgent('my-agent --go', format)]
}

const request: AgentRequest = {
  program: '/opt/agent',
  prompt: 'The task: 60d1c9. End with TASK_COMPLETE.',
  promptFile: '/state/prompt.md',
  scratch: '/scratch',
  prices: listPrice,
  workspace: '/workspace',
  sessionId: 's-1',
  extraArgs: ['--their own'],
  model: 'claude-sonnet-4-5',
  budgetUsd: 1.5,
}

const home = '/home/dev'
const workspace = '/home/dev/shop'
/** Logins and places of others. */
const foreign = ['.ssh', '.config', '.cache', '.local/share', '.gnupg', '.npmrc', '.kube'].map(
  (name) => `${home}/${name}`,
)

/** Bare, as the operator might have set it, and as nobody should have. */
const environments: readonly Environment[] = [
  {},
  { XDG_CONFIG_HOME: '/xdg/config', XDG_DATA_HOME: '/xdg/data', XDG_CACHE_HOME: '/xdg/cache', XDG_STATE_HOME: '/x' },
  { CLAUDE_CONFIG_DIR: '/c', CODEX_HOME: '/x/codex', GEMINI_CLI_HOME: '/g', COPILOT_HOME: '/p', QWEN_HOME: '~/q' },
  { CLAUDE_CONFIG_DIR: 'c', CODEX_HOME: '../x', QWEN_HOME: '.', XDG_DATA_HOME: 'data', PI_CODING_AGENT_DIR: '' },
  { ANTHROPIC_BASE_URL: 'http://', OPENAI_BASE_URL: '%%%', GOOGLE_GEMINI_BASE_URL: 'x y', AMP_URL: '/', GH_HOST: '' },
  { CLAUDE_CODE_USE_BEDROCK: '1', AWS_REGION: 'eu-central-1', AMAZON_Q_SIGV4: '1' },
  { CLAUDE_CODE_USE_VERTEX: '1', CLOUD_ML_REGION: 'europe-west1', GOOGLE_GENAI_USE_VERTEXAI: 'true' },
  { CLAUDE_CODE_USE_FOUNDRY: '1', ANTHROPIC_FOUNDRY_RESOURCE: 'my-models', AWS_REGION: 'evil.example/' },
]

/** A variable that moves an agent's API, and where that usually is. */
const endpoints: Readonly<Record<string, readonly (readonly [variable: string, usual: string])[]>> = {
  claude: [['ANTHROPIC_BASE_URL', 'api.anthropic.com']],
  codex: [['OPENAI_BASE_URL', 'api.openai.com']],
  gemini: [['GOOGLE_GEMINI_BASE_URL', 'generativelanguage.googleapis.com']],
  opencode: [['ANTHROPIC_BASE_URL', 'api.anthropic.com']],
  qwen: [['OPENAI_BASE_URL', 'api.openai.com']],
  pi: [['OPENAI_BASE_URL', 'api.openai.com']],
  amp: [['AMP_URL', 'ampcode.com']],
}

function isInside(path: string, folder: string): boolean {
  return path === folder || path.startsWith(`${folder}/`)
}

const goodExit: Exit = { code: 0, signal: null, stderr: '', at: 1_795_200_000_000 }

const recorded = ['write', 'partial', 'oauth_limit', 'sigint_tool']
  .map((name) => new URL(`../fixtures/transcripts/claude/2.1.329/${name}.stdout`, import.meta.url))
  .flatMap((file) => readFileSync(file, 'utf8').split('\n'))

const ralphEvents = fc
  .record(
    {
      type: fc.constantFrom('session', 'text', 'thinking', 'tool', 'tool-result', 'usage', 'retry', 'result'),
      text: fc.jsonValue(),
      message: fc.jsonValue(),
      usage: fc.oneof(fc.jsonValue(), fc.record({ input: fc.integer(), output: fc.double() })),
      cost: fc.oneof(fc.jsonValue(), fc.record({ usd: fc.double() })),
      failure: fc.jsonValue(),
    },
    { requiredKeys: ['type'] },
  )
  .map((event) => JSON.stringify(event))

const anyLine = fc.oneof(
  fc.string(),
  fc.string({ unit: 'binary' }),
  fc.json(),
  ralphEvents,
  fc.constantFrom(...recorded),
  fc.tuple(fc.constantFrom(...recorded), fc.nat()).map(([line, cut]) => line.slice(0, cut % (line.length + 1))),
)

function run(adapter: AgentAdapter, lines: readonly string[], exit: Exit = goodExit) {
  const parser = adapter.parser(request)
  const outputs = lines.flatMap((line) => parser.line(line))
  return { outputs, result: parser.end(exit) }
}

function readings(outputs: readonly AgentOutput[]): readonly Spending[] {
  return outputs.filter((output) => output.type === 'usage')
}

function expectSound({ usage, cost }: Spending): void {
  const amounts = [usage.input, usage.cacheRead, usage.cacheWrite, usage.output, usage.reasoning ?? 0, cost.usd]
  for (const amount of amounts) expect(Number.isFinite(amount) && amount >= 0).toBe(true)
}

describe.each(variants)('%s', (_, adapter) => {
  test('never throws, and every figure is sound, whatever is printed', () => {
    const exits = fc.constantFrom<Partial<Exit>>(
      {},
      { code: 1 },
      { code: null, signal: 'SIGKILL' },
      { code: 1, stderr: '\u0000' },
    )
    fc.assert(
      fc.property(fc.array(anyLine, { maxLength: 20 }), exits, (lines, exit) => {
        const { outputs, result } = run(adapter, lines, { ...goodExit, ...exit })
        for (const reading of [...readings(outputs), result]) expectSound(reading)
        expect(typeof result.message).toBe('string')
        if (exit.code !== undefined) expect(result.failure).toBeDefined()
      }),
      { numRuns: 100 },
    )
  })

  test('its readings are running totals: they never count tokens of the past away', () => {
    const { outputs } = run(adapter, recorded.slice(0, 40))
    const totals = readings(outputs)
      .filter(({ usage }) => usage.basis === 'reported')
      .map(({ usage }) => countedTokens(usage))
    expect(totals).toEqual(totals.toSorted((a, b) => a - b))
  })

  test('a parser keeps nothing of another process', () => {
    const used = run(adapter, recorded)
    const fresh = run(adapter, ['hello'])
    expect(fresh).toEqual(run(adapter, ['hello']))
    expect(run(adapter, recorded)).toEqual(used)
  })

  test('a process that prints nothing has said nothing', () => {
    const { outputs, result } = run(adapter, [])
    expect(outputs).toEqual([])
    expect(result.message).toBe('')
    expectSound(result)
  })

  test.each(['SIGKILL', 'SIGTERM', 'SIGSEGV'])('death by %s is a failure whatever was said before', (signal) => {
    const { result } = run(adapter, ['{"type":"result","message":"TASK_COMPLETE"}', ...recorded], {
      ...goodExit,
      code: null,
      signal,
    })
    expect(result.failure?.message).toMatch(/\S/)
  })

  test('a bad exit is a failure', () => {
    const { result } = run(adapter, ['TASK_COMPLETE'], { ...goodExit, code: 7, stderr: 'it broke' })
    expect(result.failure).toMatchObject({ kind: 'crashed', message: expect.stringContaining('it broke') })
  })

  test('the prompt goes in by stdin or a file, never by the command line', () => {
    const { args, stdin, dialogue } = adapter.command(request)
    expect(args.join(' ')).not.toContain('60d1c9')
    expect(dialogue === true || stdin === request.prompt || args.some((arg) => arg.includes(request.promptFile))).toBe(
      true,
    )
  })

  test("it starts the program it is told to, with the operator's arguments whole and last", () => {
    const { file, args } = adapter.command(request)
    expect(file).toBe('/opt/agent')
    expect(args.at(-1)).toBe('--their own')
  })

  test("it hides an agent around ralph, and nothing that is the user's", () => {
    const { env } = adapter.command(request)
    for (const name of [
      'CLAUDECODE',
      'CLAUDE_CODE_ENTRYPOINT',
      'CLAUDE_CODE_SSE_PORT',
      'CODEX_SANDBOX',
      'GEMINI_CLI',
      'OPENCODE',
    ]) {
      expect(Object.keys(env)).toContain(name)
      expect(env[name]).toBeUndefined()
    }
    for (const name of [
      'PATH',
      'HOME',
      'ANTHROPIC_API_KEY',
      'CLAUDE_CODE_OAUTH_TOKEN',
      'CLAUDE_CONFIG_DIR',
      'CODEX_HOME',
      'OPENAI_API_KEY',
    ])
      expect(Object.keys(env)).not.toContain(name)
  })

  test('its folders are its own: absolute, plain, and neither the home nor a workspace nor around one', () => {
    for (const env of environments)
      for (const path of adapter.footprint?.state(home, env) ?? []) {
        expect(isAbsolute(path) && normalize(path) === path && !path.endsWith('/')).toBe(true)
        const around = [home, workspace, ...foreign].filter((place) => isInside(place, path))
        expect({ path, around }).toEqual({ path, around: [] })
        expect({ path, isWork: isInside(path, workspace) }).toEqual({ path, isWork: false })
      }
  })

  test('its settings are in its folders, or relative to the workspace', () => {
    for (const env of environments) {
      const state = adapter.footprint?.state(home, env) ?? []
      for (const path of adapter.footprint?.settings(home, env) ?? []) {
        expect(normalize(path)).toBe(path)
        const isFound = isAbsolute(path) ? state.some((folder) => isInside(path, folder)) : !path.startsWith('..')
        expect({ path, isFound }).toEqual({ path, isFound: true })
      }
    }
  })

  test('some of its folders can be written, or it could not remember a thing', () => {
    if (!adapter.footprint || adapter.name === 'demo') return
    const settings = new Set(adapter.footprint.settings(home, {}))
    expect(adapter.footprint.state(home, {}).filter((path) => !settings.has(path))).not.toEqual([])
  })

  test('its hosts are names of hosts, and follow the address that the operator set', () => {
    for (const env of environments)
      for (const host of adapter.footprint?.hosts(env) ?? []) {
        expect(host).toMatch(
          /^(?:\*\.)?[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?(?:\.[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?)+$/,
        )
        // A whole cloud, or a top-level domain, would be as good as everything.
        expect(host).not.toMatch(/^\*\.(?:[a-z]+|amazonaws\.com|googleapis\.com|azure\.com|github\.com)$/)
      }
    for (const [variable, usual] of endpoints[adapter.name] ?? []) {
      const hosts = adapter.footprint?.hosts({ [variable]: 'https://gateway.example.net/v1' })
      expect(hosts).toContain('gateway.example.net')
      expect(hosts).not.toContain(usual)
    }
  })

  test('its variables are names, or beginnings long enough to be its own', () => {
    for (const variable of [...(adapter.footprint?.variables ?? []), ...(adapter.credentials?.variables ?? [])])
      expect(variable).toMatch(/^(?:[A-Z][A-Z0-9_]+|[A-Z][A-Z0-9_]+_[A-Z0-9]*\*)$/)
    for (const foreignName of ['PATH', 'LD_PRELOAD', 'NODE_OPTIONS', 'GIT_SSH_COMMAND', 'AWS_PROFILE', 'SSH_AUTH_SOCK'])
      expect(adapter.footprint?.variables ?? []).not.toContain(foreignName)
  })

  test('it says what it can tell', () => {
    expect(adapter.programs.length).toBeGreaterThan(0)
    expect(adapter.install).toMatch(/\S/)
    if (adapter.capabilities.usage === 'none') expect(adapter.capabilities.cost).toBe('estimated')
  })
})

test('every agent and every format has a name of its own', () => {
  for (const names of [adapterNames, formatNames]) expect(new Set(names).size).toBe(names.length)
})
