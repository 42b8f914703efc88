import type { Harness } from '../harness.ts'
import { canaries } from './canaries.ts'
import { clock } from './clock.ts'
import { disks } from './disks.ts'
import { iterationEndings } from './endings.ts'
import { events } from './events.ts'
import { floods } from './floods.ts'
import { fuzzing } from './fuzzing.ts'
import { kills } from './kills.ts'
import { limits } from './limits.ts'
import { planted } from './planted.ts'
import { starters } from './starters.ts'
import { stops } from './stops.ts'
import { syscalls } from './syscalls.ts'

/** Every harness there is. */
export const harnesses: readonly Harness[] = [
  kills,
  events,
  syscalls,
  iterationEndings,
  stops,
  disks,
  clock,
  starters,
  floods,
  planted,
  canaries,
  limits,
  fuzzing,
]
