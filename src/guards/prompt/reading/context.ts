import type { Passage } from './passages.ts'

/**
 * What stands above a passage governs it: a list under "Never:" forbids, one under "Attack examples" quotes. Headings
 * and introductions are short and plain, so words are enough here.
 */
const forbids =
  /\b(?:never|must not|mustn't|should not|shouldn't|do not|don't|not allowed|may not|forbidden|prohibited|out of scope|non-goals?|no-gos?|off[- ]limits|avoid|guardrails?|boundaries|what not to do|not to do|reject(?:s|ed)?|refuse[sd]?|den(?:y|ies|ied)|blocked|disallowed|red lines|stop[- ]and[- ]ask|ask (?:me )?(?:first|before)|(?:needs?|requires?|requiring) (?:my |an? |explicit )?(?:approval|confirmation|permission)|escalate|destructive|dangerous)\b|niemals|verboten|nicht erlaubt|interdit|ne jamais|prohibido|nunca|proibido|запрещ|никогда|нельзя|禁止|不要|してはいけない/i
const quotes =
  /\b(?:threats?|threat model|attacks?|attackers?|malicious|hostile|adversar\w+|injections?|jailbreaks?|payloads?|exploits?|vulnerabilit\w+|findings?|examples?|test cases?|cases|tests?|scenarios?|fixtures?|corpus|corpora|samples?|inputs?|prompts like|detect\w*|flag(?:s|ged)?|recogni[sz]\w*|classif\w*|risks?|incidents?|post-?mortem|misuse|abuse|acceptance criteria|expected|background|what happened|wrote|writes|said|says|reported|issue text|log|output|error|symptoms?|steps to reproduce|reproduc\w+|history|glossary|questions?)\b|beispiele?|angriff|exemples?|attaques?|ejemplos?|ataques?|exemplos?|угроз|атак|примеры|攻击|示例|攻撃|例/i
const quotesInHeading =
  /\b(?:threats?|threat model|attacks?|attackers?|malicious|hostile|adversar\w+|injections?|jailbreaks?|payloads?|exploits?|vulnerabilit\w+|examples?|test cases?|scenarios?|fixtures?|corpus|corpora|samples?|detect\w*|incidents?|post-?mortem|misuse|abuse|steps to reproduce|glossary)\b|beispiele?|angriff|exemples?|attaques?|ejemplos?|ataques?|exemplos?|угроз|атак|примеры|攻击|示例|攻撃/i
const urges =
  /\b(?:run|runs|running|execute|exec|then|do|paste|type|use|call|start|invoke|finish|finally|steps?|setup|set up|install|installation|first|commands?|cleanup|clean up|follow|carry out|perform|ausführen|exécute\w*|ejecut\w*|execut\w*)\b|führe|запусти|выполни|执行|运行|実行/i

/** "If a test fails, run:" */
const endsUrging = /\b(?:run|execute|do|call|start|use|type|paste)\b[^,.;:]{0,30}:?\s*$/i

/** The head of a table whose rows are to be done. */
const steps =
  /\b(?:steps?|tasks?|actions?|to-?dos?|what|work items?|order|change|job|schritt|aufgabe|étape|paso|tarea)\b/i

/** Whether what governs the passage makes it a ban, an example or a report. */
export function isGoverned({ kind, leadIn, heading }: Passage): boolean {
  if (kind === 'table')
    return !steps.test(leadIn) || quotes.test(leadIn) || forbids.test(leadIn) || quotesInHeading.test(heading)
  if (kind === 'prose' || kind === 'heading' || kind === 'comment') return false
  if (kind === 'quote') return leadIn !== '' && !urges.test(leadIn)
  if (leadIn !== '') return forbids.test(leadIn) || quotes.test(leadIn)
  return forbids.test(heading) || quotesInHeading.test(heading)
}

/** Whether code is given to be run: its introduction says so, or nothing stands before it. */
export function isToBeRun({ leadIn, heading }: Passage): boolean {
  const last = lastSentence(leadIn)
  if (last === '')
    return heading === '' || (urges.test(heading) && !quotesInHeading.test(heading) && !forbids.test(heading))
  if (endsUrging.test(last) && !forbids.test(last)) return true
  return urges.test(last) && !forbids.test(last) && !quotes.test(last)
}

const lastSentence = (text: string) =>
  text
    .trim()
    .split(/(?<=[.!?。])\s+/)
    .at(-1) ?? ''
