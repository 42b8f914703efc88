import { spawn, spawnSync } from 'node:child_process'
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

/** A scratch folder for everything that is measured; removed at the end. */
export const scratch = mkdtempSync(join(tmpdir(), 'ralph-bench-'))
process.on('exit', () => rmSync(scratch, { recursive: true, force: true }))

/** The built program. */
export const ralph = join(import.meta.dirname, '..', 'dist', 'ralph.cjs')

/** Certificates of a company make every start of node 20 dearer, bare node's too. */
const { NODE_EXTRA_CA_CERTS: _, NODE_OPTIONS: __, ...inherited } = process.env
export const env = { ...inherited, RALPH_STATE_DIR: join(scratch, 'state'), RALPH_SANDBOX: 'off' }

export const bareNode = [process.execPath, '-e', '0']

/** A new, empty folder. */
export function folder(name) {
  const path = mkdtempSync(join(scratch, `${name}-`))
  mkdirSync(path, { recursive: true })
  return path
}

/** A program in the scratch folder; gives its path. */
export function program(name, text) {
  const path = join(scratch, name)
  writeFileSync(path, text, { mode: 0o755 })
  return path
}

/** The command line of a run without surprises: no limit is met but that of its iterations. */
export function runLine({ agent, chosen = ['--agent-command', agent], iterations = 1, git = false, more = [] }) {
  const unlimited = ['--max-tokens', '1000000000', '--max-cost', '1000000', '--max-runtime', '24h']
  const options = [...chosen, '-i', String(iterations), ...unlimited, ...(git ? [] : ['--no-git'])]
  return [ralph, 'run', '-p', 'Bench', ...options, '--output-format', 'plain', ...more]
}

/** Runs a command to its end; milliseconds. Complains unless it ends with one of the exit codes. */
export function wholeTime([file, ...args], { cwd = scratch, exits = [0], env: environment = env } = {}) {
  const started = performance.now()
  const { status, stderr } = spawnSync(file, args, { cwd, env: environment, stdio: ['ignore', 'ignore', 'pipe'] })
  const ms = performance.now() - started
  if (!exits.includes(status)) throw new Error(`${file} ${args.join(' ')} exited with ${status}: ${stderr}`)
  return ms
}

/** The exit code of a run that ended on a limit. */
export const onLimit = { exits: [3] }

/** Starts something and gives its process. */
export function begin([file, ...args], cwd = scratch) {
  return spawn(file, args, { cwd, env, stdio: 'ignore' })
}

/**
 * Runs all of `cases` in turn, again and again: whatever else the machine does meets all of them alike. Gives the
 * median of each.
 */
export async function interleaved(times, cases) {
  const samples = Object.fromEntries(Object.keys(cases).map((name) => [name, []]))
  for (let round = 0; round < times; round++) {
    for (const [name, measure] of Object.entries(cases)) samples[name].push(await measure())
  }
  return Object.fromEntries(Object.entries(samples).map(([name, values]) => [name, median(values)]))
}

export function median(values) {
  return values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)]
}

/** Private memory of a process in MiB: what the pages of the node binary take is shared and left out. */
export function anonymousMiB(pid) {
  return Number(/^RssAnon:\s*(\d+) kB/m.exec(readFileSync(`/proc/${pid}/status`, 'latin1'))?.[1]) / 1024
}

export const sleep = (ms) => new Promise((resolve) => setTimeout(resolve, ms))
