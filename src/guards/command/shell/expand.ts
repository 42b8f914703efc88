import { parse, type Word as Node, type WordPart } from 'unbash'
import { braceAlternatives, combinations } from './braces.ts'
import { Fields } from './fields.ts'
import { hole, mark, plain, silence, type Flow, type Word } from './known.ts'
import { runSubstitutions } from './substitutions.ts'
import { parameter, variable } from './parameters.ts'
import type { Value } from './scope.ts'
import type { Frame, Session } from './session.ts'

/** The arguments that a word of the source becomes: none, one or several. Commands in it are judged on the way. */
export function expand(node: Node, frame: Frame, session: Session): readonly Word[] {
  const { parts } = node
  if (!parts && !node.text.startsWith('~')) return [plain(node.value)]
  if (parts?.some(({ type }) => type === 'BraceExpansion')) return braced(parts, frame, session)
  const fields = new Fields(separators(frame, session))
  if (!parts) fields.add(tilde(node.value, frame, session))
  parts?.forEach((part, index) => {
    if (index === 0 && part.type === 'Literal' && part.text.startsWith('~'))
      fields.add(tilde(part.value, frame, session))
    else addPart(part, fields, frame, session)
  })
  return fields.all()
}

/** The one text that a word becomes where it is not split: in an assignment, after `<<<`. */
export function expandText(node: Node, frame: Frame, session: Session): Word {
  const words = expand(node, frame, session)
  if (words.length === 1 && words[0]) return words[0]
  return plain(
    words.map(({ text }) => text).join(' '),
    words.reduce((marks, word) => marks | word.marks, 0),
  )
}

/** The text of a here-document, whose parts are expanded but not split. */
export function expandParts(parts: readonly WordPart[], frame: Frame, session: Session): Flow {
  const fields = new Fields(separators(frame, session))
  for (const part of parts) addQuoted(part, fields, frame, session)
  const [word] = fields.all()
  return word ? { text: word.text, marks: word.marks } : silence
}

function separators(frame: Frame, session: Session): string {
  return variable('IFS', frame, session).fields.join('')
}

function addPart(part: WordPart, fields: Fields, frame: Frame, session: Session): void {
  switch (part.type) {
    case 'Literal':
      return fields.add(part.value)
    case 'Glob':
    case 'ExtendedGlob':
      return fields.addGlob(part.type === 'Glob' ? part.text : '*')
    case 'SingleQuoted':
    case 'AnsiCQuoted':
      return fields.addQuoted(part.value)
    case 'DoubleQuoted':
    case 'LocaleString':
      if (!(part.parts.length === 1 && part.parts.every(({ text }) => isList.test(text)))) fields.addQuoted('')
      return part.parts.forEach((child) => addQuoted(child, fields, frame, session))
    case 'BraceExpansion':
      return fields.add(part.text)
    case 'ProcessSubstitution':
      return fields.addFlow(part.script ? session.nodes(part.script, frame) : silence)
    case 'SimpleExpansion':
    case 'ParameterExpansion':
    case 'CommandExpansion':
    case 'ArithmeticExpansion': {
      const value = valueOf(part, frame, session)
      return value.fields.forEach((field, index) => {
        if (index > 0) fields.end()
        // The shell would leave this tilde alone; whoever wrote it so means the home.
        fields.addSplit(
          field.includes('~')
            ? field.replace(/(^|\s)~(?=\/|\s|$)/g, (_, before: string) => before + session.ground.home)
            : field,
          value.marks,
        )
      })
    }
  }
}

/** Stands for as many arguments as there are, even for none. */
const isList = /^\$(?:@|\{@\}|\{[A-Za-z_]\w*\[@\]\})$/

function addQuoted(part: WordPart, fields: Fields, frame: Frame, session: Session): void {
  if (part.type === 'Literal') return fields.addQuoted(part.value)
  const value = valueOf(part, frame, session)
  if (!isList.test(part.text)) return fields.addQuoted(value.fields.join(' '), value.marks)
  value.fields.forEach((field, index) => {
    if (index > 0) fields.end()
    fields.addQuoted(field, value.marks)
  })
}

function valueOf(part: WordPart, frame: Frame, session: Session): Value {
  switch (part.type) {
    case 'SimpleExpansion':
      return variable(part.text.slice(1), frame, session)
    case 'ParameterExpansion':
      return parameter(part, frame, session, (node) => {
        const word = expandText(node, frame, session)
        return { fields: [word.text], marks: word.marks }
      })
    case 'CommandExpansion': {
      const flow = part.script ? session.nodes(part.script, frame) : silence
      return { fields: [flow.text === undefined ? hole() : withoutEnd(flow.text)], marks: flow.marks }
    }
    case 'ArithmeticExpansion':
      if (part.text.includes('$', 1) || part.text.includes('`')) runSubstitutions(part, frame, session)
      return { fields: [arithmetic(part.text)], marks: mark.none }
    case 'Literal':
    case 'Glob':
    case 'ExtendedGlob':
    case 'SingleQuoted':
    case 'AnsiCQuoted':
    case 'DoubleQuoted':
    case 'LocaleString':
    case 'BraceExpansion':
    case 'ProcessSubstitution':
      return { fields: [part.text], marks: mark.none }
  }
}

function withoutEnd(text: string): string {
  let end = text.length
  while (text.charCodeAt(end - 1) === 0x0a) end--
  return text.slice(0, end)
}

/** Sums that are written out are not worked out but for the simplest: a digit, or two with an operator. */
function arithmetic(text: string): string {
  const sum = /^\$\(\(\s*(\d{1,9})\s*(?:([-+*])\s*(\d{1,9})\s*)?\)\)$/.exec(text)
  if (!sum) return hole()
  const [a, b] = [Number(sum[1]), Number(sum[3] ?? 0)]
  if (sum[2] === '-') return String(a - b)
  return String(sum[2] === '*' ? a * b : a + b)
}

function tilde(text: string, { scope }: Frame, { ground }: Session): string {
  const end = text.indexOf('/')
  const name = end < 0 ? text.slice(1) : text.slice(1, end)
  const rest = end < 0 ? '' : text.slice(end)
  if (name === '' || name === ground.user) return ground.home + rest
  if (name === '+') return (scope.cwd ?? hole('PWD')) + rest
  if (name === '-') return (scope.previous ?? hole('OLDPWD')) + rest
  if (name === 'root') return `/root${rest}`
  return /^[a-z_][a-z0-9_-]*$/.test(name) ? `/home/${name}${rest}` : text
}

/** Chooses of each brace expansion one alternative after the other, and reads the words anew: what is in them is source. */
function braced(parts: readonly WordPart[], frame: Frame, session: Session): readonly Word[] {
  const sources = combinations(
    parts.map((part) => (part.type === 'BraceExpansion' ? braceAlternatives(part.text) : [part.text])),
  )
  if (!session.spend(sources.length)) return [plain(hole())]
  return sources.flatMap((source) => {
    const [statement] = parse(`: ${source}`).commands
    const command = statement?.command
    if (command?.type !== 'Command') return [plain(source)]
    const nested = { ...frame, depth: frame.depth + 1 }
    return command.args.flatMap((arg) => (arg.type === 'Word' ? expand(arg, nested, session) : [plain(arg.text)]))
  })
}
