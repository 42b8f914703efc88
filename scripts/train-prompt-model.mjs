import { createHash } from 'node:crypto'
import { readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { load } from './load.mjs'

// Trains the second opinion of the prompt guard (src/guards/prompt/model) with the texts of test/corpora/prompt and writes
// its weights. The same texts give the same weights. `--cross` writes nothing and prints how good a model is at texts of
// an author it was not trained with: for each author, and by fifths of all texts.

const root = join(dirname(fileURLToPath(import.meta.url)), '..')
const corpora = join(root, 'test/corpora/prompt')
const target = join(root, 'src/guards/prompt/model/weights.ts')

/** Chosen with `--cross`. `softness`: how much a sentence on the wrong side costs. */
const settings = { softness: 4, passes: 15, rounds: 3, minTexts: 2, maxWeights: 20_000 }
/** How many of the honest texts may be warned of for a sentence that no rule knows, and for all. */
const allowed = { unknown: 0.016, all: 0.04 }

const { semanticReasons, statementsOf } = await load(root, 'src/guards/prompt/semantics.ts')
const { findingsIn } = await load(root, 'src/guards/prompt/sentence-findings.ts')
const { featureCount, featuresOf, fewFeatures } = await load(root, 'src/guards/prompt/model/features.ts')
const texts = readdirSync(corpora)
  .filter((name) => name.endsWith('.jsonl'))
  .toSorted()
  .flatMap(textsOf)

/** A text as the model sees it. Blocked texts hide what they say; they are no part of it. */
function textsOf(name) {
  const rows = readFileSync(join(corpora, name), 'utf8')
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line))
  return rows
    .filter(({ label }) => label !== 'block')
    .map(({ id, text, label, note }) => ({
      id,
      text,
      note,
      author: authorOf(name),
      isHostile: label === 'warn',
      ...readingOf(text),
    }))
}

function authorOf(name) {
  return /^(?:hostile|honest)\./.test(name) ? 'rules' : name.split(/[-.]/)[0]
}

function readingOf(text) {
  const none = { scoreOf: () => -1, doubtBelow: 0, warnAbove: Infinity }
  const sentences = statementsOf(text)
    .filter(({ read }) => read)
    .map((statement) => ({
      features: countsOf(featuresOf(statement.read)),
      isFound:
        statement.sentence.passage.kind !== 'comment' &&
        findingsIn(statement.sentence, statement.read).length > 0 &&
        !statement.isTopic,
      asks: statement.asks(),
    }))
  return { sentences, isSure: semanticReasons(text, none).length > 0 }
}

function countsOf(features) {
  const counts = new Map()
  for (const feature of features) counts.set(feature, (counts.get(feature) ?? 0) + 1)
  return [...counts]
}

// ---- training

/** Weights and bias: which sentence of a hostile text is the order is found in turn with how orders look. */
function train(trained) {
  let known = knownIn(trained)
  let model
  for (let round = 0; round < settings.rounds; round += 1) {
    model = separate(trained.flatMap((text) => examplesOf(text, model, known)))
    if (round !== settings.rounds - 2) continue
    known = heaviest(model, settings.maxWeights)
  }
  return model
}

function knownIn(trained) {
  const counts = new Map()
  for (const { sentences } of trained)
    for (const feature of new Set(sentences.flatMap(({ features }) => features.map(([one]) => one))))
      counts.set(feature, (counts.get(feature) ?? 0) + 1)
  return new Set([...counts].filter(([, count]) => count >= settings.minTexts).map(([feature]) => feature))
}

function heaviest({ weights }, count) {
  const used = [...weights.keys()].filter((feature) => weights[feature] !== 0)
  return new Set(used.toSorted((a, b) => Math.abs(weights[b]) - Math.abs(weights[a]) || a - b).slice(0, count))
}

