import type { Reason } from '../../../judgement.ts'
import { block, shown, warn } from '../reasons.ts'
import type { Call } from '../shell/session.ts'
import { isProduction, isTrial, lineOf } from './site.ts'
import type { RuleTable } from './rule-table.ts'

/** Programs that manage machines, data and services of others. */
export const infrastructureRules: RuleTable = {
  'terraform tofu terragrunt': terraform,
  pulumi: (call) => matching(call, /^(?:destroy|down|stack rm|state delete)\b/, /(?:^| )--preview-only/),
  'cdk sam sls serverless sst amplify copilot chalice eb': (call) =>
    matching(call, /^(?:destroy|delete|remove|terminate|app delete|env delete|svc delete)\b/, /--(?:dry-run|help)/),
  eksctl: (call) => matching(call, /^delete\b/, /--dry-run/),
  'kubectl oc': kubernetes,
  helm: (call) =>
    /^(?:uninstall|delete|del|un)\b/.test(lineOf(call)) && !/--dry-run/.test(lineOf(call))
      ? [graded(call, 'removes what runs in a cluster')]
      : [],
  'kops kubeadm talosctl rke k3s-uninstall.sh k3s-killall.sh': (call) =>
    /^(?:delete|reset|remove)\b/.test(lineOf(call)) || call.program.startsWith('k3s-') ? [grave(call)] : [],
  argocd: (call) => matching(call, /^(?:app|proj|cluster|repo) (?:delete|rm)\b/),
  aws,
  'gcloud gsutil bq': google,
  az: (call) => matching(call, /(?:^| )(?:delete|purge|delete-batch|deallocate)(?: |$)/, /--dry-?run/),
  'ibmcloud oci aliyun tccli yc openstack nova exo scw linode-cli doctl hcloud vultr-cli civo upctl': (call) =>
    matching(call, /(?:^| )(?:delete|remove|terminate|destroy|rm|release|bulk-delete)(?: |$)/),
  heroku: (call) =>
    matching(
      call,
      /^(?:apps:destroy|destroy|pg:reset|pg:delete|addons:destroy|ps:kill|domains:clear|config:unset|pipelines:destroy|apps:delete)\b/,
    ),
  'fly flyctl': (call) =>
    matching(
      call,
      /^(?:apps? (?:destroy|delete)|destroy|machines? (?:destroy|remove)|volumes? (?:destroy|delete)|postgres (?:detach|destroy)|pg destroy|redis destroy|mpg destroy)\b/,
    ),
  'vercel netlify railway render surge firebase wrangler supabase turso planetscale pscale neonctl neon upstash appwrite amplify-cli convex koyeb':
    hosted,
  gh: (call) =>
    /^repo (?:delete|archive)\b|^api .*(?:-X|--method)[= ]?DELETE .*repos\/[^/ ]+\/[^/ ]+(?: |$)|^secret delete\b|^codespace delete .*--all/.test(
      lineOf(call),
    )
      ? [grave(call)]
      : /^(?:release delete|repo edit .*--visibility|variable delete|workflow disable|api .*DELETE)/.test(lineOf(call))
        ? [warn('changes-remote', `changes the repository for everybody: ${shown(lineOf(call))}`)]
        : [],
  glab: (call) => (/^repo delete\b|^project delete\b/.test(lineOf(call)) ? [grave(call)] : []),
  's3cmd s5cmd s4cmd mc rclone azcopy b2': (call) =>
    /(?:^| )(?:rb|del|rm|purge|delete|deletefile|rmdirs|delete-bucket|remove|cleanup)\b/.test(lineOf(call)) &&
    (/(?:--recursive|--force|(?:^| )-r\b|\brb\b|purge|delete\b|\*)/.test(lineOf(call)) || call.program === 'azcopy') &&
    !/--dry-run/.test(lineOf(call))
      ? [graded(call, 'deletes stored data')]
      : [],
  'ansible ansible-playbook': (call) =>
    /(?:^| )-a[= ].*(?:rm -rf|state=absent.*path=\/|reboot|shutdown)/.test(lineOf(call)) ? [grave(call)] : [],
  'virsh qm pct VBoxManage esxcli govc prlctl': (call) =>
    matching(call, /^(?:destroy|undefine|vm\.destroy|unregistervm .*--delete|delete)\b/),
  'npm pnpm yarn': (call) =>
    /^(?:unpublish|deprecate|owner rm|team destroy|access )/.test(lineOf(call)) && !/--dry-run/.test(lineOf(call))
      ? [grave(call)]
      : [],
  'cargo gem': (call) =>
    /^yank\b/.test(lineOf(call)) ? [warn('changes-remote', `withdraws a release: ${shown(lineOf(call))}`)] : [],
  'vault bao': (call) =>
    matching(call, /^(?:kv (?:delete|destroy|metadata delete)|delete|secrets disable|namespace delete|auth disable)\b/),
  velero: (call) => matching(call, /(?:^| )delete\b/),
  'restic borg': (call) => matching(call, /^(?:forget .*--prune|delete|prune)\b/, /--dry-run/),
}

function grave(call: Call): Reason {
  return block(
    'destroys-infrastructure',
    `deletes what others may depend on: ${shown(`${call.program} ${lineOf(call)}`)}`,
  )
}

