import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { everyObject, shadowGit, userGit, write } from '../../support/workspaces.ts'
import { inLanes, type Budget, type Harness, type Outcome } from '../harness.ts'
import { launch } from '../program.ts'
import { randomNumbers } from '../random.ts'
import { fixture } from '../task.ts'
import { endWorld, makeWorld, type World } from '../world.ts'

/** Secrets that nobody else has, so that a byte search proves where they went. */
interface Canary {
  readonly name: string
  readonly value: string
}

const formats = ['text', 'claude', 'ralph'] as const
const modes = ['shadow', 'commit'] as const
const outputs = ['json', 'plain', 'pretty'] as const

interface Job {
  readonly format: (typeof formats)[number]
  readonly mode: (typeof modes)[number]
  readonly output: (typeof outputs)[number]
}

/** Secrets in the environment, told by agents and gates in every spelling: none of ralph's bytes holds one. */
export const canaries: Harness = {
  name: 'canaries',
  promises: [24, 26],
  async run({ isLong, seed, told }: Budget): Promise<Outcome> {
    const random = randomNumbers(seed)
    const findings: string[] = []
    let searched = 0
    const all = formats.flatMap((format) =>
      modes.flatMap((mode) => outputs.map((output): Job => ({ format, mode, output }))),
    )
    const jobs = isLong ? all : all.filter((_, index) => index % 8 === 0)
    await inLanes(jobs, 2, async (job) => {
      const world = await makeWorld()
      try {
        const birds = makeCanaries(random)
        const { broken, bytes } = await sing(world, job, birds)
        searched += bytes
        const where = `${job.format}, ${job.mode} mode, shown as ${job.output}`
        findings.push(...broken.map((law) => `${where}: ${law}`))
        told(`${where}: ${bytes} bytes searched, ${broken.length} found`)
      } finally {
        endWorld(world)
      }
    })
    return { runs: jobs.length, findings, figures: { bytesSearched: searched } }
  },
}

/** One that shows what it is, for the task; one of letters; one that every spelling changes; and a short one. */
function makeCanaries(random: () => number): readonly Canary[] {
  const letters = (count: number) =>
    Array.from(
      { length: count },
      () => 'ABCDEFGHJKLMNPQRSTUVWXYZabcdefghijkmnpqrstuvwxyz23456789'[Math.floor(random() * 56)],
    ).join('')
  return [
    { name: 'GITHUB_TOKEN', value: `ghp_${letters(36)}` },
    { name: 'MY_SERVICE_TOKEN', value: letters(32) },
    { name: 'DATABASE_PASSWORD', value: `${letters(6)}/+"${letters(4)}\\&=é ${letters(6)}` },
    { name: 'SMTP_PASSWORD', value: letters(10) },
  ]
}

async function sing(world: World, { format, mode, output }: Job, birds: readonly Canary[]) {
  const [inTask, ...known] = birds
  const task = `Deploy with ${inTask?.name}=${inTask?.value} please.\n`
  write(world.folder, { 'ralph.yml': 'verbose: true\n', 'PROMPT.md': task })
  const names = known.map(({ name }) => name).join(',')
  const env = { ...Object.fromEntries(known.map(({ name, value }) => [name, value])), CANARIES: names }
  const teller = `${process.execPath} ${fixture('faults', 'tell-secrets.mjs')}`
  const command = `${teller} ${format} --api-key=${known[0]?.value}`
  const args = ['--agent-command', command, '--agent-format', format, '--gate', `${teller} gate`]
  const more = [
    '--checkpoint-mode',
    mode,
    '--output-format',
    output,
    '--pass-env',
    `${names},CANARIES`,
    '--retry-delay',
    '10ms',
  ]
  const runs = ['run', 'diff 1', 'show', 'show --json', 'log', 'checkpoints', 'runs', 'cost --json']
  const said: string[] = []
  if (mode === 'commit') unstage(world)
  for (const run of runs) {
    const words =
      run === 'run' ? ['run', ...args, ...more, '-i', '3', '--checkpoint-interval', '1', '-v'] : run.split(' ')
    const { stdout, stderr, code } = await launch(world, words, undefined, { env }).ended
    said.push(stdout, stderr)
    if (run === 'run' && code !== 0) return { broken: [`it ended with code ${code}: ${stderr}`], bytes: 0 }
  }
  const places = [
    ...written(world, mode),
    ...said.map((text, index) => ({ path: `output of ralph ${runs[index >> 1]}`, bytes: Buffer.from(text) })),
  ]
  // A resumed run needs its task word for word: nobody but its owner may read that file.
  const birdsFor = (path: string) => (path.endsWith('/task.md') ? known : birds)
  const broken = places.flatMap(({ path, bytes }) =>
    birdsFor(path).flatMap(({ name, value }) =>
      found(bytes, value).map((spelling) => `${name} as ${spelling} in ${path.replace(world.root, '')}`),
    ),
  )
  return { broken, bytes: places.reduce((sum, { bytes }) => sum + bytes.length, 0) }
}

