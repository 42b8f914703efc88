import { parseArgs } from 'node:util'
import { didYouMean } from '../config/did-you-mean.ts'
import type { FlagValue } from '../config/flags.ts'
import { RalphError } from '../errors.ts'
import type { CommandSpec, Flag } from './command.ts'

export interface Arguments {
  /** By long name, exactly those that were given. */
  readonly flags: Readonly<Record<string, FlagValue>>
  readonly positionals: readonly string[]
}

export const helpFlag: Flag = { name: 'help', letter: 'h', placeholder: '', brief: 'show this', group: 'Flags' }

/**
 * Reads the arguments of a command with node's own parser: `-i 5`, `-i5`, `-vq`, `--max-cost 5`, `--max-cost=5`.
 * What is not known, given twice or lacks its value is an error. For a command that passes arguments on, what stands
 * after `--` becomes the flag `agent-args`; for others it is positional.
 */
export function readArguments(spec: CommandSpec, args: readonly string[]): Arguments {
  const known = new Map([...spec.flags(), helpFlag].map((flag) => [flag.name, flag]))
  const { tokens } = parseArgs({
    args: [...args],
    strict: false, // its errors are node's, not ours; the tokens tell all
    tokens: true,
    options: Object.fromEntries([...known.values()].map(parserOption)),
  })
  const flags: Record<string, FlagValue> = {}
  const positionals: string[] = []
  const end = tokens.find(({ kind }) => kind === 'option-terminator')?.index ?? Infinity
  for (const token of tokens) {
    if (token.kind === 'option') add(flags, token, known, spec)
    if (token.kind === 'positional' && !(spec.passesArgs && token.index > end)) positionals.push(token.value)
  }
  if (spec.passesArgs && end < Infinity) flags['agent-args'] = args.slice(end + 1)
  if (!flags['help']) checkCount(spec, positionals)
  return { flags, positionals }
}

/** The flag that a word like `--max-cost` or `-i` names. */
export function flagNamed(word: string, flags: Iterable<Flag>): Flag | undefined {
  return [...flags].find(({ name, letter }) => word === `--${name}` || word === `-${letter}`)
}

interface OptionToken {
  readonly name: string
  /** As it was written: `--max-cost`, `-i`. */
  readonly rawName: string
  readonly value?: string | undefined
  readonly inlineValue?: boolean | undefined
}

function parserOption({ name, letter, placeholder }: Flag) {
  return [name, { type: placeholder === '' ? 'boolean' : 'string', ...(letter && { short: letter }) }] as const
}

function add(
  flags: Record<string, FlagValue>,
  token: OptionToken,
  known: ReadonlyMap<string, Flag>,
  spec: CommandSpec,
): void {
  const flag = known.get(token.name)
  if (!flag) throw unknownOption(token, known, spec)
  const value = flag.placeholder === '' ? switched(token) : valueOf(token, known)
  const before = flags[flag.name]
  if (before !== undefined && !flag.repeatable) {
    throw new RalphError(`--${flag.name} is given twice: ${String(before)} and ${String(value)}`, 'Keep one of them.')
  }
  flags[flag.name] = flag.repeatable ? [...(Array.isArray(before) ? before : []), String(value)] : value
}

function switched({ rawName, value = 'true' }: OptionToken): boolean {
  if (value === 'true' || value === 'false') return value === 'true'
  throw new RalphError(`${rawName}: ${JSON.stringify(value)} is not true or false`, `Write ${rawName} alone.`)
}

/** A flag of ours in the place of a value is a forgotten value; any other word may begin with a dash. */
function valueOf({ rawName, value, inlineValue }: OptionToken, known: ReadonlyMap<string, Flag>): string {
  if (value !== undefined && (inlineValue || !flagNamed(value, known.values()))) return value
  const hint = value ? `If ${value} is the value, write ${rawName}=${value}` : `Write ${rawName} with its value.`
  throw new RalphError(`${rawName} needs a value`, hint)
}

function unknownOption({ rawName, name }: OptionToken, known: ReadonlyMap<string, Flag>, spec: CommandSpec) {
  const meant = rawName.startsWith('--') ? didYouMean(name, known.keys()) : undefined
  return new RalphError(`unknown option ${rawName}`, meant ? `Did you mean --${meant}?` : listed(spec))
}

function checkCount(spec: CommandSpec, given: readonly string[]): void {
  const { min = 0, max = 0, placeholder = '' } = spec.positionals ?? {}
  if (given.length < min) throw new RalphError(`${placeholder} is missing`, listed(spec))
  if (given.length > max) throw new RalphError(`unexpected argument ${JSON.stringify(given[max])}`, listed(spec))
}

function listed({ name }: CommandSpec): string {
  return `\`ralph ${name} --help\` lists what there is.`
}
