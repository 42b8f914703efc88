import type { Flow, Word } from './known.ts'
import { names, optionsOf } from './options.ts'
import type { Frame, Session } from './session.ts'

type Carrier = (args: readonly Word[], frame: Frame, session: Session) => Flow | undefined

/** Programs that run commands in containers. */
export const containerCarriers: readonly (readonly [string, Carrier])[] = [
  ['docker', docker],
  ['podman', docker],
  ['nerdctl', docker],
  ['docker-compose', (args, frame, session) => compose(args, frame, session)],
  ['kubectl', kubectl],
  ['oc', kubectl],
  ['lxc', (args, frame, session) => afterDashes(args, frame, session)],
  ['nsenter', (args, frame, session) => afterDashes(args, frame, session)],
  [
    'heroku',
    (args, frame, session) => ((args[0]?.text ?? '').startsWith('run') ? afterDashes(args, frame, session) : undefined),
  ],
]

const runValued = names(
  'v volume mount e env env-file name p publish w workdir u user network net entrypoint h hostname l label add-host m memory cpus platform pull restart gpus device cap-add cap-drop security-opt tmpfs pid ipc userns log-driver log-opt volumes-from dns expose ulimit shm-size a attach link cidfile cgroupns runtime sysctl index',
)
const globalValued = names(
  'H host c context l log-level config f file p project-name profile env-file project-directory ansi',
)

function docker(args: readonly Word[], frame: Frame, session: Session): Flow | undefined {
  const [verb, ...rest] = optionsOf(args, { stops: true, valued: globalValued }).operands
  if (verb?.text === 'compose') return compose(rest, frame, session)
  if (verb?.text === 'container') return docker(rest, frame, session)
  if (verb?.text !== 'run' && verb?.text !== 'exec' && verb?.text !== 'create') return undefined
  const { operands, values } = optionsOf(rest, { stops: true, valued: runValued })
  const [entry] = values.get('entrypoint') ?? []
  const words = operands.slice(1)
  return inside(entry ? [entry, ...words] : words, frame, session)
}

function compose(args: readonly Word[], frame: Frame, session: Session): Flow | undefined {
  const [verb, ...rest] = optionsOf(args, { stops: true, valued: globalValued }).operands
  if (verb?.text !== 'run' && verb?.text !== 'exec') return undefined
  return inside(optionsOf(rest, { stops: true, valued: runValued }).operands.slice(1), frame, session)
}

function kubectl(args: readonly Word[], frame: Frame, session: Session): Flow | undefined {
  return args.some(({ text }) => text === 'exec' || text === 'run' || text === 'debug')
    ? afterDashes(args, frame, session)
    : undefined
}

function afterDashes(args: readonly Word[], frame: Frame, session: Session): Flow | undefined {
  const at = args.findIndex(({ text }) => text === '--')
  return at < 0 ? undefined : inside(args.slice(at + 1), frame, session)
}

function inside(words: readonly Word[], frame: Frame, session: Session): Flow | undefined {
  return words.length > 0
    ? session.command(words, { ...frame, setting: frame.setting === 'here' ? 'container' : frame.setting })
    : undefined
}
