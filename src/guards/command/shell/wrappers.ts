import { names, optionsOf } from './options.ts'
import type { Word } from './known.ts'

/** How to find the command that a program runs for another. */
interface Wrapper {
  /** Options that take the next argument. */
  readonly valued?: ReadonlySet<string>
  /** Arguments of its own before the command: a duration, a host. */
  readonly skips?: number
  /** Takes `NAME=value` before the command. */
  readonly assigns?: boolean
  /** Words that must stand before the command: `bundle exec`. */
  readonly verbs?: ReadonlySet<string>
}

const none: Wrapper = {}
const run = names('run exec x')

const wrappers: Readonly<Record<string, Wrapper>> = {
  sudo: { valued: names('u g h p C r t T U D R user group host prompt chdir chroot role type'), assigns: true },
  doas: { valued: names('u C'), assigns: true },
  pkexec: { valued: names('user') },
  run0: { valued: names('u g user group') },
  env: { valued: names('u C unset chdir'), assigns: true },
  'cross-env': { assigns: true },
  nohup: none,
  setsid: none,
  stdbuf: { valued: names('i o e') },
  nice: { valued: names('n adjustment') },
  ionice: { valued: names('c n class classdata') },
  chrt: { skips: 1 },
  taskset: { skips: 1 },
  timeout: { valued: names('k s kill-after signal'), skips: 1 },
  time: { valued: names('f o format output') },
  builtin: none,
  exec: { valued: names('a') },
  busybox: none,
  toybox: none,
  noglob: none,
  nocorrect: none,
  chronic: none,
  unbuffer: none,
  catchsegv: none,
  caffeinate: { valued: names('t w') },
  strace: { valued: names('e o p s P u E a b I O S') },
  ltrace: { valued: names('e o p s u') },
  valgrind: none,
  rlwrap: { valued: names('a f H P') },
  'xvfb-run': { valued: names('n s e f server-args server-num') },
  'dbus-run-session': none,
  fakeroot: none,
  fakechroot: none,
  firejail: none,
  faketime: { valued: names('f'), skips: 1 },
  numactl: none,
  unshare: { valued: names('S G R w setuid setgid root wd map-user map-group') },
  setpriv: { valued: names('reuid regid pdeathsig groups') },
  setarch: { skips: 1 },
  prlimit: none,
  cgexec: { valued: names('g') },
  torify: none,
  torsocks: none,
  proxychains: { valued: names('f') },
  proxychains4: { valued: names('f') },
  'systemd-run': { valued: names('u p E M unit property setenv slice on-active on-calendar') },
  'systemd-inhibit': none,
  trickle: { valued: names('u d') },
  cpulimit: { valued: names('l p e limit') },
  lockfile: { skips: 1 },
  daemonize: { valued: names('c e o p l u') },
  'start-stop-daemon': { valued: names('x n p u exec name pidfile user') },
  poetry: { verbs: run },
  pipenv: { verbs: run },
  uv: { verbs: run, valued: names('with python p project extra group') },
  rye: { verbs: run },
  hatch: { verbs: run },
  pdm: { verbs: run },
  bundle: { verbs: run },
  npx: { valued: names('p package') },
  bunx: none,
  pnpx: none,
  dotenv: { valued: names('e f c') },
  dotenvx: { verbs: run, valued: names('f') },
  direnv: { verbs: run, skips: 1 },
  mise: { verbs: run },
  asdf: { verbs: run },
  rbenv: { verbs: run },
  pyenv: { verbs: run },
  fnm: { verbs: run },
  doppler: { verbs: run, valued: names('p c') },
  op: { verbs: run },
  infisical: { verbs: run },
  'aws-vault': { verbs: run, skips: 1 },
  chamber: { verbs: run, skips: 1 },
  opam: { verbs: run },
  conda: { verbs: run, valued: names('n p') },
  winpty: none,
  arch: none,
  arm64: none,
  x86_64: none,
  catchlimit: none,
}

/** The command that a wrapper runs: its words, and the assignments before them. `undefined`: it is no wrapper, or runs nothing. */
export function unwrapped(
  program: string,
  args: readonly Word[],
): { readonly words: readonly Word[]; readonly assigned: readonly string[] } | undefined {
  const wrapper = Object.hasOwn(wrappers, program) ? wrappers[program] : undefined
  if (!wrapper) return undefined
  let words = afterOptions(args, wrapper)
  if (wrapper.verbs) {
    if (!wrapper.verbs.has(words[0]?.text ?? '')) return undefined
    words = afterOptions(words.slice(1), wrapper)
  }
  words = words.slice(wrapper.skips ?? 0)
  if (words[0]?.text === '--') words = words.slice(1)
  let count = 0
  while (wrapper.assigns && /^[A-Za-z_]\w*=/.test(words[count]?.text ?? '')) count++
  const rest = words.slice(count)
  return {
    words: rest[0]?.text === '--' ? rest.slice(1) : rest,
    assigned: words.slice(0, count).map(({ text }) => text),
  }
}

function afterOptions(args: readonly Word[], { valued }: Wrapper): readonly Word[] {
  return optionsOf(args, { stops: true, ...(valued && { valued }) }).operands
}
