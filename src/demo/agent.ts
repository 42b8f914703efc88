/**
 * The demo agent: a program of its own that behaves like a coding agent's CLI, without a model, a key or a network.
 * Prompt on stdin, work in the current folder, ralph's line format on stdout (see `agents/ralph-format.ts`).
 * RALPH_DEMO_SPEED=20 makes it twenty times as fast.
 */
import { spawnSync } from 'node:child_process'
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { dirname } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { nextScript, type Act, type Deed } from './script.ts'

const speed = Number(process.env['RALPH_DEMO_SPEED'])
const pauseMs = 260 / (speed > 0 ? speed : 1)

/** Per million tokens: what a real agent of this kind costs. */
const rates = { input: 3, cacheRead: 0.3, cacheWrite: 3.75, output: 15 }

/** Instructions and tools that such an agent sends along with every prompt. */
const overheadTokens = 4200

const spent = { input: 0, cacheRead: 0, cacheWrite: 0, output: 0 }

async function main(): Promise<void> {
  const prompt = readFileSync(0, 'utf8')
  print({ type: 'session', model: 'demo', version: '1', contextWindow: 200_000 })
  const { acts, message } = nextScript({ prompt, module: contentOf('src/slugify.js') })
  let context = overheadTokens + Math.ceil(prompt.length / 4)
  spent.cacheWrite += context
  for (const act of acts) {
    await sleep(pauseMs)
    const written = show(act)
    context = charge(context, written)
    if (!('file' in act)) continue
    await sleep(pauseMs / 2)
    print({ type: 'tool-result', ...outcomeOf(act) })
  }
  await sleep(pauseMs)
  print({ type: 'text', text: message })
  charge(context, message.length)
  print({ type: 'result', message })
}

/** Prints what the act looks like and answers how many characters a model would have written for it. */
function show(act: Act): number {
  if ('file' in act)
    print({ type: 'tool', name: act.do, detail: act.do === 'check' ? `node --check ${act.file}` : act.file })
  else print({ type: act.do === 'think' ? 'thinking' : 'text', text: act.text })
  return 120 + ('text' in act ? act.text.length : 0)
}

/** Does it. */
function outcomeOf(act: Deed): { ok: boolean; detail: string } {
  if (act.do === 'write') {
    mkdirSync(dirname(act.file), { recursive: true })
    writeFileSync(act.file, act.text)
    return { ok: true, detail: `${act.text.split('\n').length - 1} lines written` }
  }
  if (act.do === 'read') {
    const content = contentOf(act.file)
    return content === undefined
      ? { ok: false, detail: 'no such file' }
      : { ok: true, detail: `${content.split('\n').length - 1} lines` }
  }
  const { status } = spawnSync(process.execPath, ['--check', act.file], { stdio: 'ignore' })
  return { ok: status === 0, detail: status === 0 ? 'no syntax errors' : 'syntax error' }
}

/** One more model call: the conversation so far comes from the cache, and what was written joins it. */
function charge(context: number, written: number): number {
  const output = Math.ceil(written / 4)
  spent.input += 12
  spent.cacheRead += context
  spent.cacheWrite += output
  spent.output += output
  const millionths =
    spent.input * rates.input +
    spent.cacheRead * rates.cacheRead +
    spent.cacheWrite * rates.cacheWrite +
    spent.output * rates.output
  print({
    type: 'usage',
    usage: spent,
    cost: { usd: Number((millionths / 1e6).toFixed(6)) },
    context: context + output,
  })
  return context + output
}

function contentOf(file: string): string | undefined {
  try {
    return readFileSync(file, 'utf8')
  } catch {
    return undefined
  }
}

function print(event: object): void {
  process.stdout.write(`${JSON.stringify(event)}\n`)
}

void main()
