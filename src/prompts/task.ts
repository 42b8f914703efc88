import { existsSync } from 'node:fs'
import { resolve } from 'node:path'
import { RalphError } from '../errors.ts'
import { readRegularFile, writeAtomic } from '../platform/files.ts'
import type { Task } from './composer.ts'

export interface TaskFile {
  readonly path: string
  readonly workspace: string
  readonly maxBytes: number
  /** Whether it may lie outside the workspace. */
  readonly anywhere: boolean
  /** Why a text can't be sent, whatever it asks for; nothing if it can. */
  readonly objection?: (text: string) => TaskObjection | undefined
}

/** `what` continues the sentence "the prompt file …". */
export interface TaskObjection {
  readonly what: string
  readonly hint: string
}

/** The task, or why it can't be sent. `refused`: there is such a file, but its content, size or place says no. */
export type TaskReading =
  | { readonly text: string }
  | { readonly problem: string; readonly hint: string; readonly refused: boolean }

/** Reads the task file: a regular UTF-8 text file that says something, within the size and the workspace. */
export function readTaskFile(file: TaskFile): TaskReading {
  const { path, workspace, maxBytes, anywhere } = file
  const reading = readRegularFile(resolve(workspace, path), { maxBytes, ...(!anywhere && { within: workspace }) })
  if ('bytes' in reading) return textOf(reading.bytes, file)
  const { problem, detail } = reading
  const why = problem === 'outside' ? `lies outside the workspace ${workspace}` : detail
  const refused = problem === 'too-large' || problem === 'outside'
  return { problem: `the prompt file ${path} ${why}`, hint: hints[problem], refused }
}

const hints = {
  missing:
    'write one (`ralph init` makes a start), name another with --prompt FILE, or give the task itself with --prompt-text',
  unreadable: 'check its permissions with: ls -l',
  'not-a-file': 'name a regular text file with --prompt FILE',
  'too-large': 'shorten it, or raise --max-prompt-size',
  outside: 'move it into the workspace, or allow it with --allow-unsafe-paths',
} as const

function textOf(bytes: Buffer, { path, objection }: TaskFile): TaskReading {
  const text = decoded(bytes)
  if (text === undefined) return unfit(path, 'is not UTF-8', 'save it as UTF-8 text')
  const control = firstControl(text)
  if (control) return unfit(path, `holds a control character (${control})`, 'save it as plain text')
  if (text.trim() === '')
    return { problem: `the prompt file ${path} is empty`, hint: 'write the task into it', refused: false }
  const found = objection?.(text)
  return found ? unfit(path, found.what, found.hint) : { text }
}

const unfit = (path: string, what: string, hint: string): TaskReading => ({
  problem: `the prompt file ${path} ${what}`,
  hint,
  refused: true,
})

function decoded(bytes: Buffer): string | undefined {
  try {
    return new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes)
  } catch {
    return undefined
  }
}

/** Nobody types these: a binary file, or an attack on whoever reads the prompt in a terminal. */
function firstControl(text: string): string | undefined {
  // oxlint-disable-next-line no-control-regex -- control characters are what it looks for
  const found = /[\u0000-\u0008\u000b\u000e-\u001f\u007f-\u009f]/.exec(text)
  if (!found) return undefined
  const line = text.slice(0, found.index).split('\n').length
  return `U+${found[0].charCodeAt(0).toString(16).toUpperCase().padStart(4, '0')} in line ${line}`
}

/** The task at the start of a run; throws if it can't be sent, so that nothing is started. */
export function firstTask(file: TaskFile): string {
  const reading = readTaskFile(file)
  if ('text' in reading) return reading.text
  throw new RalphError(reading.problem, reading.hint, reading.refused ? 4 : 2)
}

/**
 * Reads the task anew before each iteration, and keeps its last good copy with the run: an agent that deletes or
 * spoils its own task does not end the run.
 */
export function taskReader(
  file: TaskFile | undefined,
  copy: string,
  warn: (text: string) => Promise<readonly string[]>,
): () => Promise<Task> {
  let kept: string | undefined
  let warned: string | undefined
  const task = async (text: string): Promise<Task> => {
    const warnings = warned === text ? [] : await warn(text)
    warned = text
    return warnings.length > 0 ? { text, warnings } : { text }
  }
  return async () => {
    const reading = file ? readTaskFile(file) : undefined
    if (reading && 'text' in reading) {
      if (reading.text !== kept) writeAtomic(copy, reading.text, { durable: true })
      kept = reading.text
      return task(reading.text)
    }
    const text = kept ?? lastCopy(copy)
    return reading ? { text, stale: reading.problem } : task(text)
  }
}

function lastCopy(copy: string): string {
  const reading = existsSync(copy) ? readRegularFile(copy, { maxBytes: Number.MAX_SAFE_INTEGER }) : undefined
  if (reading && 'bytes' in reading) return reading.bytes.toString('utf8')
  throw new RalphError(`the run's copy of its task, ${copy}, can't be read`, 'start a new run', 1)
}
