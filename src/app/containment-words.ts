import type { Containment } from '../event.ts'

/** One line for people: what keeps agents and gates in. */
export function containmentWords({ sandbox, network, reason }: Containment): string {
  const open = network === 'open' ? 'the network is open' : 'only listed hosts can be reached'
  if (sandbox === 'none')
    return `NOT SANDBOXED: agents and gates can do what you can${reason === undefined ? '' : ` (${reason})`}`
  return `sandbox: ${sandbox}; ${open}${reason === undefined ? '' : ` (${reason})`}`
}
