import type { Footprint } from '../agent.ts'
import { ampFootprint } from './amp/footprint.ts'
import { claudeFootprint } from './claude/footprint.ts'
import { codexFootprint } from './codex/footprint.ts'
import { copilotFootprint } from './copilot/footprint.ts'
import { geminiFootprint } from './gemini/footprint.ts'
import { opencodeFootprint } from './opencode/footprint.ts'
import { piFootprint } from './pi/footprint.ts'
import { kiroFootprint, qFootprint } from './q-footprint.ts'
import { qwenFootprint } from './qwen/footprint.ts'

/** Of every agent ralph knows, without loading the rest of it: what others keep is hidden, whoever works. */
export const footprints: Readonly<Record<string, Footprint>> = {
  amp: ampFootprint,
  claude: claudeFootprint,
  codex: codexFootprint,
  copilot: copilotFootprint,
  gemini: geminiFootprint,
  kiro: kiroFootprint,
  opencode: opencodeFootprint,
  pi: piFootprint,
  q: qFootprint,
  qwen: qwenFootprint,
}
