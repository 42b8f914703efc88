import { readEnvironment, type Environment } from './environment.ts'
import { readFlags, type Flags } from './flags.ts'
import type { Given, Layer } from './layer.ts'
import { defaults, merge, type Loaded } from './load.ts'
import type { Setting } from './option.ts'
import { allOptions } from './options.ts'
import type { Settings } from './settings.ts'

/** Settings as a run's events keep them: plain JSON, `null` for "not given". */
export type KeptSettings = Readonly<Record<string, unknown>>

/** The settings that define a run. How it is shown is the business of whoever looks at it, each time anew. */
export function keptSettings(settings: Settings): KeptSettings {
  return Object.fromEntries(keptOptions.map(({ setting }) => [setting, settings[setting] ?? null]))
}

export interface Resumed extends Loaded {
  /** What the flags changed, for the event that reopens the run. */
  readonly changed: KeptSettings
  /** What the flags named, changed or not. */
  readonly named: Partial<Settings>
}

/**
 * The settings of a run that goes on: what it kept, changed by flags. No configuration file is read: the agent had
 * the workspace to itself, and must not be able to raise a limit or to break the resume.
 */
export function resumeSettings(
  kept: KeptSettings,
  sources: { readonly flags: Flags; readonly env: Environment },
): Resumed {
  const fromFlags = readFlags(sources.flags)
  const before = merge([defaults(), ofTheRun(kept)])
  const resumed = merge([defaults(), ofTheRun(kept), showing(readEnvironment(sources.env)), fromFlags])
  const [old, now] = [keptSettings(before.settings), keptSettings(resumed.settings)]
  const changed = Object.entries(now).filter(([setting, value]) => !same(value, old[setting]))
  const named = Object.fromEntries([...fromFlags].map(([setting, { value }]) => [setting, value]))
  return { ...resumed, changed: Object.fromEntries(changed), named }
}

const keptOptions = allOptions.filter(({ group }) => group !== 'Output' && group !== 'Run')

function showing(layer: Layer): Layer {
  const kept = new Set(keptOptions.map(({ setting }) => setting))
  return new Map([...layer].filter(([setting]) => !kept.has(setting)))
}

function same(a: unknown, b: unknown): boolean {
  return JSON.stringify(a) === JSON.stringify(b)
}

/** An option that is newer than the run has its default. */
function ofTheRun(kept: KeptSettings): Layer {
  const origin = { source: 'the run' } as const
  const known = keptOptions.filter(({ setting, default: preset }) => {
    const value = kept[setting]
    return value !== undefined && value !== null && !same(value, preset)
  })
  return new Map(known.map(({ setting }): [Setting, Given] => [setting, { value: kept[setting], origin }]))
}
