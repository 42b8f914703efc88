import { spawn, type ChildProcess } from 'node:child_process'
import { existsSync } from 'node:fs'
import { Socket } from 'node:net'
import { markOf } from './inherited-mark.ts'
import { watchdogName } from './old-watchdogs.ts'

/** One small process that outlives ralph only to end what ralph could not: the agents of a run whose ralph was killed. */
export interface Watchdog {
  /** Undefined: it could not be started, and nothing will be ended after a `kill -9` but by the next start. */
  readonly pid: number | undefined
  /** Sends it home without doing anything. Resolves when it has gone. */
  dismiss(): Promise<void>
}

/**
 * Starts the watchdog of one run; takes about a millisecond and needn't be awaited. It reads a pipe that only ralph
 * holds: the line `ok` sends it home, the pipe's end means that ralph is dead, by SIGKILL even, and it kills every
 * process that carries the run's marker, until none is left. It carries no marker itself, has a session of its own,
 * and keeps neither ralph nor ralph's terminal open.
 */
export function startWatchdog(runId: string): Watchdog {
  const script = existsSync('/proc/self/environ') ? linuxScript : psScript
  const child = spawn('/bin/sh', ['-c', script, watchdogName, runId, String(markOf(runId) ?? 'none')], {
    cwd: '/',
    env: { PATH: process.env['PATH'] ?? '/usr/bin:/bin', LC_ALL: 'C' },
    detached: true,
    stdio: ['pipe', 'ignore', 'ignore'],
  })
  child.on('error', () => undefined) // told by the missing pid
  child.stdin.on('error', () => undefined) // it was killed: it reads no more
  child.unref()
  if (child.stdin instanceof Socket) child.stdin.unref()
  return { pid: child.pid, dismiss: () => dismiss(child) }
}

/** A watchdog that does not go by itself in this time is killed. */
const dismissMs = 1000

function dismiss(child: ChildProcess): Promise<void> {
  if (child.pid === undefined || child.exitCode !== null || child.signalCode !== null) return Promise.resolve()
  child.ref()
  return new Promise((resolve) => {
    const timer = setTimeout(() => child.kill('SIGKILL'), dismissMs)
    child.once('exit', () => {
      clearTimeout(timer)
      resolve()
    })
    child.stdin?.end('ok\n')
  })
}

/**
 * POSIX sh, for dash and busybox too. Only `carriers` differs between systems. 100 rounds of 50 ms at most; two empty
 * rounds in a row are believed, because a process shows no environment while it becomes another program. As long as
 * something bears the inherited mark it may be a copy of ralph that is about to become an agent; on a busy machine that
 * can take seconds. It is waited for, but not for ever: others may have the same number. A sleep without fractions
 * sleeps a second.
 */
const script = (carriers: string, unborn: string) => `
trap '' HUP INT TERM
read -r line
[ "$line" = ok ] && exit 0
mark="RALPH_RUN_ID=$1"
pid_of() {
  pid=\${1#/proc/}
  echo "\${pid%%/*}"
}
carriers() {
${carriers}
}
unborn() {
${unborn}
}
rounds=0
empty=0
while [ $rounds -lt 100 ] && [ $empty -lt 2 ]; do
  found=$(carriers "$@")
  if [ -n "$found" ]; then empty=0; kill -9 $found 2>/dev/null
  elif [ $rounds -lt 40 ] && unborn "$@"; then empty=0
  else empty=$((empty + 1)); fi
  rounds=$((rounds + 1))
  sleep 0.05 2>/dev/null || sleep 1
done
`

/**
 * One grep over all environments finds candidates, if it is a grep that reads past a NUL (busybox's doesn't: then all
 * are candidates); only a whole entry equal to the mark makes it certain. After them those that bear the inherited
 * mark and show neither a home nor a marker: they have cleared their environment. They may be another run's that has
 * the same number: while its watchdog is there too, they are spared. A cleared environment seems also to have what was killed and
 * not yet been waited for, by an init that may never do it: it is not there any more.
 */
const linuxScript = script(
  `  entries() { tr '\\0' '\\n' <"$1" 2>/dev/null; }
  if printf 'a\\0b\\n' | grep -qaF b
  then candidates=$(grep -slaF "$mark" /proc/[0-9]*/environ)
  else candidates=$(echo /proc/[0-9]*/environ)
  fi
  for file in $candidates; do
    entries "$file" | grep -qxF "$mark" && pid_of "$file"
  done
  alone "$@" && for folder in $(marked "$2"); do
    [ -r "$folder/environ" ] && ! entries "$folder/environ" | grep -qE '^(HOME|RALPH_RUN_ID)=' && pid_of "$folder"
  done`,
  `  [ -n "$(marked "$2")" ]
}
alone() {
  for file in $(grep -slaF ralph-watchdog /proc/[0-9]*/cmdline); do
    case "$(tr '\\0' ' ' <"$file" 2>/dev/null)" in
      *"ralph-watchdog $1 "*) ;;
      *" $2 ") return 1 ;;
    esac
  done
}
marked() {
  for file in $(grep -slx "$1" /proc/[0-9]*/oom_score_adj); do
    grep -qs '^State:[[:space:]]*[^ZX[:space:]]' "\${file%/*}/status" && echo "\${file%/*}"
  done`,
)

/** UNTESTED (macOS). The environment of system programs is hidden there: the next start of ralph ends what this misses. */
const psScript = script(
  `  ps -axEww -o pid=,command= | while read -r pid rest; do
    case " $rest " in *" $mark "*) echo "$pid" ;; esac
  done`,
  '  false',
)
