import type { Reason } from '../../../judgement.ts'
import { isEnvFile } from '../paths/credentials.ts'
import { hostOf, isLocalHost } from '../paths/hosts.ts'
import { locate } from '../paths/locate.ts'
import { block, shown, warn } from '../reasons.ts'
import { hasHole, mark, type Word } from '../shell/known.ts'
import { names, optionsOf } from '../shell/options.ts'
import { webValued } from '../shell/web-options.ts'
import type { Call } from '../shell/session.ts'
import { isRemotePath } from './copies.ts'
import { readReasons } from './effects.ts'
import { readings, siteOf, writings } from './site.ts'
import type { RuleTable } from './rule-table.ts'
import { readsData, sendsInUrl } from './secret-variables.ts'

const secret = mark.secret | mark.environment

/** An awk program that talks to a connection of its own. */
function awkSocket(call: Call): readonly Reason[] {
  const [, host = ''] =
    /\/inet\d?\/(?:tcp|udp)\/\d+\/([^/"]{1,200})\//.exec(call.args.map(({ text }) => text).join(' ')) ?? []
  return host === '' || isLocalHost(host) ? [] : [block('opens-shell', `talks to ${shown(host)} from awk`)]
}

/** Programs that speak to other machines: what goes out through them? */
export const networkRules: RuleTable = {
  'curl wget http https xh httpie aria2c lynx w3m': web,
  'nc ncat netcat nc.openbsd nc.traditional socat telnet openssl cryptcat': socket,
  'scp sftp rcp ftp lftp': copyToHost,
  'rsync ssh mail mailx sendmail mutt swaks msmtp ftp tftp lftp ncftpput': pipeToHost,
  'dig nslookup host drill ping ping6 traceroute resolvectl getent kdig fping': askedNames,
  'gh glab': gist,
  'awk gawk mawk nawk': awkSocket,
  'aws gsutil gcloud az rclone s3cmd s5cmd b2 mc azcopy doctl wormhole magic-wormhole croc transfer ffsend termbin ipfs':
    store,
  'ngrok cloudflared bore localtunnel lt serveo chisel frpc': (call) =>
    /(?:^| )(?:tcp (?:22|3389)|ssh:\/\/|tcp:\/\/localhost:22)/.test(call.args.map(({ text }) => text).join(' '))
      ? [block('opens-shell', 'lets anybody reach the logins of this machine')]
      : [],
}

function isOut(text: string): boolean {
  const host = hostOf(text)
  return host !== undefined && !isLocalHost(host)
}

const dataOptions = [
  'd',
  'data',
  'data-raw',
  'data-binary',
  'data-urlencode',
  'data-ascii',
  'json',
  'F',
  'form',
  'form-string',
  'post-data',
  'body-data',
  'url-query',
  'A',
  'user-agent',
  'e',
  'referer',
  'b',
  'cookie',
]
const fileOptions = ['T', 'upload-file', 'post-file', 'body-file']

function web(call: Call): readonly Reason[] {
  const { values, operands } = optionsOf(call.args, { valued: webValued })
  const all = (options: readonly string[]) => options.flatMap((option) => values.get(option) ?? [])
  const urls = [...operands, ...all(['url'])]
  const isLocal = urls.length > 0 && urls.every(({ text }) => !isOut(text) && !hasHole(text))
  const data = all(dataOptions)
  const files = [...all(fileOptions), ...data.flatMap(fileIn)]
  const own = [...all(['K', 'config']), ...urls.flatMap(localFile)]
  const read = [...files, ...own]
    .flatMap(({ text }) => readReasons(text, siteOf(call), 'takes'))
    .filter(({ grade }) => grade === 'block')
  if (isLocal) return read
  const headers = all(['H', 'header', 'u', 'user'])
  return [
    ...read,
    ...files.flatMap((word) => leaving(word, call)),
    ...sent([...data, ...urls], call),
    ...headers
      .filter(
        ({ marks, text }) =>
          marks & mark.environment || (marks & mark.secret && !/auth|token|api-?key|^[^:\s]*:?\uFFFC/i.test(text)),
      )
      .map(() => block('sends-secrets', 'sends secrets away in a header')),
    ...(data.some(({ text }) => readsStdin(text)) ||
    all(fileOptions).some(({ text }) => text === '-' || text === '.') ||
    call.program === 'http'
      ? fromPipe(call)
      : []),
    ...sendsInUrl([...data, ...urls], urls),
    ...readsData(urls, call),
    ...deletes(
      values.get('X')?.[0]?.text ?? values.get('request')?.[0]?.text ?? values.get('method')?.[0]?.text ?? '',
      urls,
    ),
  ]
}

function readsStdin(text: string): boolean {
  return /(?:^|=)@-$/.test(text) || /@\/dev\/(?:stdin|fd\/0)$/.test(text)
}

/** `@file`, `name=@file`, `name=<file`, `name@file`. */
function fileIn(word: Word): readonly Word[] {
  const [, file] = /^(?:[\w.[\]-]{0,80}[=]?)?[@<](.+)$/s.exec(word.text) ?? []
  return file === undefined || file === '-' ? [] : [{ ...word, text: file.replace(/;(?:type|filename)=.*$/s, '') }]
}

function localFile(word: Word): readonly Word[] {
  const [, file] = /^file:\/\/(?:localhost)?(\/.*)$/s.exec(word.text) ?? []
  return file === undefined ? [] : [{ ...word, text: file }]
}

/** A file goes out: one with secrets, or one from outside the workspace. */
function leaving({ text, marks }: Word, call: Call): readonly Reason[] {
  if (call.setting === 'container') return []
  const { region, path } = locate(text, call.spot)
  if ((marks | (call.written?.(text) ?? 0)) & secret || isEnvFile(path))
    return [block('sends-secrets', `sends a file with secrets away: ${shown(text)}`)]
  if (/^(?:home|at-home|system|root|outside|kernel)$/.test(region))
    return [block('sends-files', `sends a file from outside the workspace away: ${shown(text)}`)]
  return []
}

function sent(words: readonly Word[], { setting }: Call): readonly Reason[] {
  if (setting === 'container') return []
  return words.some(({ marks }) => marks & secret) ? [block('sends-secrets', 'sends secrets away')] : []
}

/** What comes through the pipe goes out. */
function fromPipe({ stdin, setting }: Call, spared: number = mark.none): readonly Reason[] {
  const marks = (stdin?.marks ?? 0) & ~spared
  if (setting === 'container') return []
  if (marks & secret) return [block('sends-secrets', 'sends secrets away that come through the pipe')]
  if (marks & mark.workspace) return [block('sends-files', 'sends the whole workspace away, with what is secret in it')]
  return marks & mark.outside ? [block('sends-files', 'sends away what was read outside the workspace')] : []
}

function deletes(method: string, urls: readonly Word[]): readonly Reason[] {
  if (!/^delete$/i.test(method)) return []
  const url = urls.map(({ text }) => text).join(' ')
  if (
    /:9200\/(?:_all|\*|[^/?]*\*)|api\.github\.com\/repos\/[^/]+\/[^/]+\/?$|api\.(?:heroku|digitalocean|cloudflare|vercel|netlify|linode|hetzner|render|fly)\./.test(
      url,
    )
  )
    return [block('destroys-infrastructure', `deletes by a request: ${shown(url)}`)]
  return urls.some(({ text }) => isOut(text)) ? [warn('deletes-remotely', `deletes by a request: ${shown(url)}`)] : []
}

/** Raw connections: a shell at the other end, or secrets going in. */
function socket(call: Call): readonly Reason[] {
  const line = call.args.map(({ text }) => text).join(' ')
  const givesShell =
    /^(?:nc|ncat|netcat|nc\.\w+|cryptcat)$/.test(call.program) &&
    call.args.some(
      ({ text }, i) =>
        /^-[a-z]*[ec]$|^--(?:exec|sh-exec|lua-exec)(?:=|$)/.test(text) &&
        i + 1 <= call.args.length &&
        !/^-[a-z]*z/.test(text),
    )
  const isProgram = givesShell && /(?:^|[\s/=])(?:ba|z|da|k|a)?sh\b|cmd\.exe|powershell|python|perl|exec/.test(line)
  if (
    isProgram ||
    /\b(?:exec|system):["']?(?:\/\S*\/)?(?:ba|z|da)?sh\b|\b(?:exec|system):.*\b(?:sh|bash|cmd)\b/i.test(line)
  )
    return [block('opens-shell', `hands a shell to whoever is at the other end: ${shown(`${call.program} ${line}`)}`)]
  if (call.program === 'openssl' && call.args[0]?.text !== 's_client') return []
  const host = call.args.find(({ text }) => /^[^-\s]/.test(text) && !/^\d{1,5}$/.test(text))
  if (host && isLocalHost(host.text)) return []
  if ((call.stdin?.marks ?? 0) & mark.shell)
    return [block('opens-shell', `ties a shell to a connection: ${shown(line)}`)]
  return [...fromPipe(call), ...sent(call.args, call)]
}

function copyToHost(call: Call): readonly Reason[] {
  const { operands } = optionsOf(call.args, { valued: names('i o P F J c l S b') })
  const to = operands.at(-1)
  const put = putFiles(call)
  if (put.length > 0) return [...readings(put, call, 'tree'), ...put.flatMap((word) => leaving(word, call))]
  if (!to || operands.length < 2) return []
  const from = operands.slice(0, -1).filter(({ text }) => !isRemotePath(text))
  if (!isRemotePath(to.text)) return writings([to], call)
  return [...readings(from, call, 'tree'), ...from.flatMap((word) => leaving(word, call))]
}

/** The commands that sftp and its like read. */
function putFiles({ stdin }: Call): readonly Word[] {
  return [...(stdin?.text ?? '').matchAll(/^[ \t]*m?put[ \t]+(\S{1,1000})/gm)].map(([, text = '']) => ({
    text,
    marks: 0,
    glob: false,
  }))
}

function pipeToHost(call: Call): readonly Reason[] {
  const attached = /^(?:mail|mailx|mutt|swaks)$/.test(call.program)
    ? (optionsOf(call.args, { valued: names('a A s attach') }).values.get('a') ?? [])
    : []
  const sentFiles =
    call.program === 'rsync' ? optionsOf(call.args, { valued: names('e f exclude include') }).operands : []
  const leavesBy = sentFiles.at(-1)
  const files =
    leavesBy && isRemotePath(leavesBy.text) ? sentFiles.slice(0, -1).filter(({ text }) => !isRemotePath(text)) : []
  // The workspace goes to one's own server in just this way.
  const piped = fromPipe(call, call.program === 'ssh' ? mark.workspace : mark.none)
  return [...piped, ...[...attached, ...files].flatMap((word) => leaving(word, call)), ...sent(call.args, call)]
}

/** A question for a name carries whatever stands in the name. */
function askedNames(call: Call): readonly Reason[] {
  const carrier = call.args.find(
    ({ text, marks }) => marks & (secret | mark.identity | mark.outside) && /\./.test(text),
  )
  if (carrier)
    return [block('sends-secrets', `puts what it knows into a name that it asks for: ${shown(carrier.text)}`)]
  const isBuilt = call.args.find(({ text }) => /\uFFFC[^\uFFFC]*\uFFFC\.[\w.-]+\.[a-z]{2,}$/i.test(text))
  return isBuilt
    ? [warn('asks-built-name', `asks for a name that is put together from something unknown: ${shown(isBuilt.text)}`)]
    : []
}

function gist(call: Call): readonly Reason[] {
  if (!/^(?:gist|snippet|issue|pr|release)$/.test(call.args[0]?.text ?? '')) return []
  const files = optionsOf(call.args.slice(2), {
    valued: names('d f t b title body body-file notes notes-file F R desc filename'),
  })
  const given = [...files.operands, ...(files.values.get('body-file') ?? []), ...(files.values.get('F') ?? [])]
  return [
    ...readings(given, call, 'takes').filter(({ grade }) => grade === 'block'),
    ...given.filter(({ text }) => /[/.]/.test(text)).flatMap((word) => leaving(word, call)),
    ...(given.some(({ text }) => text === '-') ? fromPipe(call) : []),
    ...sent(call.args, call),
  ]
}

/** `cp`, `sync`, `put` to a store in the net. */
function store(call: Call): readonly Reason[] {
  const texts = call.args.map(({ text }) => text)
  if (
    !texts.some((text) => /^(?:cp|sync|mv|copy|copyto|put|upload|rsync|send|add|move|upload-file|copy-url)$/.test(text))
  )
    return fromPipe(call)
  const files = call.args.filter(
    ({ text }, i) => i > 0 && /[/.~]/.test(text) && !text.startsWith('-') && !/^[a-z0-9]+:/.test(text),
  )
  const isOutward =
    texts.some((text) => /^(?:s3|gs|b2|https?):\/\/|^[\w-]{2,}:/.test(text)) ||
    /^(?:wormhole|magic-wormhole|croc|transfer|ffsend|ipfs|mc)$/.test(call.program)
  const last = call.args.at(-1)
  const from = last && files.includes(last) && files.length < 2 && /^(?:s3|gs):/.test(texts.at(-2) ?? '') ? [] : files
  return [
    ...readings(from, call, 'tree'),
    ...(isOutward
      ? from.flatMap((word) => leaving(word, call)).filter(({ rule }) => rule === 'sends-secrets' || from.length > 0)
      : []),
    ...(texts.includes('-') ? fromPipe(call) : []),
  ]
}
