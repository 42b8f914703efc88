import { fields, items, text, type Fields } from '../reading/fields.ts'

/** Tools that change files. */
const writers = new Set(['write_file', 'edit', 'notebook_edit', 'run_shell_command'])

/** Remembers whether anything was written, to tell an agent that had nothing to do from one that was not allowed to. */
export class QwenWrites {
  readonly #waiting = new Set<string>()
  #succeeded = false

  asked(id: string | undefined, tool: string): void {
    if (id !== undefined && writers.has(tool)) this.#waiting.add(id)
  }

  answered(id: string | undefined, ok: boolean): void {
    if (id !== undefined && this.#waiting.delete(id) && ok) this.#succeeded = true
  }

  /** Permission to write was denied, and nothing was written. */
  wereDenied(result: Fields | undefined): boolean {
    if (this.#succeeded) return false
    return items(result?.['permission_denials']).some((denial) => writers.has(text(fields(denial)['tool_name']) ?? ''))
  }
}
