/** A command that a task text should not hand to an agent, by family. Commands that agents run are judged elsewhere. */
interface Danger {
  readonly rule: string
  readonly says: string
  readonly pattern: RegExp
}

const gap = '[^\\n|;&]{0,160}'
const shells =
  '(?:sudo\\s+(?:-\\w+\\s+)?)?(?:/(?:usr/)?bin/)?(?:env\\s+)?(?:ba|z|da|k|fi)?sh\\b|(?:sudo\\s+)?(?:python[23]?|node|perl|ruby|php|iex|powershell|pwsh)\\b'
const outside =
  '(?:["\']?(?:~|\\$\\{?HOME\\}?|/(?:etc|usr|bin|boot|home|root|lib|opt|srv|sys|mnt|Users|Applications|System)(?=[\\s/"\'*]|$)|/(?:var)(?=[\\s/"\'*]|$)|/\\*|/(?=[\\s"\';|&]|$)|\\.\\.(?=[\\s/]|$)|[A-Z]:\\\\))'
const secretFiles =
  '(?:\\.env\\b(?!\\.example)|\\.ssh/|id_rsa|id_ed25519|\\.aws/|\\.netrc|\\.npmrc|\\.git-credentials|/etc/shadow|\\.kube/config|\\.gnupg|/proc/self/environ)'
const startFiles =
  '(?:~|\\$HOME|/root|/home/\\w{1,32})?/?\\.(?:bashrc|zshrc|profile|bash_profile|zprofile|zshenv)|authorized_keys|/etc/(?:profile|rc\\.local|cron|sudoers)'

const sources: readonly (readonly [rule: string, says: string, ...patterns: readonly string[]])[] = [
  [
    'destroys-outside',
    'destroy what lies outside the workspace or is shared',
    `\\brm\\s+(?:-\\S{1,20}\\s+){1,4}(?:--\\s+)?${outside}`,
    `\\brm\\s+${gap}--no-preserve-root`,
    '\\bdd\\s+[^\\n]{0,120}of=/dev/(?:sd|nvme|hd|vd|disk)',
    '\\bmkfs(?:\\.\\w{1,8})?\\s+[^\\n]{0,40}/dev/|\\bwipefs\\s|>\\s{0,4}/dev/(?:sd|nvme|hd)\\w',
    `\\bshred\\s+[^\\n]{0,80}(?:/dev/|~/|/etc|/home)`,
    `\\bfind\\s+${outside}[^\\n]{0,120}-delete`,
    `\\bchmod\\s+-R\\s+\\d{3,4}\\s+${outside}|\\bchown\\s+-R\\s+\\S{1,40}\\s+${outside}`,
    '\\bterraform\\s+(?:apply\\s+-destroy|destroy)\\b[^\\n]{0,80}-auto-approve|\\bterraform\\s+destroy\\b',
    '\\bkubectl\\s+delete\\s+(?:ns|namespaces?|[^\\n]{0,60}--all\\b)',
    '\\baws\\s+s3\\s+(?:rb|rm)\\s+[^\\n]{0,100}--(?:force|recursive)|\\baws\\s+ec2\\s+terminate-instances|\\baws\\s+rds\\s+delete-',
    '\\bgcloud\\s+projects\\s+delete|\\baz\\s+group\\s+delete|\\bheroku\\s+apps:destroy',
    '\\bdropdb\\s+\\S{0,40}prod|\\bFLUSHALL\\b|\\bDROP\\s+DATABASE\\s+\\S{0,40}prod',
    '\\bgit\\s+push\\s+[^\\n]{0,60}(?:--mirror|(?:--force|-f)\\s[^\\n]{0,40}\\b(?:main|master)\\b)|\\brm\\s+-\\w{1,4}\\s+\\.git(?:\\s|$|/)',
    ':\\(\\)\\s*\\{\\s*:\\|:&\\s*\\};:|\\bRemove-Item\\s+[^\\n]{0,60}(?:C:\\\\|\\$HOME|~)|\\bformat\\s+[a-z]:|\\bdel\\s+/[sfq]\\s',
  ],
  [
    'sends-secrets',
    'send secrets, code or the environment away',
    `\\b(?:env|printenv|set)\\s{0,4}\\|[^\\n]{0,80}\\b(?:curl|nc|ncat|wget|telnet|socat)\\b`,
    `\\b(?:cat|base64|tar|zip|gzip|xxd)\\s[^\\n|]{0,120}${secretFiles}[^\\n]{0,120}\\|[^\\n]{0,80}\\b(?:curl|nc|ncat|wget|socat|ssh|mail|sendmail)\\b`,
    `\\b(?:curl|wget|http|scp|rsync|rclone|nc|aws\\s+s3\\s+cp|gh\\s+gist\\s+create)\\b[^\\n]{0,200}${secretFiles}`,
    `\\b(?:curl|wget|nslookup|dig|host|ping)\\b[^\\n]{0,200}\\$\\(?\\{?(?:env|printenv|cat\\s|[A-Z_]{0,40}(?:KEY|TOKEN|SECRET|PASSWORD))`,
  ],
  [
    'runs-download',
    'run what was downloaded or decoded',
    `\\b(?:curl|wget|fetch|iwr|irm|Invoke-WebRequest)\\b[^\\n|]{0,300}\\|\\s{0,4}(?:${shells})`,
    `\\b(?:ba|z)?sh\\s+(?:-c\\s+)?["'<(]{1,3}\\s?\\$?\\(?\\s?(?:curl|wget)\\b|\\b(?:eval|source|\\.)\\s+["'<(]{0,3}\\$?\\(\\s?(?:curl|wget)\\b`,
    `\\bbase64\\s+(?:-d|-D|--decode)[^\\n|]{0,80}\\|\\s{0,4}(?:${shells})|\\bxxd\\s+-r[^\\n|]{0,60}\\|\\s{0,4}(?:${shells})`,
    '\\b(?:npm|pnpm|yarn|bun|pip3?|cargo|gem|go)\\s+(?:i|install|add|get|x|dlx)\\s[^\\n]{0,80}\\bhttp://(?!localhost|127\\.)',
    '\\beval\\s{1,4}["\']?\\$\\([^\\n]{0,200}(?:base64|xxd|curl|wget)',
    '\\bexec\\(\\s{0,4}(?:urllib|requests|__import__|base64|bytes\\.fromhex)|\\beval\\(\\s{0,4}(?:atob|Buffer\\.from|base64_decode)\\(|\\bIEX\\s{0,4}\\(',
  ],
  [
    'persists',
    'leave something behind that goes on after the run',
    `(?:>>|tee\\s+-a)\\s{0,4}["']?(?:${startFiles})`,
    '\\|\\s{0,4}crontab\\s+-|\\bcrontab\\s+-e\\b|/dev/tcp/|\\bnc\\s+[^\\n]{0,40}-e\\s|\\bncat\\s+[^\\n]{0,40}--exec',
    '\\buseradd\\s+[^\\n]{0,60}-o\\s+-u\\s*0|NOPASSWD:\\s*ALL|\\bssh\\s+[^\\n]{0,20}-R\\s+\\d',
  ],
  [
    'weakens-guard',
    'switch a guard off or work around it',
    '\\bgit\\s+(?:commit|push)\\b[^\\n]{0,120}--no-verify|\\bgit\\s+commit\\s+(?:-\\w{1,6}\\s+){0,3}-n\\b|core\\.hooksPath\\s{0,4}=?\\s{0,4}/dev/null',
    '--dangerously-(?:skip-permissions|bypass-approvals-and-sandbox)|\\bsetenforce\\s+0|\\bufw\\s+disable|\\biptables\\s+-F|\\bsystemctl\\s+(?:stop|disable)\\s+(?:auditd|firewalld|apparmor)',
    '\\bhistory\\s+-c\\b|\\bunset\\s+HISTFILE|\\bHISTFILE=/dev/null|\\b(?:pkill|killall)\\s+(?:-\\w{1,8}\\s+){0,2}ralph|NODE_TLS_REJECT_UNAUTHORIZED=0',
  ],
]

