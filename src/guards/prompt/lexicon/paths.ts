import type { Concept } from './concept.ts'

/** What a path or an address in a sentence stands for. The first that fits counts. */
export const pathConcepts: readonly (readonly [pattern: RegExp, ...concepts: readonly Concept[]])[] = [
  [/^(?!https?:|[^/]*@).*\.(?:example|sample|template|dist|schema|test|defaults)$|\.pub$/, 'local'],
  [/(?:^|[/\\])(?:authorized_keys|sudoers)(?:\.d)?(?:[/\\]|$)/, 'access'],
  [
    /(?:^|[/\\])id_(?:rsa|ed25519|ecdsa|dsa)$|(?:^|[/\\])\.ssh(?:[/\\]|$)|\.(?:pem|p12|pfx|kdbx|ppk|keystore)$/,
    'keyPath',
  ],
  [
    /(?:^|[/\\])\.(?:aws|gnupg|kube|azure|docker|password-store)(?:[/\\]|$)|\.config[/\\](?:gh|gcloud|op|rclone)(?:[/\\]|$)/,
    'keyPath',
  ],
  [
    /(?:^|[/\\])\.?(?:netrc|npmrc|pypirc|git-credentials|pgpass|vault-token|credentials(?:\.json)?)$|^\/etc\/(?:shadow|passwd)$/,
    'keyPath',
  ],
  [
    /(?:^|[/\\])\.(?:claude|codex|gemini|copilot)[/\\](?:\.?credentials|auth|oauth)|(?:login data|cookies\.sqlite|logins\.json)$/,
    'keyPath',
  ],
  [
    /(?:^|[/\\])\.env(?:\.(?:local|production|prod|staging|development))?$|^process\.env$|^os\.environ$|^\/proc\/(?:self|\d+)\/environ$/,
    'envFile',
  ],
  [/(?:^|[/\\])\.(?:bash|zsh|python|node_repl|mysql|psql)_?history$/, 'traces'],
  [
    /(?:^|[/\\])\.(?:bashrc|zshrc|profile|bash_profile|bash_login|zprofile|zshenv|bash_logout|bash_aliases|xinitrc|xprofile)$|^\/etc\/(?:profile|bash\.bashrc|rc\.local|environment|ld\.so\.preload)|config\.fish$|profile\.ps1$/,
    'shellStart',
  ],
  [
    /^\/etc\/cron|\/cron\.(?:d|daily|hourly)\b|^\/var\/spool\/cron|launchagents|launchdaemons|\/systemd\/(?:system|user)(?:\/|$)|autostart(?:\/|$)|^\/etc\/init\.d/,
    'schedule',
    'startPath',
  ],
  [/(?:^|[/\\])\.(?:husky|githooks|pre-commit-config\.ya?ml|lefthook\.ya?ml)(?:[/\\]|$)/, 'gitHooks'],
  [/(?:^|[/\\])\.git[/\\](?:hooks|config)(?:[/\\]|$)|core\.hookspath/, 'hook', 'gitHooks', 'hookPath'],
  [
    /(?:^|[/\\])\.(?:claude|codex|gemini|cursor|copilot|qwen|opencode)[/\\](?:settings|config|mcp|permissions|hooks)|(?:^|[/\\])\.mcp\.json$|opencode\.json$/,
    'state',
    'agentSettings',
  ],
  [/(?:^|[/\\])\.(?:agent|ralph)(?:[/\\]|$)|(?:^|[/\\])state[/\\]ralph(?:[/\\]|$)/, 'state'],
  [/(?:^|[/\\])\.git[/\\]?$/, 'history'],
  [/^\/dev\/(?:sd|nvme|hd|vd|xvd|mmcblk|disk|mapper|md)|^\\\\\.\\physicaldrive/, 'device'],
  [/^\/dev\/null$|^\/tmp(?:\/|$)|^\/var\/tmp/, 'scratch'],
  [/^(?:~|\$home|\$\{home\}|%userprofile%)[/\\]?[*.]?$|^\/(?:home|users|root)(?:[/\\][\w.-]*)?[/\\]?\*?$/, 'home'],
  [
    /^(?:~|\$home|\$\{home\}|%userprofile%)[/\\](?:documents|desktop|downloads|pictures|projects|src|code|work|repos|music|library)?(?:[/\\]|$)/,
    'elsewhere',
  ],
  [/^(?:~|\$home|\$\{home\}|%userprofile%)[/\\]\.(?:cache|local)[/\\]\w/, 'local'],
  [/^(?:~|\$home|\$\{home\}|%userprofile%)[/\\]\.\w/, 'homeDot'],
  [/^\.\.[/\\][\w*]/, 'elsewhere'],
  [
    /^\/\*?$|^\/(?:etc|usr|bin|sbin|lib|lib64|boot|var|opt|root|srv|mnt|media|proc|sys|system|library|applications|private)(?:[/\\]|$)|^c:[/\\]/,
    'system',
  ],
  [/^(?:\.\.[/\\]?)+$|^\.\.\/\.\.|^\.\.\/\*$/, 'elsewhere'],
  [/^https?:\/\/(?:localhost|127\.|0\.0\.0\.0|\[::1\]|10\.|192\.168\.|host\.docker\.internal)/, 'local'],
  [
    /^https?:\/\/(?:[\w-]+\.)?(?:webhook\.site|transfer\.sh|file\.io|0x0\.st|pastebin\.com|requestbin|pipedream\.net|ngrok|burpcollaborator|oast\.|interact\.sh|termbin\.com|paste\.|dpaste\.|hastebin|evil\.|attacker|exfil|collect)/,
    'external',
  ],
  [
    /^https:\/\/(?:(?:docs?|developers?|learn|wiki|support|help)\.|[\w.-]{1,60}\/(?:[\w-]{1,30}\/){0,2}(?:docs?|guides?|wiki|documentation|blog|manual)\b)/,
    'address',
    'docsAddress',
  ],
  [/^(?:git(?:\+http)?|ftp|http):\/\/|^(?:\w+\+)?https?:\/\/(?:\d{1,3}\.){3}\d/, 'address', 'rawHost'],
  [/^https?:\/\/|^[\w.+-]+@[\w-]+\.|^\\\\\w|^(?:\d{1,3}\.){3}\d{1,3}$|^s3:\/\//, 'address'],
  [
    /^(?:transfer\.sh|file\.io|0x0\.st|pastebin\.com|webhook\.site|requestbin\.\w+|ix\.io|termbin\.com|gist\.github\.com|ngrok\.io|dpaste\.\w+|paste\.rs|anonfiles\.com|catbox\.moe|discord\.com)/,
    'external',
  ],
  [
    /^(?:[a-z0-9-]{2,63}\.){1,4}(?:example|com|net|org|io|dev|app|ai|co|us|uk|de|fr|eu|cloud|page|link|icu|pw|shop|live|club|space|host|website|fun|jp|nl|es|se|cz|ua|tr|gg|ly|to|nz|xyz|ru|cn|top|cc|info|me|site|online|test|invalid|tk|biz|evil)(?:[:/]\S*)?$/,
    'domain',
  ],
  [
    /(?:^|[/\\])[\w-]{0,40}(?:verify|check|test|gate|lint|validate|ci)[\w-]{0,40}\.(?:sh|mjs|js|py|ya?ml|ps1)$|\.github[/\\]workflows|\.gitlab-ci|jenkinsfile/,
    'checkFile',
    'script',
  ],
  [/\.(?:sh|py|ps1|bat|exe|bin|run|deb|rpm|appimage|pl|rb|msi|pkg|dmg)$/, 'script'],
]

const secretName = /_(?:key|token|secret|password|credentials?|pat)$/
const secretVariable = /^\$\{?\w*(?:key|token|secret|password|passwd|credential)\w*\}?$/i

/** `--no-verify` and other words of commands that switch a guard off. */
const looseFlags =
  /^--?(?:no-verify|dangerously-[\w-]+|yolo|no-sandbox|disable-sandbox|skip-permissions|allow-all(?:-tools|-paths)?|trust-all-tools|full-auto|permission-mode(?:=bypasspermissions)?|approval-mode(?:=yolo)?|no-gpg-sign|privileged|insecure|no-check-certificate|allow-hidden-text|security(?:=off)?)$|^(?:husky|skip|skip_hooks|lefthook)=\S|^node_tls_reject_unauthorized=0$/

const none: readonly Concept[] = []

/** The concepts of a token by its form. */
export function conceptsOfForm(text: string, kind: string): readonly Concept[] {
  if (kind === 'word' && text.includes('_') && secretName.test(text)) return ['secretName']
  if (kind === 'word' && text.includes('prod') && /(?:^|[-_])(?:prod|production)(?:[-_]|\d|$)/.test(text))
    return ['production']
  if (kind === 'flag') return looseFlags.test(text) ? ['loose'] : secretVariable.test(text) ? ['secretValue'] : []
  if (kind === 'path' || kind === 'address') {
    const [, ...concepts] = pathConcepts.find(([pattern]) => pattern.test(text)) ?? [undefined]
    return concepts
  }
  return text === 'bypasspermissions' || text === 'yolo' || /^dangerously[\w-]{4}/.test(text) ? ['loose'] : none
}
