import type { Reason } from '../../../judgement.ts'
import { block, shown, warn } from '../reasons.ts'
import { names, optionsOf } from '../shell/options.ts'
import type { Call } from '../shell/session.ts'
import { lineOf } from './site.ts'
import type { RuleTable } from './rule-table.ts'

/** Software: what is published, removed, or installed for the whole machine; and who does it. */
export const packageRules: RuleTable = {
  'npm pnpm yarn bun lerna changeset': (call) =>
    /^(?:npm )?publish\b|^release\b/.test(subcommand(call)) && !/--dry-run/.test(lineOf(call))
      ? [warn('publishes', `publishes a package: ${shown(`${call.program} ${lineOf(call)}`)}`)]
      : [],
  'cargo poetry uv flit hatch dart flutter mvn': (call) =>
    /^(?:pub )?(?:publish|deploy)\b/.test(lineOf(call)) && !/--dry-run|-n\b/.test(lineOf(call))
      ? [warn('publishes', `publishes a package: ${shown(`${call.program} ${lineOf(call)}`)}`)]
      : [],
  twine: (call) => (/^upload\b/.test(lineOf(call)) ? [warn('publishes', 'publishes a package')] : []),
  gem: (call) => (/^push\b/.test(lineOf(call)) ? [warn('publishes', 'publishes a package')] : []),
  'apt apt-get aptitude yum dnf zypper apk pacman': removal,
  'sudo doas pkexec run0': privileged,
  su: (call) => [warn('raises-privileges', `works as another user: ${shown(`su ${lineOf(call)}`)}`)],
  deno: (call) =>
    /^run .*https?:\/\/(?!(?:deno\.land|jsr\.io|esm\.sh)\/)/.test(lineOf(call))
      ? [block('runs-download', `runs what it downloads: ${shown(lineOf(call))}`)]
      : [],
}

/** What is to be done, after the options that say where: `pnpm -r publish`, `npm --workspace web publish`. */
function subcommand({ args }: Call): string {
  const { operands } = optionsOf(args, {
    valued: names('w workspace F filter C prefix dir cwd registry tag otp access'),
  })
  return operands.map(({ text }) => text).join(' ')
}

function removal(call: Call): readonly Reason[] {
  const line = lineOf(call)
  if (call.setting === 'container' || !/(?:^| )(?:remove|purge|autoremove|erase|del|-R\w*|--purge)(?: |$)/.test(line))
    return []
  const isVital =
    /(?:^| )(?:--allow-remove-essential|linux-image\S*|libc6|glibc|systemd|sudo|coreutils|bash|apt|dpkg|openssh-server|kernel\S*|python3|network-manager|\*)(?: |$)/.test(
      line,
    )
  return [
    isVital
      ? block('harms-machine', `removes what the machine needs: ${shown(line)}`)
      : warn('removes-packages', `removes software from the machine: ${shown(line)}`),
  ]
}

const looks =
  /^(?:-[a-zA-Z]+ )*(?:systemctl (?:status|is-active|is-enabled|list-\S+|show)|journalctl|ls|lsof|docker (?:ps|images|logs|inspect)|cat|tail|head|less|grep|ss|netstat|dmesg|true|whoami|id|du|df|stat|find)\b/

function privileged(call: Call): readonly Reason[] {
  if (call.setting !== 'here' || looks.test(lineOf(call))) return []
  if (/^(?:-v|-l|-k|-K|-V|--version|-h|--help|-n true|true)\s*$/.test(lineOf(call))) return []
  return [
    warn(
      'raises-privileges',
      `works with the rights of the whole machine: ${shown(`${call.program} ${lineOf(call)}`)}`,
    ),
  ]
}
