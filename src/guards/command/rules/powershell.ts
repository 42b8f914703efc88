import type { Reason } from '../../../judgement.ts'
import { block, shown, warn } from '../reasons.ts'
import type { Call } from '../shell/session.ts'
import { lineOf } from './site.ts'
import type { RuleTable } from './rule-table.ts'

/** PowerShell is another language than the shell's: of it only the plainest dangers are looked for. */
export const powershellRules: RuleTable = {
  'powershell pwsh': (call) => textReasons(lineOf(call)),
  'Remove-Item Clear-Content Format-Volume Clear-Disk Stop-Computer Restart-Computer Invoke-Expression iex IEX': (
    call,
  ) => textReasons(`${call.program} ${lineOf(call)}`),
  'cmd cmd.exe': commandPrompt,
}

const download =
  /(?:iwr|irm|invoke-webrequest|invoke-restmethod|downloadstring|downloadfile|start-bitstransfer|curl|wget)\b/i

function textReasons(text: string): readonly Reason[] {
  const found: Reason[] = []
  if (/(?:\biex\b|invoke-expression)/i.test(text) && download.test(text))
    found.push(block('runs-download', 'runs what it downloads: nobody has seen it'))
  if (
    /(?:^|\s)-e(?:nc|ncodedcommand|c)?\s+[A-Za-z0-9+/=]{16,}/i.test(text) ||
    (/frombase64string/i.test(text) && /(?:\biex\b|invoke-expression)/i.test(text))
  )
    found.push(block('runs-decoded', 'runs text that is decoded first: nobody can see what it does'))
  if (
    /remove-item\b|clear-content\b|\brd\s+\/s|\bdel\s+\/s/i.test(text) &&
    /(?:[A-Za-z]:(?:[\\/]|\s|$|["'])|~|\$home|\$env:(?:userprofile|systemroot|windir|systemdrive)|\s\/(?:\s|$|["']))/i.test(
      text,
    )
  )
    found.push(block('destroys-outside', `deletes outside the workspace: ${shown(text)}`))
  if (/format-volume|clear-disk|initialize-disk/i.test(text))
    found.push(block('destroys-device', `erases a disk: ${shown(text)}`))
  if (/stop-computer|restart-computer|disable-netadapter/i.test(text))
    found.push(block('harms-machine', `stops the machine: ${shown(text)}`))
  if (/set-mppreference|register-scheduledtask|new-service|set-executionpolicy\s+(?:bypass|unrestricted)/i.test(text))
    found.push(block('persists', `changes what runs, or what protects the machine: ${shown(text)}`))
  return found.length > 0 || !/-(?:windowstyle|w)\s+hidden/i.test(text)
    ? found
    : [warn('hides-traces', 'runs without being seen')]
}

function commandPrompt(call: Call): readonly Reason[] {
  return /\b(?:rd|rmdir|del|erase|format)\b.*(?:\/s|[A-Za-z]:)/i.test(lineOf(call))
    ? [block('destroys-outside', `deletes outside the workspace: ${shown(lineOf(call))}`)]
    : []
}
