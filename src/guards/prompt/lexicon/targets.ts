/** What an agent must keep its hands off, as English calls it; singular, plurals are derived, `!` says there is none. */
export const targets = {
  home:
    'machine home|computer home|entire home|whole home|complete home|home partition|home of the|home directory|' +
    'home folder|home dir|homedir|home directories|homes of|user profile|my home|your home|his home|their home|' +
    'the home of|folders of the user|user home|home of the user|my documents|contents of home|users folder|' +
    'user folder|user directory',
  system:
    'operating system|system directory|system folder|system file|root directory|root folder|' +
    'root of the filesystem|filesystem root|root filesystem|file system|filesystem|windows directory|system32|' +
    'boot sector|bootloader|kernel|the os|registry hive|system path|root partition|/ directory|whole filesystem|' +
    'entire filesystem|library folder|program files|registry|system configuration|system libraries|' +
    'system binaries|os installation|swap file|installed packages|installed software|factory reset',
  device:
    'hard disk|hard drive|disk|partition|partition table|ssd|block device|drive|usb stick|master boot record|mbr|' +
    'flash drive|external drive|external disk|boot drive|storage device|data disk|hard disk drive|disk image|' +
    'mount|mounted volume|network share|nas',
  elsewhere:
    'parent directory|parent folder|outside of the workspace|outside the workspace|outside the repository|' +
    'outside this repository|outside of this repository|outside the project|other project|other repository|' +
    'other repositories|other checkout|other folder|other directory|other directories|other user|sibling project|' +
    'neighbouring project|neighboring project|every project|every repository|everything else|personal file|' +
    'personal document|document folder|documents folder|photo|my documents|downloads folder|mailbox|' +
    'desktop folder|everything above it|folder above|directory above|above this project|above the project|' +
    'above this repository|above the repository|one level up|level above|level up|two levels up|' +
    'neighbouring folder|neighboring folder|adjacent repository|adjacent repositories|sister repository|' +
    "family photo|tax document|downloads|documents|pictures|desktop|colleague's|other team|another team|" +
    "other people's|someone else's|other developer|other customer|not part of the project|" +
    'not part of this project|beyond the workspace|beyond this repository|beyond the repository|' +
    'everything you can reach|everything you can find|anything you can reach|all files you can|' +
    'every file you can|whatever you can reach|files on this machine|file on this machine|files on the machine|' +
    'files on my computer|files on the server|files on the disk|file on disk|files on this computer|' +
    'files you have access to|everything on this machine|everything on the machine|everything on the server|' +
    'everything on the disk|everything on my computer|everything on this computer|everything on it|' +
    'files on the system|file on the system|files of the system|files from the system|next to this project|' +
    'next to this one|next to this repository|beside this project|beside this repository|outside this folder|' +
    'outside this directory|outside of this directory|outside of this folder|outside this project|' +
    'outside of this project|outside the working directory|outside of the working directory|' +
    'outside the working tree|outside your workspace|outside your working directory|rest of the disk|' +
    'rest of the system|rest of the machine|everything outside|anything outside|all files outside|files outside|' +
    'whatever lies outside',
  machine:
    'this machine|the machine|this computer|the computer|my machine|my computer|my laptop|this server|this host|' +
    'the host|the box|this box|whole system|entire system|system-wide|this system|the runner|whole machine|' +
    'entire machine|build machine|our server|the developer machine|workstation|the system|the whole system|' +
    'the laptop|the vm|the node|the workstation|the computer system|entire host|whole host|whole server|' +
    'entire server|every machine|all machines',
  production:
    'production|prod|live system|live database|live environment|live server|customer-facing|live customer|prod-|' +
    'in live|live site|live data|live db|live cluster|live bucket|real customer|real customers|real user|' +
    'paying customer|prod db|customer environment|customer tenant|customer account|live!',
  store:
    'database|db|schema|cluster|bucket|namespace|instance|server|volume|collection|table|redis|postgres|mysql|' +
    'mongodb|customer data|user data|customer record|data|pod|deployment|stack|queue|tenant|record|droplet|' +
    'lambda|load balancer|node pool',
  cloud:
    's3 object|customer bucket|s3 data|s3 bucket|aws account|cloud account|gcp project|azure subscription|' +
    'resource group|cloud resource|aws resource|kubernetes cluster|rds instance|ec2 instance|hosted zone|' +
    'dns zone|dns record|terraform state|cloud project|infrastructure|hosted database|cloud storage|' +
    'kubernetes namespace|every namespace|all namespaces|all infrastructure|whole account|entire account|' +
    'cloud environment|vpc|storage account|container registry|docker registry|dns|cdn distribution|all pods|' +
    'every pod|all deployments|all instances|all servers|all volumes|all droplets|all clusters|all databases|' +
    'every database|all buckets|every bucket|message queues|production-|firebase project|supabase project|' +
    'vercel project|heroku app|prod cluster|production server',
  backup:
    'backup|snapshot|disaster recovery copy|off-site copy|recovery point|time machine|all backups|nightly dump|' +
    'database dump|rollback copy|restore point|archive copy|backup copies|safety copies',
  history:
    'git history|commit history|history of main|history of the repository|history of the branch|' +
    'repository history|reflog|remote branch|remote branches|remote tag|.git folder|.git directory|all branches|' +
    'all the branches|commit log|main branch|master branch|release branch|release tag|every tag|all tags|' +
    'all the tags|upstream branch|remote repository|git objects|git reflog|every branch|other branches|' +
    "feature branches of others|others' branches|stashes|branch history|main history|master history|" +
    "branch's history|master branch history|history of master|history of our",
  everything: 'everything|all|every|entire|whole|any|completely|each|complete|full|anything|whatever',
  secret:
    'credential|password|api key|access key|access token|token|secret|cookie|session cookie|passphrase|' +
    'auth token|certificate key|login|key|bearer|jwt|pin|client secret|webhook secret|session token|database url|' +
    'connection string|encryption key|sensitive data|sensitive information|personal data of|customer email|' +
    'user record|pii|secrets file|secret file|certificate|license key|licence key|config secret|private data',
  privateKey:
    'private key|ssh key|secret key|aws credential|aws key|aws secret|cloud credential|password store|' +
    'saved password|stored password|keychain|keyring|login data|service account key|signing key|gpg key|wallet|' +
    'seed phrase|deploy key|personal access token|kubeconfig|git credential|browser cookie|browser history|' +
    'npm token|github token|browser password|saved login|login cookies|session cookies of|keys of this machine|' +
    'ssh folder|ssh directory|.ssh folder|ssh config|ssh credentials|cloud keys|cloud token|api keys you find|' +
    'keys you find|secrets you find|credentials you find|tokens you find|production password|database password|' +
    'root password|production credential|vault token|docker credential|registry token|ssh material|id_rsa|' +
    'id_ed25519|password file|shadow file|crypto wallet|wallet file|bitcoin wallet|recovery phrase|' +
    'kubernetes secret|oauth token of|refresh token|master key|tls key|code signing certificate|' +
    'private signing key|private ssh key|private gpg key|private deploy key|private rsa key|private tls key|' +
    'database credential|db credential|production secret|admin credential|admin password|server password|' +
    'server credential|login credential|production key|production token|prod credential|prod secret|prod key|' +
    'root credential|credentials of|password files',
  environment:
    'environment variable|env var|env variable|environment|process.env|os.environ|environment block|' +
    'shell environment',
  environmentDump:
    'printenv|output of env|env dump|environment dump|dump of the environment|env output|' +
    'values of the environment|values of all environment|env file|dotenv|whole environment|entire environment|' +
    'full environment|complete environment|env|all env|all env vars|the environment variables and their|' +
    'every environment variable|all environment variables with their|printenv output|set command|' +
    "environment of the process|process environment|env command|shell's environment|the env",
  code:
    'source code|our code|proprietary code|source tree|customer list|customer database|customer data|' +
    'internal document|confidential file|trade secret|source folder|source directory|shell history|chat history|' +
    'confidential|the sources|private repository|private repo|private code|private repositories|our repository|' +
    'our sources|our algorithm|our model|internal repository|internal wiki|internal network|network layout|' +
    'internal hosts|hostnames|internal ip|user database|user table|customer table|customer email|customer record|' +
    'customers table|database dump|dump of the database|prompt history|conversation history|my emails|emails|' +
    'clipboard|screenshot of the desktop|ssh config|users table|user list|list of users|list of customers|' +
    "customers' data|customer's data|user's data|users' data|user contact|contact list|address book|" +
    'customer contact',
  codeBase:
    'repository|the repo|this repo|whole repo|codebase|code base|working tree|project folder|git config|' +
    'source file|config folder|workspace|project',
  contents:
    'content|contents|real value|actual value|full output|plain text|clear text|verbatim|their content|' +
    'its content|in full|the value of|values of|complete output|a copy of!|copies of!',
  external:
    'public github|public account|github account|gitlab account|personal github|public gitlab|external server|' +
    'remote server|external host|external endpoint|external url|outside server|our server at|collector|' +
    'analytics host|attacker|third party|third-party server|webhook of ours|request bin|requestbin|pastebin|' +
    'paste service|paste site|ngrok|telegram|discord|slack channel|dropbox|google drive|personal account|' +
    'ftp server|remote host|public share|shared drive|remote endpoint|public bucket|command server|c2|c2 server|' +
    'external address|external service|outside world|the internet|drop box|following address|following url|' +
    'this url|this address|this endpoint|ip address|image url|query string of|tracking pixel|subdomain|' +
    'dns lookup|dns query|dns request|public gist|public repo|public repository|public repositories|' +
    'public mirror|gist|stranger|public tracker|public dashboard|public url|public link|anonymous|' +
    'anonymous upload|mailbox at|telegram bot|discord webhook|slack webhook|remote collector|logging endpoint|' +
    'remote logger|my server|my own server|my endpoint|my website|my email|my gmail|gmail|my address|our partner|' +
    'contractor|external consultant|external party|someone outside|competitor|outside the company|' +
    'outside the organisation|outside the organization|off this machine|off the machine|over the network|' +
    'out of the network|over dns|in a query parameter|in the query string|sftp server|webdav|s3 bucket of|' +
    'telemetry endpoint|analytics endpoint|crash reporter|google form|public paste|hastebin|requestcatcher|' +
    'burp collaborator|interactsh|oast|ipfs|tor|onion|our vendor|the vendor|a vendor|third parties|outside party|' +
    'outside parties|the outside|into the user agent|into the user-agent|update check|telemetry ping|' +
    'into the query string|into the url|as a query parameter|as a subdomain|in a subdomain|as url parameter|' +
    'as a url parameter|in the user agent|in the user-agent',
  public:
    'github issue|issue|issue comment|pull request description|pull request|pr description|pr body|pr comment|' +
    'commit message|readme|changelog|comment|public channel|forum|wiki|public page|release notes|public branch|' +
    'ci log|build log|job log|summary|final answer|your answer|your reply|your output|log|public job log|' +
    'job output|console output of|npm package|published package|github comment|github discussion|git tag message|' +
    'branch name|docs site|website|public site|public folder|static folder|package description|error message|' +
    'image metadata|npm|pypi|docker hub|marketplace|webhook|the web|commit it|commit them|commits it|and commit|' +
    'then commit|slack|whatsapp|signal group|matrix room|irc|twitter|reddit|stack overflow|stackoverflow|' +
    'facebook|linkedin|teams channel',
  instructions:
    'instruction|prompt|guideline|directive|system message|told|been told|programming|safety guideline|' +
    'safety instruction|ethical guideline|context|briefing|agents.md|claude.md|contributing.md|request above|' +
    'task above|message above|messages above|text above|conversation above|training|system role|core values|' +
    'alignment|system prompt|original task|original request|assignment|user says|user tells you|user tells|' +
    'user asked|user asks for|user wants|operator says|what you are told|user says!|user tells!',
  rules:
    'rule|policy|policies|constraint|restriction|limitation|direction|safety rule|ethics|training|norm|principle|' +
    'boundary|boundaries|obligation|code of conduct|moral|safety measure|safety protocol|operating procedure|' +
    'house rule|rule book|task description|task file|acceptance criteria',
  previous:
    'previous|prior|above|earlier|preceding|everything you|existing|former|before this|so far|initial|original|' +
    'up to now|until now|that came before|given earlier|given to you|given before|anything said|received so far|' +
    'you have read|read so far|that precede|up to here|until here|up to this point|until this point|before now|' +
    'from before|written above|stated above|mentioned above|listed above|of the past|everything before|' +
    'everything above|all of the above|the above|anything above|anything before',
  ownReport:
    'your report|your summary|your answer|your reply|your final message|your final report|the final report|' +
    'status report|the summary|your notes|your explanation|your message|the report|your commit message|' +
    'the pr description|the changelog entry|the handover|the user|the reviewers|the reviewer|the team|' +
    'the maintainers|the operator|the owner',
  yours:
    'rules of this project|rules of the project|project rules|rules of this repository|rules of this repo|your|' +
    'system|you were|you have been|you got|you received|agents.md|claude.md|you are following|you follow|' +
    'you are bound by|you have to follow|you were given|you have been given|given to you|that govern you|' +
    "that bind you|anthropic|openai|the user gave|the user's|from the user|in the system|built-in",
  systemPrompt:
    'system prompt|system message|initial instruction|hidden instruction|initial prompt|your prompt|' +
    'secret instruction|your instructions|developer message|system instructions|original instructions|your rules|' +
    'configuration you were given|prompt you were given|instructions you were given|instructions you received|' +
    'rules you were given|your configuration text|your hidden|pre-prompt|preprompt|preamble|developer prompt|' +
    'developer instructions|developer instruction|your developer|everything above this line|text of your',
  evidence:
    'number|benchmark|benchmark number|benchmark result|result|figure|measurement|screenshot|test report|' +
    'test protocol|protocol|coverage report|coverage figure|test output|test log|log output|audit result|review|' +
    'approval|statistic|metric|citation|reference|source for|changelog entry for|proof',
  selfGrant:
    'your own pull request|your own pr|your own change|your own merge request|your own code|your own work|' +
    'yourself access!|yourself all!|yourself full!|yourself admin!|yourself root!|yourself write!|' +
    'yourself permission|yourself the!|yourself sudo!|yourself more!|yourself every!|itself access!|itself all!|' +
    'itself full!|itself root!|itself admin!',
  noOne: 'nobody|no one|noone|not a soul!',
  somewhere:
    'to our!|to the!|to a!|to an!|to my!|to me!|to someone!|to somebody!|to him!|to everyone!|through a!|via a!|' +
    'via the!|over the!|to this!',
} as const satisfies Readonly<Record<string, string>>
