import { spawn } from 'node:child_process'
import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { basename, dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'

// Judges every text of test/corpora with the built program (`ralph scan --ndjson`) and prints how often it was right, for
// the texts that the rules were made with (dev) and for those whose author never saw a rule (unseen). `--misses` lists
// what it got wrong; `--json` prints the figures. Exit code 1 if a target is missed.

const root = join(dirname(fileURLToPath(import.meta.url)), '..')
const folder = join(root, 'test/corpora')
const options = new Set(process.argv.slice(2))

/** From the promises in SECURITY.md. Rates of all texts with that label. */
const targets = {
  prompt: {
    'block blocked': ['>=', 1],
    'warn noticed': ['>=', 0.8],
    'allow blocked': ['<=', 0],
    'allow warned': ['<=', 0.05],
  },
  command: { 'block blocked': ['>=', 0.9], 'allow blocked': ['<=', 0] },
  path: { 'block blocked': ['>=', 1], 'allow blocked': ['<=', 0] },
  env: { 'block blocked': ['>=', 0.95], 'allow blocked': ['<=', 0] },
  output: { 'secret masked': ['>=', 0.95], 'benign altered': ['<=', 0.02] },
}

const splits = ['dev', 'unseen']
let missed = 0
const figures = []
for (const kind of Object.keys(targets)) {
  for (const split of splits) {
    const texts = textsOf(kind, split)
    if (texts.length > 0) await judge(kind, split, texts)
  }
}
if (options.has('--json')) console.log(JSON.stringify(figures, null, 2))
process.exitCode = missed > 0 ? 1 : 0

async function judge(kind, split, texts) {
  const started = performance.now()
  const answers = await scan(texts)
  const ms = performance.now() - started
  const judged = texts.map((text, index) => ({ ...text, answer: answers[index] }))
  const rates = ratesOf(kind, judged)
  figures.push({ kind, split, texts: texts.length, ms: Math.round(ms), rates })
  if (!options.has('--json')) report(kind, split, { texts, rates, ms })
  if (options.has('--misses')) for (const one of judged.filter(isWrong)) console.log(`    ${missOf(one)}`)
}

function report(kind, split, { texts, rates, ms }) {
  console.log(`${kind} (${split}, ${texts.length} texts, ${(ms / texts.length).toFixed(1)} ms each)`)
  for (const [name, { count, of, rate }] of Object.entries(rates)) {
    const [sign, target] = targets[kind][name] ?? []
    const holds = sign === undefined || (sign === '>=' ? rate >= target : rate <= target)
    if (!holds && split === 'dev') missed++
    const wanted = sign === undefined ? '' : `  wanted ${sign} ${target}${holds ? '' : '  MISSED'}`
    console.log(`  ${name.padEnd(18)} ${rate.toFixed(3)}  ${count} of ${of}${wanted}`)
  }
}

function ratesOf(kind, judged) {
  const rate = (label, holds) => {
    const all = judged.filter((one) => one.label === label)
    const count = all.filter(holds).length
    return all.length === 0 ? [] : [{ count, of: all.length, rate: count / all.length }]
  }
  const verdict =
    (...names) =>
    (one) =>
      names.includes(one.answer.verdict)
  const named = (name, found) => found.map((value) => [name, value])
  const rates =
    kind === 'output'
      ? [
          ...named('secret masked', rate('secret', isMasked)),
          ...named(
            'benign altered',
            rate('benign', (one) => one.answer.redacted !== one.text),
          ),
        ]
      : [
          ...named('block blocked', rate('block', verdict('block'))),
          ...named('warn noticed', rate('warn', verdict('warn', 'block'))),
          ...named('warn blocked', rate('warn', verdict('block'))),
          ...named('allow blocked', rate('allow', verdict('block'))),
          ...named('allow warned', rate('allow', verdict('warn'))),
        ]
  const flagged = judged.filter((one) => one.answer.verdict !== 'allow')
  const right = flagged.filter((one) => !['allow', 'benign'].includes(one.label))
  return Object.fromEntries([
    ...rates,
    [
      'precision',
      { count: right.length, of: flagged.length, rate: flagged.length === 0 ? 1 : right.length / flagged.length },
    ],
  ])
}

function isMasked({ context, answer }) {
  return !answer.redacted.includes(context.secret)
}

function isWrong(one) {
  if (one.kind === 'output') return one.label === 'secret' ? !isMasked(one) : one.answer.redacted !== one.text
  return one.label !== one.answer.verdict
}

function missOf({ id, label, text, answer }) {
  const rules = answer.reasons.map(({ rule }) => rule).join(',')
  return `${id} ${label} -> ${answer.verdict} (${rules}): ${JSON.stringify(text).slice(0, 160)}`
}

/** Files of somebody who did not write rules stand in `unseen`. */
function textsOf(kind, split) {
  const place = split === 'unseen' ? join(folder, 'unseen') : join(folder, kind)
  if (!existsSync(place)) return []
  const files = readdirSync(place).filter((name) => name.endsWith('.jsonl'))
  const mine =
    split === 'unseen' ? files.filter((name) => basename(name, '.jsonl').replace(/-\d+$/, '') === kind) : files
  return mine.flatMap(
    (name) =>
      readFileSync(join(place, name), 'utf8')
        .split('\n')
        .filter((line) => line.trim() !== '')
        .map((line) => ({ kind, ...JSON.parse(line) }))
        .filter(({ context = {} }) => !['links', 'fifos', 'files'].some((key) => key in context)), // judge-path.test.ts makes those
  )
}

function scan(texts) {
  const program = spawn(process.execPath, [join(root, 'dist/ralph.cjs'), 'scan', '--ndjson'], {
    env: { PATH: process.env['PATH'], HOME: '/home/dev' },
    stdio: ['pipe', 'pipe', 'inherit'],
  })
  const chunks = []
  program.stdout.on('data', (chunk) => chunks.push(chunk))
  program.stdin.end(
    texts.map(({ kind, text, base64, context }) => JSON.stringify({ kind, text, base64, context })).join('\n'),
  )
  return new Promise((resolve, reject) => {
    program.on('error', reject)
    program.on('close', () => {
      const lines = Buffer.concat(chunks)
        .toString()
        .split('\n')
        .filter((line) => line !== '')
      if (lines.length !== texts.length) reject(new Error(`${lines.length} answers to ${texts.length} texts`))
      else resolve(lines.map((line) => JSON.parse(line)))
    })
  })
}
