import { judgementOf, type Judgement, type Reason } from '../../judgement.ts'
import { assignmentsIn, type Assignment } from './assignments.ts'
import { holdsCredential } from './credential-value.ts'
import { familyOf } from './families.ts'
import type { Family } from './family.ts'

/** Nobody reads more, and a file of names alone could make a list as long as itself. */
const maxReasons = 100
/** Longer than any setting that is known to be harmless. */
const longestHarmless = 2000

/**
 * Judges variables as they stand in a repository's file: those that make programs run a stranger's code or talk to a
 * stranger's host are blocked, credentials are warned of, ordinary settings pass. Takes `NAME=value` or a name, one or
 * many, in the shapes of dotenv, shell, YAML, JSON and their kin.
 */
export function judgeEnv(text: string): Judgement {
  const reasons = new Map<string, Reason>()
  for (const assignment of assignmentsIn(text)) {
    const found = reasonAgainst(assignment)
    if (!found) continue
    const key = `${found.rule} ${assignment.name}`
    if (!reasons.has(key)) reasons.set(key, found)
    if (reasons.size >= maxReasons) break
  }
  return judgementOf([...reasons.values()])
}

function reasonAgainst(assignment: Assignment): Reason | undefined {
  const { name, value } = assignment
  const family = familyOf(name)
  if (family && isDangerous(family, assignment))
    return reason(assignment, 'block', family.rule, `${family.does}: it may not come from a repository`)
  if (value === undefined) return undefined
  if (runsCode(value))
    return reason(assignment, 'block', 'env-runs-code', 'holds a command that runs as soon as a shell reads it')
  if (!holdsCredential(name, value)) return undefined
  return reason(assignment, 'warn', 'env-credential', 'holds a credential: whoever has the repository has it, too')
}

function isDangerous({ isHarmless, needsValue }: Family, { name, value }: Assignment): boolean {
  if (value === undefined) return !needsValue
  if (!isHarmless) return true
  return value.length > longestHarmless || !isHarmless(withoutItself(name, value))
}

/** What the operator has set is kept, and added to. */
function withoutItself(name: string, value: string): string {
  return value.replaceAll(`\${${name}}`, '').replaceAll(`$${name}`, '').replaceAll(`\${${name}:-}`, '').trim()
}

const substitution = /\$\(|`|<\(/
const dangerousInside =
  /\|\s{0,20}(?:\/\S{0,100}\/)?(?:sudo\s{1,20})?(?:ba|z|da|k)?sh\b|\b(?:ba|z|da|k)?sh\s{1,20}-i?c\b|\/dev\/tcp\/|\b(?:nc|ncat|socat|telnet)\s|\beval\b|base64\s{1,20}(?:-d|-D|--decode)|\b(?:python[\d.]*|perl|ruby|node|php)\s{1,20}-[ecr]\b|\brm\s{1,20}-\w*[rf]|\bcurl\b[^|]{0,300}(?:\s(?:-d|--data\S*|-F|-T|--upload-file)|\.ssh|\.aws|\$\(|env\b)|\bcat\s{1,20}\S{0,100}(?:\.ssh|\.aws|\.netrc|\.npmrc|\/etc\/shadow)|\bchmod\s{1,20}\+x|\bwget\b[^|]{0,300}-O\s?-?\s?\|/

/** A function in a value was once run by every shell that saw it. */
const functionValue = /^\(\)\s{0,20}\{/

function runsCode(value: string): boolean {
  return functionValue.test(value) || (substitution.test(value) && dangerousInside.test(value))
}

function reason({ name, line, column }: Assignment, grade: Reason['grade'], rule: string, what: string): Reason {
  const shown = name.replace(/[^\w.%()-]/g, '?').slice(0, 80)
  return { rule, grade, message: `${shown} ${what}`, line, column }
}