/** Installers that half the world pipes into a shell. */
const wellKnown =
  /https:\/\/(?:sh\.rustup\.rs|get\.pnpm\.io|bun\.sh|astral\.sh|get\.docker\.com|deno\.land|deb\.nodesource\.com|install\.python-poetry\.org|get\.helm\.sh|fnm\.vercel\.app|pyenv\.run|mise\.run|raw\.githubusercontent\.com\/(?:nvm-sh|Homebrew|ohmyzsh|helm|pyenv)\/)/

let dangers: readonly Danger[] | undefined

/** What a piece of shell would do that a task should not ask for. Linear: every repetition is bounded. */
export function dangerIn(
  shell: string,
): { readonly rule: string; readonly says: string; readonly offset: number } | undefined {
  dangers ??= sources.map(([rule, says, ...patterns]) => ({ rule, says, pattern: new RegExp(patterns.join('|'), 'i') }))
  if (!mayHold.test(shell)) return undefined
  for (const { rule, says, pattern } of dangers) {
    const offset = pattern.exec(shell)?.index
    if (offset !== undefined && !(rule === 'runs-download' && wellKnown.test(shell))) return { rule, says, offset }
  }
  return undefined
}

/** Quick and cheap: a line without one of these holds nothing of the above. */
const mayHold =
  /\b(?:npm|pnpm|pip3?|rm|dd|mkfs|wipefs|shred|find|chmod|chown|terraform|kubectl|aws|gcloud|az|heroku|dropdb|flushall|drop|git|remove-item|format|del|env|printenv|cat|tar|zip|curl|wget|nc|ncat|scp|rsync|dig|nslookup|ping|iwr|irm|base64|xxd|exec|eval|iex|crontab|tee|useradd|ssh|history|unset|pkill|killall|setenforce|ufw|iptables|systemctl)\b|>>|:\(\)|\/dev\/|hookspath|--dangerously|nopasswd|histfile|node_tls|sh\s+-c/i
