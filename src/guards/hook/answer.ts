import { judgementOf, underSecurity, type Judgement } from '../../judgement.ts'
import { shellWord } from '../../platform/text/shell-word.ts'
import { judgeCommand } from '../command/judge-command.ts'
import { tellDecision } from './decisions.ts'
import type { GuardPlace } from './guard-place.ts'
import { refusalIn, refusalWords, toolUseIn, type HookFormat } from './hook-protocol.ts'

/** What a guard program prints and how it exits. */
export interface Answer {
  readonly stdout?: string
  readonly stderr?: string
  readonly exitCode: number
}

/** Answers a CLI that asks before it uses a tool. */
export function answerHook(format: HookFormat, input: string, place: GuardPlace): Answer {
  const { commands, writes, cwd } = toolUseIn(input)
  // A write is judged as the command it is worth: what may not be written by `tee` may not be by a tool.
  const asked = [...commands, ...writes.map((path) => `tee -- ${shellWord(path)}`)]
  const judgement = together(asked.map((command) => judged(command, place, cwd, 'hook')))
  const refusal = refusalIn(format, judgement)
  return { exitCode: 0, ...(refusal !== undefined && { stdout: refusal }) }
}

/** Answers a shim: exit code 0 lets the real program run. */
export function answerShim(words: readonly string[], cwd: string, place: GuardPlace): Answer {
  const judgement = judged(words.map(shellWord).join(' '), place, cwd, 'shim')
  return judgement.verdict === 'block' ? { exitCode: 1, stderr: refusalWords(judgement) } : { exitCode: 0 }
}

function judged(command: string, place: GuardPlace, cwd: string | undefined, by: 'hook' | 'shim'): Judgement {
  const { workspace, home, protectedPaths, decisions, strict } = place
  const found = judgeCommand(command, { workspace, home, protectedPaths, ...(cwd !== undefined && { cwd }) })
  const judgement = underSecurity(found, strict ? 'strict' : 'standard', new Set())
  tellDecision(decisions, command, by, judgement)
  return judgement
}

const together = (judgements: readonly Judgement[]) => judgementOf(judgements.flatMap(({ reasons }) => reasons))
