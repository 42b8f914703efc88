import { existsSync, mkdirSync, readdirSync, readFileSync, renameSync, rmSync, symlinkSync } from 'node:fs'
import { join } from 'node:path'
import { readEvents } from '../../../src/journals/load.ts'
import { eventually } from '../../support/agents.ts'
import { fileDisk, memoryDisk, type Disk } from '../disks.ts'
import { inLanes, type Budget, type Harness, type Outcome } from '../harness.ts'
import { brokenAtEnd, brokenLaws } from '../laws.ts'
import { launch, ralph, type Ended, type LaunchOptions } from '../program.ts'
import { randomNumbers } from '../random.ts'
import { agentCommand, gateCommand, runWith } from '../task.ts'
import { describeProcesses, endWorld, journals, letItEnd, makeWorld, processesOf, type World } from '../world.ts'

/** What becomes of the ground under a run, and how it is put right again. */
interface Harm {
  readonly name: string
  /** On which small disk lies what. */
  readonly disk?: { readonly kind: 'memory' | 'file'; readonly holds: 'state' | 'folder' }
  readonly strike: (world: World, disk: Disk) => void
  readonly mend: (world: World, disk: Disk) => void
  /** It can go on: nothing that counts is gone. */
  readonly mayGoOn?: true
  /** What is gone is gone: the next run is a new one. */
  readonly isLost?: true
  readonly options?: LaunchOptions
}

const away = (path: string) => `${path}-away`
const nothing = () => undefined

/** As `rm -rf` in a second terminal: somebody writes there meanwhile. */
function removeUnderWriters(path: string): void {
  for (let tries = 0; tries < 50 && existsSync(path); tries++) {
    try {
      rmSync(path, { recursive: true, force: true })
    } catch {
      // something new is in there
    }
  }
}

const harms: readonly Harm[] = [
  ...(['state', 'folder'] as const).flatMap((holds): readonly Harm[] => [
    {
      name: `full disk of the ${holds}`,
      disk: { kind: 'memory', holds },
      strike: (_world, disk) => disk.fill(),
      mend: (_world, disk) => disk.makeRoom(),
    },
    {
      name: `read-only disk of the ${holds}`,
      disk: { kind: 'file', holds },
      strike: (_world, disk) => disk.makeReadOnly(),
      mend: (_world, disk) => disk.repair(),
    },
    {
      name: `vanished ${holds}`,
      strike: (world) => renameSync(world[holds], away(world[holds])),
      mend: (world) => {
        rmSync(world[holds], { recursive: true, force: true })
        renameSync(away(world[holds]), world[holds])
      },
    },
  ]),
  {
    name: 'removed state',
    strike: (world) => removeUnderWriters(world.state),
    mend: nothing,
    isLost: true,
  },
  {
    name: 'removed .agent',
    strike: ({ folder }) => removeUnderWriters(join(folder, '.agent')),
    mend: nothing,
    mayGoOn: true,
  },
  {
    name: '.agent that leads outside',
    strike: ({ folder, root }) => {
      mkdirSync(join(root, 'outside'))
      removeUnderWriters(join(folder, '.agent'))
      symlinkSync(join(root, 'outside'), join(folder, '.agent'))
    },
    mend: ({ folder }) => rmSync(join(folder, '.agent')),
    mayGoOn: true,
  },
  {
    name: 'files that may not grow beyond 24 KB',
    strike: nothing,
    mend: nothing,
    options: { through: ['sh', '-c', 'trap "" XFSZ; ulimit -f 48; exec "$@"', 'sh'] },
  },
]

const started = runWith({
  'agent-command': agentCommand(3, 5, ['work']),
  gate: gateCommand(),
  'max-failures': 2,
  'max-iterations': 14,
  'retry-delay': '50ms',
  'checkpoint-interval': 2,
  'metrics-interval': 1,
})

/** The disk fills, fails or vanishes under a run, at a random event; then it is put right, and the run goes on. */
export const disks: Harness = {
  name: 'disks',
  promises: [12, 15],
  async run({ isLong, seed, told }: Budget): Promise<Outcome> {
    const random = randomNumbers(seed)
    const jobs = Array.from({ length: isLong ? 8 : 1 }, () =>
      harms.map((harm) => ({ harm, at: 2 + Math.floor(random() * 40) })),
    ).flat()
    const findings: string[] = []
    const notTried = new Set<string>()
    let slowestMs = 0
    await inLanes(jobs, 3, async ({ harm, at }) => {
      const disk = harm.disk && (harm.disk.kind === 'memory' ? memoryDisk() : fileDisk())
      if (harm.disk && !disk) return void notTried.add(harm.name)
      const world = await makeWorld(disk && harm.disk ? { [harm.disk.holds]: join(disk.folder, 'x') } : {})
      disk?.settle()
      try {
        const { broken, tookMs } = await strikeOnce(world, harm, { at, disk })
        slowestMs = Math.max(slowestMs, tookMs)
        findings.push(...broken.map((law) => `${harm.name}, after event ${at}: ${law}`))
        told(`${harm.name}, after event ${at}: ${Math.round(tookMs)} ms ${broken.join('; ')}`)
      } finally {
        endWorld(world)
        disk?.remove()
      }
    })
    return {
      runs: jobs.length,
      findings,
      figures: { slowestStopMs: Math.round(slowestMs) },
      ...(notTried.size > 0 && { skipped: `small disks can't be mounted here: ${[...notTried].join(', ')}` }),
    }
  },
}

