import { fields, items, text, type Fields } from '../reading/fields.ts'

/** Tools that change files. */
const writers = new Set(['Write', 'Edit', 'MultiEdit', 'NotebookEdit', 'Bash'])

/** Remembers whether anything was written, to tell an agent that had nothing to do from one that was not allowed to. */
export class ClaudeWrites {
  readonly #waiting = new Map<string, string>()
  readonly #succeeded = new Set<string>()

  asked(id: string | undefined, tool: string): void {
    if (id !== undefined && writers.has(tool)) this.#waiting.set(id, tool)
  }

  answered(id: string | undefined, ok: boolean): void {
    const tool = id === undefined ? undefined : this.#waiting.get(id)
    if (id === undefined || tool === undefined) return
    this.#waiting.delete(id)
    if (ok) this.#succeeded.add(tool)
  }

  /** Permission to write was denied, and nothing was written. */
  wereDenied(result: Fields | undefined): boolean {
    const denied = items(result?.['permission_denials']).map((denial) => text(fields(denial)['tool_name']) ?? '')
    if (!denied.some((tool) => writers.has(tool))) return false
    // Bash that was allowed may only have read something: that doesn't make up for edits that were denied.
    const wrote = [...this.#succeeded].some((tool) => tool !== 'Bash' || denied.every((one) => one === 'Bash'))
    return !wrote
  }
}