function graded(call: Call, what: string): Reason {
  return isTrial(lineOf(call)) && !isProduction(call)
    ? warn('destroys-infrastructure', `${what}: ${shown(lineOf(call))}`)
    : block('destroys-infrastructure', `${what}: ${shown(`${call.program} ${lineOf(call)}`)}`)
}

function matching(call: Call, pattern: RegExp, unless?: RegExp): readonly Reason[] {
  const line = lineOf(call)
  if (!pattern.test(line) || unless?.test(line) || /(?:^| )(?:--help|-h|help)(?: |$)/.test(line)) return []
  return [graded(call, 'deletes what others may depend on')]
}

function terraform(call: Call): readonly Reason[] {
  const line = lineOf(call)
  if (/(?:^| )plan\b/.test(line)) return []
  if (/(?:^| )(?:destroy\b|apply\b.*(?:^| )-?-destroy\b|run-all destroy|workspace delete -?-force)/.test(line))
    return [grave(call)]
  if (/(?:^| )state (?:rm|push|replace-provider)\b|force-unlock/.test(line))
    return [warn('changes-infrastructure', `changes what terraform knows: ${shown(line)}`)]
  return /(?:^| )(?:apply)\b.*-auto-approve|run-all apply/.test(line)
    ? [warn('changes-infrastructure', `changes infrastructure without a question: ${shown(line)}`)]
    : []
}

function kubernetes(call: Call): readonly Reason[] {
  const line = lineOf(call)
  if (/--dry-run/.test(line)) return []
  if (/(?:^| )(?:drain|cordon|taint)\b/.test(line)) return [graded(call, 'takes machines out of a cluster')]
  if (/(?:^| )scale\b.*--replicas[= ]0\b/.test(line))
    return [
      isProduction(call) ? grave(call) : warn('changes-infrastructure', `stops what runs in a cluster: ${shown(line)}`),
    ]
  if (!/(?:^| )delete\b/.test(line)) return []
  const isWide =
    /(?:^| )--all(?:=true|-namespaces)?(?: |$)|(?:^| )-A(?: |$)|delete (?:\S+ )*?(?:ns|namespaces?|projects?|pvc?s?|persistentvolume\S*|crds?|customresourcedefinition\S*|nodes?|clusterrole\S*|secrets?|statefulsets?|sts|all)(?: |\/|$)/.test(
      line,
    )
  if (isWide) return [graded(call, 'deletes whole parts of a cluster')]
  return [isProduction(call) ? grave(call) : warn('changes-infrastructure', `deletes from a cluster: ${shown(line)}`)]
}

function aws(call: Call): readonly Reason[] {
  const line = lineOf(call)
  if (/--dry-?run\b|--endpoint-url[= ]https?:\/\/(?:localhost|127\.|localstack)|(?:^| )help$/.test(line)) return []
  if (/^(?:--\S+ \S+ )*s3 (?:rb|rm)\b/.test(line))
    return /s3 rb\b|--recursive/.test(line)
      ? [graded(call, 'deletes stored data')]
      : [warn('destroys-infrastructure', `deletes a stored file: ${shown(line)}`)]
  if (/(?:^| )s3 (?:sync|mv)\b.*--(?:delete|recursive)/.test(line))
    return [warn('changes-infrastructure', `deletes stored files that are not here: ${shown(line)}`)]
  const [, verb] =
    /(?:^| )(?:[a-z0-9-]+) ((?:delete|terminate|remove|deregister|purge|schedule-key-deletion|disable|stop|detach|revoke|empty|reset|cancel|release)[a-z0-9-]*)(?: |$)/.exec(
      line,
    ) ?? []
  if (verb === undefined) return []
  return [
    /^(?:delete|terminate|purge|schedule-key-deletion|release|empty|remove)/.test(verb) &&
    !/^(?:delete-message|remove-tags|delete-tags)/.test(verb)
      ? graded(call, 'deletes in the cloud')
      : warn('changes-infrastructure', `changes the cloud: ${shown(line)}`),
  ]
}

function google(call: Call): readonly Reason[] {
  const line = lineOf(call)
  if (
    /(?:^| )(?:delete|rm|rb|remove-iam-policy-binding|purge)(?: |$)/.test(line) &&
    !/--dry-run|(?:^| )help /.test(line)
  )
    return call.program === 'bq' ? [] : [graded(call, 'deletes in the cloud')]
  return /(?:^| )rsync\b.*(?:^| )-[a-z]*d/.test(line)
    ? [warn('changes-infrastructure', `deletes stored files that are not here: ${shown(line)}`)]
    : []
}

function hosted(call: Call): readonly Reason[] {
  const line = lineOf(call)
  if (/--dry-run|--help/.test(line)) return []
  return /^(?:rm\b|remove\b|sites:delete|delete\b|down\b|teardown|projects? (?:delete|rm|remove)|d1 delete|kv:?\s?namespace delete|r2 bucket delete|firestore:delete|hosting:disable|database:remove|db (?:destroy|delete)|database delete|branch delete|branches delete|env rm|services? delete|projects:delete|branches:delete|functions:delete)/.test(
    line,
  )
    ? [graded(call, 'deletes what is hosted')]
    : []
}
