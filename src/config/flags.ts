import { give, notOfItsKind, type Given, type Layer } from './layer.ts'
import type { AnyOption, Setting } from './option.ts'
import { allOptions } from './options.ts'
import { spellings } from './spellings.ts'
import type { Origin } from './origin.ts'

export type FlagValue = string | boolean | readonly string[]

/** Flags by their long name, exactly those that were named on the command line. Others than options are ignored here. */
export type Flags = Readonly<Record<string, FlagValue | undefined>>

/** Reads the command line's options, and `agent-args`, which stood after `--`. */
export function readFlags(flags: Flags): Layer {
  const layer = new Map<Setting, Given>()
  for (const { name, option, negated } of spellings('flag')) {
    const raw = flags[name]
    if (raw !== undefined) give(layer, option, read(option, raw, negated, { source: 'flag', flag: `--${name}` }))
  }
  const args = flags['agent-args']
  const option = allOptions.find(({ setting }) => setting === 'agentArgs')
  if (args !== undefined && option) give(layer, option, { value: args, origin: { source: 'flag', flag: '--' } })
  return layer
}

function read(option: AnyOption, raw: FlagValue, negated: boolean, origin: Origin): Given {
  const value = typeof raw === 'string' ? option.kind.fromText(raw) : option.kind.fromData(raw)
  if (value === undefined) throw notOfItsKind(option, raw, origin)
  return { value: negated ? !value : value, origin }
}
