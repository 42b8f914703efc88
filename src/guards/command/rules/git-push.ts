import type { Reason } from '../../../judgement.ts'
import { block, shown, warn } from '../reasons.ts'
import type { Word } from '../shell/known.ts'
import { names, optionsOf } from '../shell/options.ts'
import { isRemotePath } from './copies.ts'

const main = /^(?:refs\/heads\/)?(?:main|master|trunk|production|prod)$/

/** What is wrong with a push: it may overwrite or delete what others have. */
export function pushReasons(args: readonly Word[]): readonly Reason[] {
  const { flags, operands } = optionsOf(args, { valued: names('o repo push-option receive-pack exec') })
  const [remote, ...refs] = operands.map(({ text }) => text)
  const forces = flags.has('f') || flags.has('force') || refs.some((ref) => ref.startsWith('+'))
  const deletes = flags.has('d') || flags.has('delete') || refs.some((ref) => /^\+?:./.test(ref))
  const targets = refs.map((ref) => ref.replace(/^\+/, '').replace(/^[^:]*:/, ''))
  const hitsMain = targets.some((target) => main.test(target))
  if (flags.has('n') || flags.has('dry-run')) return []
  if (flags.has('mirror'))
    return [block('destroys-history', 'makes the remote repository the same as this one: git push --mirror')]
  if (forces && (flags.has('all') || refs.some((ref) => /\*/.test(ref))))
    return [block('destroys-history', 'overwrites every branch of the remote repository')]
  if (deletes && hitsMain)
    return [block('destroys-history', `deletes the main branch of the remote repository: ${shown(refs.join(' '))}`)]
  if (forces && hitsMain)
    return [block('destroys-history', `overwrites the main branch of the remote repository: ${shown(refs.join(' '))}`)]
  if (forces || deletes || flags.has('force-with-lease') || flags.has('prune'))
    return [
      warn(
        'rewrites-remote',
        `overwrites or deletes on the remote repository: ${shown(refs.join(' ') || 'the current branch')}`,
      ),
    ]
  const isForeign = remote !== undefined && (/^[a-z+]+:\/\//.test(remote) || isRemotePath(remote))
  return isForeign
    ? [warn('sends-code', `pushes to a place that is no remote of the repository: ${shown(remote)}`)]
    : []
}
