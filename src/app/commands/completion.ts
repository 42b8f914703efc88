import { RalphError } from '../../errors.ts'
import type { Command } from '../command.ts'
import { completionScripts } from '../completion-scripts.ts'

/** Prints the script that teaches a shell to ask `ralph complete`. */
export const completion: Command = async (_flags, [shell = ''], { stdout }) => {
  const script = completionScripts[shell]
  if (script === undefined) {
    const shells = Object.keys(completionScripts).join(', ')
    throw new RalphError(`there is no completion for ${JSON.stringify(shell)}`, `Shells: ${shells}.`)
  }
  stdout.write(script)
  return 0
}
