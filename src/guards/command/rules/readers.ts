import type { Reason } from '../../../judgement.ts'
import { locate } from '../paths/locate.ts'
import { block, shown, warn } from '../reasons.ts'
import { mark } from '../shell/known.ts'
import { names, optionsOf } from '../shell/options.ts'
import type { Call } from '../shell/session.ts'
import { lineOf, readings } from './site.ts'
import type { RuleTable } from './rule-table.ts'

/** Programs that show or pass on what files hold. */
export const readerRules: RuleTable = {
  'cat tac less more most bat batcat head tail nl view pr fold strings xxd od hexdump hd rev column paste iconv expand glow':
    (call) => readings(optionsOf(call.args, { valued: names('n c s l w t d f N A j') }).operands, call, 'prints'),
  'base64 base32 basenc uuencode gzip bzip2 xz zstd lz4 gpg age openssl sort uniq cut comm join diff sdiff vimdiff colordiff delta jq yq tr dos2unix split vim vi nvim nano emacs micro pico ed ex code subl open xdg-open enscript lp lpr pandoc qrencode sum':
    (call) => readings(filesOf(call), call, 'takes'),
  'awk gawk mawk nawk': (call) => readings(operandsAfterFirst(call), call, 'takes'),
  'grep egrep fgrep rg ag ack zgrep ugrep': search,
  find: searchByName,
}

function filesOf({ program, args }: Call) {
  const { operands, values } = optionsOf(args, { valued: names('k t w d f in arg argjson passin pass') })
  return program === 'openssl'
    ? [...(optionsOf(args, { valued: names('in out'), singleDash: true }).values.get('in') ?? []), ...operands]
    : [...operands, ...(values.get('in') ?? [])]
}

function operandsAfterFirst({ args }: Call) {
  const { operands, values } = optionsOf(args, { valued: names('F v f e') })
  return values.has('f') ? operands : operands.slice(1)
}

const searchValued = names(
  'e f m A B C g t T d regexp file glob type include exclude exclude-dir max-count context color colour max-depth',
)
const secretPattern =
  /PRIVATE KEY|AKIA|aws_secret|secret_access|api[_-]?key|passw|token|credential|\bsecret|sk-ant|ghp_/i

/** The pattern comes first and is only text; what is searched is read. */
function search(call: Call): readonly Reason[] {
  const { operands, values, flags } = optionsOf(call.args, { valued: searchValued })
  const hasPattern = values.has('e') || values.has('f') || values.has('regexp') || values.has('file')
  const files = hasPattern ? operands : operands.slice(1)
  const pattern = [...(values.get('e') ?? []), ...(values.get('regexp') ?? []), ...operands.slice(0, 1)]
    .map(({ text }) => text)
    .join(' ')
  const lists =
    flags.has('l') ||
    flags.has('q') ||
    flags.has('c') ||
    flags.has('files-with-matches') ||
    flags.has('quiet') ||
    flags.has('count')
  const wide = files.find(({ text }) => /^(?:home|root|system)$/.test(locate(text, call.spot).region))
  const isTree =
    flags.has('r') || flags.has('R') || flags.has('recursive') || /^(?:rg|ag|ack|ugrep)$/.test(call.program)
  if (wide && isTree && call.setting === 'here')
    return secretPattern.test(pattern)
      ? [block('reads-credentials', `searches the machine for credentials: ${shown(lineOf(call))}`)]
      : [warn('reads-outside', `reads everything in ${shown(wide.text)}`)]
  return files.flatMap((file) => (file.marks & mark.listing && lists ? [] : readings([file], call, 'takes')))
}

/** Looking for keys all over the machine is the first half of taking them. */
function searchByName(call: Call): readonly Reason[] {
  if (call.setting !== 'here') return []
  const root = call.args.find(({ text }) => !text.startsWith('-'))
  const isWide = root && /^(?:home|root|system)$/.test(locate(root.text, call.spot).region)
  const wanted =
    /(?:^| )-i?(?:name|path|wholename|regex) (?:\S* )?\S*(?:id_rsa|id_ed25519|id_ecdsa|\.pem|\.key|\.kdbx?|credentials|\.env\b|\.netrc|wallet\.dat|\.aws|\.ssh|authorized_keys|\.p12|\.pfx|shadow)/.test(
      lineOf(call),
    )
  return isWide && wanted
    ? [block('reads-credentials', `searches the machine for credentials: ${shown(lineOf(call))}`)]
    : []
}
