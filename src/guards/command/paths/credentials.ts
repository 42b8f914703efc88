import type { Ground } from '../place.ts'
import { globMatches, hasGlob } from '../shell/glob.ts'
import { isWithin } from './locate.ts'
import { segmentsOf } from './resolve.ts'

/** Where programs keep what logs them in, wherever the home is. Public keys and lists of hosts are none. */
const stores =
  /\/(?:\.ssh(?:$|\/(?!(?:.*\.pub|known_hosts.*|config|authorized_keys2?)$).+)|\.aws(?:$|\/(?:credentials|sso|cli)(?:\/|$))|\.azure(?:\/|$)|\.config\/gcloud(?:\/|$)|\.kube(?:$|\/config$)|\.docker\/config\.json$|[._]netrc$|\.authinfo(?:\.gpg)?$|\.npmrc$|\.yarnrc\.yml$|\.pypirc$|\.gnupg(?:\/|$)|\.git-credentials$|\.config\/git\/credentials$|\.config\/(?:gh|hub|glab-cli)(?:$|\/(?:hosts|config)\.yml$)|\.config\/hub$|\.vault-token$|\.terraform\.d\/credentials|\.terraformrc$|\.pgpass$|\.my\.cnf$|\.mylogin\.cnf$|rclone\.conf$|\.s3cfg$|\.boto$|\.cargo\/credentials|\.gem\/credentials$|\.config\/(?:heroku|doctl|hcloud|flyctl|op|1Password|Bitwarden[^/]*|KeePass[^/]*|configstore|stripe|vercel|netlify|railway|wrangler|turso|sops)(?:\/|$)|\.(?:fly|wrangler|railway|oci|bluemix|databrickscfg|snowsql|password-store|pulumi)(?:\/|$)|\.composer\/auth\.json$|\.m2\/settings(?:-security)?\.xml$|\.gradle\/gradle\.properties$|\.local\/share\/(?:keyrings|kwalletd)(?:\/|$)|Library\/Keychains(?:\/|$))/

const agentStores =
  /\/(?:\.claude\/\.credentials\.json|\.claude\.json|\.codex\/auth\.json|\.gemini\/(?:oauth_creds|google_accounts|gemini-credentials)\.json|\.gemini\/\.env|\.qwen\/oauth_creds\.json|\.local\/share\/(?:opencode\/auth\.json|amp\/secrets\.json)|\.config\/(?:github-copilot|anthropic|openai|amp\/secrets)(?:\/.*)?|\.copilot\/(?:config\.json|session-state.*)|\.aider\.conf\.yml|\.pi\/agent\/auth\.json|\.aws\/amazonq(?:\/.*)?|\.cache\/huggingface\/token|\.huggingface\/token|\.kaggle\/kaggle\.json|\.wandb|\.cursor\/[^/]*auth[^/]*)$/

const personal =
  /\/(?:\.mozilla|\.thunderbird|\.config\/(?:google-chrome|chromium|BraveSoftware|microsoft-edge)|Library\/(?:Application Support\/(?:Google\/Chrome|Firefox|BraveSoftware)|Cookies|Safari)|\.bitcoin|\.ethereum|\.electrum|\.config\/solana|\.monero|\.(?:bash|zsh|sh|python|psql|mysql|node_repl|rediscli|sqlite|irb)_history|\.local\/share\/fish\/fish_history)(?:\/|$)|\.(?:kdbx?|keystore|jks)$|\/wallet\.dat$/

const machine =
  /^\/(?:etc\/(?:g?shadow-?|master\.passwd|krb5\.keytab|ssh\/ssh_host_[^/]*_key|ssl\/private(?:\/.*)?|kubernetes\/(?:admin|kubelet)\.conf|letsencrypt\/.*|wireguard(?:\/.*)?|NetworkManager\/system-connections(?:\/.*)?|ipsec\.secrets|openvpn\/.*)|proc\/[^/]+\/(?:environ|mem)|(?:var\/)?run\/secrets(?:\/.*)?|var\/lib\/(?:docker|kubelet|rancher)\/.*|root\/\.(?:ssh|aws|config|docker|kube)(?:\/.*)?)$/

