import { join } from 'node:path'
import type { Tampering } from '../event.ts'
import type { Gate } from '../gate.ts'
import { changedDeciders } from '../guards/tampering/deciding-files.ts'
import { missing, stamp } from '../guards/tampering/digest.ts'
import { Evidence, takeBaseline, type Baseline } from '../guards/tampering/evidence.ts'
import { gateFiles } from '../guards/tampering/gate-files.ts'
import { listFolder, readRegularFile, writeAtomic } from '../platform/files.ts'
import type { Clean } from '../platform/text/redact.ts'

export interface TamperRequest {
  readonly workspace: string
  /** As the operator named them. */
  readonly gates: readonly string[]
  /** Settings that make agents run code, relative to the workspace. */
  readonly settings: readonly string[]
  /** As people are shown it; undefined if the task is no file. */
  readonly promptFile: string | undefined
  /** Where the baseline is kept with the run. */
  readonly baselineFile: string
  /** What is told of files and scripts goes through it: agents choose their names, and scripts can hold secrets. */
  readonly clean: Clean
  /** A run that a person started or reopened begins with what is there; one that goes on by itself with what was. */
  readonly keepsBaseline: boolean
}

/** Notices when an agent changes what decides about its success, and keeps a changed check from proving anything. */
export class TamperWatch {
  readonly #request: TamperRequest
  readonly #baseline: Baseline
  readonly #evidence: Evidence

  constructor(request: TamperRequest) {
    const { workspace, settings, gates, baselineFile, keepsBaseline } = request
    const watched = { workspace, settings, gates: gates.flatMap(gateFiles), own: [] }
    const kept = keepsBaseline ? readBaseline(baselineFile) : undefined
    this.#request = request
    this.#baseline = kept ?? takeBaseline(watched, request.clean)
    this.#evidence = new Evidence(watched, this.#baseline)
    if (kept) return
    writeAtomic(baselineFile, JSON.stringify(this.#baseline), { durable: true })
    this.#evidence.news() // so that the first look after an iteration reads only what has a new stamp
  }

  /** To be called before an agent starts; what comes back tells what changed until it is called. */
  begin(): (task: { readonly before: string; readonly after: string }) => readonly Tampering[] {
    const copies = this.#copies()
    return ({ before, after }) => [
      ...this.#evidence.news(),
      ...this.#changedCopies(copies),
      ...this.#changedTask(before, after),
    ]
  }

  /** The same gate, but one that does not run while its own script is not as it was. `command`: its name may be redacted. */
  guard(gate: Gate, command: string): Gate {
    const { workspace, clean } = this.#request
    return {
      name: gate.name,
      check: async (signal) => {
        const changed = changedDeciders(command, workspace, this.#baseline)
        return changed.length === 0
          ? gate.check(signal)
          : { passed: false, evidence: clean(refusal(gate.name, changed)) }
      },
    }
  }

  /** ralph's readable copies, which nobody else has a reason to write. */
  #copies(): ReadonlyMap<string, string> {
    const folder = join('.agent', 'metrics')
    const names = namesIn(join(this.#request.workspace, folder)).filter((name) => name.endsWith('.json'))
    return new Map(names.map((name) => [join(folder, name), stamp(join(this.#request.workspace, folder, name))]))
  }

  #changedCopies(before: ReadonlyMap<string, string>): readonly Tampering[] {
    const now = this.#copies()
    return [...new Set([...before.keys(), ...now.keys()])].flatMap((path): readonly Tampering[] => {
      const [old, present] = [before.get(path) ?? missing, now.get(path) ?? missing]
      if (old === present) return []
      return [
        { path, kind: 'ralph', change: old === missing ? 'created' : present === missing ? 'removed' : 'changed' },
      ]
    })
  }

  #changedTask(before: string, after: string): readonly Tampering[] {
    const { promptFile } = this.#request
    if (promptFile === undefined || unticked(before) === unticked(after)) return []
    return [{ path: promptFile, kind: 'task', change: after === '' ? 'removed' : 'changed' }]
  }
}

/** To tick what is done is an agent's good right. */
const unticked = (task: string) => task.replace(/^(\s*[-*+] \[)[xX](\])/gm, '$1 $2').trimEnd()

function refusal(gate: string, changed: readonly string[]): string {
  return `\`${gate}\` was not run: it would prove nothing, for it is not as it was when the run began. Put back: ${changed.join(', ')}.`
}

const maxBytes = 16 * 1024 * 1024

/** In ralph's own folder, by ralph: it is what was written, or it can't be read and is taken anew. */
function readBaseline(path: string): Baseline | undefined {
  const reading = readRegularFile(path, { maxBytes })
  if (!('bytes' in reading)) return undefined
  try {
    // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- written whole or not at all, by this program
    return JSON.parse(reading.bytes.toString('utf8')) as Baseline
  } catch {
    return undefined
  }
}

/** An agent can put anything there: a file, a link to itself. What was there before is then told as removed. */
function namesIn(folder: string): readonly string[] {
  try {
    return listFolder(folder)
  } catch {
    return []
  }
}
