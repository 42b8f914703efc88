/**
 * A task to write about something: an article, a chapter, a page of documentation. What the rest of its paragraph speaks of is
 * what is to be written about, not what is to be done.
 */
export function isWritingTask(sentence: string): boolean {
  return writing.test(sentence) || documenting.test(sentence)
}

const writing =
  /^\W{0,4}(?:please |bitte |now )?(?:write|draft|prepare|compose|outline|schreibe?|verfasse|rédige[rz]?|écri[st]|escrib[ea]|redacta|escrev[ea])\b[^.!?\n]{0,60}\b(?:essay|article|blog|post|chapter|guide|handbook|playbook|runbook|tutorial|talk|slides?|faq|glossary|exercise|newsletter|artikel|kapitel|anleitung|handbuch|chapitre|billet|artículo|capítulo|guion|guía|artigo)\b/i

const documenting =
  /^\W{0,4}(?:please |bitte )?(?:write|draft|add|update|extend|document|describe|in|mets à jour|dokumentiere|documenta|documente)\b[^!?\n]{0,60}(?:\bdocs?\/[\w./-]{1,80}|\b[\w-]{1,40}\.md\b|\b(?:readme|documentation|dokumentation|documentación|documentação)\b)/i

/** What counts even there: it is said to the reader of the task, not to that of the page. */
export const saidToTheAgent: ReadonlySet<string> = new Set([
  'overrides-instructions',
  'hides-from-user',
  'claims-completion',
  'hidden-instruction',
])
