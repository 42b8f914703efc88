import { existsSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import type { AgentAdapter, AgentRequest } from '../agent.ts'
import { withoutNestedAgent } from './environment.ts'
import { ralphFormat } from './ralph-format.ts'

/** The built-in demo agent: a small program of its own, bundled beside ralph itself, that plays a coding agent. */
export const demo: AgentAdapter = {
  name: 'demo',
  programs: [process.execPath],
  install: 'it comes with ralph and needs only node',
  capabilities: ralphFormat.capabilities,
  command: ({ program, prompt, extraArgs }: AgentRequest) => ({
    file: program,
    args: [demoProgram(), ...extraArgs],
    stdin: prompt,
    env: withoutNestedAgent,
  }),
  parser: ralphFormat.parser,
}

/** Beside this module's bundle, above it when that is a chunk, in the build's folder when this runs from source. */
function demoProgram(): string {
  const here = dirname(fileURLToPath(import.meta.url))
  const places = ['.', '..', '../../dist'].map((place) => join(here, place, 'demo-agent.cjs'))
  return places.find((place) => existsSync(place)) ?? join(here, 'demo-agent.cjs')
}
