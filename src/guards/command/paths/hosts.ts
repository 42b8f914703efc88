/** The host of a bash connection (`/dev/tcp/host/port`), unless it is this machine. */
export function socketHost(path: string): string | undefined {
  const [, host] = /^\/dev\/(?:tcp|udp)\/([^/]{1,255})\//.exec(path) ?? []
  return host === undefined || isLocalHost(host) ? undefined : host
}

/** The host that a URL, or what curl takes for one, leads to. */
export function hostOf(url: string): string | undefined {
  const [, host] =
    /^(?:[a-z][a-z0-9+.-]{0,20}:\/\/)?(?:[^@/\s]{0,200}@)?(\[[0-9a-f:]{2,45}\]|[^/:?#\s]{1,255})/i.exec(url) ?? []
  return host?.toLowerCase()
}

/** This machine, a container beside it, or a name that never leads out. */
export function isLocalHost(host: string): boolean {
  return (
    /^(?:localhost|127(?:\.\d{1,3}){3}|0\.0\.0\.0|\[::1?\]|::1|host\.docker\.internal|10\.0\.2\.2)$/i.test(host) ||
    /\.(?:localhost|local|test|localdomain)$/i.test(host)
  )
}

/** Installers that their makers publish as `curl … | sh`, and that honest developers run. */
const installers: readonly RegExp[] = [
  /^https:\/\/(?:sh\.rustup\.rs|get\.pnpm\.io|bun\.sh|astral\.sh|deno\.land|install\.python-poetry\.org|get\.docker\.com|get\.volta\.sh|fnm\.vercel\.app|starship\.rs|get\.sdkman\.io|get\.helm\.sh|get\.k3s\.io|mise\.run|mise\.jdx\.dev|sh\.brew\.sh|install\.determinate\.systems|nixos\.org|get\.jetify\.com|cli\.moonrepo\.dev|proto\.moonrepo\.dev|pyenv\.run|claude\.ai|ollama\.com|fly\.io|get\.nexte\.st|just\.systems|apt\.llvm\.org|packagecloud\.io|deb\.nodesource\.com|rpm\.nodesource\.com|cursor\.com|get\.pulumi\.com|tailscale\.com|bootstrap\.pypa\.io|getcomposer\.org|get\.rvm\.io|foundry\.paradigm\.xyz|cli\.github\.com|yarnpkg\.com|wasmtime\.dev|taskfile\.dev|zed\.dev)(?:[/?#]|$)/,
  /^https:\/\/raw\.githubusercontent\.com\/(?:nvm-sh\/nvm|Homebrew\/install|ohmyzsh\/ohmyzsh|helm\/helm|golangci\/golangci-lint|rvm\/rvm|pyenv\/pyenv-installer|k3d-io\/k3d|asdf-vm\/asdf|kubernetes-sigs\/kustomize|cargo-bins\/cargo-binstall)\//,
  /^https:\/\/github\.com\/[^/]{1,80}\/[^/]{1,80}\/releases\//,
]

/** The download is one of a well-known installer, unchanged on the way. */
export function isInstaller(url: string): boolean {
  return installers.some((pattern) => pattern.test(url))
}