interface Strike {
  readonly at: number
  readonly disk: Disk | undefined
}

const stopWithinMs = 30_000

async function strikeOnce(world: World, harm: Harm, { at, disk }: Strike) {
  let seen = 0
  let struckAt = performance.now()
  const env = { LEDGER_BYTES: '20000' }
  const one = launch(
    world,
    started,
    () => {
      if (++seen !== at) return
      struckAt = performance.now()
      harm.strike(world, disk ?? noDisk)
    },
    { ...harm.options, env },
  )
  const deadline = setTimeout(() => one.kill(), stopWithinMs + 30_000)
  const ended = await one.ended
  clearTimeout(deadline)
  const tookMs = performance.now() - struckAt
  const isClear = await eventually(() => processesOf(world).length === 0, 4000)
  const left = isClear ? [] : [`left: ${describeProcesses(world)}`]
  const found = [
    ...left,
    ...wrongEnd(ended, harm),
    ...(tookMs <= stopWithinMs ? [] : [`it ended only after ${tookMs} ms`]),
  ]
  const outside = join(world.root, 'outside')
  if (existsSync(outside) && readdirSync(outside).length > 0)
    found.push(`it wrote outside: ${readdirSync(outside).join(', ')}`)
  harm.mend(world, disk ?? noDisk)
  return { tookMs, broken: [...found, ...unreadable(world), ...(await goesOn(world, harm, ended))] }
}

/** In order, and with a reason of one line, wherever a line can still be said. */
function wrongEnd({ code, signal, stdout, stderr }: Ended, { mayGoOn }: Harm): readonly string[] {
  const complaints = stderr.split('\n').filter((line) => line !== '' && !/^ralph: \S|^ {2}\S/.test(line))
  const reason = /"type":"run.finished".*"reason":"([^"]*)"/.exec(stdout)?.[1] ?? /^ralph: (.+)/m.exec(stderr)?.[1]
  const codes = mayGoOn ? [3] : [1, 3]
  return [
    ...(code !== null && codes.includes(code) ? [] : [`it ended with code ${code} ${signal ?? ''}: ${stderr}`]),
    ...(reason === undefined ? ['it did not say why'] : []),
    ...(complaints.length > 0 ? [`it said: ${complaints.join(' | ')}`] : []),
    ...(stderr.split('\n').length > 9 ? [`it said ${stderr.split('\n').length} lines`] : []),
  ]
}

/** Every record and every copy of it is whole. */
function unreadable({ state, folder }: World): readonly string[] {
  return [state, join(folder, '.agent')].flatMap(filesBelow).flatMap((path) => {
    try {
      if (path.endsWith('.json')) JSON.parse(readFileSync(path, 'utf8'))
      if (path.endsWith('journal.jsonl')) for (const event of readEvents(path)) void event
      return []
    } catch (error) {
      return [`${path} is unreadable: ${String(error)}`]
    }
  })
}

function filesBelow(folder: string): readonly string[] {
  if (!existsSync(folder)) return []
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name))
}

async function goesOn(world: World, { isLost }: Harm, before: Ended): Promise<readonly string[]> {
  letItEnd(world)
  if (isLost) {
    const { code, stderr } = await ralph(world, ...started)
    return code === 0 ? [] : [`the next run ended with code ${code}: ${stderr}`]
  }
  const more = before.code === 3 ? ['--max-iterations', '80'] : []
  const { code, stderr } = await ralph(world, 'resume', ...more)
  const complaint = stderr.replace(/^ralph: the (?:last record of the run was torn|run ended on a limit)[^\n]*\n/, '')
  const [journal] = journals(world)
  const events = journal === undefined ? [] : [...readEvents(journal)]
  const broken = [...brokenLaws(world, events), ...brokenAtEnd(world, events)]
  return [
    ...(code === 0 && complaint === '' ? [] : [`the resume ended with code ${code}: ${stderr}`]),
    ...broken.filter((law) => !expectedLaw.test(law)),
  ]
}

/** It failed or met its limit before it was completed; and what the user has, has moved along with its folder. */
const expectedLaw = /^the run ended: (?:failed|limit),completed$|filler|lost\+found/

const noDisk: Disk = {
  folder: '',
  fill: nothing,
  makeRoom: nothing,
  makeReadOnly: nothing,
  repair: nothing,
  settle: nothing,
  remove: nothing,
}
