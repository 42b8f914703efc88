import type { Reason } from '../../../judgement.ts'
import { block, shown } from '../reasons.ts'
import type { Word } from '../shell/known.ts'
import { names, optionsOf } from '../shell/options.ts'
import type { Call } from '../shell/session.ts'
import { removeReasons, writeReasons } from './effects.ts'
import { readings, removals, siteOf, writings } from './site.ts'
import type { RuleTable } from './rule-table.ts'

const copyValued = names('t S target-directory suffix m mode o owner g group')

/** Programs that copy, move, link and unpack. */
export const copyRules: RuleTable = {
  'cp gcp install': (call) => copied(call, false),
  mv: (call) => copied(call, true),
  ln: link,
  rsync: synchronised,
  'tar gtar bsdtar': tar,
  'zip 7z 7za': (call) => readings(optionsOf(call.args, { valued: names('x i P') }).operands.slice(1), call, 'tree'),
  'unzip unrar': (call) => unpacked(call),
  'split csplit': (call) => writings(optionsOf(call.args, { valued: names('l b n a C') }).operands.slice(1), call),
  tee: () => [],
}

function copied(call: Call, moves: boolean): readonly Reason[] {
  const { operands, values, flags } = optionsOf(call.args, { valued: copyValued })
  const folder = values.get('t')?.[0] ?? values.get('target-directory')?.[0]
  const to = folder ?? operands.at(-1)
  const from = folder ? operands : operands.slice(0, -1)
  if (call.program === 'install' && flags.has('d')) return writings(operands, call, { append: true, isEmpty: false })
  if (!to || from.length === 0) return []
  const isEmpty = from.every(({ text }) => text === '/dev/null')
  const isTree = flags.has('r') || flags.has('R') || flags.has('a') || flags.has('recursive') || flags.has('archive')
  const taken = moves ? removals(from, call, true) : []
  return [
    ...taken,
    ...readings(from, call, isTree || moves ? 'tree' : 'takes'),
    ...destination(from, to, call, isEmpty),
  ]
}

/** The target is a file, or a folder in which the files keep their names. */
function destination(from: readonly Word[], to: Word, call: Call, isEmpty: boolean): readonly Reason[] {
  const direct = writeReasons(to.text, siteOf(call), { append: false, isEmpty })
  if (direct.length > 0) return direct
  return from
    .flatMap(({ text }) =>
      writeReasons(`${to.text}/${text.slice(text.lastIndexOf('/') + 1)}`, siteOf(call), { append: false, isEmpty }),
    )
    .filter(({ grade }) => grade === 'block')
}

function link(call: Call): readonly Reason[] {
  const { operands, flags } = optionsOf(call.args, { valued: names('t S') })
  const to = operands.at(-1)
  if (!to || operands.length < 2) return []
  const hard = flags.has('s') || flags.has('symbolic') ? [] : readings(operands.slice(0, -1), call, 'takes')
  return [...hard, ...destination(operands.slice(0, -1), to, call, false)]
}

function synchronised(call: Call): readonly Reason[] {
  const { operands, flags } = optionsOf(call.args, {
    valued: names('e f exclude include files-from rsh filter exclude-from log-file port password-file'),
  })
  const to = operands.at(-1)
  const from = operands.slice(0, -1)
  if (!to || from.length === 0) return []
  const isRemote = isRemotePath(to.text)
  const sources = from.filter(({ text }) => !isRemotePath(text))
  const read = readings(sources, call, 'tree')
  const sent =
    isRemote && read.some(({ grade }) => grade === 'block')
      ? [block('sends-secrets', `credentials leave the machine: ${shown(to.text)}`)]
      : []
  const empties =
    !isRemote && [...flags].some((flag) => flag.startsWith('del')) ? removeReasons(to.text, siteOf(call), true) : []
  const moves = flags.has('remove-source-files') ? removals(sources, call, true) : []
  return [...read, ...sent, ...empties, ...moves, ...(isRemote ? [] : writings([to], call))]
}

/** `host:path`, `user@host:path`, `rsync://…`. */
export function isRemotePath(text: string): boolean {
  return /^(?:[^/@:]{1,100}@)?[^/:]{2,200}:(?!\\)|^(?:rsync|ssh|sftp|scp|s3|gs):\/\//.test(text)
}

/** The first word may be the options without a dash: `tar czf`. */
function tar(call: Call): readonly Reason[] {
  const [first, ...others] = call.args
  const args =
    first && /^[a-zA-Z]{1,12}$/.test(first.text) && /[cxtru]/.test(first.text)
      ? [{ ...first, text: `-${first.text}` }, ...others]
      : call.args
  const { flags, values, operands } = optionsOf(args, {
    valued: names('f C T X b I file directory exclude files-from transform use-compress-program owner group'),
  })
  const folder = values.get('C')?.at(-1) ?? values.get('directory')?.at(-1)
  const archive = values.get('f')?.[0] ?? values.get('file')?.[0]
  if (flags.has('x') || flags.has('extract') || flags.has('get')) return folder ? writings([folder], call) : []
  const removed = flags.has('remove-files') ? removals(operands, call, true) : []
  if (removed.length > 0) return removed
  if (!(flags.has('c') || flags.has('r') || flags.has('u') || flags.has('create'))) return []
  const inFolder = folder
    ? operands.map((word) => ({ ...word, text: /^[~/]/.test(word.text) ? word.text : `${folder.text}/${word.text}` }))
    : operands
  return [
    ...readings(inFolder, call, 'tree'),
    ...(archive && archive.text !== '-' && !isRemotePath(archive.text) ? writings([archive], call) : []),
  ]
}

function unpacked(call: Call): readonly Reason[] {
  const { values } = optionsOf(call.args, { valued: names('d x P') })
  return writings(values.get('d') ?? [], call)
}
