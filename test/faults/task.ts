import { join } from 'node:path'

const fixtures = join(process.cwd(), 'test', 'fixtures')

/** The path of a fixture. */
export const fixture = (...names: readonly string[]): string => join(fixtures, ...names)

/** The ledger's agent as `--agent-command`. */
export function agentCommand(cents: number, pauseMs: number, plan: readonly string[]): string {
  return [process.execPath, fixture('ledger-agent.mjs'), cents, pauseMs, ...plan].join(' ')
}

/** The ledger's gate as `--gate`. */
export function gateCommand(...args: readonly string[]): string {
  return ['sh', fixture('ledger-gate.sh'), ...args].join(' ')
}

/** The arguments of a run with the ledger's agent, which writes its ledger outside the workspace. */
export function runWith(options: Readonly<Record<string, string | number>>): readonly string[] {
  const given: Readonly<Record<string, string | number>> = {
    'agent-format': 'ralph',
    'output-format': 'json',
    sandbox: 'off',
    'pass-env': 'LEDGER,LEDGER_BYTES',
    ...options,
  }
  return ['run', ...Object.entries(given).flatMap(([name, value]) => [`--${name}`, String(value)])]
}
