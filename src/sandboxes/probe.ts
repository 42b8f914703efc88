import { spawn } from 'node:child_process'
import { accessSync, constants, existsSync, readFileSync, statSync } from 'node:fs'
import { delimiter, isAbsolute, join } from 'node:path'
import { Readable } from 'node:stream'
import { always, privileges } from './bubblewrap.ts'

export type Probe =
  | { readonly works: true; readonly program: string; readonly version: string; readonly userNamespace: boolean }
  /** Two half sentences for people: why not, and what to do. */
  | { readonly works: false; readonly reason: string; readonly fix: string }

type Environment = Readonly<Record<string, string | undefined>>

/** Whether bubblewrap can lock programs in on this machine, found out by doing it: about 10 ms. */
export async function probeBubblewrap(env: Environment): Promise<Probe> {
  if (process.platform !== 'linux') {
    return {
      works: false,
      reason: 'bubblewrap is made for Linux',
      fix: 'npm install --global @anthropic-ai/sandbox-runtime',
    }
  }
  const program = programOn(env['PATH'] ?? '')
  if (program === undefined) return { works: false, reason: 'bubblewrap (bwrap) is not installed', fix: installation() }
  const plain = await attempt(program, false)
  if (plain.version !== undefined) return { works: true, program, version: plain.version, userNamespace: false }
  // Root of a container may lack the right to mount, and yet be allowed what everybody is.
  const other = process.getuid?.() === 0 ? await attempt(program, true) : undefined
  if (other?.version !== undefined) return { works: true, program, version: other.version, userNamespace: true }
  return { works: false, ...explanation((other ?? plain).stderr) }
}

function programOn(path: string): string | undefined {
  const folders = path.split(delimiter).filter((folder) => isAbsolute(folder))
  return folders.map((folder) => join(folder, 'bwrap')).find(isProgram)
}

function isProgram(path: string): boolean {
  try {
    accessSync(path, constants.X_OK)
    return statSync(path).isFile()
  } catch {
    return false
  }
}

interface Attempt {
  readonly version: string | undefined
  readonly stderr: string
}

const patienceMs = 5000

/** Runs bubblewrap in bubblewrap: if that works, the inner one tells its version. */
function attempt(program: string, userNamespace: boolean): Promise<Attempt> {
  const rights = privileges(process.getuid?.() === 0, userNamespace)
  const child = spawn(program, [...always, ...rights, '--', program, '--version'], {
    cwd: '/',
    env: {},
    timeout: patienceMs,
    killSignal: 'SIGKILL',
    // Without the last one bubblewrap would end at once, and leave a child waiting for ever.
    stdio: ['ignore', 'pipe', 'pipe', 'pipe'],
  })
  const text = { stdout: '', stderr: '' }
  for (const name of ['stdout', 'stderr'] as const)
    child[name]?.on('data', (chunk: Buffer) => (text[name] = (text[name] + chunk.toString()).slice(0, 4096)))
  const report = child.stdio[3]
  if (report instanceof Readable) report.resume()
  return new Promise((resolve) => {
    child.on('error', ({ message }) => resolve({ version: undefined, stderr: message }))
    child.on('close', (code) => {
      const version = code === 0 ? /^bubblewrap (\S+)/m.exec(text.stdout)?.[1] : undefined
      resolve({ version, stderr: text.stderr })
    })
  })
}

type Explanation = Readonly<Record<'reason' | 'fix', string>>

function explanation(stderr: string): Explanation {
  const words = stderr.trim().split('\n').at(-1) ?? ''
  if (/unknown option/i.test(words))
    return { reason: `bubblewrap is too old (${words})`, fix: 'install bubblewrap 0.4 or later' }
  const known = /namespace|uid map|gid map|Operation not permitted|Permission denied/i.test(words)
    ? obstacle()
    : undefined
  return (
    known ?? { reason: words || 'bubblewrap does not run here', fix: 'see whether `bwrap --ro-bind / / true` works' }
  )
}

const switches: readonly (readonly [file: string, forbids: string, reason: string, fix: string])[] = [
  [
    'kernel/apparmor_restrict_unprivileged_userns',
    '1',
    "AppArmor keeps bubblewrap from making user namespaces (Ubuntu's default)",
    'sudo apt-get install apparmor-profiles && sudo cp /usr/share/apparmor/extra-profiles/bwrap-userns-restrict /etc/apparmor.d/ && sudo systemctl reload apparmor',
  ],
  [
    'kernel/unprivileged_userns_clone',
    '0',
    'the system forbids user namespaces (kernel.unprivileged_userns_clone is 0)',
    'sudo sysctl -w kernel.unprivileged_userns_clone=1',
  ],
  [
    'user/max_user_namespaces',
    '0',
    'the system forbids user namespaces (user.max_user_namespaces is 0)',
    'sudo sysctl -w user.max_user_namespaces=15000',
  ],
]

/** Why the system may have refused; the first that applies. */
function obstacle(): Explanation {
  for (const [file, forbids, reason, fix] of switches) if (settingOf(file) === forbids) return { reason, fix }
  if (isContainer()) {
    return {
      reason: 'this container may not make namespaces',
      fix: 'start it with --security-opt seccomp=unconfined --security-opt apparmor=unconfined --security-opt systempaths=unconfined, or let the container be the sandbox: --sandbox off',
    }
  }
  return { reason: 'the system forbids new namespaces', fix: 'ask who runs it to allow user namespaces' }
}

function settingOf(name: string): string | undefined {
  try {
    return readFileSync(`/proc/sys/${name}`, 'utf8').trim()
  } catch {
    return undefined
  }
}

function isContainer(): boolean {
  if (['/.dockerenv', '/run/.containerenv'].some((path) => existsSync(path))) return true
  return process.env['container'] !== undefined || process.env['KUBERNETES_SERVICE_HOST'] !== undefined
}

const installers = [
  ['/usr/bin/apt-get', 'sudo apt-get install bubblewrap'],
  ['/usr/bin/dnf', 'sudo dnf install bubblewrap'],
  ['/usr/bin/pacman', 'sudo pacman -S bubblewrap'],
  ['/sbin/apk', 'sudo apk add bubblewrap'],
  ['/usr/bin/zypper', 'sudo zypper install bubblewrap'],
] as const

function installation(): string {
  return installers.find(([program]) => existsSync(program))?.[1] ?? 'install bubblewrap'
}
