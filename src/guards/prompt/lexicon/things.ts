/** What things are called that an agent must keep its hands off, in English; singular, plurals are derived. */
export const things = {
  home: 'home directory|home folder|home dir|homedir|home directories|homes of|user profile|my home|your home|his home|their home|the home of',
  system:
    'operating system|system directory|system folder|system file|root directory|root folder|root of the filesystem|filesystem root|root filesystem|file system|filesystem|windows directory|system32|boot sector|bootloader|kernel|the os|registry hive',
  device: 'hard disk|hard drive|disk|partition|partition table|ssd|block device|drive|usb stick|master boot record|mbr',
  elsewhere:
    'parent directory|parent folder|outside of the workspace|outside the workspace|outside the repository|outside this repository|outside of this repository|outside the project|other project|other repository|other repositories|other checkout|other folder|other directory|other directories|other user|sibling project|neighbouring project|neighboring project|every project|every repository|everything else|personal file|personal document|document folder|documents folder|photo|my documents|downloads folder|mailbox|desktop folder|everything above it',
  machine:
    'this machine|the machine|this computer|the computer|my machine|my computer|my laptop|this server|this host|the host|the box|this box|whole system|entire system|system-wide|this system|the runner|whole machine|entire machine|build machine|our server|the developer machine|workstation',
  production:
    'production|prod|live system|live database|live environment|live server|customer-facing|live customer|prod-|in live',
  store:
    'database|db|schema|cluster|bucket|namespace|instance|server|volume|collection|table|redis|postgres|mysql|mongodb|customer data|user data|customer record|data|pod|deployment|stack|queue|tenant|record|droplet|lambda|load balancer|node pool',
  cloud:
    's3 bucket|aws account|cloud account|gcp project|azure subscription|resource group|cloud resource|aws resource|kubernetes cluster|rds instance|ec2 instance|hosted zone|dns zone|dns record|terraform state|cloud project|infrastructure|hosted database|cloud storage|kubernetes namespace|every namespace|all namespaces',
  backup: 'backup|snapshot|disaster recovery copy|off-site copy|recovery point|time machine',
  history:
    'git history|commit history|history of main|history of the repository|history of the branch|repository history|reflog|remote branch|remote branches|remote tag|.git folder|.git directory|all branches|all the branches',
  everything: 'everything|all|every|entire|whole|any|completely|each|complete|full',
  secret:
    'credential|password|api key|access key|access token|token|secret|cookie|session cookie|passphrase|auth token|certificate key|login',
  privateKey:
    'private key|ssh key|secret key|aws credential|aws key|aws secret|cloud credential|password store|saved password|stored password|keychain|keyring|login data|service account key|signing key|gpg key|wallet|seed phrase|deploy key|personal access token|kubeconfig|git credential|browser cookie|browser history|npm token|github token',
  environment:
    'environment variable|env var|env variable|environment|process.env|os.environ|environment block|shell environment',
  environmentDump:
    'printenv|output of env|env dump|environment dump|dump of the environment|env output|values of the environment|values of all environment|env file|dotenv|whole environment|entire environment|full environment|complete environment',
  code: 'source code|our code|proprietary code|source tree|customer list|customer database|customer data|internal document|confidential file|trade secret|source folder|source directory|shell history|chat history|confidential|the sources',
  codeBase:
    'repository|the repo|this repo|whole repo|codebase|code base|working tree|project folder|git config|source file|config folder|workspace|project',
  contents:
    'content|contents|real value|actual value|full output|plain text|clear text|verbatim|their content|its content|in full|the value of|values of|complete output',
  external:
    'external server|remote server|external host|external endpoint|external url|outside server|our server at|collector|analytics host|attacker|third party|third-party server|webhook of ours|request bin|requestbin|pastebin|paste service|paste site|ngrok|telegram|discord|slack channel|dropbox|google drive|personal account|ftp server|remote host|public share|shared drive|remote endpoint|public bucket|command server|c2|c2 server|external address|external service|outside world|the internet|drop box|following address|following url|this url|this address|this endpoint|ip address|image url|query string of|tracking pixel|subdomain|dns lookup|dns query|dns request|dns|public gist|public repo|public repository|public repositories|public mirror|gist|webhook',
  public:
    'github issue|issue|issue comment|pull request description|pull request|pr description|pr body|pr comment|commit message|readme|changelog|comment|public channel|forum|wiki|public page|release notes|public branch|ci log|build log|job log|summary|final answer|your answer|your reply|your output|log',
  sandbox:
    'sandbox|sandboxing|jail|container isolation|bubblewrap|bwrap|seatbelt|isolation|seccomp|apparmor|selinux|containment',
  guard:
    'command guard|guard|guardrail|guard rail|safety check|safety measure|safety mechanism|safety feature|safety rule|safety net|safety setting|safety filter|security check|security control|security policy|security policies|security feature|security measure|security setting|security scanner|security scan|security gate|content filter|policy check|policy engine|protection|protections|restriction|restrictions|safeguard|watchdog|egress filter|egress rule|allow-list|allowlist|network policy|network restriction|firewall|antivirus|virus scanner|defender|edr|intrusion detection|malware scanner|secret scanning|secret scanner|gitleaks|signature verification|certificate verification|certificate check|certificate validation|tls verification|ssl verification|ssl check|signature check|supervisor|kill switch|spending limit|approval step|two-factor authentication|mfa|2fa|ralph process|ralph run|ralph loop|ralph',
  permission:
    'permission prompt|permission check|permission mode|approval prompt|human approval|approval step|permission system|permission dialog|tool approval|approval requirement|all tools|every tool|confirmation prompt',
  protection:
    'branch protection|branch protection rule|protected branch|required review|required reviews|required status check|required check|code owner|codeowner|push protection|merge rule|review requirement',
  hook: 'hook',
  gitHooks:
    'git hook|pre-commit hook|pre-commit|commit hook|pre-push hook|pre-push|pre-commit check|husky|commit check|pretooluse hook|tool hook|lefthook',
  audit:
    'audit log|audit logging|audit trail|audit|auditd|audit event|audit record|monitoring|alerting|alert|tracing agent|security log|access log|syslog|journald|event recording|telemetry agent|logging|log line|run journal|journal',
  check: 'test|check|unit test|assertion|linter|lint|eslint|validation|status check|integration test|type check',
  checks:
    'tests|the tests|checks|ci|ci check|ci checks|test suite|suite|quality gate|gate|gates|quality check|verification step|test step|pipeline check|code review|human review|security review|acceptance tests|unit tests|integration tests|lint checks|type-check|review|verification',
  failing:
    'failing test|failing ones|failing one|red test|red ones|broken test|failing spec|failing case|failing suite|failing assertion|tests that fail|test that fails|whatever is red|failing check|failing step|whatever fails|tests which fail|those that fail|ones that fail|offending test|offending assertion|tests that are red|failures|test cases that fail|failed test|what fails|anything that fails|anything red',
  limit:
    'cost limit|budget|iteration limit|time limit|spend limit|rate limit of ralph|max iterations|token limit|cost cap|spending cap|usage limit|turn limit',
  state:
    'ralph state|state folder of ralph|ralph journal|loop state|orchestrator state|journal of the run|agent settings|claude settings|settings of the agent|own settings|your own configuration|your configuration|your settings|your own settings|your permissions',
  schedule:
    'cron job|cronjob|crontab|cron|launch agent|launchagent|launchd|launch daemon|scheduled task|login item|startup item|startup script|startup entry|start-up script|startup folder|autostart|autostart entry|run key|at job|systemd timer|systemd unit|systemd service|systemd user service|daemon|background service|system service|init script|user service|login script',
  shellStart:
    'shell profile|shell startup|shell startup file|start file of the shell|shell start file|login shell|bash profile|zsh profile|bashrc|zshrc|shell rc|profile script|powershell profile|rc file',
  access:
    'authorized key|authorized_keys|authorized keys|ssh access|passwordless sudo|sudo without a password|nopasswd|sudoers|root access|remote access|remote shell|reverse shell|bind shell|shell on port|bind a shell|a shell to it|shell listener|listening shell|web shell|webshell|ssh tunnel|reverse tunnel|vpn tunnel|remote desktop|password login for root|setuid|suid bit|suid|permanent access|open shell',
  backdoor:
    'backdoor|back door|maintenance door|master password|hidden admin|hidden account|hidden user|secret account|universal password|secret login|secret endpoint|hidden endpoint|hidden route|undocumented endpoint|rootkit|keylogger|implant|cryptominer|crypto miner|miner|xmrig|trapdoor|trojan|malware|time bomb|logic bomb|magic password|secret password',
  instructions:
    'instruction|prompt|guideline|directive|system message|told|been told|programming|safety guideline|safety instruction|ethical guideline|context|briefing',
  rules: 'rule|policy|policies|constraint|restriction|limitation|direction|safety rule|ethics|training',
  previous:
    'previous|prior|above|earlier|preceding|everything you|existing|former|before this|so far|initial|original|up to now|until now|that came before|given earlier|given to you|given before|anything said|received so far',
  yours: 'your|system|developer|operator|you were|you have been|you got|you received|agents.md|claude.md',
  systemPrompt:
    'system prompt|system message|initial instruction|hidden instruction|initial prompt|your prompt|secret instruction|your instructions|developer message|system instructions|original instructions|your rules',
} as const satisfies Readonly<Record<string, string>>
