import { writeSync } from 'node:fs'
import { version } from './version.ts'

/**
 * The program. `--version` is answered before anything else is loaded. Everything after that lives in chunks of
 * its own, so that each command pays only for what it uses.
 */
async function main(args: readonly string[]): Promise<void> {
  if (args[0] === '--version' || args[0] === '-V') {
    writeSync(1, `${version}\n`) // process.stdout takes 3 ms to make
    return
  }
  const { runCommandLine } = await import('./cli.ts')
  process.exitCode = await runCommandLine(args, {
    get stdout() {
      return forgiving(process.stdout)
    },
    get stderr() {
      return forgiving(process.stderr)
    },
    env: { ...process.env }, // a copy: each look into node's own asks the system
    cwd: currentFolder(),
  })
}

/** Its reader may go away, as in `ralph log | head`. That is no reason to stop a run. */
function forgiving(stream: NodeJS.WriteStream): NodeJS.WriteStream {
  return stream.listeners('error').includes(ignoreClosedPipe) ? stream : stream.on('error', ignoreClosedPipe)
}

function ignoreClosedPipe(error: NodeJS.ErrnoException): void {
  if (error.code !== 'EPIPE') throw error
}

/** Empty if it was removed under us. */
function currentFolder(): string {
  try {
    return process.cwd()
  } catch {
    return ''
  }
}

void main(process.argv.slice(2))
