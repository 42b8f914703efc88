import type { Finding } from './orders.ts'
import type { ReadSentence } from './reading/read-sentence.ts'

/** The marks of a chat format, with which a text poses as the system or as the operator. */
const tags =
  /<\/?\s{0,4}(?:system|sys|system[-_]?(?:prompt|message|override|reminder))\s{0,4}>|\[\/?(?:INST|SYSTEM|SYS)\]|<<\/?SYS>>|<\|(?:im_start|im_end|system|start_header_id|endoftext|user|assistant)\|>|^\s{0,4}#{2,6}\s{0,4}(?:System|New instructions?|Override)\s{0,4}:/m
const speakers =
  /^\s{0,8}[[*_]{0,3}(?:(?:IMPORTANT|URGENT|NEW|ATTENTION)[ :!-]{1,3})?(?:SYSTEM|ADMIN(?:ISTRATOR)?|DEVELOPER|OPERATOR|ROOT|ANTHROPIC|OPENAI)(?:[ _-](?:MESSAGE|OVERRIDE|PROMPT|NOTICE|NOTE|UPDATE|COMMAND|ALERT))?[*_]{0,3}\s{0,4}:/m

const newOrders =
  /^\s{0,8}[[*_]{0,3}(?:new|updated|urgent|latest|revised) (?:developer|system|operator|admin|administrator|root|security) (?:instruction|message|prompt|directive|order|notice|policy|command)s?\b[^\n:]{0,30}:/im

const finding: Finding = { rule: 'overrides-instructions', says: 'take this for words of the system or the operator' }

/** Whether a sentence poses as the system: by its marks, a false sender, or by claiming that all is allowed. */
export function roleTagIn({ text, mentions, tokens }: ReadSentence): Finding | undefined {
  if (!/[<[#:|]/.test(text) && !mentions.some(({ concept }) => concept === 'authority' || concept === 'void'))
    return undefined
  const outside = text.replace(/`[^`]{0,400}`|"[^"]{0,400}"/g, ' ')
  if (tags.test(outside) || newOrders.test(outside)) return finding
  const has = (...concepts: readonly string[]) =>
    mentions.some(({ concept, quoted, code }) => concepts.includes(concept) && !quoted && !code)
  const isPosing = speakers.test(outside) || has('authority')
  if (isPosing && has('void', 'unrestricted', 'newTask', 'instructions', 'ignore', 'everything', 'grant', 'rules'))
    return finding
  return has('previous', 'yours') && isVoid(mentions, tokens) ? finding : undefined
}

/** "The rules are void": the rules, a form of "to be" or "do", and behind it what makes them void. */
function isVoid(mentions: ReadSentence['mentions'], tokens: ReadSentence['tokens']): boolean {
  const rules = mentions.find(({ concept, quoted }) => !quoted && (concept === 'instructions' || concept === 'rules'))
  if (rules && scopes.has(tokens[rules.to + 1]?.text ?? '') && tokens[rules.to + 2]?.text !== 'your') return false
  const end = mentions.find(({ concept, from }) => concept === 'void' && rules !== undefined && from > rules.to)
  return (
    rules !== undefined &&
    end !== undefined &&
    tokens.slice(rules.to, end.to + 1).some(({ text }) => auxiliaries.has(text))
  )
}

/** "The instructions in the README are wrong" are not the agent's. */
const scopes = new Set(['in', 'of', 'for', 'on', 'at', 'from'])

const auxiliaries = new Set([
  'is',
  'are',
  'was',
  'were',
  'been',
  'be',
  'do',
  'does',
  'no',
  "don't",
  "doesn't",
  'not',
  'have',
  'has',
])
