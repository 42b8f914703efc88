import { containerCarriers } from './containers.ts'
import { fileFlow } from './files.ts'
import { find } from './find.ts'
import { hole, joined, plain, type Flow, type Word } from './known.ts'
import { names, optionsOf } from './options.ts'
import { locate } from '../paths/locate.ts'
import { Scope } from './scope.ts'
import { spotOf, type Frame, type Session } from './session.ts'
import { textCarriers } from './text-carriers.ts'

/** A program that runs commands it is given. Answers what would be printed, if that is known better than usual. */
export type Carrier = (args: readonly Word[], frame: Frame, session: Session) => Flow | undefined

export const carriers: ReadonlyMap<string, Carrier> = new Map<string, Carrier>([
  ['find', find],
  ['fd', fd],
  ['fdfind', fd],
  ['xargs', xargs],
  ['parallel', parallel],
  ['ssh', ssh],
  ['sshpass', sshpass],
  ['chroot', (args, frame, session) => inContainer(args.slice(1), frame, session)],
  ['su', su],
  ['ln', link],
  ['runuser', su],
  ...containerCarriers,
  ...textCarriers,
])

function inContainer(words: readonly Word[], frame: Frame, session: Session): undefined {
  if (words.length > 0) session.command(words, { ...frame, setting: 'container' })
}

const xargsValued = names(
  'I i n P L s a d E max-args max-procs replace delimiter arg-file max-lines max-chars process-slot-var',
)

function xargs(args: readonly Word[], frame: Frame, session: Session): Flow | undefined {
  const { operands, values, flags } = optionsOf(args, { stops: true, valued: xargsValued })
  const [list] = [...(values.get('a') ?? []), ...(values.get('arg-file') ?? [])]
  const input = list ? (list.flow ?? fileFlow(list.text, frame, session)) : frame.stdin
  const items = itemsOf(input, values.get('d')?.[0]?.text)
  const words = operands.length > 0 ? operands : [plain('echo')]
  const inner = { ...frame, stdin: undefined }
  const pattern = values.get('I')?.[0]?.text ?? values.get('replace')?.[0]?.text ?? (flags.has('i') ? '{}' : undefined)
  if (pattern === undefined || pattern === '') return session.command([...words, ...items], inner)
  return joined(
    items.slice(0, maxItems).map((item) =>
      session.command(
        words.map((word) => filled(word, pattern, item)),
        inner,
      ),
    ),
  )
}

const maxItems = 8

/** What comes through the pipe, one argument each. What is not known is at least not empty. */
function itemsOf(stdin: Flow | undefined, delimiter?: string): readonly Word[] {
  if (stdin?.text === undefined) return [plain(hole('!input'), stdin?.marks ?? 0)]
  const { text, marks } = stdin
  const parts =
    delimiter === undefined ? text.split(/[\s\0]+/) : text.split(/[\n\0]/).flatMap((line) => line.split(delimiter))
  return parts
    .filter((part) => part !== '')
    .map((part) => ({ text: part.replace(/^(["'])(.*)\1$/s, '$2'), marks, glob: false }))
}

function filled(word: Word, pattern: string, item: Word): Word {
  if (!word.text.includes(pattern)) return word
  return { ...word, text: word.text.replaceAll(pattern, () => item.text), marks: word.marks | item.marks }
}

function parallel(args: readonly Word[], frame: Frame, session: Session): Flow | undefined {
  const at = args.findIndex(({ text }) => /^:::\+?$/.test(text))
  const { operands } = optionsOf(at < 0 ? args : args.slice(0, at), {
    stops: true,
    valued: names('j jobs a arg-file S delay colsep joblog results timeout'),
  })
  const items = at < 0 ? itemsOf(frame.stdin) : args.slice(at + 1).filter(({ text }) => text !== ':::')
  const inner = { ...frame, stdin: undefined }
  if (operands.length === 0) for (const { text } of items.slice(0, maxItems)) session.script(text, inner)
  else {
    const text = operands.map((word) => word.text).join(' ')
    for (const item of items.slice(0, maxItems))
      session.script(
        /\{[^}]{0,3}\}/.test(text) ? text.replace(/\{[^}]{0,3}\}/g, () => item.text) : `${text} ${item.text}`,
        inner,
      )
  }
  return undefined
}

const sshValued = names('b c D E e F I i J L l m O o p Q R S W w B')

function ssh(args: readonly Word[], frame: Frame, session: Session): Flow | undefined {
  const { operands, values } = optionsOf(args, { stops: true, valued: sshValued })
  for (const { text } of values.get('o') ?? []) {
    const [, command] = /^(?:ProxyCommand|LocalCommand|KnownHostsCommand)[= ](.*)$/is.exec(text) ?? []
    if (command !== undefined && !/^(?:none|ssh |nc |ncat |cloudflared |aws ssm )/.test(command))
      session.script(command, frame)
  }
  const rest = optionsOf(operands.slice(1), { stops: true, valued: sshValued }).operands
  const remote = { ...frame, setting: 'remote' as const, scope: new Scope(undefined, undefined) }
  if (rest.length > 0) return session.script(rest.map(({ text }) => text).join(' '), remote)
  if (operands.length > 0 && frame.stdin?.text !== undefined)
    return session.script(frame.stdin.text, { ...remote, stdin: undefined })
  return undefined
}

function sshpass(args: readonly Word[], frame: Frame, session: Session): Flow | undefined {
  const { operands } = optionsOf(args, { stops: true, valued: names('p f d P') })
  return operands.length > 0 ? session.command(operands, frame) : undefined
}

/** A link to somewhere else: what lies below it lies there. */
function link(args: readonly Word[], frame: Frame, session: Session): undefined {
  const { flags, operands } = optionsOf(args, { valued: names('t S') })
  const [target, name] = operands
  if (!target || !(flags.has('s') || flags.has('symbolic'))) return
  const spot = spotOf(session, frame)
  const from = locate(target.text, spot).path
  const last = from.slice(from.lastIndexOf('/') + 1)
  const isFolder = name === undefined || /(?:^|\/)\.?$/.test(name.text)
  session.links.set(locate(isFolder ? `${name?.text ?? '.'}/${last}` : name.text, spot).path, from)
}

/** `su -c text`, `su - user -c text`, `runuser -u user -- command`. */
function su(args: readonly Word[], frame: Frame, session: Session): Flow | undefined {
  const { values, operands, flags } = optionsOf(args, { valued: names('c command s shell g G u user') })
  const texts = [...(values.get('c') ?? []), ...(values.get('command') ?? [])]
  for (const { text } of texts) session.script(text, frame)
  if (flags.has('u') && operands.length > 0) return session.command(operands, frame)
  return undefined
}

/** `fd pattern -x command`. */
function fd(args: readonly Word[], frame: Frame, session: Session): Flow | undefined {
  const at = args.findIndex(({ text }) => /^(?:-[xX]|--exec(?:-batch)?)$/.test(text))
  const operands = optionsOf(at < 0 ? args : args.slice(0, at), {
    valued: names('e t d E extension type max-depth exclude S'),
  }).operands
  const roots = operands.length > 1 ? operands.slice(1) : [plain('.')]
  const items = roots.map(({ text }) => ({ text: `${text}/*/*`, marks: 0, glob: true }))
  if (at < 0) return { text: items.map(({ text }) => text).join('\n'), marks: 0 }
  const words = args.slice(at + 1)
  const hasPlace = words.some(({ text }) => text.includes('{}'))
  for (const item of items)
    session.command(hasPlace ? words.map((word) => filled(word, '{}', item)) : [...words, item], frame)
  return undefined
}
