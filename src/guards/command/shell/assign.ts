import type { Assignment } from 'unbash'
import { environmentReasons } from '../rules/environment.ts'
import { expand, expandText } from './expand.ts'
import { hasHole } from './known.ts'
import type { Value } from './scope.ts'
import type { Frame, Session } from './session.ts'

/** A variable gets its value; those that make programs run foreign code are judged. */
export function assign({ name, value, append, index }: Assignment, frame: Frame, session: Session): void {
  if (value.type === 'ArrayValue') {
    const words = value.elements.flatMap((element) => expand(element, frame, session))
    const marks = words.reduce((all, word) => all | word.marks, 0)
    return set(name, { fields: words.map(({ text }) => text), marks }, append === true, frame)
  }
  const word = expandText(value, frame, session)
  session.report(environmentReasons(name, word.text))
  judgeCommandVariable(name, word.text, frame, session)
  if (index) return set(name, { fields: [word.text], marks: word.marks }, true, frame)
  const before = append ? frame.scope.value(name) : undefined
  const text = (before?.fields.join(' ') ?? '') + word.text
  frame.scope.set(name, { fields: [text], marks: word.marks | (before?.marks ?? 0) })
}

/** Sets a variable from a text such as `NAME=value`. */
export function assignText(text: string, marks: number, frame: Frame, session: Session): void {
  const equals = text.indexOf('=')
  const name = text.slice(0, equals).replace(/\+$/, '')
  const value = text.slice(equals + 1)
  session.report(environmentReasons(name, value))
  judgeCommandVariable(name, value, frame, session)
  frame.scope.set(name, { fields: [value], marks })
}

function set(name: string, value: Value, append: boolean, { scope }: Frame): void {
  const before = append ? scope.value(name) : undefined
  scope.set(name, before ? { fields: [...before.fields, ...value.fields], marks: before.marks | value.marks } : value)
}

const runsItsValue =
  /^(?:GIT_(?:SSH_COMMAND|SSH|EDITOR|PAGER|EXTERNAL_DIFF|SEQUENCE_EDITOR|ASKPASS|PROXY_COMMAND)|EDITOR|VISUAL|PAGER|BROWSER|PROMPT_COMMAND|LESSOPEN|MANPAGER|SUDO_ASKPASS|SSH_ASKPASS|RSYNC_RSH)$/

/** Variables whose value a program runs as a command. */
function judgeCommandVariable(name: string, value: string, frame: Frame, session: Session): void {
  if (runsItsValue.test(name) && value !== '' && !hasHole(value)) session.script(value, frame)
}
