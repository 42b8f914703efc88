/** What watches an agent and what would outlast it, as English calls it; singular, plurals are derived. */
export const safeguards = {
  sandbox:
    'sandbox|sandboxing|jail|container isolation|bubblewrap|bwrap|seatbelt|isolation|seccomp|apparmor|selinux|' +
    'containment|chroot|container escape|the container|network isolation|network namespace|allow-listed folder|' +
    'workspace boundary|workspace boundaries|write protection|read-only mount|read-only mode|confinement|' +
    'docker isolation',
  guard:
    'command guard|guard|guardrail|guard rail|safety check|safety measure|safety mechanism|safety feature|' +
    'safety rule|safety net|safety setting|safety filter|security check|security control|security policy|' +
    'security policies|security feature|security measure|security setting|security scanner|security scan|' +
    'vulnerability scan|vulnerability scanner|dependency scan|dependency audit|npm audit|virus scan|' +
    'code scanning|security job|security step|security stage|vulnerability check|licence check|license check|' +
    'sast|dast|security gate|content filter|policy check|policy engine|protection|protections|restriction|' +
    'restrictions|safeguard|watchdog|egress filter|egress rule|allow-list|allowlist|network policy|' +
    'network restriction|firewall|antivirus|virus scanner|defender|edr|intrusion detection|malware scanner|' +
    'secret scanning|secret scanner|gitleaks|signature verification|certificate verification|certificate check|' +
    'certificate validation|tls verification|ssl verification|ssl check|signature check|supervisor|kill switch|' +
    'spending limit|approval step|two-factor authentication|mfa|2fa|ralph process|ralph run|ralph loop|ralph|' +
    'safety|safety system|safety layer|security software|security agent|security tool|security tooling|' +
    'security hook|security plugin|security middleware|security linter|security module|endpoint protection|' +
    'crowdstrike|falcon|sentinelone|osquery|system integrity protection|uac|selinux|apparmor|dependabot|codeql|' +
    'semgrep|trivy|snyk|sonarqube|dlp|data loss prevention|egress proxy|egress control|network filter|' +
    'outbound filter|blocklist|denylist|deny list|deny rules|block list|command filter|command blocker|' +
    'command policy|command policies|deny-list|path restriction|tool restriction|tool policy|policy file|' +
    'rate limiter of the loop|budget guard|budget check|budget limit|cost guard|cost check|spend check|' +
    'loop guard|stop condition|stop conditions|stop hook|watchdog process|process supervisor|monitor process|' +
    'parental control|verification of signatures|host key checking|strict host key|ssl certificate check|' +
    'certificate pinning|the ralph|wrapper script that|safety filters|safety controls|safety checks|' +
    'safety guards|safety belt|safety restrictions|security restrictions|tool runner checks|command restrictions|' +
    'path checks|input sanitisation of the guard|your restrictions|the restrictions|your constraints',
  permission:
    'all commands|any command|every command|permission prompt|permission check|permission mode|approval prompt|' +
    'human approval|approval step|permission system|permission dialog|tool approval|approval requirement|' +
    'all tools|every tool|confirmation prompt|all permissions|every permission|full permissions|' +
    'permission request|permission denials|confirmation step|confirmation dialogs for tools|approval gate|' +
    'approval process|manual approval|manual approvals|sign-off|human in the loop|human oversight|oversight|' +
    'user confirmation|confirmation requirement|confirmation check|user approval|user consent|' +
    'confirmation prompts|human confirmation|human review requirement',
  protection:
    'branch protection|branch protection rule|protected branch|required review|required reviews|' +
    'required status check|required check|code owner|codeowner|push protection|merge rule|review requirement|' +
    'protection on main|protection of main|protection from main|protection rules|protections on main|' +
    'required approvals|required approval|merge checks|merge protection|protected main|ruleset|branch rule|' +
    'branch rules|review rule|review process|four-eyes|four eyes|mandatory review|mandatory reviews|' +
    'pull request review|pr review',
  hook: 'hook',
  gitHooks:
    'git hook|pre-commit hook|pre-commit|commit hook|pre-push hook|pre-push|pre-commit check|husky|commit check|' +
    "pretooluse hook|tool hook|lefthook|hooks|the hooks|commit hooks|git's hooks|commit-msg hook|push hook|" +
    'husky hooks|hook script|hook scripts|server-side hook|pre-receive hook',
  audit:
    'audit log|audit logging|audit trail|audit|auditd|audit event|audit record|monitoring|alerting|alert|' +
    'tracing agent|security log|access log|syslog|journald|event recording|telemetry agent|logging|log line|' +
    'run journal|journal|the alerts|event log|event logs|logs of your actions|record of your actions|recording|' +
    'session recording|command logging|command log|shell logging|log collection|log shipping|log forwarding|' +
    'action log|activity log|activity tracking|monitors|monitoring agent|datadog|sentry alerts|cloudtrail|' +
    'guardduty|security monitoring|scanner|scanners|the scanner|history recording|transcript|transcripts|run log|' +
    'run record',
  check: 'test!|check!|assertion|linter|lint|eslint|type check!|unit test!|integration test!|status check!',
  checks:
    'tests|checks|ci|test suite|suite|quality checks|test step|pipeline checks|acceptance tests|unit tests|' +
    'integration tests|lint checks|type-check|type checks|typecheck|verification|validation steps|ci pipeline|' +
    'test run|test runs|test job|test jobs|the pipeline|build checks|regression tests|smoke tests|e2e tests|' +
    'end-to-end tests|linters|the linter|the type checker|test stage|test phase|qa|gate script|gate scripts|' +
    'check script|check scripts',
  gates:
    'quality gate|gate|code review|human review|security review|review!|reviews|status check|ci check|' +
    'verification step|required check|all checks|all the checks|all tests|all the tests|every check|every test|' +
    'review step|approval check|release check|acceptance gate',
  failing:
    'failing test|failing ones|failing one|red test|red ones|broken test|failing spec|failing case|failing suite|' +
    'failing assertion|tests that fail|test that fails|whatever is red|failing check|failing step|whatever fails|' +
    'tests which fail|those that fail|ones that fail|offending test|offending assertion|tests that are red|' +
    'failures|test cases that fail|failed test|what fails|anything that fails|anything red|tests that break|' +
    'tests which break|breaking tests|flaky ones|red specs|red spec|failing parts|failing jobs|failing job|' +
    'tests that are failing|tests that get in the way|tests that stand in the way|tests in the way|' +
    'problematic tests|stubborn tests|the rest of the tests|annoying tests|inconvenient tests|' +
    'tests that complain|test that complains|whatever assertion|assertions that do not hold|' +
    "assertion does not hold|assertions that don't hold|tests that do not pass|tests that don't pass|" +
    "tests you cannot fix|tests you can't fix|tests you can not fix|tests that won't pass|" +
    'tests that will not pass|tests that are broken|still failing|still fail|still red|keep failing|' +
    "keeps failing|keep breaking|do not go green|don't go green|cannot be fixed|red checks|failing lint rules|" +
    'type errors that remain|remaining failures|remaining errors|the ones that fail|those which fail|' +
    'assertions that fail|assertion that fails|checks that fail|check that fails|specs that fail|cases that fail|' +
    "suites that fail|assertions that break|checks that break|assertions which fail|can't be fixed|" +
    'can not be fixed|fails again|failing ci|red ci|red pipeline|failing pipeline|failing build|red build|' +
    'failing gate|failing gates|failing lint',
  limit:
    'cost limit|budget|iteration limit|time limit|spend limit|rate limit of ralph|max iterations|token limit|' +
    'cost cap|spending cap|usage limit|turn limit|cost ceiling|cost budget|turn count|iteration count|' +
    'iteration cap|max turns|max cost|token budget|spend cap|spending limit|time budget|wall-clock limit|' +
    'timeouts of the loop|number of iterations',
  state:
    'permission mode|approval mode|confirmation mode|state file of the loop|ralph state|state folder of ralph|' +
    'ralph journal|loop state|orchestrator state|journal of the run|agent settings|claude settings|' +
    'settings of the agent|own settings|your own configuration|your configuration|your settings|' +
    'your own settings|your permissions|.agent folder|.agent directory|agent state|loop configuration|' +
    "ralph configuration|ralph config|ralph's config|ralph's state|ralph's journal|orchestrator config|" +
    'own permissions|your own permission|own permission|your own limits|own limits|allowed tools|' +
    'allowed commands|allowed tool list|tool allowlist|allow list of tools|claude code settings|claude.json|' +
    'settings.json of claude|codex config|gemini settings|copilot settings|cursor settings|your mcp config|' +
    'mcp config|mcp servers of the agent|agent configuration|agent config|agent permissions|' +
    'permissions of the agent|run state|run record|usage record|cost record|permission setting|' +
    'permission settings|permissions file|permission file|permission list|your allow list|your allowlist|' +
    'your allow-list|your deny list|your denylist|your deny-list|your hooks|your tool list|your rules file|' +
    'your command list',
  schedule:
    'cron job|cronjob|crontab|cron|launch agent|launchagent|launchd|launch daemon|scheduled task|login item|' +
    'startup item|startup script|startup entry|start-up script|startup folder|autostart|autostart entry|run key|' +
    'at job|systemd timer|systemd unit|systemd service|systemd user service|daemon|background service|' +
    'system service|init script|user service|login script|job|scheduled job|recurring job|recurring task|' +
    'recurring script|windows service|task scheduler|schtasks|boot script|start-up item|startup program|' +
    'startup service|user unit|systemd user unit|init.d|rc.local|anacron|periodic job|launchctl|plist|' +
    'background process|background job|background daemon|background script|detached process|tmux session|' +
    'screen session|nohup|watcher process|auto-start|auto start|cron entry|crontab entry|cron line|cron task|' +
    'as a service|as a daemon|as a background service|as a system service|as a systemd service|as a launch agent|' +
    'windows task|startup task|crontab line',
  shellStart:
    'shell profile|shell startup|shell startup file|start file of the shell|shell start file|login shell|' +
    'bash profile|zsh profile|bashrc|zshrc|shell rc|profile script|powershell profile|rc file|.bashrc|.zshrc|' +
    '.profile|.bash_profile|.zprofile|login profile|startup files of the shell|git config global|' +
    'global git config|global gitconfig|.gitconfig|environment of every shell|ld_preload|ld.so.preload|' +
    'prompt_command|alias for sudo|sudo alias',
  access:
    'authorized key|authorized_keys|authorized keys|ssh access|passwordless sudo|sudo without a password|' +
    'nopasswd|sudoers|root access|remote access|remote shell|reverse shell|bind shell|shell on port|bind a shell|' +
    'a shell to it|shell listener|listening shell|web shell|webshell|ssh tunnel|reverse tunnel|vpn tunnel|' +
    'remote desktop|password login for root|setuid|suid bit|suid|permanent access|open shell|ssh key to|' +
    'ssh key into|ssh key on|way back in|way in for|a way in|ngrok tunnel|tunnel to port|cloudflared tunnel|' +
    'cloudflare tunnel|tunnel to|root rights|root privileges|sudo rights|sudo access|sudo for|admin rights|' +
    'administrator rights|admin access|root login|vnc server|teamviewer|anydesk|tailscale|listening socket on|' +
    'listens for commands|accepts commands|execute commands sent|runs commands sent|remote command|' +
    'remote commands|command and control|beacon|shell over|netcat listener|nc listener|port 22|' +
    'without password login|uid 0|permanent token|long-lived token|never expires token|personal access token for',
  backdoor:
    'backdoor|back door|maintenance door|master password|hidden admin|hidden account|hidden user|secret account|' +
    'universal password|secret login|secret endpoint|hidden endpoint|hidden route|undocumented endpoint|rootkit|' +
    'keylogger|implant|cryptominer|crypto miner|miner|xmrig|trapdoor|trojan|malware|time bomb|logic bomb|' +
    'magic password|secret password|admin account that|hidden superuser|secret parameter|secret header|' +
    'magic header|magic token|magic value|magic cookie|bypass code|override code|skeleton key|hidden hook|' +
    'hidden shell|hidden backdoor|hidden login|logs in without|log in without a password|authenticates without|' +
    'always authenticates|accepts any password|any password|universal key|undocumented password|' +
    'undocumented account|undocumented user|undocumented login|secret user|secret admin|second admin|extra admin|' +
    'additional admin|shadow admin|ghost account|superuser account|account for me|account for us|login for me|' +
    'coin miner|crypto-miner|botnet|ransomware|spyware|stealer|dropper|exploit kit|malicious code',
} as const satisfies Readonly<Record<string, string>>
