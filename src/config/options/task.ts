import { boolean, bytes, duration, list, text } from '../kinds.ts'
import type { OptionTable } from '../option.ts'

/** Options of the group Task. */
export const taskOptions = {
  promptFile: {
    name: 'prompt',
    alias: 'prompt-file',
    letter: 'P',
    kind: text({ expected: 'the path of a file', placeholder: '<file>' }),
    default: 'PROMPT.md',
    brief: 'the task; read again before every iteration',
  },
  promptText: {
    name: 'prompt-text',
    letter: 'p',
    kind: text({ expected: 'a text that says something', placeholder: '<text>' }),
    default: undefined,
    brief: 'the task itself, instead of a file',
  },
  gates: {
    name: 'gate',
    kind: list({ expected: 'a shell command, or several', placeholder: '<command>' }),
    default: [],
    brief: 'a shell command that must exit 0 before the run may complete; repeatable',
  },
  gateTimeoutMs: { name: 'gate-timeout', kind: duration(), default: 10 * 60_000, brief: 'longest time for one gate' },
  completionPromise: {
    name: 'completion-promise',
    kind: text({
      expected: 'one line of up to 200 characters that does not begin with TASK_BLOCKED or end in blanks',
      placeholder: '<text>',
      allows: (line) =>
        line.length <= 200 && line === line.trim() && !/[\r\n]/.test(line) && !line.startsWith('TASK_BLOCKED'),
    }),
    default: 'TASK_COMPLETE',
    brief: 'the line by which the agent claims to be done',
  },
  maxPromptBytes: {
    name: 'max-prompt-size',
    kind: bytes(),
    default: 10 * 1024 * 1024,
    brief: 'a bigger task is refused',
  },
  allowUnsafePaths: {
    name: 'allow-unsafe-paths',
    kind: boolean(),
    default: false,
    brief: 'let the prompt file lie outside the workspace',
  },
} satisfies Partial<OptionTable>
