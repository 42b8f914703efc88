import type { Reason } from '../../../judgement.ts'
import { block, shown, warn } from '../reasons.ts'
import type { Word } from '../shell/known.ts'
import { names, optionsOf } from '../shell/options.ts'
import type { Call } from '../shell/session.ts'

/** Settings whose value git runs, or that decide where it finds what it runs. */
const runs =
  /^(?:core\.(?:hookspath|fsmonitor|sshcommand|askpass|gitproxy|alternaterefscommand)|diff\.external|diff\..*\.(?:command|textconv)|filter\..*\.(?:clean|smudge|process)|merge\..*\.driver|gpg\.(?:.*\.)?program|init\.templatedir|uploadpack\.packobjectshook|include(?:if\..*)?\.path|remote\..*\.(?:uploadpack|receivepack|proxy|vcs)|credential\.(?:.*\.)?helper|core\.(?:pager|editor)|sequence\.editor|pager\..*|alias\..*|(?:diff|merge)tool\..*\.cmd|interactive\.difffilter|sendemail\..*cmd|hook\..*|protocol\.ext\.allow|url\..*\.(?:pushinsteadof|insteadof)|http\.(?:.*\.)?(?:proxy|sslverify))$/i

/** `git config key value`: is the value something that will run by itself? */
export function gitConfig(args: readonly Word[], _call: Call): readonly Reason[] {
  const { flags, operands } = optionsOf(args, { valued: names('f file blob t type default comment value') })
  const [first, ...rest] = operands.map(({ text }) => text)
  const words = /^(?:set|add|replace-all)$/.test(first ?? '') ? rest : [first, ...rest]
  const asks =
    ['get', 'get-all', 'get-regexp', 'list', 'l', 'unset', 'unset-all', 'remove-section'].some((flag) =>
      flags.has(flag),
    ) || /^(?:get|list|unset|remove-section)$/.test(first ?? '')
  const [key, value] = words
  if (flags.has('e') || flags.has('edit') || asks || key === undefined || value === undefined) return []
  return isRunByGit(key, value, 'always')
}

/** What is wrong with this value of a setting. `once`: only for the command at hand (`git -c`). */
export function isRunByGit(key: string, value: string, when: 'once' | 'always'): readonly Reason[] {
  if (!runs.test(key)) return []
  const name = key.toLowerCase()
  if (/^(?:core\.(?:hookspath|fsmonitor)|init\.templatedir|uploadpack\.packobjectshook)$/.test(name))
    return hooks(name, value, when)
  if (name.startsWith('credential.'))
    return value.startsWith('!') && !/gh auth git-credential|glab/.test(value) ? [persistent(key, value)] : []
  if (/^url\.|^http\.|^protocol\./.test(name)) return redirection(name, value)
  if (name.startsWith('alias.')) return value.startsWith('!') && isHarmful(value) ? [persistent(key, value)] : []
  if (
    /^(?:core\.(?:pager|editor)|sequence\.editor|pager\.|include|gpg\.|diff\.|filter\.lfs|merge\.|(?:diff|merge)tool|interactive)/.test(
      name,
    )
  )
    return isHarmful(value) ? [persistent(key, value)] : []
  if (/^core\.sshcommand$/.test(name))
    return /^ssh(?:\s|$)/.test(value) && !/ProxyCommand/i.test(value) ? [] : [persistent(key, value)]
  return [
    when === 'once'
      ? warn('runs-by-git', `makes git run a program: ${shown(`${key}=${value}`)}`)
      : persistent(key, value),
  ]
}

function persistent(key: string, value: string): Reason {
  return block('persists', `makes git run a program by itself: ${shown(`${key} ${value}`)}`)
}

/** The file-system monitor may be git's own. */
function hooks(name: string, value: string, when: 'once' | 'always'): readonly Reason[] {
  if (name === 'core.fsmonitor' && /^(?:true|false|0|1|)$/i.test(value)) return []
  if (value === '/dev/null' || value === '')
    return [warn('skips-hooks', 'git runs without the hooks that check its work')]
  return [
    when === 'once' && name !== 'core.fsmonitor' && !/^\/|^~/.test(value)
      ? warn('runs-by-git', `git runs hooks from ${shown(value)}`)
      : persistent(name, value),
  ]
}

function redirection(name: string, value: string): readonly Reason[] {
  if (name.endsWith('sslverify'))
    return /^(?:false|0|no|off)$/i.test(value) ? [warn('weakens-tls', 'git no longer checks certificates')] : []
  if (name.startsWith('protocol.')) return [warn('runs-by-git', 'lets addresses of repositories run programs')]
  return /^url\.(?:git@|ssh:\/\/git@|https:\/\/)(?:github|gitlab|bitbucket)\./.test(name)
    ? []
    : [warn('redirects-git', `git will go elsewhere: ${shown(`${name} ${value}`)}`)]
}

/** The text does more than show something. */
function isHarmful(value: string): boolean {
  return /(?:curl|wget|\bnc\b|\/dev\/tcp|base64|eval|\brm\s+-|\/tmp\/|\|\s*(?:ba|z|da)?sh\b|\bsh\s+-c|python|perl|ruby|node\s+-e|>\s*[~/])/.test(
    value,
  )
}
