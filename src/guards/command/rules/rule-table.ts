import type { Rule } from '../shell/session.ts'

/** Rules of one family, by the program they look at. Several names with spaces between them share a rule. */
export type RuleTable = Readonly<Record<string, Rule>>
