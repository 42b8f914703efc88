import type { Target } from './target.ts'

/** Which file has which targets. Each is loaded alone: one that is broken does not stand in the way of the others. */
export const targetFiles: Readonly<Record<string, readonly string[]>> = {
  journal: ['journal'],
  streams: [
    'stream-text',
    'stream-ralph',
    'stream-claude',
    'stream-codex',
    'stream-gemini',
    'stream-opencode',
    'stream-qwen',
    'stream-pi',
    'stream-acp',
  ],
  config: ['config'],
  guards: ['prompt', 'command', 'path', 'env'],
  hook: ['hook'],
  flags: ['flags'],
  output: ['clean', 'lines', 'failures'],
}

/** What such a file exports. */
export interface TargetFile {
  readonly target?: Target
  readonly targets?: readonly Target[]
}
