import { hookFormats, refusalIn, toolUseIn } from '../../../src/guards/hook/hook-protocol.ts'
import { isShort, law, type Target } from '../target.ts'

/** What an agent's hook is told on its stdin, and what it is answered. */
export const target: Target = {
  name: 'hook',
  isLinear: true,
  seeds: [
    '{"session_id":"s","cwd":"/w","hook_event_name":"PreToolUse","tool_name":"Bash","tool_input":{"command":"rm -rf /"}}',
    '{"tool_name":"Write","tool_input":{"file_path":"/etc/passwd","content":"x"},"tool":"shell","toolArgs":"{\\"command\\":[\\"ls\\"]}"}',
    '{"toolName":"bash","toolArgs":{"command":"ls"},"timestamp":1}',
  ],
  read(input) {
    const text = input.toString('utf8')
    if (!isJson(text)) return // throws: then nothing may pass
    const use = toolUseIn(text)
    if (isShort(input)) law(JSON.stringify(use) === JSON.stringify(toolUseIn(text)), 'the same is read the same')
    for (const format of hookFormats) {
      const reasons = [{ rule: 'r', grade: 'block' as const, message: text.slice(0, 200) }]
      const refusal = refusalIn(format, { verdict: 'block', reasons })
      if (refusal !== undefined && refusal.startsWith('{')) JSON.parse(refusal)
    }
  },
}

function isJson(text: string): boolean {
  try {
    JSON.parse(text)
    return true
  } catch {
    return false
  }
}
