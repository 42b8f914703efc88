import { relative, resolve } from 'node:path'
import { digestOf, missing, textDigest } from './digest.ts'
import type { Baseline } from './evidence.ts'
import { gateFiles } from './gate-files.ts'
import { scriptText } from './package-scripts.ts'

/**
 * What a gate's verdict would be worth nothing for: its own script is not as it was when the run began. Empty: nothing.
 * Only scripts that are called like checks decide; what else a gate runs may be the very work.
 */
export function changedDeciders(command: string, workspace: string, baseline: Baseline): readonly string[] {
  return gateFiles(command).flatMap((gate) => {
    if (!gate.decides) return []
    if (gate.kind === 'file') return changedFile(resolve(workspace, gate.path), workspace, baseline)
    return [`pre${gate.name}`, gate.name, `post${gate.name}`].flatMap((name) =>
      changedScript(name, workspace, baseline),
    )
  })
}

function changedFile(absolute: string, workspace: string, { files }: Baseline): readonly string[] {
  const path = relative(workspace, absolute)
  const before = (files[path] ?? files[absolute])?.digest ?? missing
  return before === missing || digestOf(absolute) === before ? [] : [path]
}

function changedScript(name: string, workspace: string, { scripts }: Baseline): readonly string[] {
  const before = scripts[name]
  if (before === undefined) return []
  const now = scriptText(workspace, name)
  return now !== undefined && textDigest(now) === before.digest
    ? []
    : [`the script "${name}" of package.json, which was: ${before.text}`]
}