function examplesOf({ sentences, isHostile }, model, known) {
  const vectors = sentences.map(({ features }) => vectorOf(features, known))
  if (!isHostile) return vectors.map((vector) => ({ ...vector, sign: -1 }))
  const worst = vectors.toSorted((a, b) => (model ? valueOf(model, b) - valueOf(model, a) : b.length - a.length))[0]
  return worst ? [{ ...worst, sign: 1 }] : []
}

/** As the reader weighs it: what is not known does not count. */
function vectorOf(features, known) {
  const kept = features.filter(([feature]) => known.has(feature))
  const length = kept.reduce((sum, [, count]) => sum + count, 0)
  const norm = Math.sqrt(Math.max(length, fewFeatures))
  return {
    at: Int32Array.from(kept, ([feature]) => feature),
    values: Float64Array.from(kept, ([, count]) => count / norm),
    length,
  }
}

function valueOf({ weights, bias }, { at, values }) {
  let sum = bias
  for (let index = 0; index < at.length; index += 1) sum += weights[at[index]] * values[index]
  return sum
}

/** Dual coordinate descent for a linear support vector machine with squared loss (Hsieh et al. 2008). */
function separate(examples) {
  const model = { weights: new Float64Array(featureCount), bias: 0 }
  const slack = 0.5 / settings.softness
  const states = examples.map((example) => ({
    ...example,
    curve: example.values.reduce((sum, value) => sum + value * value, 1 + slack),
    alpha: 0,
  }))
  const random = randomFrom(42)
  for (let pass = 0; pass < settings.passes; pass += 1)
    for (const state of shuffled(states, random)) descend(model, state)
  return model
}

function descend(model, state) {
  const slope = state.sign * valueOf(model, state) - 1 + (0.5 / settings.softness) * state.alpha
  const alpha = Math.max(0, state.alpha - slope / state.curve)
  const step = (alpha - state.alpha) * state.sign
  if (step === 0) return
  state.alpha = alpha
  model.bias += step
  for (let index = 0; index < state.at.length; index += 1) model.weights[state.at[index]] += step * state.values[index]
}

function randomFrom(seed) {
  let state = seed
  return () => (state = (Math.imul(state, 1664525) + 1013904223) >>> 0) / 2 ** 32
}

function shuffled(items, random) {
  for (let at = items.length - 1; at > 0; at -= 1) {
    const other = Math.floor(random() * (at + 1))
    ;[items[at], items[other]] = [items[other], items[at]]
  }
  return items
}

// ---- whole numbers

/** The model in steps of which the largest weight has 127. */
function rounded({ weights, bias }) {
  const step = weights.reduce((most, weight) => Math.max(most, Math.abs(weight)), 0) / 127
  return {
    weights: Int8Array.from(weights, (weight) => Math.round(weight / step)),
    bias: Math.round(bias / step),
    step,
  }
}

function scored(text, { weights, bias }) {
  const scores = text.sentences.map(({ features }) => {
    let sum = 0
    let length = 0
    for (const [feature, count] of features) {
      if (weights[feature] === 0) continue
      sum += weights[feature] * count
      length += count
    }
    return sum / Math.sqrt(Math.max(length, fewFeatures)) + bias
  })
  const most = (holds) => Math.max(-Infinity, ...scores.filter((_, at) => holds(text.sentences[at])))
  return { ...text, found: most(({ isFound }) => isFound), worst: most(({ asks }) => asks) }
}

// ---- thresholds and figures

const isWarned = ({ isSure, found, worst }, { doubtBelow, warnAbove }) =>
  isSure || found >= doubtBelow || worst >= warnAbove
const rate = (all, holds) => (all.length === 0 ? 0 : all.filter(holds).length / all.length)

/** Each text scored by a model that was trained without its fifth. */
function scoredByParts(all, parts = 5) {
  return Array.from({ length: parts }, (_, part) => {
    const isHeld = (_text, at) => at % parts === part
    const model = rounded(train(all.filter((text, at) => !isHeld(text, at))))
    return all.filter(isHeld).map((text) => ({ ...scored(text, model), part }))
  }).flat()
}

