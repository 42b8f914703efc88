/** Tools that change files. */
const writers = new Set(['write_file', 'replace', 'run_shell_command'])

/** Why a tool was not run, in the words of `error.type`: a rule forbids it, or nobody may have it without being asked. */
const denials = new Set(['policy_violation', 'tool_not_registered'])

/** Remembers whether anything was written, to tell an agent that had nothing to do from one that was not allowed to. */
export class GeminiWrites {
  readonly #waiting = new Map<string, string>()
  readonly #denied = new Set<string>()
  #succeeded = false

  asked(id: string | undefined, tool: string): void {
    if (id !== undefined && writers.has(tool)) this.#waiting.set(id, tool)
  }

  answered(id: string | undefined, ok: boolean, errorType: string | undefined): void {
    const tool = id === undefined ? undefined : this.#waiting.get(id)
    if (id === undefined || tool === undefined) return
    this.#waiting.delete(id)
    if (ok) this.#succeeded = true
    else if (errorType !== undefined && denials.has(errorType)) this.#denied.add(tool)
  }

  /** The tools that were denied, if nothing was written. */
  get denied(): readonly string[] {
    return this.#succeeded ? [] : [...this.#denied]
  }
}
