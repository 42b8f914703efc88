import { existsSync } from 'node:fs'
import { delimiter, dirname, join } from 'node:path'
import type { GuardFact } from '../iteration.ts'
import { DecisionReader } from '../guards/hook/decisions.ts'
import { writeGuardPlace } from '../guards/hook/guard-place.ts'
import { shims } from '../guards/hook/shims.ts'
import { builtProgram } from '../platform/built-program.ts'
import { makePrivateFolder, remove, writeAtomic } from '../platform/files.ts'
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

  /** Makes the guard's files, once a process of ralph's: the shims only where they are used. */
  prepare({ withShims }: { readonly withShims: boolean }): void {
    const { folder, decisionsFolder, workspace, home, state, strict } = this.#parts
    if (!this.#isPrepared) {
      makePrivateFolder(folder)
      makePrivateFolder(decisionsFolder)
      const protectedPaths = [state]
      writeGuardPlace(this.#placeFile, { workspace, home, protectedPaths, decisions: this.#decisions, strict })
      this.#isPrepared = true
    }
    if (withShims && !existsSync(this.#shims)) this.#makeShims()
  }

  #makeShims(): void {
    makePrivateFolder(this.#shims)
    const parts = { folder: this.#shims, node: process.execPath, guard: this.#program, placeFile: this.#placeFile }
    for (const [path, content] of Object.entries(shims(parts))) writeAtomic(path, content, { mode: 0o755 })
  }

  /** Tells what is decided from now on, as it is decided. `stop` tells the rest. */
  follow(iteration: number, tell: (fact: GuardFact) => Promise<void>, failed: (error: unknown) => void) {
    remove(this.#decisions)
    const reader = new DecisionReader(this.#decisions)
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
      },
    }
  }
}
