import { spawnSync } from 'node:child_process'
import { mkdirSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { inventory, userGit, write } from '../../support/workspaces.ts'
import { inLanes, type Budget, type Harness, type Outcome } from '../harness.ts'
import { ran, type Garden, type Plant } from '../plant.ts'
import { plants } from '../plants.ts'
import { launch, type Ended } from '../program.ts'
import { fixture } from '../task.ts'
import { endWorld, makeWorld, type World } from '../world.ts'

type Mode = 'shadow' | 'commit'

/** Programs planted in a repository in every way git knows: ralph's own git runs none, and leaves the user's as it was. */
export const planted: Harness = {
  name: 'planted',
  promises: [34, 35],
  async run({ isLong, told }: Budget): Promise<Outcome> {
    const findings: string[] = []
    let firedByGit = 0
    let ranAtAll = 0
    const jobs = everyJob(isLong)
    await inLanes(jobs, 3, async (job) => {
      const world = await makeWorld()
      try {
        const { broken, executed, byGit } = await work(world, job)
        firedByGit += byGit
        ranAtAll += executed
        findings.push(...broken.map((law) => `${describe(job)}: ${law}`))
        told(`${describe(job)}: ordinary git runs ${byGit} of them ${broken.join('; ')}`)
      } finally {
        endWorld(world)
      }
    })
    return {
      runs: jobs.length,
      findings,
      figures: { plants: plants.length, executed: ranAtAll, executedByOrdinaryGit: firedByGit },
    }
  },
}

interface Job {
  readonly sown: readonly Plant[]
  readonly mode: Mode
}

const describe = ({ sown, mode }: Job) => `${sown.map(({ name }) => name).join(' + ')}, ${mode} mode`

/** By hand each in a repository of its own; otherwise several together, of which one may hide another. */
function everyJob(isLong: boolean): readonly Job[] {
  const together = isLong ? 1 : 5
  return (['shadow', 'commit'] as const).flatMap((mode) => {
    const able = plants.filter(({ byUser }) => mode === 'shadow' || !byUser)
    const groups = Math.ceil(able.length / together)
    return Array.from({ length: groups }, (_, group) => ({
      mode,
      sown: able.filter((_plant, i) => i % groups === group),
    }))
  })
}

async function work(world: World, { sown, mode }: Job) {
  const garden = prepare(world, mode)
  const env: NodeJS.ProcessEnv = Object.assign({}, ...sown.map(({ plant }) => plant(garden) ?? {}))
  rmSync(garden.pwned, { recursive: true }) // what planting itself has run
  mkdirSync(garden.pwned)
  const before = belongings(garden)
  const runs = await useRalph(world, mode, env)
  const found = ran(garden)
  const after = belongings(garden)
  const changed = [...new Set([...Object.keys(before), ...Object.keys(after)])].filter(
    (path) => before[path] !== after[path],
  )
  const unexpected = changed.filter((path) => mode === 'shadow' || !ofACommit.test(path))
  const broken = [
    ...found.map((one) => `it ran: ${one}`),
    ...(unexpected.length > 0 ? [`changed in the user's git: ${unexpected.slice(0, 5).join(', ')}`] : []),
    ...runs.filter(({ ok }) => !ok).map(({ said }) => said),
  ]
  return { broken, executed: found.length, byGit: ordinaryGit(garden, env) }
}

/** What a commit on the current branch is made of. */
const ofACommit = /^(?:objects|logs)(?:\/|$)|^refs\/heads\/main$|^refs\/heads$|^index$|^COMMIT_EDITMSG$|^ORIG_HEAD$/

function prepare(world: World, mode: Mode): Garden {
  const { folder, root } = world
  const garden = { folder, pwned: join(root, 'pwned'), outside: join(root, 'outside') }
  mkdirSync(garden.pwned)
  mkdirSync(garden.outside)
  write(folder, { 'lost.txt': 'lost\n', 'agent.txt': 'before\n' })
  userGit(folder, 'add', 'lost.txt', 'agent.txt')
  userGit(folder, 'commit', '-q', '-m', 'second')
  if (mode === 'shadow') {
    write(folder, { 'staged.txt': 'staged again\n' })
    userGit(folder, 'add', 'staged.txt')
  }
  return garden
}

/** HEAD, index, branches, stash and configuration, byte for byte, wherever the repository is. */
function belongings({ folder, outside }: Garden): Readonly<Record<string, string>> {
  const places = [
    join(folder, '.git'),
    join(outside, 'moved.git'),
    join(folder, 'nested', '.git'),
    join(folder, '.planted'),
  ]
  return Object.assign({}, ...places.map(inventoryOf))
}

function inventoryOf(place: string): Readonly<Record<string, string>> {
  try {
    return inventory(place)
  } catch {
    return {} // it is a file, or is not there
  }
}

interface Use {
  readonly ok: boolean
  readonly said: string
}

/** Everything in which ralph asks git: a run with checkpoints, and what people look at and take back from it. */
async function useRalph(world: World, mode: Mode, env: NodeJS.ProcessEnv): Promise<readonly Use[]> {
  const agent = fixture('faults', 'edits-files.sh')
  const args = [
    '--agent-command',
    agent,
    '--agent-format',
    'text',
    '--checkpoint-interval',
    '1',
    '--checkpoint-mode',
    mode,
  ]
  const call = async (...words: readonly string[]) => launch(world, words, undefined, { env }).ended
  const run = await call('run', ...args, '--gate', 'true', '-i', '3')
  // Some repositories are not committed to (or can't be, with an object missing), and that is said.
  const isRefusal =
    mode === 'commit' && (run.code === 4 || run.stderr.startsWith('ralph: git write-tree: invalid object'))
  const more =
    mode === 'commit'
      ? []
      : [
          await call('checkpoints'),
          await call('show'),
          await call('diff', '1'),
          await call('diff', '1..2'),
          await call('restore', '1', 'agent.txt'),
        ]
  return [{ ended: run, isRefusal }, ...more.map((ended) => ({ ended, isRefusal: false }))].map(use)
}

function use({ ended, isRefusal }: { readonly ended: Ended; readonly isRefusal: boolean }): Use {
  return { ok: ended.code === 0 || isRefusal, said: `code ${ended.code}: ${ended.stderr}${ended.stdout.slice(-200)}` }
}

/** How many plants are alive: plain git, as a person or a simple loop uses it, runs their programs. */
function ordinaryGit(garden: Garden, env: NodeJS.ProcessEnv): number {
  const everyday =
    'git status; git add -A; git -c user.name=n -c user.email=e@x commit -m x; git diff HEAD~1; git log -p -1; git checkout -q feature'
  spawnSync('sh', ['-c', everyday], {
    cwd: garden.folder,
    env: { PATH: process.env['PATH'], HOME: garden.outside, ...env },
    stdio: 'ignore',
    timeout: 20_000,
  })
  return ran(garden).length
}
