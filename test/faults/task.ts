import { join } from 'node:path'

const fixtures = join(process.cwd(), 'test', 'fixtures')

/** The ledger's agent as `--agent-command`. */
export function agentCommand(cents: number, pauseMs: number, plan: readonly string[]): string {
  return [process.execPath, join(fixtures, 'ledger-agent.mjs'), cents, pauseMs, ...plan].join(' ')
}

/** The ledger's gate as `--gate`. */
export function gateCommand(...args: readonly string[]): string {
  return ['sh', join(fixtures, 'ledger-gate.sh'), ...args].join(' ')
}

/** The arguments of a run with the ledger's agent. */
export function runWith(options: Readonly<Record<string, string | number>>): readonly string[] {
  const given: Readonly<Record<string, string | number>> = {
    'agent-format': 'ralph',
    'output-format': 'json',
    ...options,
  }
  return ['run', ...Object.entries(given).flatMap(([name, value]) => [`--${name}`, String(value)])]
}
