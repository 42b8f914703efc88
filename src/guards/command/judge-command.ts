import { judgementOf, type Judgement, type Reason } from '../../judgement.ts'
import { keep, maxReasons, sessionOf } from './judging.ts'
import { groundOf, type CommandPlace } from './place.ts'
import { warn } from './reasons.ts'
import { rulesFor } from './rules/table.ts'
import { holeMark, type Word } from './shell/known.ts'
import { isParseable } from './shell/limits.ts'
import { programName } from './shell/programs.ts'
import { roughCommands } from './shell/rough.ts'
import { Scope } from './shell/scope.ts'

export type { CommandPlace } from './place.ts'

/**
 * What a shell command would do, judged before it runs. It never throws and always ends soon: what can't be understood
 * is a warning, and a refusal if what can be made out of it would be one.
 */
export function judgeCommand(command: string, place: CommandPlace): Judgement {
  const found = new Map<string, Reason>()
  const text = command.replaceAll(holeMark, '?')
  try {
    judge(text, place, found)
  } catch {
    // The parser or the stack gave up: then the text is judged without them.
    judgeRoughly(text, place, found)
  }
  return judgementOf([...found.values()])
}

function judge(text: string, place: CommandPlace, found: Map<string, Reason>): void {
  if (!isParseable(text)) return judgeRoughly(text, place, found)
  const state = { isUnreadable: false, isExhausted: false }
  const session = sessionOf(place, found, state)
  session.script(text, {
    scope: new Scope(undefined, place.cwd ?? session.ground.workspace),
    stdin: undefined,
    setting: 'here',
    depth: 0,
  })
  if (state.isUnreadable || state.isExhausted) judgeRoughly(text, place, found)
}

/** Only what blocks is taken from a rough reading. */
function judgeRoughly(text: string, place: CommandPlace, found: Map<string, Reason>): void {
  const ground = groundOf(place)
  const spot = { ground, cwd: place.cwd ?? ground.workspace, links: new Map<string, string>() }
  keep(found, [warn('unreadable', 'the command can not be understood as a whole')])
  for (const words of roughCommands(text)) {
    for (const [program, args] of programsIn(words)) {
      for (const rule of rulesFor(program))
        keep(
          found,
          rule({ program, args, stdin: undefined, setting: 'here', spot }).filter(({ grade }) => grade === 'block'),
        )
    }
    if (found.size >= maxReasons) return
  }
}

/** The first words may be wrappers, keywords and assignments: any of them may be the program. */
function programsIn(words: readonly Word[]): readonly (readonly [string, readonly Word[]])[] {
  return words.slice(0, 6).flatMap((word, i) => {
    const program = programName(word.text.replace(/^[$<>{!]+/, ''))
    return rulesFor(program).length > 0
      ? [
          [
            program,
            words.slice(i + 1).map((arg) => ({ ...arg, text: arg.text.replace(/^~(?=\/|$)/, '$HOME') })),
          ] as const,
        ]
      : []
  })
}
