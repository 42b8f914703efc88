/* oxlint-disable vitest/no-standalone-expect -- the rule does not know a test that was extended */
import { execFileSync } from 'node:child_process'
import {
  chmodSync,
  existsSync,
  mkdirSync,
  readFileSync,
  rmSync,
  symlinkSync,
  truncateSync,
  writeFileSync,
} from 'node:fs'
import { join } from 'node:path'
import { describe, expect } from 'vitest'
import { agent, test, type Here } from '../support/program.ts'
import { inventory, repository, userGit, write } from '../support/workspaces.ts'

const done = agent('claims-done.sh')
const everything = ['--metrics-interval', '1', '--gate', 'true'] as const
const canary = 'CANARY-4711'

/** A folder beside the workspace that nobody is to read or write. */
function outside(here: Here): string {
  const folder = join(here.root, 'outside')
  write(folder, { secret: `${canary}\n`, 'config/app.ini': `${canary}\n` })
  return folder
}

const shell = (script: string) => `sh -c '${script.replaceAll("'", `'\\''`)}'`

/** An agent that keeps every prompt it gets in `seen`, then does this. */
const recording = (script = ':') => ['--agent-command', shell(`cat >>../seen; ${script}; echo ok`)] as const
const seen = (here: Here) => readFileSync(join(here.root, 'seen'), 'utf8')

/** What stands in the way of something that ralph reads, by the name it gets. */
type Trap = readonly [name: string, plant: (path: string, here: Here) => void]

const traps: readonly Trap[] = [
  ['a link to a file outside', (path, here) => symlinkSync(join(outside(here), 'secret'), path)],
  ['a link to a folder outside', (path, here) => symlinkSync(outside(here), path)],
  ['a link that leads nowhere', (path, here) => symlinkSync(join(outside(here), 'new'), path)],
  ['a link to itself', (path) => symlinkSync(path, path)],
  ['a link to a device', (path) => symlinkSync('/dev/zero', path)],
  ['a link to a terminal', (path) => symlinkSync('/dev/tty', path)],
  ['a pipe', (path) => void execFileSync('mkfifo', [path])],
  ['a folder', (path) => mkdirSync(path)],
  ['a file of 20 GB', (path) => (writeFileSync(path, ''), truncateSync(path, 20 * 1024 ** 3))],
]

function expectUntouched(here: Here): void {
  if (!existsSync(join(here.root, 'outside'))) return
  expect(Object.keys(inventory(join(here.root, 'outside')))).toEqual(['config', 'config/app.ini', 'secret'])
  expect(readFileSync(join(here.root, 'outside', 'secret'), 'utf8')).toBe(`${canary}\n`)
}

describe('the notes are', () => {
  test.concurrent.for(traps)('%s: the run goes on without them', async ([, plant], { here }) => {
    mkdirSync(join(here.work, '.agent'))
    plant(join(here.work, '.agent', 'notes.md'), here)
    expect((await here.ralph([...recording(), ...everything, '-i', '1'])).code).toBe(3)
    expect(seen(here)).not.toContain(canary)
    expect(JSON.stringify(here.events())).not.toContain(canary)
    expectUntouched(here)
  })

  test.concurrent('a link that the agent makes: nobody reads it what it must not see', async ({ here }) => {
    outside(here)
    const script = 'mkdir -p .agent; ln -sf ../../outside/secret .agent/notes.md'
    expect((await here.ralph([...recording(script), '-i', '3'])).code).toBe(3)
    expect(seen(here)).not.toContain(canary)
  })

  test.concurrent('a link within the workspace: they are read', async ({ here }) => {
    write(here.work, { 'docs/notes.md': 'remember the milk\n' })
    mkdirSync(join(here.work, '.agent'))
    symlinkSync('../docs/notes.md', join(here.work, '.agent', 'notes.md'))
    await here.ralph([...recording(), '-i', '1'])
    expect(seen(here)).toContain('remember the milk')
  })
})

describe('the prompt is', () => {
  const refusals = traps.filter(([name]) => name !== 'a link that leads nowhere')
  test.concurrent.for(refusals)('%s: nothing is started', async ([, plant], { here }) => {
    rmSync(join(here.work, 'PROMPT.md'))
    plant(join(here.work, 'PROMPT.md'), here)
    const ended = await here.ralph(recording())
    expect([2, 4]).toContain(ended.code)
    expect(ended.stderr).toMatch(/^ralph: the prompt file PROMPT\.md .*\n {2}./)
    expect(here.runFolders()).toEqual([])
    expectUntouched(here)
  })

  test.concurrent('in a folder that leads outside: it is refused', async ({ here }) => {
    symlinkSync(outside(here), join(here.work, 'docs'))
    for (const path of ['docs/secret', 'docs/../secret', './docs//secret'])
      expect((await here.ralph([...recording(), '-P', path])).stderr).toMatch(/lies outside|does not exist/)
    expect(here.runFolders()).toEqual([])
  })

  test.concurrent.for(['my task.md', '..task.md', '-task.md', 'a/../b.md', '文.md'])(
    'called %s: it is read',
    async (name, { here }) => {
      mkdirSync(join(here.work, 'a'))
      write(here.work, { [name]: 'an honest task' })
      expect((await here.ralph([...recording(), `--prompt=${name}`, '-i', '1'])).code).toBe(3)
      expect(seen(here)).toContain('an honest task')
    },
  )
})

describe('the configuration is', () => {
  test.concurrent.for(traps)('%s: it is refused, or none', async ([name, plant], { here }) => {
    plant(join(here.work, 'ralph.yml'), here)
    const ended = await here.ralph(done)
    expect(ended.code).toBe(
      name === 'a link that leads nowhere'
        ? 0
        : name.endsWith('outside') || name.endsWith('device') || name.endsWith('terminal')
          ? 4
          : 2,
    )
    expect(`${ended.stdout}${ended.stderr}`).not.toContain(canary)
    expectUntouched(here)
  })
})

describe('the folder .git is', () => {
  const gits: readonly Trap[] = [
    ...traps.filter(([name]) => name !== 'a file of 20 GB'),
    [
      'a link to another repository',
      (path, here) => {
        outside(here)
        symlinkSync(other(here), path)
      },
    ],
    [
      'a file that names another repository',
      (path, here) => {
        outside(here)
        writeFileSync(path, `gitdir: ${other(here)}\n`)
      },
    ],
    ['a file of text without an end', (path) => writeFileSync(path, 'gitdir: '.repeat(100_000))],
  ]
  function other(here: Here): string {
    mkdirSync(join(here.root, 'other'))
    repository(join(here.root, 'other'), { 'x.txt': 'x' })
    return join(here.root, 'other', '.git')
  }

  test.concurrent.for(gits)(
    '%s: checkpoints are made all the same, and nothing there is changed',
    async ([, plant], { here }) => {
      plant(join(here.work, '.git'), here)
      const before = existsSync(join(here.root, 'other')) ? inventory(join(here.root, 'other')) : {}
      expect((await here.ralph([...done, ...everything])).code).toBe(0)
      expect(here.eventsOf('checkpoint.created').length).toBeGreaterThan(0)
      expect(existsSync(join(here.root, 'other')) ? inventory(join(here.root, 'other')) : {}).toEqual(before)
      expectUntouched(here)
    },
  )
})

describe('the folder .agent holds', () => {
  test.concurrent('another name of a file outside: that file keeps its content', async ({ here }) => {
    const secret = join(outside(here), 'secret')
    const plant =
      'for f in .agent/metrics/*.json .agent/prompts/*.md .agent/.gitignore; do ln -f ../outside/secret "$f"; done'
    expect((await here.ralph([...recording(plant), ...everything, '-i', '3'])).code).toBe(3)
    expect(readFileSync(secret, 'utf8')).toBe(`${canary}\n`)
  })

  const spoilt = [
    ['a file', 'echo x >'],
    ['a pipe', 'mkfifo'],
    ['a link to itself', 'ln -s metrics'],
    ['a link to nothing', 'ln -s /nonexistent/x'],
    ['a folder that nobody may open', 'mkdir -m 0'],
  ] as const
  test.concurrent.for(spoilt)('%s where its folders belong: the run goes on', async ([, make], { here }) => {
    const plant = `rm -rf .agent; mkdir .agent; cd .agent; ${make} metrics; ${make} prompts; ${make} notes.md`
    expect((await here.ralph([...recording(plant), ...everything, '-i', '3'])).code).toBe(3)
  })

  test.concurrent('pipes and folders where files belong: the run goes on', async ({ here }) => {
    const plant =
      'rm -rf .agent/metrics/* .agent/.gitignore; mkfifo .agent/.gitignore; for f in state metrics; do mkdir -p ".agent/metrics/${f}_$RALPH_RUN_ID.json"; done'
    expect((await here.ralph([...recording(plant), ...everything, '-i', '3'])).code).toBe(3)
  })
})

describe('files that git would wait for', () => {
  test.concurrent.for(['.gitattributes', '.gitmodules', 'src/.gitattributes'])(
    '%s is a pipe',
    async (name, { here }) => {
      here.repository()
      mkdirSync(join(here.work, 'src'))
      execFileSync('mkfifo', [join(here.work, name)])
      const { code, ms } = await here.ralph([...done, ...everything], { timeoutMs: 20_000 })
      expect(code).toBe(0)
      expect(ms).toBeLessThan(15_000)
    },
  )

  test.concurrent.for(['.gitignore', '.gitattributes'])('%s is a link to the outside', async (name, { here }) => {
    here.repository()
    symlinkSync(join(outside(here), 'secret'), join(here.work, name))
    expect((await here.ralph([...done, ...everything])).code).toBe(0)
    expect(here.records()).not.toContain(canary)
  })
})

describe('ralph restore', () => {
  /** A run whose first checkpoint holds `config/app.ini`, `top.txt` and names that look like options. */
  async function withCheckpoint(here: Here): Promise<void> {
    write(here.work, { 'config/app.ini': 'mine\n', 'top.txt': 'mine\n', '-rf': 'mine\n', '--help': 'mine\n' })
    expect((await here.ralph([...done, '--gate', 'true'])).code).toBe(0)
  }

  test.concurrent.for([
    ['everything', []],
    ['a file by its name', ['config/app.ini']],
    ['a folder by its name', ['config']],
  ] as const)('of %s never writes through a folder that has become a link', async ([, paths], { here }) => {
    await withCheckpoint(here)
    rmSync(join(here.work, 'config'), { recursive: true })
    symlinkSync(join(outside(here), 'config'), join(here.work, 'config'))
    await here.ralph(['restore', '1', ...paths])
    expect(readFileSync(join(here.root, 'outside', 'config', 'app.ini'), 'utf8')).toBe(`${canary}\n`)
    expectUntouched(here)
  })

  test.concurrent('never writes through a file that has become a link', async ({ here }) => {
    await withCheckpoint(here)
    for (const target of ['secret', 'new']) {
      rmSync(join(here.work, 'top.txt'), { force: true })
      symlinkSync(join(here.root, 'outside', target), join(here.work, 'top.txt'))
      if (target === 'secret') outside(here)
      expect((await here.ralph(['restore', '1', 'top.txt'])).code).toBe(0)
      expect(readFileSync(join(here.work, 'top.txt'), 'utf8')).toBe('mine\n')
      expectUntouched(here)
    }
  })

  test.concurrent('refuses what lies outside, whatever it is called', async ({ here }) => {
    await withCheckpoint(here)
    outside(here)
    for (const path of ['../outside/secret', '..', '/etc/passwd', 'config/../../outside', '.git/config']) {
      const ended = await here.ralph(['restore', '1', path])
      expect(ended).toMatchObject({ code: 2, stderr: expect.stringMatching(/can't restore/) })
    }
    expectUntouched(here)
  })

  test.concurrent('takes names that look like options for names', async ({ here }) => {
    await withCheckpoint(here)
    for (const name of ['-rf', '--help']) writeFileSync(join(here.work, name), 'spoilt')
    expect((await here.ralph(['restore', '1', '--', '-rf', '--help'])).code).toBe(0)
    for (const name of ['-rf', '--help']) expect(readFileSync(join(here.work, name), 'utf8')).toBe('mine\n')
  })
})

describe('ralph init', () => {
  test.concurrent('creates nothing through a link', async ({ here }) => {
    const folder = outside(here)
    rmSync(join(here.work, 'PROMPT.md'))
    symlinkSync(join(folder, 'new.md'), join(here.work, 'PROMPT.md'))
    symlinkSync(join(folder, 'secret'), join(here.work, 'ralph.yml'))
    expect((await here.ralph(['init'])).stdout).toMatch(/kept PROMPT\.md.*\nkept ralph\.yml/)
    expectUntouched(here)
  })
})

describe('a name that is no name', () => {
  const names = [
    '../../../../etc',
    '../../etc/passwd',
    '/etc/passwd',
    '..',
    '.',
    '%2e%2e',
    '2026/../x',
    '\u001b[31m',
    ' ',
  ]
  const commands = ['show', 'log', 'checkpoints', 'diff', 'resume', 'stop', 'restore']
  test.concurrent.for(commands)('of a run, for ralph %s', async (command, { here }) => {
    expect((await here.ralph([...agent('claims-in-quotation.sh'), '-i', '1'])).code).toBe(3)
    const before = here.records()
    const dashed =
      command === 'resume'
        ? []
        : [
            ['--', '-x'],
            ['--', '--help'],
          ] // there it is for the agent
    for (const words of [...names.map((name) => [name]), ...dashed]) {
      const { code, stdout, stderr } = await here.ralph([command, ...words, ...(command === 'restore' ? ['1'] : [])])
      expect([command, words, code]).toEqual([command, words, 2])
      expect(stdout).toBe('')
      expect(stderr).toMatch(/^ralph: ./)
      expect(stderr).not.toMatch(/bug in ralph/)
    }
    expect(here.records()).toBe(before)
  })

  test.concurrent('of a checkpoint', async ({ here }) => {
    expect((await here.ralph([...done, '--gate', 'true'])).code).toBe(0)
    for (const number of ['--output=../pwned', '1..--output=x', '-1', '1e3', '99', '1;touch x', 'HEAD', '@{-1}']) {
      const ended = await here.ralph(['diff', '--', number])
      expect([number, ended.code]).toEqual([number, 2])
    }
    expect(existsSync(join(here.root, 'pwned'))).toBe(false)
  })
})

describe('an argument for an agent', () => {
  /** A CLI that writes down what it was called with. */
  function fakeClaude(here: Here): Record<string, string> {
    write(join(here.root, 'bin'), {
      claude: `#!/bin/sh\nfor a in "$@"; do printf '[%s]' "$a"; done >>"${here.root}/argv"\ncat >/dev/null\n`,
    })
    chmodSync(join(here.root, 'bin', 'claude'), 0o755)
    return { PATH: `${join(here.root, 'bin')}:${here.env.PATH}` }
  }

  test.concurrent('that is a model stays one argument, and is never an option', async ({ here }) => {
    const env = fakeClaude(here)
    await here.ralph(['-a', 'claude', '--model', "claude sonnet'; touch pwned", '-i', '1', '--allow-unknown-cost'], {
      env,
    })
    expect(readFileSync(join(here.root, 'argv'), 'utf8')).toContain("[--model][claude sonnet'; touch pwned]")
    for (const model of ['--dangerously-skip-permissions', '-x', 'claude=--mcp-config=x', 'claude=']) {
      const ended = await here.ralph(['-a', 'claude', `--model=${model}`], { env })
      expect(ended).toMatchObject({ code: 2, stderr: expect.stringMatching(/--model: .* is not the name of a model/) })
    }
    expect((await here.ralph(['-a', 'claude', '--escalate=-x'], { env })).code).toBe(2)
    expect(existsSync(join(here.work, 'pwned'))).toBe(false)
  })

  test.concurrent('is never the task, however it begins', async ({ here }) => {
    const env = fakeClaude(here)
    await here.ralph(['-a', 'claude', '-p', '--dangerously-do-it $(touch pwned)', '-i', '1'], { env })
    expect(readFileSync(join(here.root, 'argv'), 'utf8')).not.toContain('dangerously-do-it')
    expect(existsSync(join(here.work, 'pwned'))).toBe(false)
  })
})

describe('a branch', () => {
  test.concurrent.for(['-x', '--upload-pack=touch pwned', '$(touch pwned)', '`touch pwned`', '../../../x'])(
    'called %s is data: commits are made there or refused, nothing is run',
    async (name, { here }) => {
      repository(here.work, { 'a.txt': 'a' })
      const [commit] = userGit(here.work, 'rev-parse', 'HEAD').split('\n')
      if (!name.includes('..')) write(join(here.work, '.git', 'refs', 'heads'), { [name]: `${commit}\n` })
      writeFileSync(join(here.work, '.git', 'HEAD'), `ref: refs/heads/${name}\n`)
      const ended = await here.ralph([
        ...recording('echo b >b.txt'),
        '--checkpoint-mode',
        'commit',
        '--checkpoint-interval',
        '1',
        '-i',
        '1',
      ])
      expect(ended.stderr).not.toMatch(/bug in ralph/)
      expect(existsSync(join(here.work, 'pwned'))).toBe(false)
      expect(existsSync(join(here.root, 'x'))).toBe(false)
    },
  )
})
