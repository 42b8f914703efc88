import { existsSync } from 'node:fs'
import type { Contained, Sandbox, SandboxProfile } from '../sandbox.ts'
import { makeFolders } from './folders.ts'
import { Inside } from './inside.ts'
import { Placeholders } from './placeholders.ts'

/*
 * bubblewrap (`bwrap`, 0.4 or later): namespaces of its own for mounts, processes and System V IPC. The network stays
 * the machine's, and so do abstract sockets, which belong to it.
 *
 *   files      Everything can be read but what the profile hides; what it names can be written. /tmp, /var/tmp and the
 *              caches of package managers are the run's own. A new /dev, /proc and /run: no disk, no terminal of
 *              another, no socket of docker's, systemd's, an ssh agent's. (A read-only mount would not do for sockets.)
 *   processes  Process 1 of the inside ends with the one outside, that one with ralph (the main thread started it), and
 *              with process 1 everything. Nobody else's process is to be seen.
 *   rights     No new privileges, not even by setuid programs. Of root's, those that files and users need: no mount, no
 *              device, no file by its handle, no tracing.
 *   session    A session of its own, so that what the inside does to its group (`kill 0`) does not meet the one outside.
 *   status     Descriptor 3 must be open for writing: bubblewrap says there whether the program was started at all.
 */
/** What every start has in common. */
export const always =
  '--unshare-pid --unshare-ipc --new-session --die-with-parent --json-status-fd 3 --ro-bind / / --dev /dev --proc /proc'.split(
    ' ',
  )

/** A bubblewrap that was found, and found to work. */
export interface Bubblewrap {
  readonly program: string
  /** Root can't make namespaces here but as the root of a user namespace, where other users' files can't be written. */
  readonly userNamespace?: boolean
  /** Where it is noted what stands in the workspace to keep things from being made: one file for each workspace. */
  readonly placeholders: string
}

/** What root keeps: enough for npm, tar, git, su and services of tests. All harmless behind these mounts. */
const keptByRoot = [
  'CAP_CHOWN',
  'CAP_DAC_OVERRIDE',
  'CAP_FOWNER',
  'CAP_FSETID',
  'CAP_KILL',
  'CAP_SETGID',
  'CAP_SETUID',
  'CAP_NET_BIND_SERVICE',
]

/** Locks programs in with bubblewrap. Looks at the disk whenever something is wrapped: what exists may have changed. */
export function openBubblewrap(profile: SandboxProfile, found: Bubblewrap): Sandbox {
  const isRoot = process.getuid?.() === 0
  const placeholders = new Placeholders(found.placeholders)
  const folders = makeFolders(profile.scratch)
  const kernel = isRoot ? sealedKernel() : []
  return {
    name: 'bubblewrap',
    limitsNetwork: false,
    wrap(program) {
      const inside = new Inside({ profile, program, folders, placeholders, isRoot })
      return {
        ...program,
        file: found.program,
        args: [
          ...always,
          ...privileges(isRoot, found.userNamespace ?? false),
          ...kernel,
          ...inside.mounts(),
          '--chdir',
          program.cwd,
          '--',
          program.file,
          ...program.args,
        ],
        env: inside.environment(),
      } satisfies Contained
    },
    close: async () => placeholders.remove(),
  }
}

/**
 * What root may write in /proc without any right but being root; some name programs that the kernel runs outside.
 * bubblewrap covers folders that seem writable, and the first of these does not.
 */
const kernelSettings = 'sys sysrq-trigger scsi/scsi dynamic_debug/control fs/cifs fs/nfsd fs/lockd'

function sealedKernel(): readonly string[] {
  const paths = kernelSettings.split(' ').map((name) => `/proc/${name}`)
  return paths.filter((path) => existsSync(path)).flatMap((path) => ['--ro-bind', path, path])
}

/** The same for everyone but root. */
export function privileges(isRoot: boolean, userNamespace: boolean): readonly string[] {
  const dropped = ['--cap-drop', 'ALL']
  if (!isRoot) return dropped
  return userNamespace ? ['--unshare-user', ...dropped] : [...dropped, ...keptByRoot.flatMap((it) => ['--cap-add', it])]
}
