import type { Concept } from './lexicon/concept.ts'
import { ordersIn, saidOutright, type Finding } from './orders.ts'
import { isToBeRun } from './reading/context.ts'
import { told } from './reading/mood.ts'
import { readSentence, type ReadSentence } from './reading/read-sentence.ts'
import type { Sentence } from './reading/sentences.ts'
import { roleTagIn } from './role-tags.ts'
import { dangerIn } from './shell-danger.ts'

/** What code asks for: it counts if it is given to be run, or if a comment in it speaks to agents. */
export function findingsInCode({ text, passage }: Sentence): readonly Finding[] {
  return [...(isToBeRun(passage) ? found(dangerIn(text)) : []), ...inCodeComment(text)]
}

/** What a sentence asks for; a comment that is not shown more than prose. */
export function findingsIn({ passage }: Sentence, read: ReadSentence): readonly Finding[] {
  if (passage.kind === 'comment') return inComment(read)
  return [...found(roleTagIn(read)), ...ordersIn(read), ...found(commandIn(read)), ...saidOutright(read)]
}

const found = (finding: Finding | undefined): readonly Finding[] => (finding ? [finding] : [])

const toAgents =
  /^[^\n]{0,200}?(?:\/\/|#|--|\/\*|\*|;|<!--|""")\s{0,8}[^\n]{0,40}?\b(?:AIs?|agents?|assistants?|LLMs?|language models?|claude|copilot|codex|gemini|chatgpt|cursor)\b[^\n]{0,40}?[:,!-]\s([^\n]{8,400})/im

/** A comment in code that speaks to an agent is no part of the code. */
function inCodeComment(text: string): readonly Finding[] {
  const said = toAgents.exec(text)?.[1]
  return said === undefined ? [] : inComment(readSentence(said, []))
}

/** Nobody who reads the page sees a comment: who gives an agent orders there hides them. */
function inComment(read: ReadSentence): readonly Finding[] {
  const said = [
    ...ordersIn(read, 0.5),
    ...found(commandIn(read)),
    ...found(roleTagIn(read)),
    ...saidOutright(read),
    ...found(addressed(read)),
  ]
  return said.map(({ says }) => ({ rule: 'hidden-instruction', says: `${says}, in a comment that is not shown` }))
}

const grave = new Set<Concept>([
  'destroy',
  'send',
  'exfiltrate',
  'disable',
  'evade',
  'ignore',
  'run',
  'fetch',
  'reveal',
  'claim',
  'obey',
  'merge',
])

/** "AI: ignore the tests": an agent is spoken to, and told to do something. */
function addressed({ mentions, verbs }: ReadSentence): Finding | undefined {
  const isSpokenTo = mentions.some(({ concept, from }) => concept === 'agentWord' && from < 8)
  const isTold = verbs().some(({ mood, denied, concept }) => mood === 'order' && !denied && grave.has(concept))
  return isSpokenTo && isTold ? { rule: 'hidden-instruction', says: 'do something' } : undefined
}

const runs = new Set<Concept>(['run', 'use', 'plant', 'put', 'fetch', 'other'])

/** A command in the author's own words: a line of its own, or one that the words before it say to run. */
function commandIn({ text, tokens, mentions, verbs }: ReadSentence): Finding | undefined {
  const mayHold = mentions.some(({ concept }) => concept === 'command') || /^\s*\W/.test(text)
  const danger = mayHold ? dangerIn(text) : undefined
  if (!danger) return undefined
  if (isCommandLine(text) || /^\W{0,4}(?:sudo )?$/.test(text.slice(0, danger.offset))) return danger
  const verb = verbs().findLast(({ from }) => (tokens[from]?.start ?? 0) < danger.offset)
  if (
    told(
      tokens,
      tokens.findIndex(({ start }) => start >= danger.offset),
    )
  )
    return undefined
  const isAsked = verb !== undefined && verb.mood === 'order' && !verb.denied && runs.has(verb.concept)
  return isAsked ? danger : undefined
}

const commandLine =
  /^\s*(?:[$#>]\s)?`{0,3}(?:sudo\s+(?:-\w+\s+)?)?(?:npm|pnpm|pip3?|rm|dd|mkfs\S*|curl|wget|git|bash|sh|cat|env|printenv|find|chmod|chown|shred|terraform|kubectl|aws|gcloud|echo|eval|nc|scp|rsync|tar|base64|crontab|history|systemctl|iptables|ufw|python3?|node|perl|iwr|irm|del|format|psql|dropdb|heroku|unset|export|ssh|pkill|killall|:\(\))(?=\s|\{)(?![^`]{0,400}[.!?]\s*$)/

/** Not an enumeration of commands: "`aws s3 rb`, `aws s3 rm`, …" names them. */
const isCommandLine = (text: string) => commandLine.test(text) && !/^\s*`[^`]*`\s*\S/.test(text)
