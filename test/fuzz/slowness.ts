import type { Target } from './target.ts'

/** How long the slowest inputs take once they are as long as texts can be. */
export interface Slowness {
  readonly worstMs: number
  /** The same with a quarter of it: four times as much is linear, sixteen times is square. */
  readonly quarterMs: number
  readonly nsPerByte: number
  /** What was repeated. */
  readonly input: Buffer
}

const whole = 256 * 1024
/** One that takes as long as this is the worst, whatever the others would take. */
const enoughMs = 5000

/** Repeats each of them up to 256 KB, and measures the time of the processor. */
export async function slowest(
  target: Target,
  inputs: readonly Buffer[],
  about: (input: Buffer) => void,
): Promise<Slowness> {
  let worst: Slowness = { worstMs: 0, quarterMs: 0, nsPerByte: 0, input: Buffer.alloc(0) }
  for (const part of inputs.slice(0, 6)) {
    if (worst.worstMs > enoughMs || part.length === 0) continue
    about(part)
    const quarterMs = await timeOf(target, Buffer.alloc(whole / 4, part))
    if (4 * quarterMs < worst.worstMs) continue
    const all = Buffer.alloc(whole, part)
    const worstMs = Math.min(await timeOf(target, all), await timeOf(target, all))
    if (worstMs > worst.worstMs) worst = { worstMs, quarterMs, nsPerByte: (worstMs * 1e6) / whole, input: part }
  }
  return worst
}

/** Of the processor: on a busy machine others have the rest. */
async function timeOf(target: Target, input: Buffer): Promise<number> {
  const before = process.cpuUsage()
  try {
    await target.read(input)
  } catch {
    // a broken law is told elsewhere
  }
  const { user, system } = process.cpuUsage(before)
  return (user + system) / 1000
}
