import { execFileSync } from 'node:child_process'
import { markerVariable, type ProcessInfo, type ProcessTable } from './table.ts'

/**
 * macOS and other systems without /proc: processes as `ps` lists them. UNTESTED there. Slower (a process per look)
 * and weaker: the environment of system programs is hidden, so what left the group is found as a descendant only.
 */
export const psTable: ProcessTable = {
  look: () => ({ processes: list().filter(({ isZombie }) => !isZombie), newest: undefined }),
  read: (pid) => list('-p', String(pid))[0],
  carries: (pid, marker) => environments('-p', String(pid)).some(({ line }) => hasEntry(line, marker)),
  hasClearedEnvironment: () => false,
  carriers: (marker) =>
    environments('-ax')
      .filter(({ line }) => hasEntry(line, marker))
      .map(({ pid }) => pid),
  withWords: (...words) =>
    ps(['-ax', '-ww'], ['-o', 'pid=,command='])
      .filter((line) => line.includes(` ${words.join(' ')} `))
      .map((line) => Number.parseInt(line, 10)),
}

const columns = 'pid=,ppid=,pgid=,stat=,time=,rss=,lstart='

function list(...which: readonly string[]): readonly ProcessInfo[] {
  return ps(which.length > 0 ? which : ['-ax'], ['-o', columns]).map(parse)
}

/** One line of `ps -o` with our columns. */
export function parse(line: string): ProcessInfo {
  const [pid, parent, group, state = 'Z', time = '', rss, ...started] = line.trim().split(/\s+/)
  return {
    pid: Number(pid),
    isZombie: state.startsWith('Z'),
    parent: Number(parent),
    group: Number(group),
    session: Number(group), // macOS shows no session number; the group says enough
    startTime: started.join(' '),
    cpuMs: milliseconds(time),
    memoryBytes: Number(rss) * 1024,
  }
}

/** `[days-][hours:]minutes:seconds[.hundredths]` */
function milliseconds(time: string): number {
  const [days, clock] = time.includes('-') ? time.split('-') : ['0', time]
  const seconds = (clock ?? '').split(':').reduce((sum, part) => sum * 60 + Number(part), 0)
  return Math.round((Number(days) * 86_400 + seconds) * 1000)
}

function environments(...which: readonly string[]): readonly { readonly pid: number; readonly line: string }[] {
  return ps(['-E', '-ww', ...which], ['-o', 'pid=,command=']).map((line) => ({ pid: Number.parseInt(line, 10), line }))
}

const hasEntry = (line: string, marker: string) => line.split(/\s/).includes(`${markerVariable}=${marker}`)

function ps(...args: readonly (readonly string[])[]): readonly string[] {
  try {
    const stdio = ['ignore', 'pipe', 'ignore'] as const
    const env = { PATH: '/usr/bin:/bin', LC_ALL: 'C' }
    const output = execFileSync('ps', args.flat(), { stdio: [...stdio], env, encoding: 'utf8', maxBuffer: 64 << 20 })
    return output.split('\n').filter((line) => line.trim() !== '')
  } catch {
    return [] // no such process: ps exits with 1
  }
}
