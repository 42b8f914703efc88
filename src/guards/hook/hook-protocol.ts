import type { Judgement } from '../../judgement.ts'
import { shellWord } from '../../platform/text/shell-word.ts'

/**
 * What agents' CLIs tell a hook before they use a tool, and the answers they obey. All of them write one JSON object to
 * the hook's stdin, with the tool's name and its input; they differ in the answer.
 *
 * claude (PreToolUse), codex (PreToolUse): `{"hookSpecificOutput":{"hookEventName":"PreToolUse","permissionDecision":
 * "deny","permissionDecisionReason":…}}`, exit 0. gemini (BeforeTool): `{"decision":"deny","reason":…}`, exit 0. qwen
 * follows claude. Exit code 2 with words on stderr is a refusal to all of them: what is answered when a guard breaks.
 */
export const hookFormats = ['claude', 'gemini', 'codex', 'qwen', 'copilot'] as const
export type HookFormat = (typeof hookFormats)[number]

/** A tool's use, as far as it concerns the guard. */
export interface ToolUse {
  /** Shell text that would be run. */
  readonly commands: readonly string[]
  /** Files that would be written. */
  readonly writes: readonly string[]
  readonly cwd: string | undefined
}

const commandFields = new Set(['command', 'cmd', 'script', 'code', 'commands'])
const writeTools = /write|edit|create|replace|patch|save|delete|move|notebook/i
const pathFields = new Set([
  'file_path',
  'path',
  'filePath',
  'notebook_path',
  'absolute_path',
  'target_file',
  'destination',
])

/** Reads a hook's input. What has no known shape has no commands; what is no JSON throws. */
export function toolUseIn(input: string): ToolUse {
  const event = fieldsOf(JSON.parse(input))
  const tool = textOf(event['tool_name'] ?? event['toolName']).join('')
  const given = event['tool_input'] ?? event['toolInput'] ?? event['toolArgs'] ?? event['args']
  const fields = Object.entries(fieldsOf(typeof given === 'string' ? parsed(given) : given))
  const cwd = fields.find(([name]) => name === 'cwd' || name === 'workdir' || name === 'dir_path')?.[1] ?? event['cwd']
  return {
    commands: fields.filter(([name]) => commandFields.has(name)).flatMap(([, value]) => commandOf(value)),
    writes: writeTools.test(tool)
      ? fields.filter(([name]) => pathFields.has(name)).flatMap(([, value]) => textOf(value))
      : [],
    cwd: typeof cwd === 'string' && cwd.startsWith('/') ? cwd : undefined,
  }
}

/** A shell text, or a list of words of which `sh -c TEXT` is one. */
function commandOf(value: unknown): readonly string[] {
  if (typeof value === 'string') return [value]
  if (!Array.isArray(value)) return []
  return [value.map((word) => shellWord(String(word))).join(' ')]
}

const textOf = (value: unknown): readonly string[] => (typeof value === 'string' ? [value] : [])

/** What to print for a refusal; nothing at all lets the tool go on. */
export function refusalIn(format: HookFormat, judgement: Judgement): string | undefined {
  if (judgement.verdict !== 'block') return undefined
  const reason = refusalWords(judgement)
  switch (format) {
    case 'claude':
    case 'codex':
    case 'qwen':
      return JSON.stringify({
        hookSpecificOutput: {
          hookEventName: 'PreToolUse',
          permissionDecision: 'deny',
          permissionDecisionReason: reason,
        },
      })
    case 'gemini':
      return JSON.stringify({ decision: 'deny', reason })
    case 'copilot':
      return JSON.stringify({ permissionDecision: 'deny', permissionDecisionReason: reason })
  }
}

/** Written for the agent. */
export function refusalWords({ reasons }: Judgement): string {
  const what = reasons.map(({ message, rule }) => `${message} (${rule})`).join('; ')
  return `ralph refused this: ${what}. Do the task without it; if it can't be done without, say so and stop.`
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return { command: text }
  }
}

function fieldsOf(value: unknown): Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null ? { ...value } : {}
}
