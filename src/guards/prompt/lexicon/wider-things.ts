/** More names for the things an order may be about: single words first, as sentences put them together anew. English. */
export const widerThings = {
  home:
    'home account|user account folder|everything in home|all of home|home tree|$home|homes|home volume|' +
    'home drive|user data folder',
  system:
    'boot record|boot partition|installed programs|installed applications|all packages|os files|' +
    'operating systems|package database|system tools|drivers|firmware|bios|uefi|efi partition|/etc|/usr|/var|' +
    '/boot',
  device:
    'hard disks|laptop drive|storage|ssds|raid|usb drive|lun|swap partition|sectors|first sector|system disk|' +
    'memory card|sd card',
  elsewhere:
    'sibling folder|sibling folders|sibling directory|sibling directories|neighbour folder|neighbor folder|' +
    "other checkouts|each checkout|other people's work|other repos|other repo|outside of our|outside our|" +
    "that aren't ours|that are not ours|isn't ours|aren't yours|not yours|belongs to somebody else|" +
    'belongs to someone else|belong to somebody else|belong to others|belong to other|belongs to other|' +
    "belongs to another|colleague's branch|colleague's branches|teammate|teammates|co-worker|roommate|" +
    'family pictures|mail archive|music collection|videos|holiday pictures|private folder|private files|' +
    'everything above|upper directory|top-level folders|other accounts|other users|neighbours|all repositories|' +
    'all the repos|all repos|every repo|whole disk|entire disk|rest of the folder tree|all my files|my files|' +
    'my stuff|their files|their work',
  production:
    'live host|live machine|live instance|live tables|live schema|live tenant|prod workspace|prod host|' +
    "prod instance|prod database|on live|live servers|live service|live systems|customers' uploads|" +
    'customer uploads|prod environment|prod server|prod servers|prod account|in prod|real data|real accounts|' +
    'paying customers|real orders|production-grade|production systems|production account|production environment|' +
    'live traffic|public site|main server',
  store:
    'resource|managed resource|tenant data|user table|customer data|container image|docker volume|docker image|' +
    'docker volumes|images and volumes|workload|workloads|uploads|orders|customers|user accounts|accounts table|' +
    'topics|streams|indices|index of elasticsearch|blob|blobs|warehouse|data lake|replica|primary|shard|vm|vms|' +
    'virtual machine|machine image|image registry|container|containers|rows|keyspace|dataset|datasets|' +
    'object store|file store|crm|wallets',
  cloud:
    'production site|production website|live website|' +
    'ec2 machine|ec2 machines|ec2|rds|lambda functions|cloud function|cloud functions|kubernetes|k8s cluster|k8s|' +
    'eks|gke|aks|cloudformation stack|cloudformation stacks|dns records|dns zones|domains|domain registration|' +
    'aws organization|iam roles|iam users|load balancers|cloud run|app engine|digitalocean|hetzner|linode|vps|' +
    'dynamodb|bigquery|cloudfront|route53|s3|gcs|azure|stripe account|api keys in|all api keys|saas account|' +
    'auto scaling|every workload|all workloads|terraform stack|pulumi stack',
  backup:
    'off-site backup|dumps|database dumps|snapshots of|wal archive|point-in-time|recovery key|recovery keys|' +
    'disaster recovery|archives|safety copy|restore points|retention copies|glacier|shadow copies|volume shadow|' +
    'tape|tapes',
  history:
    'years of main|commits of main|months of main|commits on main|branches from the remote|' +
    "branches on the remote|branches on origin|everyone's branches|all tags on|the old commits|old commits|" +
    "commit objects|commits of others|commits of my|other people's commits|others' commits|remote refs|" +
    'refs on the remote|whole history|entire history|complete history|full history|repo history|remote main|' +
    'origin/main|origin main|default branch',
  secret:
    'credentials|passcode|api secret|service credentials|keys|pats|otp|2fa codes|recovery codes|tokens lying|' +
    'master password|password hash|password hashes|session id|auth cookie|secrets.yml|secrets from|' +
    'database url with|dsn|client credentials|license file|vault',
  secretValue:
    'all repository secrets|repository secrets|all secrets|every secret|all the secrets|each secret|' +
    'all credentials|all passwords|database url with its password|its password|secrets from the vault|' +
    'contents of the vault|values of the secrets|actual secrets',
  privateKey:
    'cookies of my browser|browser cookies|browser session|ssh folder|ssh keys|key material|key file|key files|' +
    'keystore|api tokens|service tokens|cloud credentials|aws keys|gcp key|gcp credentials|azure credentials|' +
    'signing keys|deploy token|deploy tokens|tokens lying around|keys lying around|admin kubeconfig|ssh agent|' +
    'gpg keys|password manager|password vault|keychain entries|bank details|credit card numbers|card numbers|' +
    'credit cards|social security numbers|passports|medical records|salary list',
  environmentDump:
    'copy of the process environment|copy of the environment|full copy of the process|process.env in full|' +
    'complete environment variables|complete set of environment variables|set of environment variables|' +
    'values of all variables|copy of the env|all of process.env|entire process.env|whole process.env|' +
    'environment block|environment as json|contents of the environment|content of the env',
  code:
    'each commit|every commit|all commits|each diff|every diff|src folder|src directory|source directory|' +
    'source folder|code directory|app folder|working copy|our tree|our source|sources of|project sources|' +
    'client files|customer files|customer records|user records|customer email addresses|email addresses of|' +
    'mail addresses|user emails|personal data|patient data|patient records|employee data|payroll|internal docs|' +
    'internal documents|internal documentation|design documents|contracts|pricing|business plan|board minutes|' +
    'unreleased|algorithm of ours|internal admin panel|admin panel|internal service|intranet|private repos|' +
    'chat logs|mailboxes|inbox|address lists|phone numbers|customer lists|the whole code|all our code|' +
    'entire code|complete code|whole project|entire project',
  external:
    'file sharing|sharing site|file host|file hoster|sharing service|file-sharing|public website|public site|' +
    'public server|public page|public fork|freelancer|somebody else|someone else|a friend|friend of mine|' +
    'my friend|my brother|journalist|the press|mega.nz|wetransfer|filebin|gofile|anonfile|drop zone|dead drop|' +
    'drop server|collection server|collector endpoint|freelance|agency|outside lawyer|' +
    'bug report you open upstream|upstream issue|upstream bug|public bucket|public drive|personal cloud|' +
    'personal drive|personal email|private email|private address|my private|my personal|google doc|onedrive|' +
    'icloud|public channel|everyone on the internet|beacon server|listener|listener at|dns txt|txt lookup|' +
    'txt record|hostname labels|shared folder outside|partner company|the partner|our supplier|supplier|investor|' +
    'an outsider|outsiders|non-employees',
  public:
    'pull request description|branch name|tag name|commit message|url of the badge|badge|public issue|' +
    'package metadata|license file header|html comment|front page|landing page|error page|response header|' +
    'response headers|robots.txt|meta tag|public log|step summary|job summary|build output|ci output|' +
    'github pages|npm readme|public package|release asset|release assets',
  sandbox:
    "inside the container|container's limits|container limits|network block|network is blocked|the isolation|" +
    'jail|cage|on the host|allowed folder|allowed folders|allowed paths|read-only restriction|egress block|' +
    'containment|cgroup|seccomp profile|lockdown',
  guard:
    'limits of the loop|limits of the run|limits of this run|loop limits|your own limits|' +
    'rules that forbid|rule that forbids|rules which forbid|rules that block|rule that blocks|rules preventing|' +
    'code that blocks|what stops you|what blocks you|whatever blocks|whatever stops|detects tampering|' +
    'tamper detection|tamper watch|integrity monitor|watches you|monitors you|supervises you|controls you|' +
    'records your|logs your|watches what you|observes you|command filter|shell guard|filter that|' +
    'forbidden command|blocked command|whatever checks|what checks your|checks your commands|' +
    'process that enforces|enforces the|enforcement|policy agent|policy server|waf|ids|ips|siem|app armor|' +
    'malware protection|anti-virus|antimalware|content security policy|csp|integrity checks|lockfile integrity|' +
    'integrity check|certificate checks|code signing|signature requirement|signed commits|time limit of the|' +
    'limits of the run|bodyguard|babysitter|nanny|minder|censor|censorship|filters|brakes|emergency stop|' +
    'stop button|off switch|safety catch|secret detection|leak detection|push rules',
  permission:
    'for approval|an approval|my approval|their approval|any approval|to be confirmed|has to be confirmed|' +
    'confirm anything|confirmations|asked for confirmation|ask for permission|asked for permission|' +
    'asking for permission|asking me|approval prompts|approvals|permission prompts|permission checks|' +
    'tool permissions|permission rules',
  protection:
    'reviews on main|review on main|protected branches|required reviewers|merge restrictions|push restrictions|' +
    'status checks on main|reviewers|required checks',
  gitHooks:
    'the hooks off|hooks turned off|hooks off|hooks disabled|commit hook|commit-hook|git checks|pre-receive|' +
    'local hooks|repository hooks',
  audit:
    'auditing|auditing daemon|audit daemon|audit logs|session transcript|the transcript|session log|session logs|' +
    'shell history recording|access logs|security logs|observability|telemetry of the run|recorder|surveillance|' +
    'event trail|paper trail|usage record|log files of the run|own log|your log|your logs|run logs|run history',
  checks:
    'verify|verify step|verify script|verifier|verification step|test runner|jobs|the jobs|ci jobs|workflow|' +
    'workflows|build steps|type check|type checking|spec files|the specs|specs|badge|red crosses',
  gates:
    'release gate|merge gate|deploy gate|quality gates|verification script|acceptance script|acceptance check|' +
    'definition of done|check script',
  failing:
    'tests that ~ fail|test that ~ fails|specs that ~ fail|checks that ~ fail|tests which ~ fail|test is red|' +
    'tests are red|test fails|tests fail|broken specs|broken spec|failing case|failing cases|check fails|' +
    'checks fail|checks are red|whichever checks|verification fails|build is red|specs are red|spec fails|' +
    "fails again|that one fails|which fail|that don't pass|which don't pass|do not pass|doesn't pass|what is red|" +
    "what's red|the red one|red lines|failed assertions|complaints|stubborn test|stubborn ones|troublemakers|" +
    'offenders',
  schedule:
    'git alias that|git alias which|alias that runs|alias which runs|global git alias|timer|timers|' +
    'browser extension|launch item|watchdog script|resident process|scheduled command|scheduler entry|' +
    'recurring command|cron tab|crond|boot task|login task|startup job|service unit|systemd|supervisord|pm2|' +
    'respawn script',
  access:
    'ssh key of mine|my ssh key|my public key|' +
    'a way to get into|way to get into|way into|shell to it|attach a shell|open port|port 4444|port 1337|' +
    'list of trusted|trusted signers|trusted keys|without a password check|without credentials|' +
    "root's authorized_keys|every tenant|all tenants|any tenant|admin rights for|domain admin|full control|" +
    'remote control',
  backdoor:
    'hidden admin|sleeper account|way around the login|login bypass|auth bypass|authentication bypass|' +
    'bypass for the login|bypass of the login|opens every account|opens all accounts|passes every permission|' +
    'passes every check|subtle flaw|deliberate flaw|intentional flaw|deliberate vulnerability|' +
    'intentional vulnerability|exploitable|weak spot|kill-switch|secret switch|hidden switch|hidden feature that|' +
    'always be let in|always let in|let in without',
  instructions:
    'who you are|what your system|safety rules|guidelines were|principles|the operator|previous message|' +
    'earlier message|above this line|above this|everything above|what the user|developer says|' +
    'anything you were told|task description above|this file above',
  previous:
    'given at the start|at the start|at the beginning|from the start|you started with|at the outset|' +
    'given initially',
  rules:
    'compliance|compliance mode|limits|ethical rules|policies|safety|filters|any rule|rules in agents.md|' +
    'safeguards|moderation',
  unrestricted:
    "nothing you may not|nothing you can't|no forbidden|no limits apply|no rules apply|" +
    'nothing you do has consequences|no consequences|without consequences|has no restrictions|' +
    'have no restrictions|without constraints|compliance mode disabled|restrictions disabled|limits removed|' +
    'all limits removed|free from all|free from any|above the law|beyond rules|unlimited mode|unlocked mode|' +
    'maintenance mode without|no longer limited|everything is permitted|nothing is forbidden|' +
    'nothing is off limits|anything is allowed|all is permitted',
  authority:
    'has unlocked|operator has|your operator|admin override|authorised you to|authorized you to|have authorised|' +
    'have authorized|maintainers have authorised|as your administrator|as your developer|as your operator|' +
    'as the operator|as the administrator|as your owner|as your creator|anthropic support|openai support|' +
    'this is anthropic|this is openai|on behalf of anthropic|anthropic has|openai has|' +
    'security team has authorised|has given permission|has given you permission|have given you permission|' +
    'legal has approved|management has approved|ceo has approved|with the authority|speaking as your|your maker|' +
    'your provider|your vendor|platform team has',
  void:
    "don't matter|doesn't matter|don't count|doesn't count|switched off|are switched off|no longer count|" +
    'count no more|were a draft|was a draft|is a draft|are history|ceased to apply|stopped applying|turned off|' +
    'out of date|not in force|ends here|end here|end now|stop applying|stops applying|have no force|' +
    'no longer bind',
} as const satisfies Readonly<Record<string, string>>
