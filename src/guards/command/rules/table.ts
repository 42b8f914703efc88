import type { Rule } from '../shell/session.ts'
import { containerRules } from './containers.ts'
import { copyRules } from './copies.ts'
import { databaseRules } from './databases.ts'
import { deviceRules } from './devices.ts'
import { fileRules } from './files.ts'
import { gitRules } from './git.ts'
import { guardRules } from './guard.ts'
import { infrastructureRules } from './infrastructure.ts'
import { machineRules } from './machine.ts'
import { networkRules } from './network.ts'
import { packageRules } from './packages.ts'
import { persistenceRules } from './persistence.ts'
import { powershellRules } from './powershell.ts'
import { processRules } from './processes.ts'
import { readerRules } from './readers.ts'
import { secretRules } from './secrets.ts'

const table = new Map<string, readonly Rule[]>()
const none: readonly Rule[] = []

/** The rules for a program, in no order that matters. */
export function rulesFor(program: string): readonly Rule[] {
  if (table.size === 0) fill()
  return table.get(program) ?? none
}

function fill(): void {
  const families = [
    fileRules,
    copyRules,
    readerRules,
    deviceRules,
    gitRules,
    secretRules,
    networkRules,
    persistenceRules,
    guardRules,
    machineRules,
    processRules,
    containerRules,
    databaseRules,
    infrastructureRules,
    packageRules,
    powershellRules,
  ]
  for (const family of families)
    for (const [programs, rule] of Object.entries(family))
      for (const program of programs.split(' ')) table.set(program, [...(table.get(program) ?? none), rule])
}
