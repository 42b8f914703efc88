import type { Reason } from '../../../judgement.ts'
import { block, shown, warn } from '../reasons.ts'
import type { Call } from '../shell/session.ts'
import { lineOf } from './site.ts'
import type { RuleTable } from './rule-table.ts'

/** What switches off what watches the agent. */
export const guardRules: RuleTable = {
  'ralph ralph-orchestrator': ralph,
  'claude codex gemini qwen copilot amp opencode cursor-agent aider goose q crush droid': agent,
  unset: (call) =>
    call.args.some(({ text }) => text.startsWith('RALPH_'))
      ? [block('disables-guard', `takes a setting of ralph away: ${shown(lineOf(call))}`)]
      : [],
  setenforce: (call) =>
    /^(?:0|permissive)$/i.test(call.args[0]?.text ?? '') ? [block('disables-guard', 'switches SELinux off')] : [],
  'aa-disable aa-teardown aa-complain': (call) => [
    block('disables-guard', `switches AppArmor off: ${shown(call.program)}`),
  ],
  spctl: (call) =>
    /--(?:master|global)-disable/.test(lineOf(call))
      ? [block('disables-guard', 'switches the check of programs off')]
      : [],
  csrutil: (call) =>
    /disable/.test(lineOf(call)) ? [block('disables-guard', 'switches the protection of the system off')] : [],
  auditctl: (call) => (/-e ?0|-D\b/.test(lineOf(call)) ? [block('disables-guard', 'switches the audit off')] : []),
  history: (call) => (/^-c\b/.test(lineOf(call)) ? [warn('hides-traces', 'forgets what was typed')] : []),
  journalctl: (call) =>
    /--vacuum|--rotate|--flush/.test(lineOf(call)) ? [block('disables-guard', "deletes the machine's log")] : [],
  wevtutil: (call) => (/^cl\b/.test(lineOf(call)) ? [block('disables-guard', "deletes the machine's log")] : []),
  dmesg: (call) =>
    /(?:^| )(?:-c|-C|--clear)\b/.test(lineOf(call)) ? [warn('hides-traces', 'clears the log of the kernel')] : [],
}

function ralph(call: Call): readonly Reason[] {
  const line = lineOf(call)
  if (/^(?:stop|restore|trust|agents install|resume|uninstall|allow)\b/.test(line))
    return [block('disables-guard', `steers the ralph that runs this agent: ${shown(`ralph ${line}`)}`)]
  if (
    /--(?:security|sandbox)[= ]off\b|--(?:no-(?:sandbox|security|guard)|max-(?:cost|iterations|runtime|tokens))|--pass-env|--allow-(?:write|read|host)/.test(
      line,
    )
  )
    return [block('disables-guard', `starts a ralph with fewer limits: ${shown(`ralph ${line}`)}`)]
  return /^run\b/.test(line) ? [warn('starts-ralph', 'starts a ralph within a ralph')] : []
}

const unasked =
  /--(?:dangerously-\S+|permission-mode[= ]bypassPermissions|yolo|allow-all-tools|allow-all-paths|full-auto|no-sandbox|skip-permissions|approval-mode[= ]yolo|yes-always|trust-all-tools|force-allow\S*|sandbox[= ](?:danger-full-access|off|false)|ask-for-approval[= ]never|disable-\S*(?:hooks|sandbox))|(?:^| )(?:-y|-a never|-s danger-full-access)(?: |$)/

/** Another agent, freed of the questions that this one must ask. */
function agent(call: Call): readonly Reason[] {
  return unasked.test(lineOf(call))
    ? [block('disables-guard', `starts an agent that asks nobody: ${shown(`${call.program} ${lineOf(call)}`)}`)]
    : []
}
