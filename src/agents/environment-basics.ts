import { existsSync } from 'node:fs'
import { delimiter, isAbsolute } from 'node:path'

/*
 * What every program may know of the operator's shell. Each group has a condition of its own: a name alone would let
 * through a certificate of nowhere, or a relative path that a workspace's own files could fill.
 */

/** Who and where one is, and how one likes texts to look. */
const plain = new Set([
  'PATH',
  'HOME',
  'USER',
  'LOGNAME',
  'SHELL',
  'LANG',
  'LANGUAGE',
  'TERM',
  'COLORTERM',
  'NO_COLOR',
  'FORCE_COLOR',
  'CLICOLOR',
  'CLICOLOR_FORCE',
  'TZ',
  'TMPDIR',
  'CI',
  'DO_NOT_TRACK',
])

/** The categories of POSIX and glibc: ssh hands on any LC_*, so people put all sorts of things there. */
const locale =
  /^LC_(?:ALL|ADDRESS|COLLATE|CTYPE|IDENTIFICATION|MEASUREMENT|MESSAGES|MONETARY|NAME|NUMERIC|PAPER|TELEPHONE|TIME)$/

/** Of the operator's own shell. Their passwords are secrets like any other, and never shown. */
const proxies = /^(?:https?|all|no|ftp)_proxy$|^(?:HTTPS?|ALL|NO|FTP)_PROXY$/

/** What the operator trusts beside what the machine does: without them nothing works behind a proxy that looks inside. */
const trustRoots = new Set([
  'NODE_EXTRA_CA_CERTS',
  'SSL_CERT_FILE',
  'SSL_CERT_DIR',
  'REQUESTS_CA_BUNDLE',
  'CURL_CA_BUNDLE',
  'GIT_SSL_CAINFO',
  'GIT_SSL_CAPATH',
  'PIP_CERT',
  'CARGO_HTTP_CAINFO',
  'NIX_SSL_CERT_FILE',
  'DENO_CERT',
])

/** Where tools of the operator's are, for those that are not found by PATH alone. */
const toolRoots = new Set([
  'ANDROID_HOME',
  'ANDROID_NDK_HOME',
  'ANDROID_NDK_ROOT',
  'ANDROID_SDK_ROOT',
  'ASDF_DATA_DIR',
  'ASDF_DIR',
  'BUN_INSTALL',
  'CARGO_HOME',
  'COMPOSER_HOME',
  'CONDA_PREFIX',
  'CUDA_HOME',
  'DENO_DIR',
  'DENO_INSTALL',
  'DOTNET_ROOT',
  'FLUTTER_ROOT',
  'FNM_DIR',
  'FNM_MULTISHELL_PATH',
  'GEM_HOME',
  'GHCUP_INSTALL_BASE_PREFIX',
  'GOBIN',
  'GOCACHE',
  'GOMODCACHE',
  'GOPATH',
  'GOROOT',
  'GRADLE_HOME',
  'GRADLE_USER_HOME',
  'HOMEBREW_CELLAR',
  'HOMEBREW_PREFIX',
  'HOMEBREW_REPOSITORY',
  'JAVA_HOME',
  'JDK_HOME',
  'LOCALE_ARCHIVE',
  'M2_HOME',
  'MAMBA_ROOT_PREFIX',
  'MAVEN_HOME',
  'MISE_DATA_DIR',
  'MIX_HOME',
  'NIX_PROFILES',
  'NODENV_ROOT',
  'NVM_BIN',
  'NVM_DIR',
  'N_PREFIX',
  'OPAM_SWITCH_PREFIX',
  'PIPX_HOME',
  'PLAYWRIGHT_BROWSERS_PATH',
  'PNPM_HOME',
  'POETRY_HOME',
  'PUB_CACHE',
  'PYENV_ROOT',
  'RBENV_ROOT',
  'RUSTUP_HOME',
  'SDKMAN_DIR',
  'STACK_ROOT',
  'TERMINFO',
  'TERMINFO_DIRS',
  'VIRTUAL_ENV',
  'VOLTA_HOME',
])

/** Whether every agent and every gate gets a variable of the operator's shell. */
export function isBasic(name: string, value: string): boolean {
  if (plain.has(name) || locale.test(name) || name.startsWith('XDG_') || proxies.test(name)) return true
  if (trustRoots.has(name)) return isAbsolute(value) && existsSync(value)
  return toolRoots.has(name) && value !== '' && value.split(separatorIn(name)).every((path) => isAbsolute(path))
}

/** Several paths stand in one of Nix's with spaces between them. */
function separatorIn(name: string): string {
  return name === 'NIX_PROFILES' ? ' ' : delimiter
}
