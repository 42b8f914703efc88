import { hostOf, isInstaller, isLocalHost } from '../paths/hosts.ts'
import { anything, mark, silence, type Flow, type Word } from './known.ts'
import { names, optionsOf } from './options.ts'
import { writeFile } from './redirects.ts'
import type { Call, Frame, Session } from './session.ts'
import { webValued } from './web-options.ts'

/** What curl prints, or puts into a file. */
export function curl(call: Call, frame: Frame, session: Session): Flow {
  const { values, operands, flags } = optionsOf(call.args, { valued: webValued })
  const urls = [...operands, ...(values.get('url') ?? [])]
  const flow = fromNet(urls, call)
  const [file] = [...(values.get('o') ?? []), ...(values.get('output') ?? [])]
  const remoteName = flags.has('O') || flags.has('remote-name') || flags.has('remote-name-all')
  if (!file && !remoteName) return flow
  if (file?.text === '-' || file?.text === '/dev/stdout') return flow
  for (const path of file ? [file.text] : urls.map(({ text }) => lastName(text)))
    writeFile(path, flow, { append: false, frame, session })
  return silence
}

/** What wget prints, or puts into a file. */
export function wget(call: Call, frame: Frame, session: Session): Flow {
  const { values, operands } = optionsOf(call.args, {
    valued: names(
      'O o a P U T t Q e i output-document output-file directory-prefix user-agent header post-data post-file tries timeout',
    ),
  })
  const flow = fromNet(operands, call)
  const [file] = [...(values.get('O') ?? []), ...(values.get('output-document') ?? [])]
  if (file?.text === '-' || file?.text === '/dev/stdout') return flow
  const folder = values.get('P')?.[0]?.text ?? values.get('directory-prefix')?.[0]?.text
  for (const path of file
    ? [file.text]
    : operands.map(({ text }) => (folder === undefined ? '' : `${folder}/`) + lastName(text)))
    writeFile(path, flow, { append: false, frame, session })
  return silence
}

function lastName(url: string): string {
  const path = url.replace(/[?#].*$/s, '').replace(/^[a-z]{1,10}:\/\//i, '')
  return path.includes('/') ? path.slice(path.lastIndexOf('/') + 1) || 'index.html' : 'index.html'
}

/** A page of this machine is no download. */
function fromNet(urls: readonly Word[], { stdin }: Pick<Call, 'stdin'>): Flow {
  const isLocal = urls.length > 0 && urls.every(({ text }) => isLocalHost(hostOf(text) ?? ''))
  if (isLocal) return anything
  const isKnown = urls.length > 0 && urls.every(({ text }) => isInstaller(text))
  return {
    text: undefined,
    marks: (isKnown ? mark.installer : mark.download) | ((stdin?.marks ?? 0) & ~(mark.secret | mark.environment)),
  }
}

/** What comes from the net through some other program. */
export function downloaded({ args }: Call): Flow {
  return fromNet(
    args.filter(({ text }) => /^[a-z]+:\/\//.test(text)),
    { stdin: undefined },
  )
}
