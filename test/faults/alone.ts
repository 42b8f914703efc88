import { spawnSync } from 'node:child_process'
import { readFileSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { eventually } from '../support/agents.ts'
import { launch, type Ralph } from './program.ts'
import { fixture } from './task.ts'
import type { World } from './world.ts'

/** A ralph with a process namespace to itself. */
export interface Alone {
  /** Of ralph itself, as it is numbered out here; 0 if it has ended before it was found. */
  readonly ralphPid: () => Promise<number>
  readonly wrapper: Ralph
  /** What was left in there at the very moment ralph had ended, whatever it calls itself. */
  readonly left: () => readonly string[]
}

const namespace = ['unshare', '--pid', '--fork', '--mount-proc', '--kill-child'] as const

/** Whether this user may make namespaces. */
export function canBeAlone(): boolean {
  return spawnSync(namespace[0], [...namespace.slice(1), 'true']).status === 0
}

let count = 0
/** Starts ralph where nothing else runs, so that a look at all processes there finds what no marker tells of. */
export function launchAlone(world: World, args: readonly string[], onLine?: (line: string, one: Ralph) => void): Alone {
  const list = join(world.root, `left-${++count}`)
  const through = [...namespace, fixture('faults', 'alone.sh')]
  const wrapper = launch(world, args, onLine, { through, env: { LEFT: list } })
  return { wrapper, ralphPid: () => greatGrandchild(wrapper), left: () => linesOf(list) }
}

/** unshare, the namespace's first process, ralph. */
async function greatGrandchild(wrapper: Ralph): Promise<number> {
  let pid = 0
  await eventually(() => wrapper.isOver() || (pid = onlyChild(onlyChild(wrapper.pid))) > 0, 5000, 2)
  return pid
}

function onlyChild(pid: number): number {
  try {
    return Number(readFileSync(`/proc/${pid}/task/${pid}/children`, 'utf8').split(' ')[0])
  } catch {
    return 0 // it has ended
  }
}

function linesOf(list: string): readonly string[] {
  try {
    return readFileSync(list, 'utf8')
      .split('\n')
      .filter((line) => line !== '')
  } catch {
    return [`${list} was not written: its first process did not come that far`]
  } finally {
    rmSync(list, { force: true })
  }
}
