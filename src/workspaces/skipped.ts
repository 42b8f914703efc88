import type { Clean } from '../platform/text/redact.ts'
import type { Workspace } from '../workspace.ts'

const named = 100

/** A list of left-out files that stays short enough to record: the first hundred, and how many more. */
export function bounded(paths: readonly string[]): readonly string[] {
  return paths.length <= named ? paths : [...paths.slice(0, named), `and ${paths.length - named} more`]
}

/** The same workspace, but the left-out files it names are cleaned: agents choose names, and a secret can be one. */
export function cleanSkipped(workspace: Workspace, clean: Clean): Workspace {
  return {
    async snapshot(...request) {
      const kept = await workspace.snapshot(...request)
      return kept?.skipped ? { ...kept, skipped: kept.skipped.map(clean) } : kept
    },
  }
}
