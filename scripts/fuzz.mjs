// node scripts/fuzz.mjs [--target name[,name]] [--seconds 30] [--seed 1] [--keep] [--json]: see docs/faults.md.
// Coverage-guided fuzzing of every parser of text that strangers write. `--keep` adds inputs that reached something new to
// test/fuzz/corpus. Each target has a process of its own; the last line is the totals, `N passed, N failed`.
import { spawn } from 'node:child_process'
import { createHash } from 'node:crypto'
import { existsSync, mkdirSync, mkdtempSync, readFileSync, readdirSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath, pathToFileURL } from 'node:url'
import { parseArgs } from 'node:util'
import { rolldown } from 'rolldown'

const { values } = parseArgs({
  options: {
    target: { type: 'string' },
    seconds: { type: 'string', default: '30' },
    seed: { type: 'string', default: '1' },
    keep: { type: 'boolean', default: false },
    json: { type: 'boolean', default: false },
    child: { type: 'string' },
  },
})
const seconds = Number(values.seconds)
const keptAtMost = 24

if (values.child) await fuzzOne(JSON.parse(values.child))
else await fuzzAll()

async function fuzzAll() {
  const folder = mkdtempSync(join(tmpdir(), 'ralph-fuzz-'))
  try {
    const fuzzer = await bundle('test/fuzz/fuzzer.ts', folder, 'fuzzer')
    const { targetFiles } = await import(pathToFileURL(await bundle('test/fuzz/list.ts', folder, 'list')).href)
    const wanted = values.target?.split(',')
    let failed = 0
    const reports = []
    const jobs = []
    for (const [file, names] of Object.entries(targetFiles)) {
      const chosen = names.filter((name) => !wanted || wanted.includes(name))
      if (chosen.length === 0) continue
      const built = await bundle(`test/fuzz/targets/${file}.ts`, folder, file).catch((error) => error)
      jobs.push(...chosen.map((name) => ({ name, built, fuzzer, folder })))
    }
    const lane = async () => {
      for (let job = jobs.shift(); job; job = jobs.shift()) {
        const { built, name } = job
        const report = built instanceof Error ? broken(name, `it can't be built: ${built.message}`) : await inChild(job)
        reports.push(report)
        if (report.findings.length > 0) failed += 1
        if (!values.json) show(report)
      }
    }
    await Promise.all([lane(), lane()])
    if (values.json) console.log(JSON.stringify(reports))
    else console.log(`${reports.length - failed} passed, ${failed} failed`)
    process.exitCode = failed === 0 ? 0 : 1
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
}

function broken(target, what, input = '') {
  return { target, runs: 0, reached: 0, kept: 0, worstMs: 0, nsPerByte: 0, findings: [{ what, input }] }
}

function show({ target, runs, reached, kept, worstMs, nsPerByte, findings }) {
  const figures = `${runs} runs, ${reached} parts reached, ${kept} kept, 256 KB in ${Math.round(worstMs)} ms (${Math.round(nsPerByte)} ns a byte)`
  console.log(`${target.padEnd(18)}${String(findings.length).padStart(3)} findings  ${figures}`)
  for (const { what, input } of findings) console.log(`  FINDING ${what}\n    base64: ${input.slice(0, 600)}`)
}

/** An input that never comes to an end is told by whoever waits. */
function inChild(work) {
  const about = join(work.folder, `about-${work.name}`)
  const args = [
    fileURLToPath(import.meta.url),
    '--child',
    JSON.stringify({ ...work, about }),
    '--seconds',
    values.seconds,
  ]
  const more = ['--seed', values.seed, ...(values.keep ? ['--keep'] : [])]
  const child = spawn(process.execPath, ['--max-old-space-size=1024', ...args, ...more], {
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  const said = { stdout: '', stderr: '' }
  for (const name of ['stdout', 'stderr']) child[name].setEncoding('utf8').on('data', (text) => (said[name] += text))
  const deadline = setTimeout(() => child.kill('SIGKILL'), (seconds * 4 + 90) * 1000)
  return new Promise((resolve) => {
    child.once('close', (code, signal) => {
      clearTimeout(deadline)
      if (code === 0) return resolve(JSON.parse(said.stdout))
      const input = existsSync(about) ? readFileSync(about).toString('base64') : ''
      const what = `it did not come to an end (${signal ?? `code ${code}`}) ${said.stderr.slice(-600)}`
      return resolve(broken(work.name, what, input))
    })
  })
}

async function fuzzOne({ name, built, fuzzer, about }) {
  const { fuzz } = await import(pathToFileURL(fuzzer).href)
  const url = pathToFileURL(built).href
  const { target: only, targets = [only] } = await import(url)
  const target = targets.find((one) => one.name === name)
  if (!target) throw new Error(`no target is called ${name}`)
  const script = { url, text: readFileSync(built, 'utf8') }
  const store = join('test', 'fuzz', 'corpus', name)
  const corpus = existsSync(store)
    ? readdirSync(store)
        .toSorted()
        .map((file) => readFileSync(join(store, file)))
    : []
  const told = (input) => writeFileSync(about, input)
  const report = await fuzz({ target, script, corpus, seconds, seed: Number(values.seed), about: told })
  const kept = values.keep ? keep(store, report.corpus, corpus.length + target.seeds.length) : 0
  const { runs, reached, slowness, findings } = report
  const { worstMs, nsPerByte } = slowness
  const shown = findings.map(({ what, input }) => ({ what, input: input.toString('base64') }))
  process.stdout.write(JSON.stringify({ target: name, runs, reached, kept, worstMs, nsPerByte, findings: shown }))
}

/** The newest reached most; small ones, and not too many. */
function keep(store, corpus, before) {
  const fresh = corpus.slice(0, corpus.length - before).filter((input) => input.length > 0 && input.length <= 2048)
  mkdirSync(store, { recursive: true })
  const room = keptAtMost - readdirSync(store).length
  const chosen = fresh.slice(0, Math.max(0, room))
  for (const input of chosen)
    writeFileSync(join(store, createHash('sha256').update(input).digest('hex').slice(0, 12)), input)
  return chosen.length
}

/** Node 20 runs no TypeScript. */
async function bundle(entry, folder, name) {
  const file = join(folder, `${name}.mjs`)
  const build = await rolldown({ input: entry, platform: 'node', logLevel: 'silent' })
  await build.write({ file, format: 'es', codeSplitting: false })
  await build.close()
  return file
}
