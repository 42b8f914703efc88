import { randomUUID } from 'node:crypto'
import { existsSync, mkdirSync, readdirSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import { basename, dirname, join, relative } from 'node:path'
import { fields, objectIn, text } from '../agents/reading/fields.ts'
import { tryVersion } from '../agents/probe.ts'
import { isOlder } from '../agents/version.ts'
import { RalphError } from '../errors.ts'
import { codeOf, diskError } from '../platform/disk-error.ts'
import { makePrivateFolder, readRegularFile } from '../platform/files.ts'
import { supervise } from '../platform/process/supervise.ts'
import type { CommandContext } from './command.ts'
import { contextClean } from './context-clean.ts'
import { exitCode } from './exit-code.ts'
import { listenForSignals } from './signals.ts'

export interface Package {
  readonly name: string
  /** One version, or a tag such as `latest`. */
  readonly version: string
}

export interface Installation {
  /** Path of npm. */
  readonly npm: string
  /** Where the package is to be; what is there is replaced. */
  readonly folder: string
  /** The program in `folder` that must answer to `--version` in the end. */
  readonly program: string
  readonly context: CommandContext
}

/** Long enough for one that unpacks itself when it is first started. */
const answerMs = 120_000

/**
 * Installs an npm package into a folder of its own: in a temporary one beside it, which takes its place once its
 * program has told its version. Scripts of the package run, as npm's settings allow: some fetch their program that way.
 * A signal ends it with nothing left behind.
 */
export async function installPackage(
  wanted: Package,
  { npm, folder, program, context }: Installation,
): Promise<{ readonly version: string } | { readonly exitCode: number }> {
  makePrivateFolder(dirname(folder))
  removeAbandoned(dirname(folder))
  const temporary = besides(folder)
  const signals = listenForSignals()
  signals.attend({
    onPause: () => undefined,
    onImpatience(signal) {
      removeTree(temporary)
      process.exit(exitCode('cancelled', signal))
    },
  })
  const stopped = () => {
    context.stderr.write('stopped: nothing was installed\n')
    return { exitCode: exitCode('cancelled', signals.received()) }
  }
  try {
    prepare(temporary, wanted)
    await runNpm(wanted, npm, temporary, signals.stop, context)
    if (signals.stop.aborted) return stopped()
    const answer = await tryVersion(join(temporary, relative(folder, program)), answerMs)
    if (signals.stop.aborted) return stopped()
    if ('problem' in answer) throw doesNotRun(wanted, answer.problem, temporary)
    putInPlace(temporary, folder)
    return answer
  } finally {
    removeTree(temporary)
    signals.release()
  }
}

/** A package of our own around it: else npm would look for one in the folders above. It approves of the CLI's scripts. */
function prepare(folder: string, { name }: Package): void {
  const around = { private: true, allowScripts: { [name]: true } }
  try {
    mkdirSync(folder, { mode: 0o700 })
    writeFileSync(join(folder, 'package.json'), `${JSON.stringify(around)}\n`)
  } catch (error) {
    throw diskError(error, `write to ${folder}`)
  }
}

async function runNpm(
  { name, version }: Package,
  npm: string,
  folder: string,
  signal: AbortSignal,
  { cwd, env, stderr }: CommandContext,
): Promise<void> {
  const clean = contextClean({ cwd, env })
  const flags = ['--no-audit', '--no-fund', '--no-update-notifier', '--save-exact']
  const ended = await supervise({
    file: npm,
    args: ['install', '--prefix', folder, ...flags, `${name}@${version}`],
    cwd: folder,
    env,
    marker: randomUUID(),
    signal,
    onLine: (line) => void stderr.write(`${clean(line)}\n`),
  })
  if (signal.aborted || (ended.reason === 'exited' && ended.code === 0)) return
  const why = ended.error?.message ?? `it ended with ${ended.signal ?? `exit code ${ended.code}`}`
  throw new RalphError(
    `npm could not install ${name}@${version}: ${why}`,
    'Its own words stand above. See whether `npm ping` works, and whether there is such a version.',
    1,
  )
}

function doesNotRun({ name, version }: Package, problem: string, folder: string): RalphError {
  const needed = neededNode(join(folder, 'node_modules', name, 'package.json'))
  const hint =
    needed !== undefined && isOlder(process.versions.node, needed)
      ? `It needs Node ${needed} or newer, and this is ${process.versions.node}: install that, or an older version of it with --version.`
      : 'Some fetch their program by a script: see whether npm may run scripts, with `npm config get ignore-scripts`.'
  return new RalphError(`${name}@${version} was installed, but does not run: ${problem}`, hint, 1)
}

/** The lowest version of Node that a package says it needs, if it says so by `>=`. */
function neededNode(manifest: string): string | undefined {
  const reading = readRegularFile(manifest, { maxBytes: 1024 * 1024 })
  const about = 'bytes' in reading ? objectIn(reading.bytes.toString()) : undefined
  return />=\s*v?(\d+(?:\.\d+)*)/.exec(text(fields(about?.['engines'])['node']) ?? '')?.[1]
}

/** Whole or absent, but for the moment between two renames. */
function putInPlace(temporary: string, folder: string): void {
  const before = besides(folder)
  try {
    if (existsSync(folder)) renameSync(folder, before)
    renameSync(temporary, folder)
  } catch (error) {
    throw diskError(error, `put ${folder} in place`)
  } finally {
    removeTree(before)
  }
}

const temporaryName = /^\..+\.(\d+)-[\da-f]{8}\.tmp$/

function besides(folder: string): string {
  return join(dirname(folder), `.${basename(folder)}.${process.pid}-${randomUUID().slice(0, 8)}.tmp`)
}

/** What an installer that was killed could not take away any more. */
function removeAbandoned(folder: string): void {
  for (const name of readdirSync(folder)) {
    const pid = temporaryName.exec(name)?.[1]
    if (pid !== undefined && !isAlive(Number(pid))) removeTree(join(folder, name))
  }
}

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0)
    return true
  } catch (error) {
    return codeOf(error) !== 'ESRCH'
  }
}

function removeTree(path: string): void {
  rmSync(path, { recursive: true, force: true, maxRetries: 3 })
}
