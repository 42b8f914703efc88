import { spawn } from 'node:child_process'
import { Socket } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

/** What the folders of all worlds of this process are called, at their beginning. */
const prefix = `ralph-faults-${process.pid}-`
let isStarted = false

/**
 * Sees to it that nothing of this process's worlds outlives it, however it ends: a time limit of the test runner, a Ctrl-C, a
 * SIGKILL. A shell reads a pipe that only this process holds, and when that closes it kills whatever has one of the worlds in
 * its environment or on its command line, or sleeps for seconds that this process made up, until nobody is left.
 * Gives the beginning of the worlds' names.
 */
export function startGuard(): string {
  if (isStarted) return prefix
  isStarted = true
  const child = spawn('/bin/sh', ['-c', script, 'world-guard', String(process.pid), join(tmpdir(), 'ralph-faults')], {
    cwd: '/',
    env: { PATH: process.env['PATH'] },
    detached: true,
    stdio: ['pipe', 'ignore', 'ignore'],
  })
  child.unref()
  if (child.stdin instanceof Socket) child.stdin.unref()
  return prefix
}

/** The brackets keep the pattern from finding those who look for it. */
const script = `
trap '' HUP INT TERM QUIT
read -r line
left=3
rounds=0
while [ $left -gt 0 ] && [ $rounds -lt 200 ]; do
  found=$(grep -slaE "[r]alph-faults-$1-|600[.]$1[0-9]{4}([^0-9]|$)" /proc/[0-9]*/environ /proc/[0-9]*/cmdline | cut -d/ -f3)
  if [ -n "$found" ]; then left=3; kill -9 $found 2>/dev/null; else left=$((left - 1)); fi
  rounds=$((rounds + 1))
  sleep 0.05
done
rm -rf "$2-$1-"*
`
