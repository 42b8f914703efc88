import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs'
import { dirname, join } from 'node:path'
import type { Recorded } from '../../../src/event.ts'
import { readEvents } from '../../../src/journals/load.ts'
import { inLanes, type Budget, type Harness, type Outcome } from '../harness.ts'
import { launch, ralph } from '../program.ts'
import { fixture } from '../task.ts'
import { endWorld, journals, makeWorld, type World } from '../world.ts'

const mebibyte = 1024 ** 2
const peakBytes = 200 * mebibyte
const growthBytes = 64 * mebibyte
const diskBytes = 20 * mebibyte
/** The journal of one iteration: what it spends is noted every few thousand tokens, which are a few bytes each. */
const recordBytes = (flooded: number) => mebibyte + 0.06 * flooded
const delayMs = 1000
const longestMs = 400_000

interface Flood {
  readonly format: 'text' | 'claude'
  readonly kind: string
  /** Megabytes; of tiny: thousands of lines. */
  readonly amount: number
  /** Who reads what ralph prints: everything at once; everything, but only after a long sleep; or nothing ever, of a socket. */
  readonly reader: 'quick' | 'asleep' | 'never'
  readonly output: 'json' | 'pretty' | 'plain'
}

/** How much of each: with every change, and by hand. */
const amounts: Readonly<Record<string, readonly [short: number, long: number]>> = {
  lines: [12, 200],
  tiny: [30, 1000],
  'one-line': [30, 50],
  'one-event': [10, 20],
  'run-together': [8, 50],
  binary: [2, 50],
  'bad-utf8': [2, 50],
  stderr: [8, 200],
  both: [4, 100],
}

/** These are read in another way as claude's events than as text. */
const inBothFormats = new Set(['lines', 'tiny', 'one-event', 'run-together'])

/** Everything an agent can pour out; memory and disk stay bounded, the end and the bill arrive, and nobody is held up. */
export const floods: Harness = {
  name: 'floods',
  promises: [37, 38, 40, 42],
  async run({ isLong, told }: Budget): Promise<Outcome> {
    const quiet = await flood({ format: 'text', kind: 'quiet', amount: 0, reader: 'quick', output: 'json' })
    const findings = [...quiet.broken]
    const most = { peak: 0, growth: 0, disk: 0, sync: 0, delay: 0, slowDelay: 0 }
    const jobs = everyFlood(isLong)
    await inLanes(jobs, isLong ? 1 : 2, async (job) => {
      const result = await flood(job)
      const growth = result.peakBytes - quiet.peakBytes
      most.peak = Math.max(most.peak, result.peakBytes)
      most.growth = Math.max(most.growth, growth)
      most.disk = Math.max(most.disk, result.diskBytes)
      most.sync = Math.max(most.sync, result.syncMs)
      const delay = job.reader === 'quick' ? 'delay' : 'slowDelay'
      most[delay] = Math.max(most[delay], result.delayMs)
      const broken = [
        ...result.broken,
        ...(growth < growthBytes ? [] : [`it grew by ${inMebibytes(growth)} MiB`]),
        ...(result.delayMs <= delayMs ? [] : [`its event loop was held up for ${Math.round(result.delayMs)} ms`]),
      ]
      findings.push(...broken.map((law) => `${describe(job)}: ${law}`))
      told(
        `${describe(job)}: ${result.seconds} s, ${inMebibytes(result.peakBytes)} MiB, disk ${result.diskBytes}, delay ${Math.round(result.delayMs)} ms, sync ${Math.round(result.syncMs)} ms ${broken.join('; ')}`,
      )
    })
    const figures = {
      peakMiB: inMebibytes(most.peak),
      quietPeakMiB: inMebibytes(quiet.peakBytes),
      growthMiB: inMebibytes(most.growth),
      diskBytes: most.disk,
      quietLoopDelayMs: Math.round(quiet.delayMs),
      loopDelayMs: Math.round(most.delay),
      loopDelaySlowReaderMs: Math.round(most.slowDelay),
      longestSyncMs: Math.round(most.sync),
    }
    return { runs: jobs.length + 1, findings, figures }
  },
}

function everyFlood(isLong: boolean): readonly Flood[] {
  const kinds = Object.entries(amounts).map(([kind, [short, long]]) => ({ kind, amount: isLong ? long : short }))
  const quick = (['text', 'claude'] as const).flatMap((format) =>
    kinds
      .filter(({ kind }) => isLong || format === 'text' || inBothFormats.has(kind))
      .map((kind): Flood => ({ ...kind, format, reader: 'quick', output: 'json' })),
  )
  const outputs = isLong ? (['json', 'pretty', 'plain'] as const) : (['json'] as const)
  const slow = (['asleep', 'never'] as const).flatMap((reader) =>
    outputs.map((output): Flood => ({ kind: 'lines', amount: isLong ? 100 : 5, format: 'text', reader, output })),
  )
  const tinyUnread: Flood = { kind: 'tiny', amount: isLong ? 500 : 50, format: 'text', reader: 'never', output: 'json' }
  return [...quick, ...slow, tinyUnread]
}

