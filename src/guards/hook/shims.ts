import { join } from 'node:path'
import { shellWord } from '../../platform/text/shell-word.ts'

/** Arguments that make a call worth asking about, as patterns of `case`; all others go straight to the real program. */
const grave: Readonly<Record<string, string>> = {
  // a folder's name may come from anywhere: what leaves the workspace begins with / or ~, or has .. or a wildcard in it
  ...each('rm chmod chown mv ln tee cp find rsync', '/*|~*|*..*|.|*\\**|.git*|*/.git*'),
  git: 'push|reset|clean|filter-branch|filter-repo|reflog|gc|update-ref|branch|stash|checkout|config|prune',
  ...each('dd mkfs mkfs.ext4 mkfs.xfs wipefs shred fdisk parted truncate crontab at', '*'),
  ...each('shutdown reboot halt poweroff killall pkill iptables useradd usermod passwd visudo', '*'),
  ...each('terraform kubectl aws gcloud az heroku dropdb psql mysql mongosh redis-cli', '*'),
  ...each('docker podman systemctl launchctl sudo doas su nc ncat socat telnet scp sftp curl wget', '*'),
}

function each(names: string, pattern: string): Readonly<Record<string, string>> {
  return Object.fromEntries(names.split(' ').map((name) => [name, pattern]))
}

export interface ShimParts {
  /** The folder of the shims. */
  readonly folder: string
  readonly node: string
  readonly guard: string
  readonly placeFile: string
}

/**
 * Programs that stand in front of the real ones on an agent's PATH, for CLIs that ask no hook: path to content. A second
 * line only: a path written out, or a shell's own words, go past them.
 */
export function shims(parts: ShimParts): Readonly<Record<string, string>> {
  return Object.fromEntries(
    Object.entries(grave).map(([name, pattern]) => [join(parts.folder, name), shim(name, pattern, parts)]),
  )
}

/** `exec` of a word that is looked up by hand: the shell's own look-up would find this file again. */
function shim(name: string, pattern: string, { folder, node, guard, placeFile }: ShimParts): string {
  return `#!/bin/sh
# Made by ralph: asks its guard before ${name} does what looks grave, then starts the real one.
set -f
real=
IFS=:
for folder in $PATH; do
  if [ "$folder" != ${shellWord(folder)} ] && [ -x "$folder/${name}" ] && [ ! -d "$folder/${name}" ]; then
    real=$folder/${name}
    break
  fi
done
unset IFS
if [ -z "$real" ]; then
  echo "${name}: not found" >&2
  exit 127
fi
ask() {
  ${shellWord(node)} ${shellWord(guard)} ${shellWord(placeFile)} shim ${name} "$@" </dev/null || exit 126
}
${pattern === '*' ? 'ask "$@"' : `for word do\n  case $word in ${pattern}) ask "$@"; break ;; esac\ndone`}
exec "$real" "$@"
`
}
