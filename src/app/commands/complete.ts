import { flagNamed, helpFlag } from '../arguments.ts'
import type { Command, CommandSpec, Flag } from '../command.ts'
import { commandNamed, commands, runCommand } from '../command-table.ts'

/** Directives of the protocol that the scripts share with other tools: complete with file names, or not. */
const fileNames = 0
const noFileNames = 4

type Candidate = readonly [word: string, meaning: string]

/** Answers a shell's completion script: one candidate a line with its meaning, then what to do if none fits. */
export const complete: Command = async (_flags, words, { stdout }) => {
  const candidates = candidatesFor(words)
  for (const [word, meaning] of candidates) stdout.write(`${word}\t${meaning}\n`)
  stdout.write(`:${candidates.length > 0 ? noFileNames : fileNames}\n`)
  return 0
}

function candidatesFor(words: readonly string[]): readonly Candidate[] {
  const [first = ''] = words
  const partial = words.at(-1) ?? ''
  const named = words.length > 1 ? commandNamed(first) : undefined
  const spec = named ?? runCommand
  if (words.slice(0, -1).includes('--')) return []
  const fitting = [
    ...(words.length > 1 ? [] : commands.map(({ name, brief }): Candidate => [name, brief])),
    ...argumentsFor(spec, words.slice(0, -1), partial),
  ]
  return fitting.filter(([word]) => word.startsWith(partial))
}

function argumentsFor(spec: CommandSpec, before: readonly string[], partial: string): readonly Candidate[] {
  const flags = spec.flags()
  const waiting = flagNamed(before.at(-1) ?? '', flags)
  if (waiting && waiting.placeholder !== '') return valuesOf(waiting, partial)
  if (!partial.startsWith('-')) return (spec.positionals?.choices ?? []).map((choice) => [choice, ''])
  return [...flags, helpFlag]
    .filter((flag) => !flag.hidden && (flag.repeatable || !before.includes(`--${flag.name}`)))
    .map(({ name, brief }) => [`--${name}`, brief])
}

/** Of a list with commas, what is already settled stays: `claude,` of `claude,co`. */
function valuesOf({ choices = [] }: Flag, partial: string): readonly Candidate[] {
  const settled = partial.slice(0, partial.lastIndexOf(',') + 1)
  return choices.map((choice) => [settled + choice, ''])
}