/** The rules were made with their own texts, so what they find there says nothing: those only count without. */
function thresholdsFor(held) {
  const honest = held.filter(({ isHostile }) => !isHostile)
  const warnAbove = Math.ceil(
    honest.map(({ worst }) => worst).toSorted((a, b) => b - a)[Math.floor(honest.length * allowed.unknown)],
  )
  const known = honest.filter(({ author }) => author === 'training')
  const strangers = known.length > 0 ? known : honest
  const found = strangers
    .map((text) => text.found)
    .filter((score) => score > -Infinity && score < warnAbove)
    .toSorted((a, b) => a - b)
  const doubtBelow = found.find(
    (score) => rate(strangers, (text) => isWarned(text, { doubtBelow: score, warnAbove })) <= allowed.all,
  )
  return { warnAbove, doubtBelow: Math.floor(doubtBelow ?? (found.length > 0 ? warnAbove : -40)) }
}

function crossValidate() {
  console.log('trained without the author; thresholds from fifths of the rest')
  for (const author of new Set(texts.map((text) => text.author))) {
    const rest = texts.filter((text) => text.author !== author)
    const thresholds = thresholdsFor(scoredByParts(rest, 5))
    const model = rounded(train(rest))
    report(
      author,
      texts.filter((text) => text.author === author).map((text) => scored(text, model)),
      thresholds,
    )
  }
  console.log('by fifths of all texts')
  const held = scoredByParts(texts)
  const thresholds = thresholdsFor(held)
  for (const author of new Set(texts.map((text) => text.author)))
    report(
      author,
      held.filter((text) => text.author === author),
      thresholds,
    )
}

function report(author, judged, thresholds) {
  const hostile = judged.filter(({ isHostile }) => isHostile)
  const honest = judged.filter(({ isHostile }) => !isHostile)
  const both = (says, holds) => `${says} ${rate(hostile, holds).toFixed(3)} / ${rate(honest, holds).toFixed(3)}`
  const rules = ({ isSure, found }) => isSure || found > -Infinity
  const unknown = ({ worst }) => worst >= thresholds.warnAbove
  const alone = honest.map(({ worst }) => worst).toSorted((a, b) => b - a)[Math.floor(honest.length * 0.03)]
  console.log(
    `${author.padEnd(12)} ${hostile.length}+${honest.length}  noticed / warned of though honest:`,
    `${both('rules', rules)}, ${both('model', unknown)}, ${both('together', (text) => isWarned(text, thresholds))};`,
    both('model at 3 %', ({ worst }) => worst > alone),
    JSON.stringify(thresholds),
  )
}

// ---- the file

function write() {
  const { warnAbove, doubtBelow } = thresholdsFor(scoredByParts(texts))
  const { weights, bias } = rounded(train(texts))
  const packed = Buffer.from(entriesOf(weights)).toString('base64')
  writeFileSync(
    target,
    `// Made by scripts/train-prompt-model.mjs from test/corpora/prompt; not to be edited. Format: opinion.ts.
export const corpusDigest = '${digest()}'
export const bias = ${bias}
export const doubtBelow = ${doubtBelow}
export const warnAbove = ${warnAbove}
export const packedWeights =
  '${packed}'
`,
  )
  console.log(`${texts.length} texts, ${weights.filter(Boolean).length} weights, ${packed.length} characters`, {
    warnAbove,
    doubtBelow,
    bias,
  })
}

function entriesOf(weights) {
  const bytes = []
  let last = 0
  for (const [feature, weight] of weights.entries()) {
    if (weight === 0) continue
    let gap = feature - last
    for (; gap > 127; gap >>>= 7) bytes.push((gap & 127) | 128)
    bytes.push(gap, weight & 255)
    last = feature
  }
  return bytes
}

/** Of what the model was trained with, file by file. */
function digest() {
  const hash = createHash('sha256')
  for (const name of readdirSync(corpora)
    .filter((file) => file.endsWith('.jsonl'))
    .toSorted())
    hash.update(readFileSync(join(corpora, name)))
  return hash.digest('hex')
}

if (process.argv.includes('--cross')) crossValidate()
else write()
