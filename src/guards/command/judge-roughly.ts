import type { Reason } from '../../judgement.ts'
import { groundOf, type CommandPlace } from './place.ts'
import { rulesFor } from './rules/table.ts'
import { plain } from './shell/known.ts'
import { programName } from './shell/programs.ts'
import { roughCommands, unquoted } from './shell/rough.ts'
import type { Call } from './shell/session.ts'

/** So many commands are looked at from the beginning, and as many from the end. */
const maxCalls = 800

/** What blocks in a text that can't be parsed: the commands that can be made out of it, each judged by itself. */
export function judgeRoughly(text: string, place: CommandPlace): readonly Reason[] {
  const ground = groundOf(place)
  const spot = { ground, cwd: place.cwd ?? ground.workspace, links: new Map<string, string>() }
  const calls = callsIn(text)
  const looked = calls.length > maxCalls * 2 ? [...calls.slice(0, maxCalls), ...calls.slice(-maxCalls)] : calls
  return looked.flatMap(([program, args]) => {
    const call: Call = {
      program,
      args: args.map((arg) => plain(arg.replace(/^~(?=\/|$)/, ground.home).replace(/^\$\{?HOME\}?/, ground.home))),
      stdin: undefined,
      setting: 'here',
      spot,
    }
    return rulesFor(program).flatMap((rule) => rule(call).filter(({ grade }) => grade === 'block'))
  })
}

/** The first words may be wrappers, keywords and assignments: any of them may be the program. Each call comes once. */
function callsIn(text: string): readonly (readonly [program: string, args: readonly string[]])[] {
  const calls = new Map<string, readonly [string, readonly string[]]>()
  for (const words of roughCommands(text)) {
    for (let i = 0; i < Math.min(words.length, 6); i++) {
      const program = programName(unquoted(words[i] ?? '').replace(/^[$<>{!]{1,8}/, ''))
      if (rulesFor(program).length === 0) continue
      const args = words.slice(i + 1).map(unquoted)
      const key = `${program} ${args.join(' ')}`
      if (!calls.has(key)) calls.set(key, [program, args])
    }
  }
  return [...calls.values()]
}
