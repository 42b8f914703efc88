import { delimiter, dirname, isAbsolute, join } from 'node:path'

type Environment = Readonly<Record<string, string | undefined>>

/** Below a home. Folders where more than one thing is secret, files where the folder is needed. */
const inHome = `
  .ssh .gnupg .pki .aws .azure .kube .oci .aliyun .bluemix .fly .minikube .vault-token .netrc _netrc .git-credentials
  .npmrc .yarnrc.yml .pypirc .gem/credentials .bundle/config .cargo/credentials .cargo/credentials.toml .m2/settings.xml
  .m2/settings-security.xml .gradle/gradle.properties .sbt/.credentials .ivy2/.credentials .composer/auth.json
  .nuget/NuGet .docker/config.json .docker/run .colima .rd .lima .terraformrc .terraform.d/credentials.tfrc.json
  .pgpass .my.cnf .mylogin.cnf .s3cfg .boto .kaggle .huggingface/token .cache/huggingface/token .cache/huggingface/stored_tokens
  .password-store .local/share/keyrings .local/share/kwalletd .gnome2/keyrings .kde/share/apps/kwallet .1password .op
  .local/share/gopass .age .ethereum .bitcoin .electrum .databrickscfg .snowflake .wrangler .local/share/com.vercel.cli
  .mozilla .thunderbird .zen .librewolf .waterfox snap/firefox snap/chromium snap/thunderbird
  .var/app/org.mozilla.firefox .var/app/com.google.Chrome .var/app/org.chromium.Chromium .var/app/com.brave.Browser
  .bash_history .zsh_history .histfile .history .sh_history .ash_history .local/share/fish/fish_history .python_history
  .node_repl_history .psql_history .mysql_history .sqlite_history .rediscli_history .mongosh .irb_history
  .local/share/atuin .Xauthority .ICEauthority .dbus
  Library/Keychains Library/Cookies Library/Safari Library/Accounts Library/Mail Library/Messages
`

/** Below the folder for settings: `~/.config`, or where the environment says. */
const inConfig = `
  gcloud gh hub glab-cli op 1Password Bitwarden keepassxc rclone doctl heroku netlify stripe flyctl .wrangler
  composer/auth.json NuGet containers/auth.json git/credentials configstore/firebase-tools.json sops age solana
  google-chrome google-chrome-beta chromium BraveSoftware microsoft-edge vivaldi opera zen Slack discord Signal
  github-copilot/oauth.json
`

const inSystem = `
  /etc/shadow /etc/sudoers /etc/sudoers.d /etc/ssl/private /etc/krb5.keytab
  /etc/ssh/ssh_host_rsa_key /etc/ssh/ssh_host_ecdsa_key /etc/ssh/ssh_host_ed25519_key /etc/ssh/ssh_host_dsa_key
  /etc/shadow- /etc/kubernetes /etc/rancher /etc/letsencrypt /etc/wireguard /etc/openvpn /etc/NetworkManager/system-connections
  /var/run/secrets /var/spool/cron /var/lib/docker /var/lib/kubelet /var/lib/containerd
`

/** Variables that say where such a file is: one path, or several with colons between them. */
const variables = [
  'AWS_SHARED_CREDENTIALS_FILE',
  'AWS_CONFIG_FILE',
  'AWS_WEB_IDENTITY_TOKEN_FILE',
  'AZURE_CONFIG_DIR',
  'CLOUDSDK_CONFIG',
  'GOOGLE_APPLICATION_CREDENTIALS',
  'KUBECONFIG',
  'GNUPGHOME',
  'GH_CONFIG_DIR',
  'NETRC',
  'NPM_CONFIG_USERCONFIG',
  'npm_config_userconfig',
  'PASSWORD_STORE_DIR',
  'PGPASSFILE',
  'HISTFILE',
  'XAUTHORITY',
  'SSH_AUTH_SOCK',
  'TF_CLI_CONFIG_FILE',
] as const

/** Files of folders that variables name. */
const inFolders = [
  ['DOCKER_CONFIG', 'config.json'],
  ['CARGO_HOME', 'credentials'],
  ['CARGO_HOME', 'credentials.toml'],
  ['GRADLE_USER_HOME', 'gradle.properties'],
] as const

/** Where a user and a machine keep what lets others in: most of these will not exist. Absolute. */
export function credentialPaths(home: string, env: Environment): readonly string[] {
  const configs = new Set([join(home, '.config'), env['XDG_CONFIG_HOME'] ?? ''].filter((path) => isAbsolute(path)))
  return [
    ...words(inHome).map((name) => join(home, name)),
    ...[...configs].flatMap((config) => words(inConfig).map((name) => join(config, name))),
    ...words(inSystem),
    ...variables.flatMap((name) => env[name]?.split(delimiter) ?? []).filter((path) => isSafeToHide(path, home)),
    ...inFolders.map(([name, file]) => join(env[name] ?? '', file)).filter((path) => isAbsolute(path)),
    ...dockerSocket(env),
  ]
}

/** One that names a whole home, or less than that, would take everything away. */
function isSafeToHide(path: string, home: string): boolean {
  return isAbsolute(path) && path !== home && !home.startsWith(`${path}/`) && dirname(path) !== '/'
}

function dockerSocket(env: Environment): readonly string[] {
  const path = env['DOCKER_HOST']?.replace(/^unix:\/\//, '') ?? ''
  return isAbsolute(path) ? [path] : []
}

const words = (text: string) => text.trim().split(/\s+/)
