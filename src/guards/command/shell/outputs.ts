import { isCredential, isEnvFile, isSecretName } from '../paths/credentials.ts'
import { locate } from '../paths/locate.ts'
import { escaped, fromBase32, fromBase64, fromHex } from './decoders.ts'
import { curl, downloaded, wget } from './downloads.ts'
import { fileFlow } from './files.ts'
import { anything, hasHole, joined, mark, type Flow } from './known.ts'
import { names, optionsOf } from './options.ts'
import type { Call, Frame, Session } from './session.ts'
import { writeFile } from './redirects.ts'
import { textTools } from './text-tools.ts'

type Output = (call: Call, frame: Frame, session: Session) => Flow

/** What a program would print, as far as that follows from its arguments and its input. */
export function outputOf(call: Call, frame: Frame, session: Session): Flow {
  const output = outputs.get(call.program)
  if (output) return output(call, frame, session)
  const tool = textTools.get(call.program)
  if (tool) {
    const flow = tool(call)
    return { text: flow.text, marks: flow.marks | passed(call, frame, session).marks }
  }
  return passed(call, frame, session)
}

/** Programs whose output says nothing of what they read. */
const digests = names(
  'wc sha256sum sha1sum md5sum sha512sum shasum cksum test [ cmp true false mkdir touch chmod sleep ls stat file docker npm git diff',
)

/** Most programs print something made of what they read, and of the files that they are told. */
function passed({ program, args, stdin }: Call, frame: Frame, session: Session): Flow {
  if (digests.has(program)) return anything
  let marks = stdin?.marks ?? mark.none
  for (const { text, marks: own } of args) {
    marks |= own
    if (/^[~./]|^\w[\w.-]*$/.test(text) && !text.startsWith('-')) marks |= fileFlow(text, frame, session).marks
  }
  return { text: undefined, marks: marks & ~(mark.listing | mark.endless) }
}

const whereAmI: Flow = { text: undefined, marks: mark.identity }
const environment: Flow = { text: undefined, marks: mark.environment }

