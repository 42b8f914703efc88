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

/** The file that all names are links to. */
export const shimProgram = '.shim'

/**
 * A program that stands in front of the real ones on an agent's PATH, for CLIs that ask no hook, and the names it goes by. A
 * second line only: a path written out, or a shell's own words, go past it. (`exec` of a word that is looked up by
 * hand: the shell's own look-up would find this file again.)
 */
export function shims({ folder, node, guard, placeFile }: ShimParts) {
  const program = `#!/bin/sh
# Made by ralph: asks its guard before a program does what looks grave, then starts the real one.
set -f
name=\${0##*/}
real=
IFS=:
for folder in $PATH; do
  if [ "$folder" != ${shellWord(folder)} ] && [ -x "$folder/$name" ] && [ ! -d "$folder/$name" ]; then
    real=$folder/$name
    break
  fi
done
unset IFS
if [ -z "$real" ]; then
  echo "$name: not found" >&2
  exit 127
fi
ask() {
  ${shellWord(node)} ${shellWord(guard)} ${shellWord(placeFile)} shim "$name" "$@" </dev/null || exit 126
}
case $name in
${cases(grave)}
esac
exec "$real" "$@"
`
  return { program, names: Object.keys(grave) }
}

/** A pattern of every call is no question of its words. */
function cases(patterns: Readonly<Record<string, string>>): string {
  return Object.entries(patterns)
    .map(([name, pattern]) => {
      const words = `for word do case $word in ${pattern}) ask "$@"; break ;; esac; done`
      return `  ${name}) ${pattern === '*' ? 'ask "$@"' : words} ;;`
    })
    .join('\n')
}
