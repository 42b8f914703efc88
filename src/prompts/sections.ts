import { blockedMarker } from '../claim.ts'
import { repetition } from '../progress.ts'
import type { RunState } from '../state.ts'
import type { Section } from './section.ts'

export interface Rules {
  readonly promise: string
  readonly gates: readonly string[]
  readonly notesPath: string
}

/** What was found in the workspace. */
export interface Found {
  readonly notes: Notes
  /** A diff, perhaps cut; empty if it is not needed. */
  readonly changes: string
}

/** Everything the agent is told beside the task, the most important first. */
export function sections(state: RunState, rules: Rules, { notes, changes }: Found): readonly Section[] {
  return [
    howToWork(state, rules),
    ...failedGates(state, rules.gates),
    ...tampering(state),
    ...lastFailure(state),
    ...anotherApproach(state),
    ...notesSections(notes, rules),
    ...changesSection(changes),
    ...recentHistory(state),
  ]
}

function howToWork(state: RunState, { promise, gates, notesPath }: Rules): Section {
  const proof =
    gates.length === 0
      ? 'Nothing but your word will prove it, so verify the work yourself before you say so.'
      : `Your word is then checked by running, in this folder: ${gates.map((gate) => `\`${gate}\``).join(', ')}. All must succeed.`
  const text = `# How this works
This is iteration ${state.iterations + 1} of a loop that gives you the task above again and again, each time with a fresh memory. The files in this folder are what you keep.
- Nobody can answer questions. Do the next useful piece of work, leave the files in a consistent state, then end your turn.
- \`${notesPath}\` is yours: read it first, and write there what the next iteration must know (decisions, findings, what is left). Keep it short and current.
- Only when the whole task is done, end your final message with this line, alone: ${promise}
  ${proof} Never write that line otherwise.
- If you can't go on without a human, end your final message with one line: ${blockedMarker}: and the reason`
  return { name: 'rules', text, keep: 'head', essential: true }
}

function failedGates({ verdicts }: RunState, gates: readonly string[]): readonly Section[] {
  const failed = gates.filter((gate) => verdicts[gate]?.passed === false)
  if (failed.length === 0) return []
  const evidence = failed.map((gate) => verdicts[gate]?.evidence ?? '').join('\n\n')
  const text = `# These checks failed when the work was last said to be done\n\n${evidence}`
  return [{ name: 'failed gates', text, keep: 'both' }]
}

/** Of the last iteration only: told once, then the gates have the word. */
function tampering({ tampering: noticed, iterations }: RunState): readonly Section[] {
  if (noticed?.iteration !== iterations) return []
  const list = noticed.findings.map(({ change, kind, path }) => `- ${change}: ${path} (${meaning[kind]})`).join('\n')
  const text = `# The last iteration touched what decides about success
${list}
The user has been told. Undo every one of these that the task does not ask for; a check that was changed proves nothing.`
  return [{ name: 'tampering', text, keep: 'head' }]
}

const meaning = {
  gate: 'a check that must succeed runs it',
  test: 'a test',
  task: 'the task itself',
  ralph: "a file of the loop's own",
  hook: 'git would run it',
  settings: 'tools run what it says',
} as const

function lastFailure({ history }: RunState): readonly Section[] {
  const last = history.at(-1)
  if (last?.interrupted) {
    const text =
      '# The last iteration was interrupted\nIts edits may be half done: look at the state of the files first.'
    return [{ name: 'interruption', text, keep: 'head' }]
  }
  if (!last?.failure || last.failure.kind === 'rate-limited' || last.failure.kind === 'overloaded') return []
  const text = `# The last iteration ended badly (${last.failure.kind})\n${last.failure.message}\nIts edits may be half done: look at the state of the files first.`
  return [{ name: 'last failure', text, keep: 'both' }]
}

/** From the third time on that nothing changed: the next equal iteration ends the run. */
function anotherApproach({ signatures }: RunState): readonly Section[] {
  const { times, period } = repetition(signatures)
  if (period === 1 ? times < 3 : times < 2) return []
  const what =
    period === 1 ? `The last ${times} iterations changed nothing.` : 'The last iterations went round in a circle.'
  const text = `# ${what} Take another approach
What was tried does not work. Question your assumptions: read the evidence again, look for the cause elsewhere, choose a different way, or make the smallest step that changes something. If only a human can help, say ${blockedMarker}: and why.`
  return [{ name: 'another approach', text, keep: 'head' }]
}

/** The agent's notes, and how many tokens they may take. */
export interface Notes {
  readonly text: string
  readonly tokens: number
  readonly allowance: number
}

function notesSections(notes: Notes, { notesPath }: Rules): readonly Section[] {
  if (notes.text.trim() === '') return []
  const section: Section = { name: 'notes', text: `# Your notes (${notesPath})\n\n${notes.text}`, keep: 'both' }
  if (notes.tokens <= notes.allowance) return [section]
  const text = `# Your notes no longer fit
\`${notesPath}\` holds about ${notes.tokens} tokens; ${notes.allowance} fit here, so what follows of it is cut. Before anything else, rewrite that file in under ${Math.floor(notes.allowance * 0.7)} tokens: keep decisions, open problems and what is left; drop what is done or can be read from the files.`
  return [{ name: 'compaction', text, keep: 'head' }, section]
}

/** For the one who goes on with what another has left unfinished. */
function changesSection(changes: string): readonly Section[] {
  if (changes.trim() === '') return []
  const text = `# What has changed in the files since the loop began\n\n${changes.trimEnd()}`
  return [{ name: 'changes', text, keep: 'head' }]
}

function recentHistory({ history }: RunState): readonly Section[] {
  const lines = history
    .filter(({ summary }) => summary !== '')
    .map(({ iteration, summary }) => `## Iteration ${iteration}\n${summary}`)
  return lines.length === 0
    ? []
    : [{ name: 'history', text: `# What the last iterations reported\n\n${lines.join('\n\n')}`, keep: 'tail' }]
}
