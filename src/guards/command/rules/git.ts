import type { Reason } from '../../../judgement.ts'
import { block, shown, warn } from '../reasons.ts'
import { locate } from '../paths/locate.ts'
import type { Word } from '../shell/known.ts'
import { names, optionsOf } from '../shell/options.ts'
import type { Call } from '../shell/session.ts'
import { gitConfig, isRunByGit } from './git-config.ts'
import { pushReasons } from './git-push.ts'
import { removeReasons } from './effects.ts'
import { siteOf } from './site.ts'
import type { RuleTable } from './rule-table.ts'

const globalValued = names('C c git-dir work-tree namespace exec-path config-env super-prefix')

/** What git does to work, history and settings. */
export const gitRules: RuleTable = {
  git,
  'git-filter-repo bfg': (call) => [block('destroys-history', `rewrites the whole history: ${shown(call.program)}`)],
  'hub gh-push': git,
}

function git(call: Call): readonly Reason[] {
  const { operands, values } = optionsOf(call.args, { stops: true, valued: globalValued })
  const [verb, ...args] = operands
  const settings = (values.get('c') ?? []).flatMap(({ text }) =>
    isRunByGit(text.slice(0, text.indexOf('=')), text.slice(text.indexOf('=') + 1), 'once'),
  )
  const folder = values.get('C')?.at(-1) ?? values.get('work-tree')?.at(-1)
  const judge = Object.hasOwn(verbs, verb?.text ?? '') ? verbs[verb?.text ?? ''] : undefined
  const inFolder = judge ? judge(args, folder ? elsewhere(call, folder) : call) : []
  return [...settings, ...inFolder, ...(folder && judge ? foreign(verb?.text ?? '', args, folder, call) : [])]
}

function elsewhere(call: Call, folder: Word): Call {
  const { region, path } = locate(folder.text, call.spot)
  return region === 'unset' || region === 'unknown' ? call : { ...call, spot: { ...call.spot, cwd: path } }
}

/** Cleaning a folder that is not the workspace is deleting there. */
function foreign(verb: string, args: readonly Word[], folder: Word, call: Call): readonly Reason[] {
  const cleans = verb === 'clean' && args.some(({ text }) => /^-[a-zA-Z]*f/.test(text))
  return cleans ? removeReasons(folder.text, siteOf(call), true).filter(({ rule }) => rule === 'destroys-outside') : []
}

type Verb = (args: readonly Word[], call: Call) => readonly Reason[]

