import { type BinaryPath, splitNul } from './binary.ts'

/** One path in which two trees differ, as it is in the second: mode 000000 if it is not there. */
export interface RawChange {
  readonly path: BinaryPath
  readonly status: string
  readonly mode: string
  readonly id: string
}

/** Reads git's `--raw -z` format without renames: `:MODE MODE ID ID STATUS<nul>PATH<nul>`. */
export function rawChanges(printed: string): readonly RawChange[] {
  const fields = splitNul(printed)
  const changes: RawChange[] = []
  for (let i = 0; i + 1 < fields.length; i += 2) {
    const [, mode = '', , id = '', status = ''] = (fields[i] ?? '').split(' ')
    changes.push({ path: fields[i + 1] ?? '', status, mode, id })
  }
  return changes
}
