import { resolve } from 'node:path'
import { isInside } from '../platform/files.ts'
import type { AnyOption, Setting } from './option.ts'
import { allOptions } from './options.ts'
import { placeOf, type Origin } from './origin.ts'
import type { Settings } from './settings.ts'

/*
 * What the configuration of a workspace may do before anybody has said yes to it. It comes with the files, perhaps from
 * a stranger, so it may only tighten: every option has a law, and an option that has none does not compile.
 *
 *   harmless      shows or keeps things differently; spends, starts, reads and reaches nothing more
 *   needs-trust   names what is started, read, reached or believed
 *   a function    whether the value is no looser than the one that would hold without the file
 */
type Law<T> = 'harmless' | 'needs-trust' | ((value: T, without: T, workspace: string) => boolean)

type Laws = { readonly [S in Setting]: Law<Settings[S]> }

const laws: Laws = {
  agents: 'needs-trust',
  agentCommand: 'needs-trust',
  agentFormat: 'needs-trust', // one that misreads the output loses what it says of its spending
  agentArgs: 'needs-trust',
  models: 'needs-trust',
  escalate: 'needs-trust',
  escalateReturn: isOn,

  promptFile: (path, _without, workspace) => isInside(workspace, resolve(workspace, path)),
  promptText: 'needs-trust', // the operator looks for the task in a file, not among settings
  completionPromise: (line) => (line.match(/[\p{L}\p{N}]/gu) ?? []).length >= 4, // not a line that is printed by chance
  gates: 'needs-trust',
  gateTimeoutMs: isAtMost,
  maxPromptBytes: isAtMost,
  allowUnsafePaths: isOff,

  maxIterations: isAtMost,
  maxRuntimeMs: isAtMost,
  maxTokens: isAtMost,
  maxCostUsd: isAtMost,
  prices: 'needs-trust', // a limit in dollars is as good as the prices
  allowUnknownCost: isOff,
  maxWindowPercent: (percent, without) => percent !== undefined && percent <= (without ?? 100),
  maxFailures: isAtMost,
  maxWaitMs: isAtMost,
  iterationTimeoutMs: isAtMost,
  idleTimeoutMs: isAtMost,
  retryDelayMs: (delay, without) => delay >= without,

  contextWindow: (tokens, without) => tokens !== undefined && without !== undefined && tokens <= without,
  contextThreshold: isAtMost,
  onContextFull: isAsStrictIn(['continue', 'stop']),

  sandbox: isAsStrictIn(['off', 'auto', 'strict']),
  security: isAsStrictIn(['off', 'standard', 'strict']),
  passEnv: hasNothingNew,
  allowHosts: (hosts, without) => hosts.length > 0 && hasNothingNew(hosts, without), // none at all opens the network
  allowWrite: hasNothingNew,
  allowRead: hasNothingNew,
  denyRead: (paths, without) => hasNothingNew(without, paths),
  allowHiddenText: hasNothingNew,

  checkpointInterval: (every, without) => every > 0 && (without === 0 || every <= without), // 0: only at the end
  checkpointMode: isAsStrictIn(['commit', 'shadow']),
  git: isOn,
  metricsInterval: 'harmless',
  metrics: 'harmless', // copies for people; the journal is the record, and nothing switches it off
  archive: 'harmless',

  outputFormat: 'harmless',
  verbose: 'harmless',
  quiet: isOff, // warnings are said before the first iteration
  color: 'harmless',

  dryRun: 'needs-trust',
  resume: 'needs-trust',
  configFile: 'needs-trust',
}

/** Something a configuration sets that its operator has to allow. */
export interface Loosening {
  readonly option: AnyOption
  readonly value: unknown
  /** What would hold without the file. */
  readonly without: unknown
  /** `ralph.yml:3: max_cost`; the option's name if the file only makes it give way to another. */
  readonly place: string
}

interface Values {
  readonly settings: Settings
  readonly origins: Readonly<Record<Setting, Origin>>
}

/** What is looser in these settings than in those without the workspace's configuration; in the order of the options. */
export function loosenings(now: Values, without: Values, workspace: string): readonly Loosening[] {
  return allOptions
    .filter(({ setting }) => !isTighter(setting, now.settings[setting], without.settings[setting], workspace))
    .map((option) => {
      const { setting, name } = option
      const origin = now.origins[setting]
      const place = origin.source === 'workspace config' ? placeOf(origin) : name
      return { option, value: now.settings[setting], without: without.settings[setting], place }
    })
}

function isTighter<S extends Setting>(
  setting: S,
  value: Settings[S],
  without: Settings[S],
  workspace: string,
): boolean {
  if (JSON.stringify(value) === JSON.stringify(without)) return true
  const law: Law<Settings[S]> = laws[setting]
  return typeof law === 'function' ? law(value, without, workspace) : law === 'harmless'
}

function isAtMost(value: number, without: number): boolean {
  return value <= without
}

function isOn(value: boolean): boolean {
  return value
}

function isOff(value: boolean): boolean {
  return !value
}

function hasNothingNew(items: readonly string[], without: readonly string[]): boolean {
  return items.every((item) => without.includes(item))
}

/** Laxest first. */
function isAsStrictIn<T>(grades: readonly T[]): (value: T, without: T) => boolean {
  return (value, without) => grades.indexOf(value) >= grades.indexOf(without)
}
