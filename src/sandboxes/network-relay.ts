import { accessSync, constants, statSync } from 'node:fs'
import { delimiter, isAbsolute, join } from 'node:path'

/*
 * Inside a network namespace of its own there is nothing but a loopback interface. There a relay listens, which hands
 * every connection to the proxy's socket, which is mounted.
 *
 *   process 1   The shell below. It ends with the program, and with it the kernel ends all others, before anybody outside
 *               can see them: a relay is never left over. Its own stderr is closed: shells tell of a child's death.
 *   process 2   Becomes the program, when the relay listens. So its descriptors, signals and exit code are as without.
 *   the relay   An orphan in a session of its own: the program can't wait for it by accident, and what is sent to the
 *               program's group does not meet it. A program that ends politely needs its network to the end.
 */

/** Where programs inside find the proxy. */
export const relayPort = 3128

/** Where the proxy's socket is mounted: bubblewrap makes an empty /run for each program. */
export const socketInside = '/run/ralph-network.sock'

/** As /proc/net/tcp writes a port that is listened on. */
const listening = `${relayPort.toString(16).toUpperCase().padStart(4, '0')} 0A`

/** A half-closed connection may still answer for this long. */
const halfOpenSeconds = 3600

/** POSIX sh. All that differs from run to run is an argument. A sleep without fractions sleeps a second. */
const script = `
setsid=$1 socat=$2
shift 2
exec 9>&2 2>/dev/null
(
  exec 2>&9 9>&-
  (
    "$setsid" "$socat" -t ${halfOpenSeconds} TCP4-LISTEN:${relayPort},bind=127.0.0.1,reuseaddr,backlog=256,fork UNIX-CONNECT:${socketInside} </dev/null >/dev/null 2>&1 &
  )
  listens() {
    while read -r _ here _ state _; do
      [ "\${here#*:} $state" = '${listening}' ] && return
    done </proc/net/tcp
    return 1
  }
  tries=0
  until listens; do
    tries=$((tries + 1))
    if [ "$tries" -gt 1000 ]; then
      echo 'ralph: the relay to the network did not start' >&2
      exit 126
    fi
    sleep 0.01 2>/dev/null || sleep 1
  done
  exec "$@"
)
exit "$?"
`

/** The two programs that the relay takes. */
export interface RelayPrograms {
  readonly setsid: string
  readonly socat: string
}

/** What stands before a program and its arguments, inside. */
export function relayLauncher({ setsid, socat }: RelayPrograms): readonly string[] {
  return ['/bin/sh', '-c', script, 'ralph-network', setsid, socat]
}

type Environment = Readonly<Record<string, string | undefined>>

/** The programs, or the names of those that are not installed. */
export function findRelayPrograms(env: Environment): RelayPrograms | { readonly missing: readonly string[] } {
  const [setsid, socat] = ['setsid', 'socat'].map((name) => programOn(env['PATH'] ?? '', name))
  if (setsid !== undefined && socat !== undefined) return { setsid, socat }
  return { missing: [...(setsid === undefined ? ['setsid'] : []), ...(socat === undefined ? ['socat'] : [])] }
}

/** The first file of that name on a PATH that can be executed. */
export function programOn(path: string, name: string): string | undefined {
  const folders = path.split(delimiter).filter((folder) => isAbsolute(folder))
  return folders.map((folder) => join(folder, name)).find(isProgram)
}

/** Whether it is a file that can be executed. */
export function isProgram(path: string): boolean {
  try {
    accessSync(path, constants.X_OK)
    return statSync(path).isFile()
  } catch {
    return false
  }
}
