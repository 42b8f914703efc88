import type { Case } from './cases.ts'
import type { Cli } from './clis.ts'

/** Whether a case means anything for a CLI; a reason if not. */
export function unsuited(cli: Cli, theCase: Case): string | undefined {
  if (theCase.needs !== 'no-permission' || cli.withoutPermission) return undefined
  return 'no argument has it deny a tool that it offers'
}

export function suits(cli: Cli, theCase: Case): boolean {
  return unsuited(cli, theCase) === undefined
}
