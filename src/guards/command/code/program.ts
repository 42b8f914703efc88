import { resolve } from '../paths/resolve.ts'
import { mark } from '../shell/known.ts'
import { spotOf, type Frame, type Session } from '../shell/session.ts'

/** What has been seen of one program. */
export interface Program {
  readonly language: string
  readonly frame: Frame
  readonly session: Session
  /** What it prints, as far as that is known. */
  readonly output: string[]
  /** Judges code that the program runs as its own. */
  readonly evaluate: (code: string) => void
  connects: boolean
  downloads: boolean
  /** It runs code of its own that can't be seen. */
  evaluatesUnknown: boolean
  readsSecrets: number
}

export const secretMarks = mark.secret | mark.environment

/** What stays with a text when a program prints it. */
export const printedMarks = secretMarks | mark.decoded | mark.download

/** The program changes to another folder: relative paths mean something else from here on. */
export function changeFolder(path: string, { frame, session }: Program): void {
  const resolved = resolve(path, spotOf(session, frame))
  frame.scope.cwd = resolved.kind === 'path' ? `/${resolved.segments.join('/')}` : undefined
}
