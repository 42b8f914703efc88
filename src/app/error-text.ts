import { RalphError } from '../errors.ts'
import type { CommandContext } from './command.ts'
import { contextClean } from './context-clean.ts'

/** An error as the user reads it: what is wrong, then what to do next. Ours come with a stack only if asked for. */
export function errorText(error: unknown, context: Pick<CommandContext, 'cwd' | 'env'>): string {
  return contextClean(context)(`ralph: ${words(error, context.env['RALPH_DEBUG'] === '1')}\n`)
}

function words(error: unknown, debug: boolean): string {
  if (error instanceof RalphError) return `${error.message}\n  ${error.hint}`
  const { message = String(error), stack = message } = error instanceof Error ? error : {}
  const advice = debug
    ? 'This is a bug in ralph. Please report it with what stands above.'
    : 'This is a bug in ralph. With RALPH_DEBUG=1 it says where; please report it with that.'
  return `${debug ? stack : message}\n  ${advice}`
}
