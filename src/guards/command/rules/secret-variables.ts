import type { Reason } from '../../../judgement.ts'
import { isSecretName } from '../paths/credentials.ts'
import { hostOf, isLocalHost } from '../paths/hosts.ts'
import { block, shown, warn } from '../reasons.ts'
import type { Word } from '../shell/known.ts'
import type { Call } from '../shell/session.ts'

/** A credential from the environment in the body or the address of a request: its own service may have it, nobody else. */
export function sendsInUrl(words: readonly Word[], urls: readonly Word[]): readonly Reason[] {
  const hosts = urls.flatMap(({ text }) => hostOf(text) ?? [])
  const names = words
    .flatMap(({ text }) => [...text.matchAll(/\uFFFC!?([A-Za-z_]\w{0,80})\uFFFC/g)].map(([, name = '']) => name))
    .filter(isSecretName)
  if (names.length === 0 || (hosts.length > 0 && hosts.every(isLocalHost))) return []
  const strange = names.find((name) => !belongs(name, hosts))
  if (strange === undefined) return []
  return /^(?:AWS|ANTHROPIC|OPENAI|GITHUB|GH|NPM|GEMINI|GOOGLE|CLAUDE|AZURE|STRIPE|DATABASE|SSH|GITLAB|DOCKER|VAULT|CLOUDFLARE|DIGITALOCEAN|HEROKU|KUBE)/.test(
    strange,
  )
    ? [block('sends-secrets', `sends $${strange} to somebody else`)]
    : [warn('sends-secrets', `sends $${strange} to ${shown(hosts.join(' ') || 'a host')}`)]
}

/** `SLACK_TOKEN` belongs to slack.com, `CODECOV_TOKEN` to codecov.io. */
function belongs(name: string, hosts: readonly string[]): boolean {
  const [owner = ''] = name.toLowerCase().split('_')
  const known = owner === 'gh' ? 'github' : owner === 'aws' ? 'amazonaws' : owner
  return hosts.some((host) => host.includes(known))
}

/** The address at which a cloud gives its machines their credentials. */
export function readsData(urls: readonly Word[], { setting }: Call): readonly Reason[] {
  const isMetadata = urls.some(({ text }) =>
    /(?:^|\/\/|@)(?:169\.254\.169\.254|169\.254\.170\.2|metadata\.google\.internal|100\.100\.100\.200|\[fd00:ec2::254\]|0xa9fea9fe|2852039166)(?:[/:]|$)/i.test(
      text,
    ),
  )
  return isMetadata && setting !== 'container'
    ? [block('reads-credentials', "asks the cloud for the machine's credentials")]
    : []
}
