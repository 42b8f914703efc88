import type { Reason } from '../../judgement.ts'
import { neutralise } from '../../platform/text/neutralise.ts'
import { readable } from './shell/known.ts'

/** A finding that forbids the command. */
export function block(rule: string, message: string): Reason {
  return { rule, grade: 'block', message: clean(message) }
}

/** A finding that is said, and no more. */
export function warn(rule: string, message: string): Reason {
  return { rule, grade: 'warn', message: clean(message) }
}

/** The command's own text is hostile data: of it only what can be printed on one line is shown. */
function clean(message: string): string {
  return neutralise(message).replace(/[\t\n]/g, ' ')
}

/** Quotes a part of the command for a message. */
export function shown(text: string): string {
  return `'${readable(text)}'`
}
