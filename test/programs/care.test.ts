/* oxlint-disable vitest/no-standalone-expect -- the rule does not know a test that was extended */
import { execFileSync } from 'node:child_process'
import { existsSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect } from 'vitest'
import { agent, test } from '../support/program.ts'

const secret = 'a-value-nobody-may-see-4711'
const shell = (script: string) => `sh -c '${script}'`

describe('what must not happen', () => {
  test.concurrent('a secret enters the shadow repository, neither by a run nor by looking at it', async ({ here }) => {
    const env = { DEPLOY_TOKEN: secret }
    const command = ['--agent-command', shell('echo "$DEPLOY_TOKEN" >leak.txt; echo ok >fine.txt; echo TASK_COMPLETE')]
    expect((await here.ralph(command, { env })).code).toBe(0)
    const { stdout } = await here.ralph(['diff', '1'], { env })
    expect(stdout).toContain('fine.txt')
    const shadow = execFileSync('sh', ['-c', `ls -d "${here.state}"/workspaces/*/shadow.git`], {
      encoding: 'utf8',
    }).trim()
    const objects = execFileSync('git', ['--git-dir', shadow, 'cat-file', '--batch-all-objects', '--batch'], {
      encoding: 'utf8',
    })
    expect(objects).toContain('fine.txt')
    expect(objects + stdout).not.toContain(secret)
  })

  test.concurrent('completion runs what stands on the command line', async ({ here }) => {
    const { stdout: script } = await here.ralph(['completion', 'bash'])
    writeFileSync(join(here.root, 'completion.bash'), script)
    const trap = join(here.root, 'trapped')
    const session = `ralph() { printf '%s\\n' "$@" >"${here.root}/asked"; printf -- '--max-cost\\tdollars\\n:4\\n'; }
      source "${here.root}/completion.bash"; source "${here.root}/completion.bash"
      COMP_WORDS=(ralph -p '"$(touch ${trap})"' --max-); COMP_CWORD=3; _ralph_complete; echo "$COMPREPLY"`
    const said = execFileSync('bash', ['--noprofile', '--norc', '-c', session], { encoding: 'utf8' })
    expect(said).toBe('--max-cost\n')
    expect(existsSync(trap)).toBe(false)
  })

  test.concurrent('commit mode begins while something is staged', async ({ here }) => {
    here.repository()
    const before = here.userGit()
    for (const dry of [[], ['--dry-run']]) {
      const { code, stdout, stderr } = await here.ralph([
        ...agent('claims-done.sh'),
        '--checkpoint-mode',
        'commit',
        ...dry,
      ])
      expect(code).toBe(4)
      expect(stdout + stderr).toContain('something is staged')
    }
    expect(here.userGit()).toEqual(before)
    expect(here.runFolders()).toEqual([])
  })

  test.concurrent('a run whose ralph was killed is shown as running', async ({ here }) => {
    const run = here.start(['--agent-command', 'sleep 600'])
    await here.recorded('agent.spawned')
    expect(JSON.parse((await here.ralph(['show', '--json'])).stdout)).toMatchObject({ outcome: 'running' })
    run.signal('SIGKILL')
    await run.ended
    expect(JSON.parse((await here.ralph(['show', '--json'])).stdout)).toMatchObject({ outcome: 'interrupted' })
  })
})
