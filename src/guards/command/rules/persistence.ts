import type { Reason } from '../../../judgement.ts'
import { block, shown, warn } from '../reasons.ts'
import { names, optionsOf } from '../shell/options.ts'
import type { Call } from '../shell/session.ts'
import { lineOf } from './site.ts'
import type { RuleTable } from './rule-table.ts'

/** Programs that make something run later, without the agent. */
export const persistenceRules: RuleTable = {
  crontab: (call) => {
    const { flags, operands } = optionsOf(call.args, { valued: names('u') })
    if (flags.has('l') && !flags.has('r') && operands.length === 0) return []
    return operands.length === 0 && !flags.has('r') && !flags.has('e') && !call.stdin
      ? []
      : [later('changes what runs at set times', call)]
  },
  'at batch': (call) =>
    /^-[lqcrd]/.test(call.args[0]?.text ?? '') || (call.args.length === 0 && call.program === 'at')
      ? []
      : [later('plans a command for later', call)],
  'systemctl rc-service': services,
  'systemd-run': (call) =>
    /--(?:on-|timer)|(?:^| )-?-?(?:on-calendar|on-boot)/.test(lineOf(call))
      ? [later('plans a command for later', call)]
      : [],
  launchctl: (call) =>
    /^(?:load|bootstrap|submit|enable|kickstart)\b/.test(lineOf(call))
      ? [later('adds a service', call)]
      : /^(?:unload|bootout|remove|disable)\b/.test(lineOf(call))
        ? [warn('stops-service', `stops a service: ${shown(lineOf(call))}`)]
        : [],
  'update-rc.d chkconfig rc-update sysv-rc-conf': (call) =>
    call.args.length > 1 ? [later('adds a service', call)] : [],
  'schtasks.exe schtasks': (call) => (/\/create/i.test(lineOf(call)) ? [later('plans a command for later', call)] : []),
  reg: (call) => (/add .*\\Run/i.test(lineOf(call)) ? [later('starts with the user', call)] : []),
  loginctl: (call) =>
    lineOf(call).startsWith('enable-linger') ? [later('lets services run without the user', call)] : [],
  'ssh-copy-id': (call) => [warn('adds-key', `lets a key log in on another machine: ${shown(lineOf(call))}`)],
  'ssh autossh': tunnel,
  pm2: (call) =>
    /^(?:startup|save)\b/.test(lineOf(call)) ? [warn('persists', 'starts with the machine: pm2 startup')] : [],
  'defaults osascript': (call) =>
    /loginwindow|LoginHook|login item/i.test(lineOf(call)) ? [later('starts with the user', call)] : [],
  'npm pnpm yarn': packageSettings,
  'pip pip3 uv': (call) =>
    /^config set .*(?:index-url|trusted-host)/.test(lineOf(call))
      ? [warn('redirects-packages', `packages will come from elsewhere: ${shown(lineOf(call))}`)]
      : [],
  claude: (call) =>
    /^(?:mcp (?:add|add-json)|plugin install|config set)\b/.test(lineOf(call))
      ? [warn('changes-agent', `changes what an agent may use: ${shown(lineOf(call))}`)]
      : [],
}

function later(what: string, call: Call): Reason {
  return block('persists', `${what}: ${shown(`${call.program} ${lineOf(call)}`.trim())}`)
}

const protectors =
  /(?:^|[\s/])(?:auditd|apparmor|firewalld|ufw|nftables|iptables|fail2ban|clamav\S*|falcon\S*|crowdstrike|sssd|rsyslog|syslog|systemd-journald|selinux|osqueryd|wazuh\S*|ssh|sshd|networking|NetworkManager|systemd-networkd)(?:\.service)?(?:\s|$)/

function services(call: Call): readonly Reason[] {
  if (call.setting === 'container') return []
  const { operands, flags } = optionsOf(call.args, { valued: names('t p n H M type property') })
  const [verb = '', ...units] = operands.map(({ text }) => text)
  if (/^(?:poweroff|reboot|halt|kexec|suspend|hibernate|rescue|emergency|isolate|exit|switch-root|default)$/.test(verb))
    return [block('harms-machine', `stops the machine: ${shown(lineOf(call))}`)]
  if (/^(?:enable|link|edit|set-default|preset|add-wants|add-requires)$/.test(verb))
    return [later('adds a service', call)]
  if (/^(?:stop|disable|mask|kill)$/.test(verb) && protectors.test(` ${units.join(' ')} `))
    return [block('disables-guard', `stops what protects the machine: ${shown(units.join(' '))}`)]
  if (/^(?:mask|set-environment|import-environment)$/.test(verb))
    return [warn('changes-service', `changes a service: ${shown(lineOf(call))}`)]
  if (/^(?:stop|start|restart|reload|disable|kill|daemon-reload|try-restart)$/.test(verb))
    return flags.has('user') || verb === 'daemon-reload'
      ? []
      : [warn('changes-service', `changes a service of the machine: ${shown(lineOf(call))}`)]
  return []
}

/** `ssh -R`: somebody else's machine reaches into this one. */
function tunnel(call: Call): readonly Reason[] {
  const { values } = optionsOf(call.args, { stops: true, valued: names('b c D E e F I i J L l m O o p Q R S W w B M') })
  const back = values.get('R') ?? []
  if (back.length === 0) return []
  return [
    back.some(({ text }) => /:22$|^\d+$/.test(text))
      ? block('opens-shell', `lets another machine log in here: ${shown(lineOf(call))}`)
      : warn('opens-tunnel', `lets another machine reach this one: ${shown(lineOf(call))}`),
  ]
}

function packageSettings(call: Call): readonly Reason[] {
  const line = lineOf(call)
  if (/^(?:config set|set) .*(?:script-shell|node-options)/.test(line)) return [later('runs in every script', call)]
  if (/^(?:config set|set) .*(?:registry|node-options|prefix)/.test(line))
    return [warn('redirects-packages', `changes where packages come from, or what runs them: ${shown(line)}`)]
  const [, script] = /^pkg set .*scripts\.(?:pre|post)?(?:install|prepare|pack|publish)\S*?=(.*)$/s.exec(line) ?? []
  return script !== undefined && /curl|wget|\bnc\b|base64|\/dev\/tcp|node -e|python/.test(script)
    ? [later('runs at every installation', call)]
    : []
}