/** Paths that a pattern is tried on: `/etc/sh?dow` reads the same as what it matches. */
const samples = [
  '.ssh',
  '.ssh/id_rsa',
  '.ssh/id_ed25519',
  '.ssh/id_ecdsa',
  '.aws/credentials',
  '.netrc',
  '.npmrc',
  '.gnupg',
  '.git-credentials',
  '.docker/config.json',
  '.kube/config',
  '.config/gh/hosts.yml',
  '.config/gcloud/credentials.db',
  '.codex/auth.json',
  '.claude/.credentials.json',
  '.gemini/oauth_creds.json',
  '.bash_history',
  '.pypirc',
  '.pgpass',
  '.vault-token',
]

/** The file, or the folder's own content, logs somebody in. */
export function isCredential(path: string, ground: Ground): boolean {
  if (isWithin(path, ground.workspace) || /^\/(?:tmp|private\/tmp|var\/tmp)\//.test(path)) return false
  if (hasGlob(path) && matchesSample(path, ground)) return true
  if (stores.test(path) || agentStores.test(path) || personal.test(path) || machine.test(path)) return true
  return (
    /\/(?:id_(?:rsa|dsa|ecdsa|ed25519)[^/.]*|[^/]*\.(?:pem|p12|pfx|key|ppk|asc))$/.test(path) &&
    !/^\/(?:etc\/ssl\/certs|usr)\//.test(path)
  )
}

/** Everything in the folder, and in what lies in it, includes credentials. */
export function holdsCredentials(path: string, ground: Ground): boolean {
  if (isWithin(path, ground.workspace)) return false
  return (
    isWithin(ground.home, path) ||
    /^\/(?:root|etc|proc|home)$/.test(path) ||
    path === `${ground.home}/.config` ||
    isCredential(path, ground)
  )
}

/** A file with settings that are secret, in the workspace or elsewhere: `.env`, `.env.production`, not `.env.example`. */
export function isEnvFile(path: string): boolean {
  const name = path.slice(path.lastIndexOf('/') + 1)
  if (/\/(?:tests?|__tests__|fixtures?|examples?|spec|mocks?|__mocks__|samples?)\//.test(path)) return false
  if (/\.(?:example|sample|template|dist|defaults?|schema|test|ci)$/.test(name)) return false
  return (
    /^\.env(?:$|\.|rc$)/.test(name) ||
    /^(?:secrets?|credentials?|service-account[^/]*)\.(?:ya?ml|json|env|toml|txt)$/.test(name) ||
    /^(?:prod|production)\.env$/.test(name)
  )
}

/** A variable that holds a credential by its name. */
export function isSecretName(name: string): boolean {
  return (
    /(?:^|_)(?:SECRETS?|TOKEN|PASSWORD|PASSWD|PASS|PWD|API_?KEY|APIKEY|ACCESS_KEY(?:_ID)?|PRIVATE_KEY|SECRET_KEY|CREDENTIALS?|AUTH|PAT)$/i.test(
      name,
    ) && !/^(?:OLD)?PWD$/.test(name)
  )
}

function matchesSample(path: string, ground: Ground): boolean {
  const pattern = segmentsOf(path)
  const names = [
    ...samples.map((name) => `${ground.home}/${name}`),
    '/etc/shadow',
    '/etc/gshadow',
    '/proc/self/environ',
    '/proc/1/environ',
    '/root/.ssh/id_rsa',
  ]
  return names.some((name) => {
    const segments = segmentsOf(name)
    return (
      segments.length === pattern.length &&
      pattern.every(
        (part, i) =>
          part === segments[i] ||
          (hasGlob(part) && part !== '*' && globMatches(part, segments[i] ?? '')) ||
          (part === '*' && i > 1 && globMatches(part, segments[i] ?? '')),
      )
    )
  })
}
