/** The agents ralph has an adapter for; `auto` is whichever are installed. */
export const agentNames = [
  'claude',
  'codex',
  'gemini',
  'copilot',
  'opencode',
  'qwen',
  'amp',
  'pi',
  'kiro',
  'q',
  'demo',
] as const

/** The outputs that can be read of a CLI named with `--agent-command`. */
export const agentFormats = ['text', 'ralph', 'claude', 'codex', 'gemini', 'opencode', 'qwen', 'pi', 'acp'] as const
