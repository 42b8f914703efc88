import type { Reason } from '../../../judgement.ts'
import { isSecretName } from '../paths/credentials.ts'
import { block, shown, warn } from '../reasons.ts'
import type { Call } from '../shell/session.ts'
import { lineOf } from './site.ts'
import type { RuleTable } from './rule-table.ts'

/** Programs that hand out credentials they keep. */
export const secretRules: RuleTable = {
  security: (call) => asks(call, /^(?:find-(?:generic|internet)-password|dump-keychain|export|find-key)\b/),
  'secret-tool kwallet-query': (call) => asks(call, /(?:^| )(?:lookup|search|-r)\b/),
  'gpg gpg2': (call) => asks(call, /--export-secret|--export-ssh-key/),
  'pass gopass': (call) =>
    call.args.length === 0 || /^(?:ls|init|git|help|version|insert|generate)\b/.test(lineOf(call))
      ? []
      : [block('reads-credentials', `asks the password store: ${shown(lineOf(call))}`)],
  'op bw lpass': (call) => asks(call, /^(?:item get|read|get|show|list items|export|document get)\b/),
  'vault bao': (call) => asks(call, /^(?:kv get|read|token lookup)\b/),
  aws: awsSecrets,
  gcloud: (call) => tokens(call, /(?:^| )(?:secrets versions access|iam service-accounts keys create)\b/),
  az: (call) => tokens(call, /(?:^| )(?:keyvault secret show)\b/),

  'heroku fly flyctl': (call) =>
    tokens(call, /^(?:auth:token|auth token|config(?::get)? .*(?:SECRET|KEY|TOKEN|PASSWORD))/),
  'kubectl oc': kubernetesSecrets,
  'echo printf printenv': shownVariable,
  'ssh-keygen': keys,
  'mimikatz laZagne lazagne trufflehog-dump hashcat john unshadow': (call) => [
    block('reads-credentials', `a program that takes passwords: ${shown(call.program)}`),
  ],
  'gcore procdump': (call) => [warn('reads-memory', `reads the memory of a program: ${shown(call.program)}`)],
}

function asks(call: Call, pattern: RegExp): readonly Reason[] {
  return pattern.test(lineOf(call))
    ? [block('reads-credentials', `asks for stored credentials: ${shown(`${call.program} ${lineOf(call)}`)}`)]
    : []
}

function tokens(call: Call, pattern: RegExp): readonly Reason[] {
  return pattern.test(lineOf(call))
    ? [warn('reads-token', `asks for a token: ${shown(`${call.program} ${lineOf(call)}`)}`)]
    : []
}

function awsSecrets(call: Call): readonly Reason[] {
  if (/localhost|127\.0\.0\.1|localstack/.test(lineOf(call))) return []
  return [
    ...asks(
      call,
      /(?:^| )(?:configure get \S*(?:secret|session|access_key)\S*|configure export-credentials|iam create-access-key|sts get-session-token|secretsmanager get-secret-value|ssm get-parameters?\b.*--with-decryption)/,
    ),
  ]
}

function kubernetesSecrets(call: Call): readonly Reason[] {
  const line = lineOf(call)
  if (
    !/(?:^| )get (?:\S+,)?secrets?\b/.test(line) ||
    !/(?:^| )(?:-o|--output)[= ]?(?:yaml|json|jsonpath|go-template|custom-columns)/.test(line)
  )
    return []
  return [
    /(?:^| )(?:-A|--all-namespaces)\b|get secrets? (?:-|$)/.test(line)
      ? block('reads-credentials', `reads all secrets of a cluster: ${shown(line)}`)
      : warn('reads-token', `reads a secret of a cluster: ${shown(line)}`),
  ]
}

/** A key from the environment comes into sight. */
function shownVariable({ program, args, isPiped }: Call): readonly Reason[] {
  if (isPiped === true) return []
  const names =
    program === 'printenv'
      ? args.map(({ text }) => text)
      : args.flatMap(({ text }) => [...text.matchAll(/\uFFFC([A-Za-z_]\w{0,80})\uFFFC/g)].map(([, name = '']) => name))
  const found = names.find(isSecretName)
  return found === undefined ? [] : [warn('shows-secrets', `shows $${found}`)]
}

/** A new key over the old one locks the owner out. */
function keys(call: Call): readonly Reason[] {
  const at = call.args.findIndex(({ text }) => text === '-f')
  const file = call.args[at + 1]?.text ?? ''
  const makes = !call.args.some(({ text }) => /^-[a-zA-Z]*[lyRFHLyeBp]/.test(text))
  return at >= 0 && makes && /\/\.ssh\/(?:id_|authorized)/.test(file)
    ? [warn('writes-outside', `makes a key in place of the user's own: ${shown(file)}`)]
    : []
}
