import { execFileSync } from 'node:child_process'
import { cpSync, existsSync, mkdirSync, readdirSync, renameSync, rmSync, statSync, symlinkSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { fileURLToPath } from 'node:url'

const project = fileURLToPath(new URL('../../', import.meta.url))

/**
 * The path of the built `ralph`, made anew if a source is newer than it. It is a copy with nothing of the project around
 * it: what it needs, it has in it; and whoever builds meanwhile does not take it away. One of several test processes
 * makes it, the others wait for that.
 */
export async function builtProgram(): Promise<string> {
  const copy = join(tmpdir(), `ralph-built-${process.getuid?.() ?? 0}-${Math.round(newestChange())}`)
  const program = join(copy, 'dist', 'ralph.cjs')
  if (existsSync(program) || !isMaker(`${copy}.making`)) return waitFor(program)
  forgetOldOnes()
  build()
  cpSync(join(project, 'dist'), join(`${copy}.making`, 'dist'), { recursive: true })
  linkOptionalPackages(join(`${copy}.making`, 'node_modules'))
  renameSync(`${copy}.making`, copy)
  return program
}

/** What npm installs beside the program: it is not in the bundle. */
function linkOptionalPackages(folder: string): void {
  mkdirSync(join(folder, '@anthropic-ai'), { recursive: true })
  const name = '@anthropic-ai/sandbox-runtime'
  symlinkSync(join(project, 'node_modules', name), join(folder, name))
}

function isMaker(folder: string): boolean {
  try {
    mkdirSync(folder)
    return true
  } catch {
    return false // somebody else is
  }
}

async function waitFor(program: string): Promise<string> {
  for (const end = performance.now() + 20_000; !existsSync(program); await sleep(20))
    if (performance.now() > end) throw new Error(`${program} was not built`)
  return program
}

function build(): void {
  const builtAt = statSync(join(project, 'dist', 'ralph.cjs'), { throwIfNoEntry: false })?.mtimeMs ?? 0
  if (builtAt < newestChange()) execFileSync(process.execPath, ['scripts/build.mjs'], { cwd: project, stdio: 'pipe' })
}

function newestChange(): number {
  const sources = readdirSync(join(project, 'src'), { recursive: true, encoding: 'utf8' })
  const paths = [...sources.map((path) => join('src', path)), 'scripts/build.mjs', 'package.json']
  return Math.max(...paths.map((path) => statSync(join(project, path), { throwIfNoEntry: false })?.mtimeMs ?? 0))
}

/** Nobody runs tests for an hour. */
function forgetOldOnes(): void {
  for (const name of readdirSync(tmpdir()).filter((entry) => entry.startsWith('ralph-built-'))) {
    const path = join(tmpdir(), name)
    const changedAt = statSync(path, { throwIfNoEntry: false })?.mtimeMs ?? Infinity
    if (changedAt < Date.now() - 3_600_000) rmSync(path, { recursive: true, force: true })
  }
}
