import { existsSync, symlinkSync } from 'node:fs'
import { delimiter, dirname, join } from 'node:path'
import type { GuardFact } from '../iteration.ts'
import { DecisionReader } from '../guards/hook/decisions.ts'
import type { GuardPlace } from '../guards/hook/guard-place.ts'
import { shimProgram, shims } from '../guards/hook/shims.ts'
import { builtProgram } from '../platform/built-program.ts'
import {
  cleanTemporaries,
  listFolder,
  makePrivateFolder,
  readRegularFile,
  remove,
  writeAtomic,
} from '../platform/files.ts'
import type { Clean } from '../platform/text/redact.ts'

export interface CommandGuardParts {
  readonly workspace: string
  readonly home: string
  /** ralph's state folder. */
  readonly state: string
  /** For this run's guard: read-only for agents. */
  readonly folder: string
  /** For what the guard tells: agents can write here. */
  readonly decisionsFolder: string
  readonly strict: boolean
  readonly clean: Clean
}

const lookEveryMs = 500

/** What agents' commands have to pass on their way: a hook in the CLIs that have one, shims on the PATH of the others. */
export class CommandGuard {
  #isPrepared = false
  #hasShims = false
  readonly #parts: CommandGuardParts
  readonly #program = builtProgram('guard.cjs')
  readonly #placeFile: string
  readonly #shims: string
  readonly #decisions: string

  constructor(parts: CommandGuardParts) {
    this.#parts = parts
    this.#placeFile = join(parts.folder, 'place.json')
    this.#shims = join(parts.folder, 'shims')
    this.#decisions = join(parts.decisionsFolder, 'decisions.jsonl')
  }

  /** The command line of the guard for one CLI's hook. */
  readonly hook = (format: string): readonly string[] => [
    process.execPath,
    this.#program,
    this.#placeFile,
    'hook',
    format,
  ]

  /** What the guard's own program needs where agents are locked in. */
  get places() {
    const { folder, decisionsFolder } = this.#parts
    return { writable: [decisionsFolder], readable: [folder, process.execPath, dirname(this.#program)] }
  }

  /** A PATH on which shims come first. */
  pathBefore(path: string | undefined): string {
    return path ? `${this.#shims}${delimiter}${path}` : this.#shims
  }

  /** Makes the guard's files where they are not as they should be: the shims only where they are used. */
  prepare({ withShims }: { readonly withShims: boolean }): void {
    if (!this.#isPrepared) this.#makePlace()
    if (withShims && !this.#hasShims) this.#makeShims()
  }

  #makePlace(): void {
    const { folder, decisionsFolder, workspace, home, state, strict } = this.#parts
    const place: GuardPlace = { workspace, home, protectedPaths: [state], decisions: this.#decisions, strict }
    for (const path of [folder, decisionsFolder]) if (!existsSync(path)) makePrivateFolder(path)
    cleanTemporaries(folder)
    keep(this.#placeFile, JSON.stringify(place), 0o600)
    this.#isPrepared = true
  }

  /** One program that goes by many names. */
  #makeShims(): void {
    const parts = { folder: this.#shims, node: process.execPath, guard: this.#program, placeFile: this.#placeFile }
    const { program, names } = shims(parts)
    if (!existsSync(this.#shims)) makePrivateFolder(this.#shims)
    const isNew = keep(join(this.#shims, shimProgram), program, 0o755)
    const isWhole = listFolder(this.#shims).length === names.length + 1
    if (isNew || !isWhole) for (const name of names) linkTo(shimProgram, join(this.#shims, name))
    this.#hasShims = true
  }

  /** Tells what is decided from now on, as it is decided. `stop` tells the rest. */
  follow(iteration: number, tell: (fact: GuardFact) => Promise<void>, failed: (error: unknown) => void) {
    const file = this.#decisions
    remove(file)
    const reader = new DecisionReader(file)
    const look = async () => {
      for (const decision of reader.news())
        await tell({ type: 'command.judged', iteration, ...decision, command: this.#parts.clean(decision.command) })
    }
    const timer = setInterval(() => void look().catch(failed), lookEveryMs)
    const release = () => clearInterval(timer)
    return {
      release,
      async stop() {
        release()
        await look()
        remove(file) // told and cleaned by now; here they stand as they were typed
      },
    }
  }
}

const longestFile = 1024 * 1024

/** Writes a file that is not there, or is another; tells whether it did. */
function keep(path: string, content: string, mode: number): boolean {
  const reading = readRegularFile(path, { maxBytes: longestFile })
  if ('bytes' in reading && reading.bytes.toString('utf8') === content) return false
  writeAtomic(path, content, { mode, durable: true })
  return true
}

function linkTo(target: string, path: string): void {
  remove(path)
  symlinkSync(target, path)
}
