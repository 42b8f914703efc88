import type { AgentAdapter } from '../agent.ts'
import { amp } from './amp/amp.ts'
import { claude, claudeFormat } from './claude/claude.ts'
import { codex, codexFormat } from './codex/codex.ts'
import { copilot } from './copilot/copilot.ts'
import { demo } from './demo.ts'
import type { AgentFormat } from './format.ts'
import { gemini } from './gemini/gemini.ts'
import { opencode } from './opencode/opencode.ts'
import { pi } from './pi/pi.ts'
import { kiro, q } from './q.ts'
import { qwen } from './qwen/qwen.ts'
import { ralphFormat } from './ralph-format.ts'
import { textFormat } from './text.ts'

/** Every agent ralph can drive, in the order in which `auto` prefers them. A new one is a file and a line here. */
export const agents: readonly AgentAdapter[] = [
  claude,
  codex,
  gemini,
  copilot,
  opencode,
  qwen,
  amp,
  pi,
  kiro,
  q,
  demo,
]

/** Every output that `--agent-format` can name. */
export const formats: readonly AgentFormat[] = [textFormat, ralphFormat, claudeFormat, codexFormat]

/** `undefined` for a name nobody has written an adapter for. */
export function agentNamed(name: string): AgentAdapter | undefined {
  return agents.find((agent) => agent.name === name)
}

/** `undefined` for a format nobody can read. */
export function formatNamed(name: string): AgentFormat | undefined {
  return formats.find((format) => format.name === name)
}
