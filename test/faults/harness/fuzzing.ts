import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { join } from 'node:path'
import type { Budget, Harness, Outcome } from '../harness.ts'

interface Report {
  readonly target: string
  readonly runs: number
  readonly worstMs: number
  readonly findings: readonly { readonly what: string; readonly input: string }[]
}

/** Every parser of text that strangers write, fed with what its own coverage leads to. */
export const fuzzing: Harness = {
  name: 'fuzzing',
  promises: [40, 41],
  async run({ isLong, seed, told }: Budget): Promise<Outcome> {
    const args = [join('scripts', 'fuzz.mjs'), '--json', '--seconds', isLong ? '30' : '1', '--seed', String(seed)]
    const child = spawn(process.execPath, args, { stdio: ['ignore', 'pipe', 'pipe'] })
    const said = { stdout: '', stderr: '' }
    child.stdout.setEncoding('utf8').on('data', (text: string) => void (said.stdout += text))
    child.stderr.setEncoding('utf8').on('data', (text: string) => void (said.stderr += text))
    await once(child, 'close')
    if (!said.stdout.startsWith('[')) throw new Error(`the fuzzer broke: ${said.stderr}`)
    const reports: readonly Report[] = JSON.parse(said.stdout)
    for (const { target, runs, worstMs } of reports)
      told(`${target}: ${runs} runs, 256 KB in ${Math.round(worstMs)} ms`)
    const [slowest] = reports.toSorted((one, other) => other.worstMs - one.worstMs)
    return {
      runs: reports.reduce((sum, { runs }) => sum + runs, 0),
      findings: reports.flatMap(({ target, findings }) =>
        findings.map(({ what, input }) => `${target}: ${what} (base64: ${input.slice(0, 400)})`),
      ),
      figures: { targets: reports.length, slowest: `${slowest?.target} ${Math.round(slowest?.worstMs ?? 0)} ms` },
    }
  },
}