const describe = ({ format, kind, amount, reader, output }: Flood) =>
  `${amount} of ${kind} as ${format}, shown as ${output}${reader === 'quick' ? '' : `, its reader ${reader}`}`
const inMebibytes = (bytes: number) => Math.round((bytes / mebibyte) * 10) / 10

async function flood(job: Flood) {
  const world = await makeWorld()
  try {
    const startedAt = performance.now()
    const { code, stderr, measures } = await pour(world, job)
    const seconds = Math.round((performance.now() - startedAt) / 100) / 10
    const [journal = ''] = journals(world)
    const events = journal === '' ? [] : [...readEvents(journal)]
    const disk = journal === '' ? 0 : bytesBelow(join(dirname(journal), 'output'))
    const record = journal === '' ? 0 : statSync(journal).size
    const broken = [
      ...(code === 0 ? [] : [`it ended with code ${code}: ${stderr}`]),
      ...wrongRecord(events, job),
      ...(disk <= diskBytes ? [] : [`${disk} bytes of output are kept`]),
      ...(record <= recordBytes(job.amount * 1e6) ? [] : [`the journal of one iteration has ${record} bytes`]),
      ...(measures.peakBytes < peakBytes ? [] : [`${inMebibytes(measures.peakBytes)} MiB of memory`]),
      ...(await wrongLog(world, job)),
    ]
    return { broken, seconds, diskBytes: disk, ...measures }
  } finally {
    endWorld(world)
  }
}

const readers = { quick: 'cat >/dev/null', asleep: '{ sleep 3; cat >/dev/null; }' }

async function pour(world: World, { format, kind, amount, reader, output }: Flood) {
  const measuresFile = join(world.root, 'measures')
  const codeFile = join(world.root, 'code')
  const command = [process.execPath, fixture('faults', 'flood.mjs'), format, kind, amount].join(' ')
  // Nobody pays for it, and no limit ends it: it is the flood that is to be borne.
  const rich = [
    '--max-cost',
    '1000000',
    '--max-tokens',
    '100000000000',
    '--context-window',
    '100000000000',
    '--model',
    'm',
    '--price',
    'm=0.0001/0.0001',
  ]
  const args = ['--agent-command', command, '--agent-format', format, '--output-format', output, '-v', '--gate', 'true']
  const one = launch(world, [...args, ...rich, '-i', '1'], undefined, {
    nodeOptions: ['-r', fixture('faults', 'measure.cjs')],
    env: { MEASURES: measuresFile, CODE: codeFile },
    ...(reader === 'never' && { unread: true }),
    ...(reader !== 'never' && { through: ['sh', '-c', `{ "$@"; echo $? >"$CODE"; } | ${readers[reader]}`, 'sh'] }),
  })
  const deadline = setTimeout(() => one.kill(), longestMs)
  const exited = await one.exited
  clearTimeout(deadline)
  const code = reader === 'never' ? exited : Number(readFileSync(codeFile, 'utf8'))
  const { stderr } = reader === 'never' ? { stderr: '' } : await one.ended
  const none = { delayMs: 0, syncMs: 0, peakBytes: 0 }
  const measures: typeof none = existsSync(measuresFile) ? JSON.parse(readFileSync(measuresFile, 'utf8')) : none
  return { code, stderr, measures }
}

function wrongRecord(events: readonly Recorded[], { format }: Flood): readonly string[] {
  const ended = events.find((event) => event.type === 'iteration.finished')
  const cost = ended?.type === 'iteration.finished' ? ended.cost.usd : undefined
  return [
    ...(events.every(({ seq }, index) => seq === index + 1) ? [] : ['the journal has gaps']),
    ...(events.at(-1)?.type === 'run.finished' ? [] : [`the journal ends with ${events.at(-1)?.type}`]),
    ...(format === 'claude' && cost !== 0.25 ? [`it cost $0.25, recorded are ${cost}`] : []),
  ]
}

async function wrongLog(world: World, { format }: Flood): Promise<readonly string[]> {
  const { code, stdout } = await ralph(world, 'log')
  const tail = stdout.slice(-2000)
  const isValid = !stdout.includes('\0') && stdout === Buffer.from(stdout).toString()
  return [
    ...(code === 0 && stdout.includes('TAIL-OK') ? [] : [`the end is not kept (${format}): …${tail.slice(-200)}`]),
    ...(isValid ? [] : ['the log is no text']),
  ]
}

function bytesBelow(folder: string): number {
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .reduce((sum, entry) => sum + statSync(join(entry.parentPath, entry.name)).size, 0)
}
