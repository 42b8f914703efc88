import type { AnyOption, Group, Option, OptionTable, Setting } from './option.ts'
import { agentOptions } from './options/agent.ts'
import { contextOptions } from './options/context.ts'
import { limitsOptions } from './options/limits.ts'
import { outputOptions } from './options/output.ts'
import { recordsOptions } from './options/records.ts'
import { runOptions } from './options/run.ts'
import { safetyOptions } from './options/safety.ts'
import { taskOptions } from './options/task.ts'

/**
 * Every option there is, once. Flags, config keys, variables, help, completion, the JSON Schema and the reference
 * page are all made from this table; the compiler holds it against `Settings`.
 */
export const options: OptionTable = {
  ...taskOptions,
  ...agentOptions,
  ...limitsOptions,
  ...safetyOptions,
  ...contextOptions,
  ...recordsOptions,
  ...outputOptions,
  ...runOptions,
}

const groupTables: Readonly<Record<Group, Partial<OptionTable>>> = {
  Task: taskOptions,
  Agent: agentOptions,
  Limits: limitsOptions,
  Safety: safetyOptions,
  Context: contextOptions,
  'Checkpoints and records': recordsOptions,
  Output: outputOptions,
  Run: runOptions,
}

/** The table as a list, in the order in which people are shown it. */
export const allOptions: readonly AnyOption[] = Object.entries(groupTables).flatMap(([group, table]) =>
  Object.entries(table).map(([setting, option]) => ({
    ...(option as Option<unknown>),
    setting: setting as Setting,
    group: group as Group,
  })),
)
