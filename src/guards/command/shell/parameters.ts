import type { ParameterExpansionPart, ParameterOperation, Word as Node } from 'unbash'
import { hasHole, hole, mark } from './known.ts'
import { matches } from './glob.ts'
import type { Frame, Session } from './session.ts'
import type { Value } from './scope.ts'

/** Expands a word of an operation (`${x:-word}`) to one text. */
export type Operand = (node: Node) => Value

/** What `$name` stands for. Positional parameters that nobody gave are empty; other unset names are holes. */
export function variable(name: string, frame: Frame, session: Session): Value {
  const { scope } = frame
  const set = scope.value(name)
  if (set) return set
  if (name === '@' || name === '*')
    return { fields: scope.positional.map(({ text }) => text), marks: marksOf(scope.positional) }
  if (/^[1-9]\d*$/.test(name)) {
    const word = scope.positional[Number(name) - 1]
    return { fields: word ? [word.text] : [], marks: word?.marks ?? mark.none }
  }
  return known(name, frame, session) ?? { fields: [hole(name)], marks: name === 'HOSTNAME' ? mark.identity : mark.none }
}

function marksOf(words: readonly { readonly marks: number }[]): number {
  return words.reduce((marks, word) => marks | word.marks, 0)
}

function known(name: string, { scope }: Frame, { ground }: Session): Value | undefined {
  const texts: Readonly<Record<string, string | undefined>> = {
    HOME: ground.home,
    PWD: scope.cwd,
    OLDPWD: scope.previous,
    TMPDIR: '/tmp',
    USER: ground.user,
    LOGNAME: ground.user,
    IFS: ' \t\n',
    SHELL: '/bin/bash',
    BASH: '/bin/bash',
    '0': 'bash',
    '#': String(scope.positional.length),
    '-': 'hB',
    RANDOM: '7',
  }
  const text = Object.hasOwn(texts, name) ? texts[name] : undefined
  const marks = name === 'USER' || name === 'LOGNAME' ? mark.identity : mark.none
  return text === undefined ? undefined : { fields: [text], marks }
}

/** What `${…}` stands for. */
export function parameter(part: ParameterExpansionPart, frame: Frame, session: Session, operand: Operand): Value {
  const named = variable(part.parameter, frame, session)
  const value = indexed(named, part)
  if (part.prefix === '#') return { fields: [String(value.fields.join(' ').length)], marks: mark.none }
  if (part.prefix === '!') return indirect(value, frame, session)
  if (!part.operation) return value
  const text = value.fields.join(' ')
  const result = operated(text, part.operation, operand, part.parameter)
  return { fields: [result.text], marks: result.marks | (result.own ? value.marks : mark.none) }
}

function indexed(value: Value, { index }: ParameterExpansionPart): Value {
  const at = index?.value
  if (at === undefined || at === '@' || at === '*') return value
  const field = value.fields.at(Number(at) || 0)
  return { fields: field === undefined ? [] : [field], marks: value.marks }
}

function indirect(value: Value, frame: Frame, session: Session): Value {
  const [name = ''] = value.fields
  return hasHole(name) ? { fields: [hole()], marks: value.marks } : variable(name, frame, session)
}

interface Result {
  readonly text: string
  readonly marks: number
  /** Made of the variable's own text. */
  readonly own: boolean
}

function operated(text: string, operation: ParameterOperation, operand: Operand, name: string): Result {
  if (operation.type === 'Default') return withDefault(text, operation.operator, () => operand(operation.operand), name)
  const own = (result: string): Result => ({ text: result, marks: mark.none, own: true })
  if (hasHole(text)) return own(text)
  switch (operation.type) {
    case 'Remove':
      return own(removed(text, operation.operator, oneText(operand(operation.operand))))
    case 'Replace':
      return own(
        replaced(
          text,
          operation.operator,
          oneText(operand(operation.pattern)),
          oneText(operand(operation.replacement)),
        ),
      )
    case 'Slice':
      return own(sliced(text, operation.offset.value, operation.length?.value))
    case 'CaseModification':
      return own(recased(text, operation.operator))
    case 'Transform':
    case 'Names':
    case 'Unknown':
      return own(text)
  }
}

function oneText({ fields }: Value): string {
  return fields.join(' ')
}

/** An unknown variable with a default is taken to be unset: that is the case the default was written for. */
function withDefault(text: string, operator: string, operand: () => Value, name: string): Result {
  const isUnknown = hasHole(text)
  if (operator.endsWith('?')) return { text: isUnknown ? hole(`!${name}`) : text, marks: mark.none, own: true }
  const isUnset = text === '' || isUnknown
  const usesOperand = operator.endsWith('+') ? text !== '' : isUnset
  if (!usesOperand) return { text: operator.endsWith('+') ? '' : text, marks: mark.none, own: true }
  const value = operand()
  return { text: oneText(value), marks: value.marks, own: false }
}

const maxTrial = 512

function removed(text: string, operator: string, pattern: string): string {
  if (text.length > maxTrial || pattern.length > maxTrial) return hole()
  const lengths = Array.from({ length: text.length + 1 }, (_, i) => (operator.length === 1 ? i : text.length - i))
  const isPrefix = operator.startsWith('#')
  const cut = lengths.find((length) =>
    matches(pattern, isPrefix ? text.slice(0, length) : text.slice(text.length - length)),
  )
  if (cut === undefined) return text
  return isPrefix ? text.slice(cut) : text.slice(0, text.length - cut)
}

function replaced(text: string, operator: string, pattern: string, replacement: string): string {
  if (pattern === '') return text
  if (/[*?[]/.test(pattern))
    return pattern === '?' || pattern === '*' ? hole() : replacedInSet(text, operator, pattern, replacement)
  if (operator === '//') return text.replaceAll(pattern, () => replacement)
  if (operator === '/#') return text.startsWith(pattern) ? replacement + text.slice(pattern.length) : text
  if (operator === '/%') return text.endsWith(pattern) ? text.slice(0, -pattern.length) + replacement : text
  return text.replace(pattern, () => replacement)
}

/** Of the patterns only sets of characters are worked out: `${x//[0-9]/}`. */
function replacedInSet(text: string, operator: string, pattern: string, replacement: string): string {
  if (!/^\[[^\]]+\]$/.test(pattern) || text.length > maxTrial) return hole()
  let isDone = false
  const letters = Array.from(text, (letter) => {
    if (isDone || !matches(pattern, letter)) return letter
    isDone = operator !== '//'
    return replacement
  })
  return letters.join('')
}

function sliced(text: string, offset: string, length: string | undefined): string {
  const start = Number(offset.trim())
  const count = length === undefined ? Infinity : Number(length.trim())
  if (Number.isNaN(start) || Number.isNaN(count)) return hole()
  const from = start < 0 ? text.length + start : start
  return count < 0 ? text.slice(from, count) : text.slice(from, from + Math.min(count, text.length))
}

function recased(text: string, operator: string): string {
  const isUpper = operator.startsWith('^')
  const change = (part: string) => (isUpper ? part.toUpperCase() : part.toLowerCase())
  return operator.length === 2 ? change(text) : change(text.slice(0, 1)) + text.slice(1)
}
