import { execFileSync } from 'node:child_process'
import { mkdirSync, mkdtempSync, realpathSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { demoProject } from '../../demo/project.ts'
import type { Command } from '../command.ts'
import { run } from './run.ts'

/** The main job in a scratch folder, with the built-in agent: no key, no network. Its record stays in that folder too. */
export const demo: Command = async (flags, _positionals, context) => {
  const scratch = realpathSync(mkdtempSync(join(tmpdir(), 'ralph-demo-')))
  const workspace = join(scratch, 'project')
  const { files, gates } = demoProject()
  for (const [name, content] of Object.entries(files)) {
    mkdirSync(dirname(join(workspace, name)), { recursive: true })
    writeFileSync(join(workspace, name), content)
  }
  makeRepository(workspace)
  context.stderr.write(`The demo works in ${workspace}\n`)
  const env = { ...context.env, RALPH_STATE_DIR: join(scratch, 'state') }
  const code = await run({ ...flags, agent: 'demo', gate: gates }, [], { ...context, env, cwd: workspace })
  context.stderr.write(`Look around: cd ${workspace} && RALPH_STATE_DIR=${join(scratch, 'state')} ralph show\n`)
  return code
}

/** A repository with one commit, as most users have. */
function makeRepository(folder: string): void {
  const git = (...args: readonly string[]) => execFileSync('git', [...args], { cwd: folder, stdio: 'ignore' })
  git('init', '--quiet')
  git('add', '--all')
  git(
    '-c',
    'user.name=ralph demo',
    '-c',
    'user.email=demo@localhost',
    'commit',
    '--quiet',
    '--no-gpg-sign',
    '-m',
    'The task',
  )
}
