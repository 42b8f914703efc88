import { randomNumbers } from '../faults/random.ts'
import { Coverage } from './coverage.ts'
import { Mutator, commonWords } from './mutate.ts'
import { slowest, type Slowness } from './slowness.ts'
import type { Target } from './target.ts'

export interface FuzzOptions {
  readonly target: Target
  /** The address of the script that is to be covered, and its text: its own words are mixed into inputs. */
  readonly script: { readonly url: string; readonly text: string }
  /** Inputs that reached something once. */
  readonly corpus: readonly Buffer[]
  readonly seconds: number
  readonly seed: number
  /** Told before something that may last: whoever watches knows what it was. */
  readonly about: (input: Buffer) => void
}

export interface Finding {
  readonly what: string
  readonly input: Buffer
}

export interface FuzzReport {
  readonly runs: number
  /** How many parts of the script were reached, and how many of them by no input that was there before. */
  readonly reached: number
  readonly reachedBefore: number
  readonly corpus: readonly Buffer[]
  readonly findings: readonly Finding[]
  readonly slowness: Slowness
}

const maxBytes = 4096
const mostFindings = 10
/** Asking for what was reached costs more than reading: it is asked of several at once, and only then of each. */
const batchSize = 8
/** How much a quarter of a second may be exceeded before it is said: clocks of a busy machine are not exact. */
const mostMs = 250

/** Reads one changed input after the other, keeps those that reach something new, and tells of laws that they break. */
export async function fuzz(options: FuzzOptions): Promise<FuzzReport> {
  const { target, script, seconds, seed } = options
  const random = randomNumbers(seed)
  const mutator = new Mutator(random, [...commonWords, ...wordsOf(script.text)])
  const corpus: Buffer[] = [...target.seeds.map((one) => Buffer.from(one)), ...options.corpus]
  const findings = new Map<string, Finding>()
  const timed: { readonly input: Buffer; readonly us: number }[] = []
  const coverage = new Coverage(script.url)
  let runs = 0
  const tryOne = async (input: Buffer) => {
    runs += 1
    const startedAt = performance.now()
    const what = await wrongWith(target, input)
    const us = (performance.now() - startedAt) * 1000
    if (what !== undefined && findings.size < mostFindings) findings.set(kindOf(what), { what, input })
    timed.push({ input, us })
    if (timed.length > 400) keepSlowest(timed)
  }
  for (const input of corpus) {
    await tryOne(input)
    coverage.know(coverage.take())
  }
  const reachedBefore = coverage.size
  const end = performance.now() + seconds * 1000
  while (performance.now() < end) {
    const batch = Array.from({ length: batchSize }, () => {
      const parent = corpus[Math.floor(random() ** 1.5 * corpus.length)] ?? Buffer.alloc(0)
      const other = corpus[Math.floor(random() * corpus.length)] ?? parent
      return mutator.mutate(parent, other, maxBytes)
    })
    for (const input of batch) await tryOne(input)
    if (coverage.fresh().length === 0) continue
    for (const input of batch) {
      await wrongWith(target, input)
      const fresh = coverage.fresh()
      coverage.know(fresh)
      if (fresh.length > 0) corpus.unshift(input) // the newest are chosen most
    }
  }
  const reached = coverage.size
  coverage.close()
  keepSlowest(timed)
  const slowness = await slowest(
    target,
    timed.map(({ input }) => input),
    options.about,
  )
  if (target.isLinear && slowness.worstMs > mostMs) {
    const what = `256 KB take ${Math.round(slowness.worstMs)} ms, 64 KB ${Math.round(slowness.quarterMs)} ms`
    findings.set('slow', { what, input: slowness.input })
  }
  const minimal = await Promise.all([...findings.values()].map((finding) => smaller(target, finding)))
  return { runs, reached, reachedBefore, corpus, findings: minimal, slowness }
}

/** What a reading has shown to be false, or nothing. */
export async function wrongWith(target: Target, input: Buffer): Promise<string | undefined> {
  try {
    await target.read(input)
    return undefined
  } catch (error) {
    return error instanceof Error ? `${error.name}: ${error.message}`.slice(0, 500) : `it throws ${String(error)}`
  }
}

/** The same failure with other figures and excerpts is the same finding. */
const kindOf = (what: string) => what.replaceAll(/\d+|"[^"]*"/g, '#').slice(0, 60)

function keepSlowest(timed: { readonly input: Buffer; readonly us: number }[]): void {
  const cost = ({ input, us }: { readonly input: Buffer; readonly us: number }) => us / (input.length + 256)
  timed.sort((one, other) => cost(other) - cost(one)).splice(24)
}

/** Strings in the program's own text: what it looks for. */
function wordsOf(text: string): readonly Buffer[] {
  const found = text.matchAll(/"((?:[^"\\\n]|\\.){1,40})"|'((?:[^'\\\n]|\\.){1,40})'/g)
  const words = new Set([...found].map(([, double, single]) => double ?? single ?? ''))
  return [...words].slice(0, 3000).map((word) => Buffer.from(word.replaceAll('\\n', '\n').replaceAll(/\\(.)/g, '$1')))
}

/** As little of the input as still shows it: cut by halves, quarters and so on, for a moment. */
async function smaller(target: Target, finding: Finding): Promise<Finding> {
  if (finding.what.startsWith('256 KB')) return finding
  const kind = kindOf(finding.what)
  let { input } = finding
  let tries = 300
  for (let size = input.length >> 1; size >= 1 && tries > 0; size >>= 1) {
    for (let at = 0; at < input.length && tries > 0; tries--) {
      const candidate = Buffer.concat([input.subarray(0, at), input.subarray(at + size)])
      const what = await wrongWith(target, candidate)
      if (what !== undefined && kindOf(what) === kind) input = candidate
      else at += size
    }
  }
  return { ...finding, input }
}
