import type { Reason } from '../../../judgement.ts'
import { block, shown, warn } from '../reasons.ts'
import { names, optionsOf } from '../shell/options.ts'
import type { Call, Rule } from '../shell/session.ts'
import { lineOf } from './site.ts'
import type { RuleTable } from './rule-table.ts'

const asksOnly = /(?:^| )(?:--help|--version|-V|--show|-c)(?: |$)/

/** What harms everybody on the machine. A container is nobody's but its own. */
export const machineRules: RuleTable = {
  'shutdown reboot halt poweroff pm-suspend pm-hibernate': here((call) =>
    asksOnly.test(lineOf(call)) ? [] : [harm('stops the machine', call)],
  ),
  'init telinit': here((call) => (/^[0-6sS]$/.test(call.args[0]?.text ?? '') ? [harm('stops the machine', call)] : [])),
  'iptables ip6tables': here((call) =>
    /(?:^| )(?:-F|--flush|-X|--delete-chain|-Z|-P \S+ (?:ACCEPT|DROP)|--policy|-D|-A|-I|-t \S+ -F)(?: |$)/.test(
      lineOf(call),
    )
      ? [harm('changes the firewall', call)]
      : [],
  ),
  nft: here((call) =>
    /^(?:flush|delete|add|insert|-f)\b/.test(lineOf(call)) ? [harm('changes the firewall', call)] : [],
  ),
  'ufw firewall-cmd pfctl': here((call) =>
    /(?:^| )(?:disable|reset|allow|delete|--remove\S*|--add\S*|--panic-on|-d|-F)\b/.test(lineOf(call))
      ? [harm('changes the firewall', call)]
      : [],
  ),
  'useradd adduser usermod userdel deluser groupadd groupmod groupdel gpasswd chpasswd newusers chsh chfn vipw vigr visudo pwconv dscl sysadminctl':
    here((call) =>
      /^(?:-h|--help|\. -(?:read|list)|-c\b.*)$/.test(lineOf(call)) && call.program !== 'useradd'
        ? []
        : [harm('changes users', call)],
    ),
  passwd: here((call) => (/^(?:-S|--status|--help)/.test(lineOf(call)) ? [] : [harm('changes a password', call)])),
  'insmod rmmod modprobe kexec kmod': here((call) => [harm('changes the kernel', call)]),
  sysctl: here((call) =>
    /(?:^| )(?:-w|--write|-p|--load)\b|=/.test(lineOf(call)) ? [harm('changes the kernel', call)] : [],
  ),
  'mount umount swapoff swapon losetup pivot_root switch_root': here(mounting),
  nsenter: (call) => [block('leaves-container', `enters the machine's own namespaces: ${shown(lineOf(call))}`)],
  'ip ifconfig route nmcli networksetup': here((call) =>
    /(?:^| )(?:down|del|delete|flush|off|setairportpower|-setnetworkserviceenabled)\b/.test(lineOf(call))
      ? [harm('cuts the network', call)]
      : [],
  ),
  tc: here((call) => (/qdisc (?:add|change|replace|del)/.test(lineOf(call)) ? [harm('slows the network', call)] : [])),
  'date hwclock timedatectl': here((call) =>
    /(?:^| )(?:-s|--set|--systohc|-w|set-time|set-ntp)(?:[= ]|$)/.test(lineOf(call))
      ? [warn('harms-machine', "changes the machine's clock")]
      : [],
  ),
  'update-alternatives ldconfig dpkg-divert': () => [],
  'setcap capsh': here((call) =>
    /cap_|\+e[ip]|--user|--keep/.test(lineOf(call)) && call.program === 'setcap'
      ? [block('raises-privileges', `gives a program more rights: ${shown(lineOf(call))}`)]
      : [],
  ),
  'swapctl bcdedit vssadmin wmic fsutil': (call) =>
    /delete|set|shadowcopy|disable/i.test(lineOf(call))
      ? [harm('changes how the machine starts, or its backups', call)]
      : [],
  tmutil: (call) => (/delete|disable/.test(lineOf(call)) ? [harm('deletes backups', call)] : []),
  'stress stress-ng': here(() => [warn('loads-machine', 'loads the machine on purpose')]),
  'dpkg rpm': here((call) =>
    /(?:^| )(?:-r|-P|--purge|--remove|-e|--erase)\b/.test(lineOf(call))
      ? [warn('removes-packages', `removes software from the machine: ${shown(lineOf(call))}`)]
      : [],
  ),
  'arpspoof ettercap hydra msfconsole msfvenom sqlmap masscan': (call) => [
    warn('attacks', `a program for attacks: ${shown(call.program)}`),
  ],
}

function harm(what: string, call: Call): Reason {
  return block('harms-machine', `${what}: ${shown(`${call.program} ${lineOf(call)}`.trim())}`)
}

function here(rule: Rule): Rule {
  return (call) => (call.setting === 'container' ? [] : rule(call))
}

function mounting(call: Call): readonly Reason[] {
  const { operands, flags } = optionsOf(call.args, { valued: names('t o O L U') })
  if (operands.length === 0 && !flags.has('a')) return []
  return [harm('changes what is mounted', call)]
}
