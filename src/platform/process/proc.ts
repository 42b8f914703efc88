import { closeSync, existsSync, openSync, readdirSync, readFileSync, readSync, statSync } from 'node:fs'
import { markerVariable, type Look, type ProcessInfo, type ProcessTable } from './table.ts'

/** Linux: processes as /proc shows them (proc(5)). A file that can't be read belongs to a process that is gone. */
export const procTable: ProcessTable = { look, read, carries, hasClearedEnvironment, carriers, withWords }

/** The kernel's USER_HZ, the unit of times in /proc: 100 on every architecture node runs on. */
const ticksPerSecond = 100

/** Up to so many new pids are probed one by one; for more it is cheaper to list /proc. */
const probedPids = 64

function look(known: Iterable<number>, since: number | undefined): Look {
  const newest = newestPid()
  const pids = new Set([...known, ...pidsAfter(since, newest)])
  return {
    processes: [...pids]
      .map(read)
      .filter((process) => process !== undefined)
      .filter(isLiving),
    newest,
  }
}

function read(pid: number): ProcessInfo | undefined {
  const stat = readProc(`/proc/${pid}/stat`)?.toString('latin1')
  if (!stat) return undefined
  // The name in parentheses may hold anything, parentheses too.
  const [state, ...fields] = stat.slice(stat.lastIndexOf(')') + 2).split(' ')
  const field = (number: number) => Number(fields[number - 4]) // numbered as in proc(5)
  return {
    pid,
    isZombie: state === 'Z' || state === 'X',
    parent: field(4),
    group: field(5),
    session: field(6),
    startTime: fields[22 - 4] ?? '',
    cpuMs: ((field(14) + field(15) + field(16) + field(17)) * 1000) / ticksPerSecond,
    memoryBytes: field(24) * pageBytes(),
  }
}

const isLiving = ({ isZombie }: ProcessInfo) => !isZombie

function carries(pid: number, marker: string): boolean {
  const environ = environmentOf(pid)
  return environ !== undefined && hasEntry(environ, Buffer.from(`${markerVariable}=${marker}`))
}

function hasClearedEnvironment(pid: number): boolean {
  const environ = environmentOf(pid)
  return environ !== undefined && !['HOME=', `${markerVariable}=`].some((name) => environ.includes(name))
}

function environmentOf(pid: number): Buffer | undefined {
  const path = `/proc/${pid}/environ`
  const start = readProc(path)
  return start?.length === buffer.length ? wholeFile(path) : start
}

function carriers(marker: string): readonly number[] {
  return allPids().filter((pid) => carries(pid, marker))
}

function withWords(...words: readonly string[]): readonly number[] {
  const wanted = Buffer.from(['', ...words, ''].join('\0'))
  return allPids().filter((pid) => readProc(`/proc/${pid}/cmdline`)?.includes(wanted))
}

/** Entries are separated by NUL; part of an entry is no match. */
function hasEntry(environ: Buffer, entry: Buffer): boolean {
  for (let at = environ.indexOf(entry); at >= 0; at = environ.indexOf(entry, at + 1)) {
    const end = at + entry.length
    if ((at === 0 || environ[at - 1] === 0) && (end === environ.length || environ[end] === 0)) return true
  }
  return false
}

function pidsAfter(since: number | undefined, newest: number | undefined): readonly number[] {
  if (since === undefined || newest === undefined || newest < since) return allPids() // newest < since: pids wrapped
  if (newest - since <= probedPids && !anyExists(since + 1, newest)) return []
  return allPids().filter((pid) => pid > since) // no upper end: younger ones are welcome
}

/** Finds threads too, which share the numbers; so it can say "nothing there", not "what is there". */
function anyExists(first: number, last: number): boolean {
  for (let pid = first; pid <= last; pid++) if (existsSync(`/proc/${pid}`)) return true
  return false
}

function allPids(): readonly number[] {
  return readdirSync('/proc').map(Number).filter(Number.isInteger)
}

/** The fifth field of /proc/loadavg: the last pid given out, in ralph's own pid namespace. Undefined if not to be trusted. */
function newestPid(): number | undefined {
  if (!loadavgIsReal()) return undefined
  const loadavg = readProc('/proc/loadavg')?.toString('latin1') ?? ''
  const pid = Number(loadavg.slice(loadavg.lastIndexOf(' ') + 1))
  return pid > 0 ? pid : undefined
}

let real: boolean | undefined
/** Some containers (lxcfs) put a file of their own over it, whose last pid is seconds old. */
function loadavgIsReal(): boolean {
  return (real ??= deviceOf('/proc/loadavg') === deviceOf('/proc'))
}

const deviceOf = (path: string) => statSync(path, { throwIfNoEntry: false })?.dev

let bytes: number | undefined
/** 4, 16 or 64 KiB: told by our own size, known in bytes and in pages. */
function pageBytes(): number {
  return (bytes ??= 2 ** Math.round(Math.log2(process.memoryUsage.rss() / ownPages())))
}

const ownPages = () => Number(readProc('/proc/self/statm')?.toString('latin1').split(' ')[1])

/** One for all reads: this runs thousands of times, and nothing here waits while holding it. */
const buffer = Buffer.allocUnsafeSlow(64 * 1024)

/** The start of a file, valid until the next call. */
function readProc(path: string): Buffer | undefined {
  let file: number | undefined
  try {
    file = openSync(path, 'r')
    return buffer.subarray(0, readSync(file, buffer, 0, buffer.length, 0))
  } catch {
    return undefined // gone, or not ours to read
  } finally {
    if (file !== undefined) closeSync(file)
  }
}

function wholeFile(path: string): Buffer | undefined {
  try {
    return readFileSync(path)
  } catch {
    return undefined // gone meanwhile
  }
}