const verbs: Readonly<Record<string, Verb>> = {
  push: pushReasons,
  config: gitConfig,
  'filter-branch': () => [block('destroys-history', 'rewrites the whole history')],
  'filter-repo': () => [block('destroys-history', 'rewrites the whole history')],
  reflog: (args) => (/^(?:expire|delete)$/.test(args[0]?.text ?? '') ? [expiry(args)] : []),
  gc: (args) =>
    has(args, /^--prune=(?:now|all)/) ? [warn('loses-work', 'deletes commits that no branch leads to')] : [],
  prune: (args) =>
    has(args, /^(?:-n|--dry-run)$/) ? [] : [warn('loses-work', 'deletes commits that no branch leads to')],
  reset: (args) =>
    has(args, /^--(?:hard|merge)$/) ? [warn('loses-work', 'throws uncommitted work away: git reset --hard')] : [],
  clean: (args) =>
    has(args, /^-[a-zA-Z]*f|^--force$/) && !has(args, /^-[a-zA-Z]*n|^--dry-run$/) && !namesPaths(args)
      ? [warn('loses-work', 'deletes files that git does not know: git clean')]
      : [],
  checkout: (args) => discards(args, /^(?:-f|--force|--discard-changes)$/),
  switch: (args) => discards(args, /^(?:-f|--force|--discard-changes)$/),
  restore: (args) =>
    has(args, /^(?:-S|--staged)$/) && !has(args, /^(?:-W|--worktree)$/)
      ? []
      : discards([{ text: '--', marks: 0, glob: false }, ...args], /^\0$/),
  stash: (args) =>
    /^(?:drop|clear)$/.test(args[0]?.text ?? '')
      ? [warn('loses-work', `throws stashed work away: git stash ${args[0]?.text ?? ''}`)]
      : [],
  branch: (args) =>
    has(args, /^-[a-zA-Z]*D|^--delete$/) && has(args, /^-[a-zA-Z]*D|^(?:-f|--force)$/)
      ? [warn('loses-work', 'deletes a branch that may not be merged')]
      : [],
  rm: (args) =>
    has(args, /^(?:\.|\*|:\/|:\/\*)$/) && has(args, /^-[a-z]*f|^--force$/) && !has(args, /^--cached$/)
      ? [warn('loses-work', 'deletes every file that git knows')]
      : [],
  worktree: (args) =>
    args[0]?.text === 'remove' && has(args, /^(?:-f|--force)$/)
      ? [warn('loses-work', 'deletes a work tree with what is not committed')]
      : [],
  'update-ref': (args) => (has(args, /^(?:-d|--stdin)$/) ? [deletion(args)] : []),
  'symbolic-ref': () => [],
  commit: (args) =>
    has(args, /^(?:--no-verify|-[a-z]*n[a-z]*)$/) && !has(args, /^--dry-run$/)
      ? [warn('skips-hooks', 'commits without the hooks that check it')]
      : [],
  archive: (args) => (has(args, /^--remote|^--exec/) ? [warn('runs-remotely', 'runs a program for git archive')] : []),
}

function namesPaths(args: readonly Word[]): boolean {
  return optionsOf(args, { valued: names('e exclude') }).operands.some(({ text }) => !/^[.*:/]*$/.test(text))
}

function has(args: readonly Word[], pattern: RegExp): boolean {
  return args.some(({ text }) => pattern.test(text))
}

function expiry(args: readonly Word[]): Reason {
  const isNow = has(args, /^--expire(?:-unreachable)?=(?:now|all|0)/) || has(args, /^--all$/)
  return isNow
    ? block('destroys-history', 'makes every lost commit unreachable: git reflog expire')
    : warn('loses-work', 'forgets where branches were')
}

function deletion(args: readonly Word[]): Reason {
  return has(args, /(?:^|\/)(?:main|master|trunk)$/)
    ? block('destroys-history', 'deletes the main branch')
    : warn('loses-work', 'deletes a branch that may not be merged')
}

/** Everything is discarded, not a file that is named. */
function discards(args: readonly Word[], force: RegExp): readonly Reason[] {
  const dashes = args.findIndex(({ text }) => text === '--')
  const paths = dashes < 0 ? args : args.slice(dashes + 1)
  const everything = paths.some(({ text }) => /^(?:\.\/?|\*|:\/|:\/\*|\.\/\*|:\(top\)|-A)$/.test(text))
  return everything || has(args, force) ? [warn('loses-work', 'throws uncommitted work away')] : []
}

/** Both together leave nothing of what was not committed: neither changes nor new nor ignored files. */
export function wipesWorkTree(seen: ReadonlySet<string>): readonly Reason[] {
  return seen.has('reset-hard') && seen.has('clean-all')
    ? [
        block(
          'destroys-history',
          'throws away every change, every new and every ignored file: git reset --hard with git clean -x',
        ),
      ]
    : []
}

/** What a call contributes to that. */
export function wipingPart({ program, args }: Call): string | undefined {
  if (program !== 'git') return undefined
  const texts = args.map(({ text }) => text)
  if (texts.includes('reset') && texts.includes('--hard')) return 'reset-hard'
  const isForced = texts.some((text) => /^-[a-zA-Z]*f|^--force$/.test(text))
  return texts.includes('clean') && isForced && texts.some((text) => /^-[a-zA-Z]*[xX]/.test(text))
    ? 'clean-all'
    : undefined
}
