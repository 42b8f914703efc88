/** Files that decide what agents may do without asking, and what runs when they work. */
const agentSettings =
  /\/(?:\.claude\/(?:settings(?:\.local)?\.json|hooks(?:\/.*)?)|\.claude\.json|\.gemini\/(?:settings\.json|trustedFolders\.json)|\.codex\/(?:config\.toml|hooks\.json|rules(?:\/.*)?)|\.qwen\/settings\.json|\.copilot\/(?:config\.json|mcp-config\.json)|\.cursor\/(?:mcp|hooks|cli|permissions|cli-config)\.json|\.config\/(?:opencode\/.*|amp\/settings\.json)|opencode\.jsonc?|ralph\.(?:ya?ml|json|toml))$/

/** The path is a settings file of an agent, or of ralph. */
export function isAgentSetting(path: string): boolean {
  return agentSettings.test(path)
}

const startFiles =
  /\/(?:\.(?:bashrc|bash_profile|bash_login|bash_logout|bash_aliases|profile|zshrc|zshenv|zprofile|zlogin|zlogout|kshrc|mkshrc|cshrc|tcshrc|login|xprofile|xinitrc|xsession|xsessionrc|inputrc|pam_environment|pythonrc(?:\.py)?|vimrc|tmux\.conf|gitconfig|npmrc|yarnrc(?:\.yml)?|curlrc|wgetrc|envrc|hushlogin|gdbinit|lldbinit|irbrc|pryrc|Rprofile|psqlrc|condarc|mailcap|forward)|\.(?:oh-my-zsh|zsh|bashrc\.d|profile\.d|zshrc\.d|vim|emacs\.d|gnupg)\/.*|\.ssh(?:\/(?:authorized_keys2?|config|rc|environment|id_[^/]+))?|\.config\/(?:fish|autostart|systemd|git|pip|environment\.d|nvim|powershell|direnv|npm|plasma-workspace|hypr|i3|sway)(?:\/.*)?|\.local\/share\/(?:systemd|applications)\/.*|\.pip\/pip\.conf|\.cargo\/config(?:\.toml)?|\.m2\/settings\.xml|\.docker\/config\.json|\.kube\/config|\.aws\/(?:config|credentials)|Library\/Launch(?:Agents|Daemons)(?:\/.*)?|\.(?:bash|zsh|python)_history)$/

const systemStart =
  /^\/(?:etc\/(?:cron[^/]*(?:\/.*)?|anacrontab|profile(?:\.d\/.*)?|bash\.bashrc|bashrc|zsh(?:\/.*|rc|env)?|rc\.local|rc\.d\/.*|init\.d\/.*|inittab|systemd\/.*|ld\.so\.(?:preload|conf(?:\.d\/.*)?)|sudoers(?:\.d\/.*)?|pam\.d\/.*|passwd|shadow|group|environment(?:\.d\/.*)?|ssh\/.*|xdg\/autostart\/.*|gitconfig|modules(?:-load\.d\/.*)?|udev\/.*|apt\/apt\.conf\.d\/.*|update-motd\.d\/.*|inetd\.conf|xinetd\.d\/.*)|var\/spool\/(?:cron|at)(?:\/.*)?|(?:usr\/)?lib\/systemd\/.*|Library\/Launch(?:Agents|Daemons)\/.*|root\/\.(?:bashrc|profile|ssh\/.*))$/

/** What is written there runs later, without the agent: shell starts, keys that may log in, timers, services. */
export function startsLater(path: string): boolean {
  return (
    systemStart.test(path) ||
    startFiles.test(path) ||
    /\/(?:\.local\/bin|bin|sbin)\/(?:git|npm|npx|node|python3?|pip3?|sudo|ssh|ls|cat|curl|sh|bash|zsh|claude|codex|gemini|ralph|docker|rm|kubectl|code|make)$/.test(
      path,
    ) ||
    /\/(?:site|dist)-packages\/(?:sitecustomize\.py|usercustomize\.py|[^/]+\.pth)$/.test(path)
  )
}
