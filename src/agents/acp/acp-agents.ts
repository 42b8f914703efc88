/**
 * What agents do otherwise than the protocol says or others do, as measured: claude-agent-acp 0.100, codex-acp 2.6,
 * Gemini CLI 0.61, Qwen Code 0.24, opencode 1.18, Copilot CLI 1.0.102. All else they say in the same way.
 *
 *              PromptResponse.usage    input tokens         USD      errors
 *   claude     complete                without cached ones  yes      JSON-RPC errors with data.errorKind
 *   codex      complete                without cached ones  no       of the provider's: end_turn, usage null
 *   gemini     _meta.quota, no cache   all of them          no       JSON-RPC errors, code = HTTP status
 *   qwen       none; _meta per call    with cached ones     no       JSON-RPC errors, text in data.details
 *   opencode   of the last call        without cached ones  yes      JSON-RPC errors
 *   copilot    complete                with cached ones     no       end_turn and a sentence, mostly no usage
 *   kiro       none (credits)                               no       documentation only
 *
 * Which convention input tokens follow is told by their sum (`acp-usage.ts`), of unknown agents too.
 */
export interface AcpHabits {
  /** Tells its usage at the end of every turn that a model answered: without, none did. */
  readonly alwaysReports?: true
  /** What it reports is the usage of its last call only. */
  readonly reportsLastCall?: true
  /** Reports each call as `_meta.usage` of a piece of its message. */
  readonly reportsCalls?: true
  /** Speaks of its own troubles in the place of the model: "Error: …", "Info: …". */
  readonly speaksItself?: true
}

const habits: readonly (readonly [name: RegExp, habits: AcpHabits])[] = [
  [/\bcodex\b/i, { alwaysReports: true }],
  [/\bcopilot\b/i, { alwaysReports: true, speaksItself: true }],
  [/\bqwen\b/i, { reportsCalls: true }],
  [/\bopen-?code\b/i, { reportsLastCall: true }],
]

/** The habits of an agent by the name it gives itself. */
export function habitsOf(name: string | undefined): AcpHabits {
  return habits.find(([known]) => known.test(name ?? ''))?.[1] ?? {}
}
