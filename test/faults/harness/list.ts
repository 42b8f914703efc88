import type { Harness } from '../harness.ts'
import { iterationEndings } from './endings.ts'
import { kills } from './kills.ts'
import { stops } from './stops.ts'
import { syscalls } from './syscalls.ts'

/** Every harness there is. */
export const harnesses: readonly Harness[] = [kills, syscalls, iterationEndings, stops]
