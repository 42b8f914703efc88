import { isCredential, isEnvFile } from '../paths/credentials.ts'
import { locate } from '../paths/locate.ts'
import { anything, mark, type Flow } from './known.ts'
import { spotOf, type Frame, type Session } from './session.ts'

/** What a file holds as far as this command line knows: what it wrote itself, else only of what kind it is. */
export function fileFlow(path: string, frame: Frame, session: Session): Flow {
  if (path === '-' || path === '/dev/stdin' || path === '/dev/fd/0' || path === '/proc/self/fd/0')
    return frame.stdin ?? anything
  const target = locate(path, spotOf(session, frame))
  const written = session.files.get(target.path)
  if (written) return written
  if (/^\/dev\/(?:zero|u?random)$/.test(target.path)) return { text: '', marks: mark.endless }
  if (/^\/dev\/(?:null|zero|u?random)$/.test(target.path)) return { text: '', marks: mark.none }
  return { text: undefined, marks: marksOf(target.path, target.region, session) }
}

function marksOf(path: string, region: string, { ground }: Session): number {
  if (/^\/proc\/[^/]+\/environ$/.test(path)) return mark.environment | mark.secret
  if (isCredential(path, ground) || isEnvFile(path)) return mark.secret
  if (region === 'guard') return mark.ralph
  return ['system', 'home', 'at-home', 'outside', 'root', 'kernel'].includes(region) ? mark.outside : mark.none
}
