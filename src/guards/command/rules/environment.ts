import type { Reason } from '../../../judgement.ts'
import { hostOf, isLocalHost } from '../paths/hosts.ts'
import { block, shown, warn } from '../reasons.ts'
import { hasHole } from '../shell/known.ts'

const loads =
  /^(?:LD_PRELOAD|LD_AUDIT|DYLD_INSERT_LIBRARIES|BASH_ENV|PYTHONSTARTUP|PERL5DB|PERL5OPT|RUBYOPT|JAVA_TOOL_OPTIONS|_JAVA_OPTIONS|GCONV_PATH|GIT_TEMPLATE_DIR|GIT_CONFIG(?:_GLOBAL|_SYSTEM|_COUNT|_KEY_\d+|_VALUE_\d+|_PARAMETERS)?)$/
const endpoints =
  /^(?:ANTHROPIC|OPENAI|GEMINI|GOOGLE_GEMINI|CLAUDE|CODEX|QWEN|DASHSCOPE|OPENROUTER|AZURE_OPENAI)_(?:API_)?(?:BASE_URL|ENDPOINT|BASE|API_URL)$/
const knownLibraries =
  /(?:jemalloc|tcmalloc|mimalloc|libasan|libtsan|libubsan|libfaketime|libeatmydata|libsegfault|libstdbuf|libgtk3-nocsd)[^/]{0,40}$/

/** What is wrong with giving a variable this value. */
export function environmentReasons(name: string, value: string): readonly Reason[] {
  if (name.startsWith('RALPH_')) return [block('disables-guard', `sets a limit or a setting of ralph: ${name}`)]
  if (value === '' || value === '/dev/null') return []
  if (endpoints.test(name)) return endpoint(name, value)
  if (/^(?:LD_PRELOAD|DYLD_INSERT_LIBRARIES|LD_AUDIT|BASH_ENV)$/.test(name)) {
    if (knownLibraries.test(value) || (hasHole(value) && name !== 'BASH_ENV'))
      return [warn('loads-code', `${name} puts code into every program: ${shown(value)}`)]
    return [block('loads-code', `${name} puts foreign code into every program: ${shown(value)}`)]
  }
  if (loads.test(name)) return loadsQuietly(name, value)
  if (
    name === 'NODE_OPTIONS' &&
    /--(?:require|import|loader|experimental-loader)\b|(?:^|\s)-r\s/.test(value) &&
    /\/(?:tmp|dev\/shm)\/|https?:|data:/.test(value)
  )
    return [block('loads-code', `NODE_OPTIONS puts foreign code into every program: ${shown(value)}`)]
  if (name === 'NODE_TLS_REJECT_UNAUTHORIZED' && value === '0')
    return [warn('weakens-tls', 'certificates are no longer checked')]
  if (name === 'HISTFILE' || name === 'HISTSIZE') return []
  return []
}

function endpoint(name: string, value: string): readonly Reason[] {
  const host = hostOf(value)
  if (host === undefined || isLocalHost(host) || hasHole(value)) return []
  return [warn('redirects-agent', `${name} sends an agent and its key to ${shown(host)}`)]
}

/** The same variables are set honestly to tune a program; what names a file in a shared folder is not honest. */
function loadsQuietly(name: string, value: string): readonly Reason[] {
  if (/^GIT_CONFIG_(?:GLOBAL|SYSTEM)$/.test(name) || name === 'GIT_CONFIG_COUNT') return []
  if (/^(?:JAVA_TOOL_OPTIONS|_JAVA_OPTIONS)$/.test(name) && !/-(?:javaagent|agentpath|agentlib)/.test(value)) return []
  if (/^RUBYOPT$|^PERL5OPT$/.test(name) && /^-?[WwV]/.test(value)) return []
  if (/core\.(?:hookspath|fsmonitor|sshcommand|pager|editor)|!/i.test(value))
    return [block('persists', `${name} makes git run a program: ${shown(value)}`)]
  return [warn('loads-code', `${name} puts code into other programs: ${shown(value)}`)]
}
