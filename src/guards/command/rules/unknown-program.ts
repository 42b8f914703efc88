import type { Reason } from '../../../judgement.ts'
import { block, shown } from '../reasons.ts'
import type { Call } from '../shell/session.ts'
import { lineOf, removals } from './site.ts'

/** A program whose name is not known, called the way `rm -rf` is called: judged as if it were. */
export function unknownProgramReasons(call: Call): readonly Reason[] {
  const isRemoval = call.args.some(({ text }) => /^-(?:rf|fr|Rf|fR|rfv|r|R)$/.test(text))
  if (!isRemoval) return []
  const files = call.args.filter(({ text }) => !text.startsWith('-'))
  const reasons = removals(files, call, true).filter(({ grade }) => grade === 'block')
  return reasons.length > 0
    ? [block('hides-command', `a command that is not known before it runs: ${shown(lineOf(call))}`), ...reasons]
    : []
}
