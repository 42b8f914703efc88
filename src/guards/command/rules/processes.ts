import type { Reason } from '../../../judgement.ts'
import { block, shown, warn } from '../reasons.ts'
import { mark, type Word } from '../shell/known.ts'
import { names, optionsOf } from '../shell/options.ts'
import type { Call } from '../shell/session.ts'
import { lineOf } from './site.ts'
import type { RuleTable } from './rule-table.ts'

/** Programs that end others. */
export const processRules: RuleTable = {
  kill,
  'killall pkill skill killall5': killByName,
  'pgrep pidof': () => [],
  fuser: (call) =>
    /(?:^| )-[a-z]*k/.test(lineOf(call)) && call.args.some(({ text }) => /^(?:\/|\/home|~)$/.test(text))
      ? [block('harms-machine', 'kills whoever uses the disk')]
      : [],
  xkill: () => [warn('kills', 'kills a window')],
  'taskkill taskkill.exe': (call) => (/ralph/i.test(lineOf(call)) ? [guarded(call)] : []),
  renice: (call) => (/ralph/.test(lineOf(call)) ? [guarded(call)] : []),
}

const own = /ralph/i
const parent = /^\uFFFC!?(?:PPID|RALPH_PID)\uFFFC$/

function guarded(call: Call): Reason {
  return block('disables-guard', `kills the ralph that runs this agent: ${shown(`${call.program} ${lineOf(call)}`)}`)
}

function kill(call: Call): readonly Reason[] {
  if (call.args.some(({ text }) => /^-[lL]|^--list|^-0$/.test(text))) return []
  const targets = targetsOf(call.args)
  if (call.args.some(({ marks }) => marks & mark.processes)) return [block('harms-machine', 'kills every process')]
  if (targets.includes('-1')) return [block('harms-machine', 'kills every process')]
  if (targets.includes('1')) return [block('harms-machine', 'kills the first process')]
  if (
    targets.some((target) => parent.test(target)) ||
    own.test(lineOf(call)) ||
    call.args.some(({ marks }) => marks & mark.ralph)
  )
    return [guarded(call)]
  return []
}

/** The first word may be the signal; the rest are processes, with a minus whole groups. */
function targetsOf(args: readonly Word[]): readonly string[] {
  const texts = args.map(({ text }) => text)
  const dashes = texts.indexOf('--')
  if (dashes >= 0) return texts.slice(dashes + 1)
  if (/^-(?:s|n|-signal)$/.test(texts[0] ?? '')) return texts.slice(2)
  return (texts[0] ?? '').startsWith('-') ? texts.slice(1) : texts
}

function killByName(call: Call): readonly Reason[] {
  const { operands, values, flags } = optionsOf(
    call.args.filter(({ text }) => !/^-(?:[A-Z]{3,}|\d+)$/.test(text)),
    { valued: names('s u U g G P t signal user euid uid pgroup parent terminal') },
  )
  const wanted = operands.map(({ text }) => text).join(' ')
  if (own.test(lineOf(call))) return [guarded(call)]
  const users = [...(values.get('u') ?? []), ...(values.get('U') ?? []), ...(values.get('user') ?? [])]
  if (call.program === 'killall5' || (users.length > 0 && wanted === '') || /^(?:\.|\.\*|\^|)$/.test(wanted))
    return flags.has('l') ? [] : [block('harms-machine', `kills more than its own processes: ${shown(lineOf(call))}`)]
  if (users.some(({ text }) => text === 'root' || text === '0'))
    return [block('harms-machine', `kills processes of root: ${shown(lineOf(call))}`)]
  if (
    /^(?:systemd|init|sshd|dockerd|containerd|Xorg|gnome-shell|dbus-daemon|NetworkManager|launchd|WindowServer|kernel_task|cron|auditd|rsyslogd)$/.test(
      wanted,
    )
  )
    return [block('harms-machine', `kills a part of the system: ${shown(wanted)}`)]
  return [warn('kills-by-name', `kills by name, perhaps more than its own: ${shown(wanted)}`)]
}
