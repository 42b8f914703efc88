import type { Harness } from '../harness.ts'
import { kills } from './kills.ts'
import { syscalls } from './syscalls.ts'

/** Every harness there is. */
export const harnesses: readonly Harness[] = [kills, syscalls]
