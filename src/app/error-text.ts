import { RalphError } from '../errors.ts'
import { neutralise } from '../platform/text/neutralise.ts'

/** An error as the user reads it: what is wrong, then what to do next. Ours come with a stack only if asked for. */
export function errorText(error: unknown, debug: boolean): string {
  if (error instanceof RalphError) return neutralise(`ralph: ${error.message}\n  ${error.hint}\n`)
  const { message = String(error), stack = message } = error instanceof Error ? error : {}
  const advice = debug
    ? 'This is a bug in ralph. Please report it with what stands above.'
    : 'This is a bug in ralph. With RALPH_DEBUG=1 it says where; please report it with that.'
  return neutralise(`ralph: ${debug ? stack : message}\n  ${advice}\n`)
}
