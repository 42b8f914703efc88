import type { Reason } from '../../../judgement.ts'
import { locate } from '../paths/locate.ts'
import { block, shown, warn } from '../reasons.ts'
import { names, optionsOf } from '../shell/options.ts'
import type { Call } from '../shell/session.ts'
import { lineOf, readings, removals, siteOf, writings } from './site.ts'
import type { RuleTable } from './rule-table.ts'

/** Programs that delete, empty or change files in place. */
export const fileRules: RuleTable = {
  'rm srm trash trash-put rimraf del-cli gio-trash wipe': remove,
  'unlink rmtrash': (call) => removals(optionsOf(call.args).operands, call, false),
  shred: (call) =>
    removals(optionsOf(call.args, { valued: names('n s iterations size random-source') }).operands, call, true),
  truncate: (call) => removals(optionsOf(call.args, { valued: names('s r size reference') }).operands, call, false),
  fallocate: (call) =>
    /(?:^| )(?:-l|--length)[ =]?(?:\d{3,}G|\d+T|\d{12,})/i.test(lineOf(call))
      ? [block('harms-machine', `fills the disk: ${shown(lineOf(call))}`)]
      : writings(optionsOf(call.args, { valued: names('l o length offset') }).operands, call),
  'sed gsed perl ruby': inPlace,
  'perl ruby': (call) =>
    readings(
      optionsOf(call.args, { valued: names('e E I M r') }).operands.filter(({ text }) => /^[~/.]|\//.test(text)),
      call,
      'takes',
    ),
  'chmod chown chgrp setfacl chflags chattr chcon': permissions,
  rmdir: (call) =>
    removals(
      optionsOf(call.args).operands.filter(({ text }) => /^~?\/?$|\.git\/?$/.test(text)),
      call,
      true,
    ),
  'gio kioclient kioclient5': (call) =>
    /^(?:trash|remove)$/.test(call.args[0]?.text ?? '')
      ? removals(optionsOf(call.args.slice(1)).operands, call, true)
      : [],
  'patch ed': (call) =>
    writings(
      optionsOf(call.args, { valued: names('i p d o input strip directory output') }).operands.slice(0, 1),
      call,
    ),
  'touch mkdir mkfifo': (call) =>
    writings(optionsOf(call.args, { valued: names('d t r m mode date reference') }).operands, call, {
      append: true,
      isEmpty: false,
    }).filter(({ grade }) => grade === 'block'),
  sqlite3: (call) =>
    /\.(?:shell|system)\b/.test(lineOf(call)) ? [warn('runs-shell', 'starts a shell from sqlite')] : [],
}

function remove(call: Call): readonly Reason[] {
  const { flags, operands } = optionsOf(call.args)
  const recursive = flags.has('r') || flags.has('R') || flags.has('recursive') || call.program !== 'rm'
  const escapes = flags.has('no-preserve-root') ? [block('destroys-outside', 'rm is told to delete / if it must')] : []
  return [...escapes, ...removals(operands, call, recursive)]
}

/** `sed -i`, `perl -i`: the files are written. The first operand is the program unless an option brought it. */
function inPlace(call: Call): readonly Reason[] {
  const { flags, operands, values } = optionsOf(call.args, {
    valued: names(call.program.endsWith('sed') ? 'e f expression file l' : 'e E I M'),
  })
  const isInPlace =
    flags.has('in-place') || call.args.some(({ text }) => /^-(?!-)[a-zA-Z]*i/.test(text) && !text.startsWith('-e'))
  const hasScript = values.has('e') || values.has('f') || values.has('expression') || values.has('file')
  const files = hasScript ? operands : operands.slice(1)
  if (isInPlace) return writings(files, call, { append: false, isEmpty: false, edits: true })
  return call.program.endsWith('sed') ? [...readings(files, call, 'takes'), ...sedWrites(call)] : []
}

/** The commands `w` and `W` of sed write to a file. */
function sedWrites(call: Call): readonly Reason[] {
  return call.args.flatMap((word) => {
    const [, file] = /(?:^|[;/|,\d$])[gp]*w\s+([~/][^\s;]{1,200})\s*$/.exec(word.text) ?? []
    return file === undefined ? [] : writings([{ ...word, text: file }], call)
  })
}

function permissions(call: Call): readonly Reason[] {
  if (call.setting === 'container') return []
  const { flags, operands } = optionsOf(call.args, { valued: names('reference from m x M X b') })
  const recursive = flags.has('R') || flags.has('recursive')
  const isRemovalOfRights = /^-[rwxst]+$/.test(call.args[0]?.text ?? '')
  const mode = isRemovalOfRights ? call.args[0] : operands[0]
  const rest = isRemovalOfRights ? operands : operands.slice(1)
  const files = flags.has('reference') || call.program === 'setfacl' ? operands : rest
  const reasons: Reason[] = files.flatMap(({ text }) => permission(text, call, recursive))
  const isOpen =
    call.program === 'chmod' &&
    /^[0-7]?(?:777|666)$|^[augo]*a[augo]*\+r?wx?$|^o\+r?wx?$|^a=rwx$|^ugo\+rwx$/.test(mode?.text ?? '')
  const isSetuid = call.program === 'chmod' && /^[ug]+\+[rwx]*s|^[2467][0-7]{3}$/.test(mode?.text ?? '')
  if (isSetuid)
    reasons.push(
      files.some(({ text }) => /inside|temporary/.test(locate(text, call.spot).region)) &&
        !/shell|bash|\bsh\b/.test(lineOf(call))
        ? warn('raises-privileges', `the file will run as its owner: ${shown(lineOf(call))}`)
        : block('raises-privileges', `the file will run as its owner, whoever starts it: ${shown(lineOf(call))}`),
    )
  if (isOpen && reasons.length === 0)
    reasons.push(warn('opens-permissions', `everybody may change it: ${shown(lineOf(call))}`))
  return reasons
}

function permission(text: string, call: Call, recursive: boolean): readonly Reason[] {
  const { region } = locate(text, siteOf(call).spot)
  if (region === 'root' || region === 'system' || region === 'device')
    return [block('breaks-permissions', `changes who may use what belongs to the system: ${shown(text)}`)]
  if (region === 'guard' || region === 'settings')
    return [block('disables-guard', `changes who may use what holds the agent: ${shown(text)}`)]
  if (region === 'hooks')
    return call.program === 'chmod' && /\+x|[1357]\b/.test(lineOf(call))
      ? [block('persists', `makes a git hook run: ${shown(text)}`)]
      : []
  if (recursive && (region === 'home' || region === 'outside' || region === 'local'))
    return [block('breaks-permissions', `changes who may use everything in ${shown(text)}`)]
  return recursive && (region === 'at-home' || region === 'git')
    ? [warn('breaks-permissions', `changes permissions outside the workspace: ${shown(text)}`)]
    : []
}
