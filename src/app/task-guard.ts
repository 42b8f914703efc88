import { createHash } from 'node:crypto'
import type { Settings } from '../config/settings.ts'
import { RalphError } from '../errors.ts'
import { hiddenText } from '../guards/prompt/hidden-text.ts'
import { judgementOf, underSecurity, type Reason } from '../judgement.ts'
import { readRegularFile, writeAtomic } from '../platform/files.ts'
import type { TaskObjection } from '../prompts/task.ts'
import { alwaysBlocked } from './always-blocked.ts'
import { version } from './version.ts'

/** Reads a task as `ralph scan --kind prompt` does, at the security of the run. */
export interface TaskGuard {
  /** Why the text can't be sent at all. */
  readonly objection: (text: string) => TaskObjection | undefined
  /** What it asks for that its author should know of; nothing stops for it. Loads what it needs first. */
  warnings(text: string): Promise<readonly string[]>
}

type Wanted = Pick<Settings, 'security' | 'allowHiddenText'>

/**
 * The guard for one run's task. Where warnings refuse, all of it is loaded now; else only what blocks. What was said of a text
 * is kept in `memory`, so that a run of the same task need not read it again.
 */
export async function taskGuard({ security, allowHiddenText }: Wanted, memory?: string): Promise<TaskGuard> {
  const allowed = new Set(allowHiddenText)
  const meaning = security === 'strict' ? await loadMeaning() : () => []
  const judged = (reasons: readonly Reason[]) => underSecurity(judgementOf(reasons), security, alwaysBlocked)
  return {
    objection(text) {
      const { verdict, reasons } = judged([...hiddenText(text, allowed), ...meaning(text)])
      return verdict === 'block' ? objectionOf(reasons[0]) : undefined
    },
    async warnings(text) {
      if (security === 'off') return []
      const key = createHash('sha256')
        .update(`${version}\0${[...allowed].join()}\0${text}`)
        .digest('hex')
      const known = memory === undefined ? undefined : remembered(memory, key)
      if (known) return known
      const found = [...hiddenText(text, allowed), ...(await loadMeaning())(text)]
      const warnings = judged(found).reasons.flatMap((reason) => (reason.grade === 'warn' ? [words(reason)] : []))
      if (memory !== undefined) writeAtomic(memory, JSON.stringify({ key, warnings }), { durable: true })
      return warnings
    },
  }
}

/** Throws if the task can't be sent, so that nothing is started. */
export function refuseTask(guard: TaskGuard, text: string): void {
  const objection = guard.objection(text)
  if (objection) throw new RalphError(`the task ${objection.what}`, objection.hint, 4)
}

async function loadMeaning(): Promise<(text: string) => readonly Reason[]> {
  return (await import('../guards/prompt/semantics.ts')).semanticReasons
}

function objectionOf(reason: Reason | undefined): TaskObjection {
  if (!reason) return { what: 'is refused', hint: 'see: ralph scan' }
  const what = `is refused: ${words(reason)}`
  if (!alwaysBlocked.has(reason.rule)) return { what, hint: 'Change the text, or run without --security strict.' }
  return { what, hint: 'Remove it; or, if it is meant, name the code points with --allow-hidden-text.' }
}

function words({ line, message }: Reason): string {
  return line === undefined ? message : `line ${line}: ${message}`
}

/** What was said of the text with that key; nothing if that was another, or can't be read. */
function remembered(path: string, key: string): readonly string[] | undefined {
  const reading = readRegularFile(path, { maxBytes: 1024 * 1024 })
  if (!('bytes' in reading)) return undefined
  try {
    const kept: { key?: unknown; warnings?: unknown } = JSON.parse(reading.bytes.toString('utf8'))
    return kept.key === key && Array.isArray(kept.warnings) ? kept.warnings.map(String) : undefined
  } catch {
    return undefined
  }
}
