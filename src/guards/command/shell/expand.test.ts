import { parse } from 'unbash'
import { expect, test } from 'vitest'
import { sessionOf } from '../judging.ts'
import { expand } from './expand.ts'
import { readable } from './known.ts'
import { Scope } from './scope.ts'

/** What the arguments of a command become, with some variables set. */
function words(source: string): readonly string[] {
  const session = sessionOf({ workspace: '/w', home: '/h' }, new Map(), { isUnreadable: false, isExhausted: false })
  const scope = new Scope(undefined, '/w')
  scope.set('a', { fields: ['one two'], marks: 0 })
  scope.set('list', { fields: ['x', 'y z'], marks: 0 })
  const command = parse(`: ${source}`).commands[0]?.command
  if (command?.type !== 'Command') return []
  const frame = { scope, stdin: undefined, setting: 'here' as const, depth: 0 }
  return command.args
    .flatMap((arg) => (arg.type === 'Word' ? expand(arg, frame, session) : []))
    .map(({ text }) => readable(text))
}

test.each([
  ['a b', ['a', 'b']],
  [`'a b'"c d"e\\ f`, ['a bc de f']],
  ['$a "$a" x${a}y', ['one', 'two', 'one two', 'xone', 'twoy']],
  ['"${list[@]}" ${list[1]}', ['x', 'y z', 'y', 'z']],
  ['~ ~/a "~" ~root', ['/h', '/h/a', '~', '/root']],
  ['{a,b}c {1..3} x{,y}', ['ac', 'bc', '1', '2', '3', 'x', 'xy']],
  ["$'\\x41\\n'", ['A\n']],
  ['${a:0:3} ${a#one } ${a%two} ${a/one/1} ${a^^}', ['one', 'two', 'one', '1', 'two', 'ONE', 'TWO']],
  ['${#a} ${no:-dflt} ${a:+set}', ['7', 'dflt', 'set']],
  ['$no "$no"/x', ['$no', '$no/x']],
  ['$1 "$@"', []],
  ['$(echo hi there) "$(printf %s x)"', ['hi', 'there', 'x']],
  ['$(unknown)', ['$(…)']],
  ['$((1+2))', ['3']],
])('%s', (source, expected) => {
  expect(words(source)).toEqual(expected)
})
