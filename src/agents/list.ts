import type { AgentAdapter } from '../agent.ts'
import type { AgentFormat } from './format.ts'
import { textFormat } from './text.ts'

/*
 * Every agent ralph can drive, in the order in which `auto` prefers them. A new one is a file and a line here. Each is
 * loaded when it is needed: a run mostly needs one.
 */
const adapters: Readonly<Record<string, () => Promise<AgentAdapter>>> = {
  claude: async () => (await import('./claude/claude.ts')).claude,
  codex: async () => (await import('./codex/codex.ts')).codex,
  gemini: async () => (await import('./gemini/gemini.ts')).gemini,
  copilot: async () => (await import('./copilot/copilot.ts')).copilot,
  opencode: async () => (await import('./opencode/opencode.ts')).opencode,
  qwen: async () => (await import('./qwen/qwen.ts')).qwen,
  amp: async () => (await import('./amp/amp.ts')).amp,
  pi: async () => (await import('./pi/pi.ts')).pi,
  kiro: async () => (await import('./q.ts')).kiro,
  q: async () => (await import('./q.ts')).q,
  demo: async () => (await import('./demo.ts')).demo,
}

/** Other agents whose output can be read of any command. Copilot is none: it tells its tokens in a file of its own. */
const readable = ['gemini', 'opencode', 'qwen', 'pi'] as const

const formats: Readonly<Record<string, () => Promise<AgentFormat>>> = {
  text: async () => textFormat,
  ralph: async () => (await import('./ralph-format.ts')).ralphFormat,
  claude: async () => (await import('./claude/claude.ts')).claudeFormat,
  codex: async () => (await import('./codex/codex.ts')).codexFormat,
  ...Object.fromEntries(readable.map((name) => [name, () => formatOf(name)])),
  acp: async () => (await import('./acp/acp.ts')).acpFormat,
}

/** Their names, the preferred first. */
export const adapterNames: readonly string[] = Object.keys(adapters)

/** Every output that `--agent-format` can name. */
export const formatNames: readonly string[] = Object.keys(formats)

/** `undefined` for a name nobody has written an adapter for. */
export async function loadAgent(name: string): Promise<AgentAdapter | undefined> {
  return Object.hasOwn(adapters, name) ? adapters[name]?.() : undefined
}

export function loadAgents(): Promise<readonly AgentAdapter[]> {
  return Promise.all(Object.values(adapters).map((load) => load()))
}

/** `undefined` for a format nobody can read. */
export async function loadFormat(name: string): Promise<AgentFormat | undefined> {
  return Object.hasOwn(formats, name) ? formats[name]?.() : undefined
}

/** A command may be anything: its session record is not looked for, and it is promised no budget and no resumption. */
async function formatOf(name: (typeof readable)[number]): Promise<AgentFormat> {
  const adapter = await loadAgent(name)
  if (!adapter) throw new Error(`no adapter for ${name}`)
  const { capabilities, sessionRecord } = adapter
  const usage = sessionRecord?.follow ? 'end' : capabilities.usage
  return {
    name,
    capabilities: { ...capabilities, usage, budget: false, resume: false },
    parser: (request) => adapter.parser(request),
  }
}
