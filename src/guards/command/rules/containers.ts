import type { Reason } from '../../../judgement.ts'
import { isCredential } from '../paths/credentials.ts'
import { locate } from '../paths/locate.ts'
import { block, shown, warn } from '../reasons.ts'
import { optionsOf, names } from '../shell/options.ts'
import type { Word } from '../shell/known.ts'
import type { Call } from '../shell/session.ts'
import { isProduction, lineOf } from './site.ts'
import type { RuleTable } from './rule-table.ts'

/** What containers are given of the machine, and what of them is deleted. */
export const containerRules: RuleTable = {
  'docker podman nerdctl': container,
  'docker-compose podman-compose': compose,
  'vagrant multipass lima limactl colima': (call) =>
    /(?:^| )(?:destroy|delete|prune)\b/.test(lineOf(call))
      ? [warn('removes-container', `deletes a machine: ${shown(lineOf(call))}`)]
      : [],
}

function container(call: Call): readonly Reason[] {
  const line = lineOf(call)
  if (/^(?:compose)\b/.test(line)) return compose({ ...call, args: call.args.slice(1) })
  const mounts = mounted(call).flatMap((source) => mountReasons(source, call))
  const opens =
    /^(?:container )?(?:run|create)\b/.test(line) &&
    /--privileged(?:=true)?(?: |$)|--(?:pid|userns|uts)[= ]host|--cap-add[= ](?:ALL|SYS_ADMIN|SYS_MODULE|SYS_PTRACE)|--security-opt[= ]\S*unconfined|--device[= ]\/dev\/(?:sd|nvme|mem|kmsg|disk)/i.test(
      line,
    )
  return [...mounts, ...(opens ? [privileged(line)] : []), ...deletions(line, call)]
}

function privileged(line: string): Reason {
  return block('leaves-container', `a container that can do everything on this machine: ${shown(line)}`)
}

function mounted({ args }: Call): readonly Word[] {
  const { values } = optionsOf(args.slice(1), { valued: names('v volume mount e env name p w u network entrypoint') })
  const volumes = [...(values.get('v') ?? []), ...(values.get('volume') ?? [])].map((word) => ({
    ...word,
    text: word.text.replace(/:.*$/s, ''),
  }))
  const mounts = (values.get('mount') ?? []).flatMap((word) => {
    const [, source] = /(?:^|,)(?:source|src)=([^,]+)/.exec(word.text) ?? []
    return source === undefined ? [] : [{ ...word, text: source }]
  })
  return [...volumes, ...mounts].filter(({ text }) => /^[/~.\uFFFC]/.test(text))
}

function mountReasons({ text }: Word, { spot }: Call): readonly Reason[] {
  const { region, path } = locate(text, spot)
  if (/\/(?:docker|containerd|podman|crio)\.sock$/.test(path))
    return [warn('leaves-container', `a container that can start others: ${shown(text)}`)]
  if (
    region === 'root' ||
    region === 'home' ||
    region === 'device' ||
    region === 'kernel' ||
    /^\/(?:etc|root|var|usr|boot|bin|sbin|lib|sys|proc|home|Users)$/.test(path)
  )
    return [block('leaves-container', `a container that holds the machine's files: ${shown(text)}`)]
  if (isCredential(path, spot.ground))
    return [warn('reads-credentials', `a container that holds credentials: ${shown(text)}`)]
  return []
}

function deletions(line: string, call: Call): readonly Reason[] {
  if (/^swarm (?:leave|init)\b|^stack rm\b|^service rm\b|^node rm\b|^secret rm\b/.test(line))
    return [
      isProduction(call) || /^stack|^service/.test(line)
        ? block('destroys-infrastructure', `deletes what runs in a swarm: ${shown(line)}`)
        : warn('removes-container', `changes a swarm: ${shown(line)}`),
    ]
  if (/^(?:system|volume|image|container|builder|network|buildx) prune\b|^volume rm\b/.test(line))
    return [warn('removes-container', `deletes containers, images or volumes: ${shown(line)}`)]
  if (
    /^(?:rm|kill|stop|rmi|container rm|image rm)\b/.test(line) &&
    call.args.some(({ text }) => text.includes('\uFFFC'))
  )
    return [warn('removes-container', `deletes many containers or images: ${shown(line)}`)]
  return /^push\b/.test(line) ? [warn('publishes', `publishes an image: ${shown(line)}`)] : []
}

function compose(call: Call): readonly Reason[] {
  const line = lineOf(call)
  if (/(?:^| )down\b/.test(line) && /(?:^| )(?:-v|--volumes)\b/.test(line))
    return [
      isProduction(call)
        ? block('destroys-infrastructure', `deletes data: ${shown(line)}`)
        : warn('removes-container', `deletes the data of containers: ${shown(line)}`),
    ]
  return /(?:^| )rm\b.*-[a-z]*v/.test(line)
    ? [warn('removes-container', `deletes the data of containers: ${shown(line)}`)]
    : []
}
