import type { Redirection } from 'unbash'
import { readReasons, writeReasons } from '../rules/effects.ts'
import { expandParts, expandText } from './expand.ts'
import { fileFlow } from './files.ts'
import { anything, joined, mark, silence, type Flow } from './known.ts'
import { resolve } from '../paths/resolve.ts'
import { block } from '../reasons.ts'
import { socketHost } from '../paths/hosts.ts'
import { spotOf, type Frame, type Session } from './session.ts'

/** What a command reads instead of its ordinary input, if it is redirected. */
export function readInput(redirects: readonly Redirection[], frame: Frame, session: Session): Flow | undefined {
  let input: Flow | undefined
  for (const redirect of redirects) {
    const descriptor = redirect.descriptor?.type === 'FileDescriptor' ? redirect.descriptor.value : 0
    const flow = inputOf(redirect, frame, session)
    if (flow && descriptor === 0) input = flow
  }
  return input
}

function inputOf(redirect: Redirection, frame: Frame, session: Session): Flow | undefined {
  if (redirect.type === 'HereDoc') return hereDocument(redirect, frame, session)
  if (!redirect.target) return undefined
  if (redirect.type === 'HereString') {
    const word = expandText(redirect.target, frame, session)
    return { text: `${word.text}\n`, marks: word.marks }
  }
  if (redirect.operator !== '<') return undefined
  const word = expandText(redirect.target, frame, session)
  if (word.flow) return word.flow
  session.report(readReasons(word.text, { spot: spotOf(session, frame), setting: frame.setting }, 'prints'))
  return fileFlow(word.text, frame, session)
}

function hereDocument(
  { delimiter, body }: Extract<Redirection, { type: 'HereDoc' }>,
  frame: Frame,
  session: Session,
): Flow {
  if (delimiter?.quoted === true) return { text: body.text, marks: mark.none }
  if (!body.parts) return { text: body.text.replace(/\\([$`\\])/g, '$1'), marks: mark.none }
  return expandParts(body.parts, frame, session)
}

/** Judges where output goes, remembers what was written, and answers what is left for the next one to read. */
export function writeOutput(redirects: readonly Redirection[], flow: Flow, frame: Frame, session: Session): Flow {
  let rest = flow
  for (const redirect of redirects) {
    if (redirect.type !== 'Redirect' || !redirect.target || redirect.operator === '<' || redirect.operator === '<&')
      continue
    const descriptor = redirect.descriptor?.type === 'FileDescriptor' ? redirect.descriptor.value : 1
    const target = expandText(redirect.target, frame, session)
    if (redirect.operator === '>&' && /^(?:\d+-?|-)$/.test(target.text)) continue
    const content = descriptor === 2 ? anything : flow
    writeFile(target.text, content, { append: redirect.operator.endsWith('>>'), frame, session })
    if (descriptor === 1) rest = silence
  }
  return rest
}

interface Writing {
  readonly append: boolean
  readonly frame: Frame
  readonly session: Session
}

/** A text goes to a file: is that file to be written, and may the text leave the machine? */
export function writeFile(path: string, flow: Flow, { append, frame, session }: Writing): void {
  const spot = spotOf(session, frame)
  const host = socketHost(path)
  if (host !== undefined && flow.marks & (mark.secret | mark.environment | mark.outside))
    session.report([block('sends-secrets', `secrets are written to a connection to ${host}`)])
  if (flow.marks & mark.endless && !path.startsWith('/dev/'))
    session.report([block('harms-machine', `writes until the disk is full: ${path}`)])
  const isEmpty = flow.text !== undefined && flow.text.trim() === ''
  session.report(writeReasons(path, { spot, setting: frame.setting }, { append, isEmpty, replaces: true }))
  const resolved = resolve(path, spot)
  if (resolved.kind !== 'path') return
  const key = `/${resolved.segments.join('/')}`
  const before = append ? session.files.get(key) : undefined
  session.files.set(key, before ? joined([before, flow]) : flow)
}
