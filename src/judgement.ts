/**
 * What a guard says of a text before it is used: graded, with reasons a person can act on. A guard reads; it never
 * changes and never asks a model.
 */
export interface Judgement {
  readonly verdict: Grade
  /** The gravest first. */
  readonly reasons: readonly Reason[]
}

/** `block`: not used at all. `warn`: used, and said. */
export type Grade = 'block' | 'warn' | 'allow'

export interface Reason {
  /** The rule's name, stable: `hidden-text`, `destroys-outside`. */
  readonly rule: string
  readonly grade: 'block' | 'warn'
  /** One line, safe to print: what was found and why it matters. */
  readonly message: string
  /** Where, counted from 1. */
  readonly line?: number
  readonly column?: number
}

/** How severe guards are: `off` still blocks what no human types, `strict` turns every warning into a refusal. */
export type Security = 'off' | 'standard' | 'strict'

/** The judgement that follows from reasons: the gravest of them decides. */
export function judgementOf(reasons: readonly Reason[]): Judgement {
  const ordered = [
    ...reasons.filter(({ grade }) => grade === 'block'),
    ...reasons.filter(({ grade }) => grade === 'warn'),
  ]
  return { verdict: ordered[0]?.grade ?? 'allow', reasons: ordered }
}

/** The same judgement at another severity. */
export function underSecurity({ reasons }: Judgement, security: Security, always: ReadonlySet<string>): Judgement {
  if (security === 'standard') return judgementOf(reasons)
  if (security === 'strict') return judgementOf(reasons.map((reason) => ({ ...reason, grade: 'block' })))
  return judgementOf(reasons.filter(({ rule, grade }) => grade === 'block' && always.has(rule)))
}