const outputs: ReadonlyMap<string, Output> = new Map<string, Output>([
  ['echo', echo],
  ['cat', cat],
  ['tac', cat],
  ['bat', cat],
  ['base64', base64],
  ['gbase64', base64],
  ['basenc', base64],
  ['base32', (call, frame, session) => decoded(call, frame, session, fromBase32)],
  ['xxd', (call, frame, session) => decoded(call, frame, session, fromHex, /^-[a-z]*r/)],
  ['openssl', openssl],
  ['gpg', (call, frame, session) => opaque(call, frame, session, /^(?:-d|--decrypt)$/)],
  ['gunzip', decompressed],
  ['zcat', decompressed],
  ['bunzip2', decompressed],
  ['bzcat', decompressed],
  ['unxz', decompressed],
  ['xzcat', decompressed],
  ['zstdcat', decompressed],
  ['uudecode', decompressed],
  ['gzip', (call, frame, session) => opaque(call, frame, session, /^-[a-z]*d|^--decompress/)],
  ['xz', (call, frame, session) => opaque(call, frame, session, /^-[a-z]*d|^--decompress/)],
  ['bzip2', (call, frame, session) => opaque(call, frame, session, /^-[a-z]*d|^--decompress/)],
  ['zstd', (call, frame, session) => opaque(call, frame, session, /^-[a-z]*d|^--decompress/)],
  ['which', located],
  ['type', located],
  ['whereis', located],
  ['pwd', ({ spot }) => ({ text: spot.cwd, marks: mark.none })],
  ['whoami', ({ spot }) => ({ text: spot.ground.user, marks: mark.identity })],
  ['hostname', () => whereAmI],
  ['id', () => whereAmI],
  ['uname', () => whereAmI],
  ['env', () => environment],
  [
    'printenv',
    ({ args }) =>
      args.length === 0
        ? environment
        : { text: undefined, marks: args.some(({ text }) => isSecretName(text)) ? mark.secret : mark.none },
  ],
  ['compgen', () => anything],
  ['history', () => ({ text: undefined, marks: mark.secret })],
  ['pgrep', ownProcess],
  ['pidof', ownProcess],
  ['grep', ownProcess],
  ['pbpaste', () => ({ text: undefined, marks: mark.secret })],
  ['xclip', () => ({ text: undefined, marks: mark.secret })],
  ['mktemp', mktemp],
  ['dirname', pathPart(/\/[^/]*\/*$/)],
  ['basename', pathPart(/^.*\/(?=[^/])/)],
  ['realpath', same],
  ['readlink', same],
  ['git', git],
  ['curl', curl],
  ['wget', wget],
  ['http', downloaded],
  ['https', downloaded],
  ['lynx', downloaded],
  ['aria2c', downloaded],
  ['fetch', downloaded],
  ['nc', downloaded],
  ['ncat', downloaded],
  ['socat', downloaded],
  [
    'dig',
    ({ args }) => (args.some(({ text }) => /^txt$/i.test(text)) ? { text: undefined, marks: mark.download } : anything),
  ],
  [
    'nslookup',
    ({ args }) => (args.some(({ text }) => /txt/i.test(text)) ? { text: undefined, marks: mark.download } : anything),
  ],
  ['tee', tee],
  ['ls', listed],
  ['tar', archived],
  ['yes', (call) => ({ text: `${call.args.map(({ text }) => text).join(' ') || 'y'}\n`, marks: mark.endless })],
  [
    'ps',
    ({ args }) => ({
      text: undefined,
      marks: /^-?[a-zA-Z]*[eAx]/.test(args[0]?.text ?? '') ? mark.processes : mark.none,
    }),
  ],
  [
    'head',
    (call, frame, session) => ({ text: textTools.get('head')?.(call).text, marks: passed(call, frame, session).marks }),
  ],
  ['gh', token],
  ['gcloud', token],
  ['az', token],
])

/** Numbers of processes are known by what was asked for. */
function ownProcess(call: Call, frame: Frame, session: Session): Flow {
  const marks = passed(call, frame, session).marks & ~mark.processes
  const isOwn = call.args.some(({ text }) => /\bralph(?:-orchestrator)?\b/.test(text))
  return { text: undefined, marks: isOwn ? marks | mark.ralph : marks }
}

/** A whole workspace in one stream, with what is secret in it. */
function archived(call: Call, frame: Frame, session: Session): Flow {
  const { marks } = passed(call, frame, session)
  const all = call.args.some(
    ({ text }) =>
      /^[.~/]/.test(text) && ['workspace', 'contents', 'home', 'root'].includes(locate(text, call.spot).region),
  )
  return { text: undefined, marks: all ? marks | mark.workspace : marks }
}

/** Programs that print what logs them in. */
function token({ args }: Call): Flow {
  const isToken = /(?:^| )(?:auth token|print-(?:access|identity)-token|get-access-token)\b/.test(
    args.map(({ text }) => text).join(' '),
  )
  return { text: undefined, marks: isToken ? mark.secret : mark.none }
}

function echo({ args }: Call): Flow {
  let start = 0
  while (/^-[neE]+$/.test(args[start]?.text ?? '')) start++
  const isEscaped = args.slice(0, start).some(({ text }) => text.includes('e'))
  const words = args.slice(start)
  const text = words.map((word) => word.text).join(' ')
  const isBare = args.slice(0, start).some((word) => word.text.includes('n'))
  return {
    text: (isEscaped ? escaped(text) : text) + (isBare ? '' : '\n'),
    marks: words.reduce((all, word) => all | word.marks, 0),
  }
}

function cat({ args, stdin }: Call, frame: Frame, session: Session): Flow {
  const files = args.filter(({ text }) => !/^-./.test(text))
  if (files.length === 0) return stdin ?? anything
  return joined(files.map((word) => word.flow ?? fileFlow(word.text, frame, session)))
}

function base64(call: Call, frame: Frame, session: Session): Flow {
  return decoded(call, frame, session, fromBase64)
}

/** With an option for decoding: the text behind the code. Without: the code, which still carries what it is made of. */
function decoded(
  call: Call,
  frame: Frame,
  session: Session,
  decode: (text: string) => string | undefined,
  option = /^-[a-zA-Z]*[dD]|^--d/,
): Flow {
  const file = optionsOf(call.args, { valued: names('w i o c l s wrap') })
  const [source] = [...(file.values.get('i') ?? []), ...file.operands]
  const input =
    source && source.text !== '-' ? (source.flow ?? fileFlow(source.text, frame, session)) : (call.stdin ?? anything)
  if (!call.args.some(({ text }) => option.test(text))) return { text: undefined, marks: input.marks }
  const text = input.text === undefined || hasHole(input.text) ? undefined : decode(input.text)
  return { text, marks: input.marks | mark.decoded }
}

function opaque(call: Call, frame: Frame, session: Session, option: RegExp): Flow {
  const marks = passed(call, frame, session).marks
  return { text: undefined, marks: call.args.some(({ text }) => option.test(text)) ? marks | mark.decoded : marks }
}

function openssl(call: Call, frame: Frame, session: Session): Flow {
  if (call.args[0]?.text === 's_client') return { text: undefined, marks: mark.download }
  return /base64/.test(call.args.map(({ text }) => text).join(' '))
    ? decoded({ ...call, args: call.args.slice(1) }, frame, session, fromBase64)
    : opaque(call, frame, session, /^-d$/)
}

function decompressed(call: Call, frame: Frame, session: Session): Flow {
  return { text: undefined, marks: passed(call, frame, session).marks | mark.decoded }
}

function located({ args }: Call): Flow {
  return {
    text: optionsOf(args)
      .operands.map(({ text }) => text)
      .join('\n'),
    marks: mark.none,
  }
}

function mktemp({ args }: Call): Flow {
  const { operands, values, flags } = optionsOf(args, { valued: names('p tmpdir suffix') })
  const folder = values.get('p')?.[0]?.text ?? values.get('tmpdir')?.[0]?.text
  const name = operands[0]?.text ?? 'tmp.XXXXXXXX'
  if (folder !== undefined) return { text: `${folder}/${name}`, marks: mark.none }
  return { text: operands.length > 0 && !flags.has('t') ? name : `/tmp/${name}`, marks: mark.none }
}

function pathPart(cut: RegExp): Output {
  return ({ args }) => {
    const [path] = optionsOf(args, { valued: names('s') }).operands
    if (!path || path.text.length > 4096) return anything
    return { text: path.text.replace(cut, '') || (path.text.startsWith('/') ? '/' : '.'), marks: mark.none }
  }
}

function same({ args }: Call): Flow {
  const [path] = optionsOf(args).operands
  return path ? { text: path.text, marks: path.marks } : anything
}

function git({ args, spot }: Call): Flow {
  const words = args.map(({ text }) => text).join(' ')
  const ask = /\brev-parse\b.*--(show-toplevel|git-dir|absolute-git-dir|git-common-dir|git-path (\S+))/.exec(words)
  if (/(?:^| )(?:archive|bundle create -)\b/.test(words)) return { text: undefined, marks: mark.workspace }
  if (!ask) return anything
  const folder = `${spot.ground.workspace}/.git`
  return {
    text: ask[1] === 'show-toplevel' ? spot.ground.workspace : ask[2] ? `${folder}/${ask[2]}` : folder,
    marks: mark.none,
  }
}

function tee({ args, stdin = anything }: Call, frame: Frame, session: Session): Flow {
  const { flags, operands } = optionsOf(args)
  for (const { text } of operands)
    writeFile(text, stdin, { append: flags.has('a') || flags.has('append'), frame, session })
  return stdin
}

function listed({ args, spot }: Call): Flow {
  const { flags, operands } = optionsOf(args)
  const isPath = flags.has('d') || operands.some(({ glob }) => glob)
  if (isPath) return { text: operands.map(({ text }) => text).join('\n'), marks: mark.listing }
  const folders = operands.length > 0 ? operands.map(({ text }) => locate(text, spot).path) : [spot.cwd ?? '.']
  const isSecret = folders.some((path) => isCredential(path, spot.ground) || isEnvFile(path))
  return { text: '*\n', marks: mark.listing | (isSecret ? mark.outside : mark.none) }
}