/** Nothing is committed across what somebody has staged. */
function unstage({ folder }: World): void {
  userGit(folder, 'reset', '-q')
}

/** Every byte that ralph wrote. */
function written(
  { folder, state }: World,
  mode: Job['mode'],
): readonly { readonly path: string; readonly bytes: Buffer }[] {
  const files = [state, join(folder, '.agent')].flatMap(filesBelow).map((path) => ({ path, bytes: readFileSync(path) }))
  const stores = files.filter(({ path }) => path.endsWith('.git/HEAD')).map(({ path }) => dirname(path))
  const objects = [...stores, ...(mode === 'commit' ? [join(folder, '.git')] : [])].flatMap(objectsIn)
  return [...files, ...objects]
}

/** Every object as git inflates it, and every file name: one place each, so that it is said which. */
function objectsIn(gitDir: string): readonly { readonly path: string; readonly bytes: Buffer }[] {
  const listed = shadowGit(gitDir, 'rev-list', '--objects', '--all').split('\n')
  const names = new Map(listed.map((line) => [line.slice(0, 40), line.slice(41)]))
  const all = shadowGit(gitDir, 'cat-file', '--batch-all-objects', '--batch-check')
    .split('\n')
    .filter((line) => line !== '')
  const raw = Buffer.from(everyObject(gitDir), 'latin1')
  const known = [...names].map(([id, name]) => ({
    path: `the name of object ${id} in ${gitDir}`,
    bytes: Buffer.from(name, 'latin1'),
  }))
  let at = 0
  const contents = all.map(() => {
    const head = raw.subarray(at, raw.indexOf('\n', at)).toString('latin1')
    const [id = '', type = '', size = '0'] = head.split(' ')
    const from = at + head.length + 1
    at = from + Number(size) + 1
    return { path: `${type} ${names.get(id) || id} in ${gitDir}`, bytes: raw.subarray(from, at) }
  })
  return [...contents, ...known]
}

function filesBelow(folder: string): readonly string[] {
  if (!existsSync(folder)) return []
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name))
}

/** In which spellings these bytes hold a secret; spellings that are alike once. */
function found(bytes: Buffer, value: string): readonly string[] {
  const hits = Object.entries(spellingsOf(value)).filter(([, spelling]) => bytes.includes(spelling))
  return hits
    .filter(([, spelling], index) => hits.findIndex(([, other]) => String(other) === String(spelling)) === index)
    .map(([name]) => name)
}

function spellingsOf(value: string): Readonly<Record<string, string | Buffer>> {
  const plain = Buffer.from(value)
  const hex = plain.toString('hex')
  const percent = encodeURIComponent(value)
  return {
    plain: value,
    json: JSON.stringify(value).slice(1, -1),
    'json twice': JSON.stringify(JSON.stringify(value).slice(1, -1)).slice(1, -1),
    url: percent,
    'url in small letters': percent.replaceAll(/%../g, (code) => code.toLowerCase()),
    percent: hex.replaceAll(/../g, '%$&'),
    hex,
    HEX: hex.toUpperCase(),
    utf16: Buffer.from(value, 'utf16le'),
    ...Object.fromEntries([0, 1, 2].map((offset) => [`base64 at ${offset}`, base64At(plain, offset)])),
    ...Object.fromEntries(
      [0, 1, 2].map((offset) => [
        `base64url at ${offset}`,
        base64At(plain, offset).replaceAll('+', '-').replaceAll('/', '_'),
      ]),
    ),
  }
}

/** What is the same in every base64 text that has these bytes after `offset` others. */
function base64At(bytes: Buffer, offset: number): string {
  const text = Buffer.concat([Buffer.alloc(offset), bytes])
    .toString('base64')
    .replaceAll('=', '')
  const unsure = [0, 2, 3][offset] ?? 0
  return text.slice(unsure, (offset + bytes.length) % 3 === 0 ? undefined : -1)
}
