import { markBorneBy, markOf } from './inherited-mark.ts'
import type { ProcessInfo } from './table.ts'
import { ancestorsOf, processTable } from './tree.ts'

/** What changed since the look before. */
export interface Change {
  /** Processor time used by processes that were there before and still are. */
  readonly cpuMs: number
  /** Whether a process came or went. */
  readonly population: boolean
}

/** On a busy machine somebody is always born. */
const mostLooks = 6

/**
 * Every process of one agent: what it started, what those started, and so on; also those that were seen once and
 * have since changed their session, lost their parent or hidden their environment.
 */
export class Family {
  #members = new Map<number, ProcessInfo>()
  #newest: number | undefined
  #wrapped = false
  #cpuMs = 0
  #peakMemoryBytes: number | undefined
  readonly #root: number
  readonly #bornAt: number
  readonly #marker: string
  readonly #mark: number | undefined

  /** `root` leads its own session and group, and is not waited for before the first look. */
  constructor(root: number, marker: string) {
    this.#root = root
    this.#bornAt = ageKey(processTable.read(root))
    this.#marker = marker
    this.#mark = markOf(marker)
    this.#newest = root - 1
  }

  /** Processor time so far; undefined before the first look at a living member. */
  get cpuMs(): number | undefined {
    return this.#peakMemoryBytes === undefined ? undefined : this.#cpuMs
  }

  /** The most that all of them together had at one look. */
  get peakMemoryBytes(): number | undefined {
    return this.#peakMemoryBytes
  }

  /** Looks at the known ones and at those born since the last look. */
  look(): Change {
    const { processes, newest } = processTable.look(this.#members.keys(), this.#newest)
    if (newest === undefined || (this.#newest !== undefined && newest < this.#newest)) this.#wrapped = true
    this.#newest = newest
    return this.#adopt(processes)
  }

  /**
   * Who is left once the root has ended. Looks again at all that are younger than the root: a process may have been
   * unreadable once. What was born during a look may have replaced what was looked at: then there is another look.
   */
  survivors(): readonly ProcessInfo[] {
    let since = this.#wrapped ? undefined : this.#root
    for (let looks = 1; ; looks += 1) {
      const { processes, newest } = processTable.look(this.#members.keys(), since)
      this.#adopt(processes)
      const left = [...this.#members.values()].filter(({ pid }) => pid !== this.#root)
      const nobodyWasBorn = newest === undefined || newest === since
      if (left.length > 0 || nobodyWasBorn || looks === mostLooks) return left
      since = newest
    }
  }

  #adopt(processes: readonly ProcessInfo[]): Change {
    const before = this.#members
    this.#members = this.#among(processes)
    const members = [...this.#members.values()]
    if (members.length > 0) {
      this.#cpuMs = Math.max(this.#cpuMs, sum(members, 'cpuMs'))
      this.#peakMemoryBytes = Math.max(this.#peakMemoryBytes ?? 0, sum(members, 'memoryBytes'))
    }
    const stayed = members.filter((member) => isSame(member, before.get(member.pid)))
    return {
      cpuMs: stayed.reduce((total, member) => total + member.cpuMs - (before.get(member.pid)?.cpuMs ?? 0), 0),
      population: stayed.length !== members.length || stayed.length !== before.size,
    }
  }

  #among(processes: readonly ProcessInfo[]): Map<number, ProcessInfo> {
    const others = processes.filter(({ pid }) => pid !== process.pid)
    const members = new Map<number, ProcessInfo>()
    for (const other of others) if (this.#isOurs(other)) members.set(other.pid, other)
    // A child may stand before its parent in the list (pids wrap around): ask until nobody is added.
    for (let before = -1; before < members.size;) {
      before = members.size
      for (const other of others) if (members.has(other.parent)) members.set(other.pid, other)
    }
    return members
  }

  #isOurs(candidate: ProcessInfo): boolean {
    const { pid, group, session } = candidate
    const isKnown = isSame(candidate, this.#members.get(pid))
    if (isKnown || group === this.#root || session === this.#root) return true
    return processTable.carries(pid, this.#marker) || this.#bearsMark(candidate)
  }

  #bearsMark(candidate: ProcessInfo): boolean {
    if (this.#mark === undefined || !(ageKey(candidate) >= this.#bornAt) || isChildOfAnother(candidate)) return false
    return markBorneBy(candidate.pid) === this.#mark && processTable.hasClearedEnvironment(candidate.pid)
  }
}

/**
 * Somebody else's child may show no environment for the moment in which it becomes a program, and bear the same number
 * by chance. An orphan's parent is the first process, or one above ralph that takes orphans in.
 */
function isChildOfAnother({ parent }: ProcessInfo): boolean {
  if (parent <= 1 || ancestorsOf(process.ppid).includes(parent)) return false
  return processTable.read(parent)?.isZombie === false && !processTable.hasClearedEnvironment(parent)
}

/** Linux writes start times as numbers; NaN, where it can't be known, is younger than nothing. */
const ageKey = (process: ProcessInfo | undefined) => Number(process?.startTime)

const isSame = (now: ProcessInfo, then: ProcessInfo | undefined) => now.startTime === then?.startTime

function sum(processes: readonly ProcessInfo[], field: 'cpuMs' | 'memoryBytes'): number {
  return processes.reduce((total, process) => total + process[field], 0)
}
