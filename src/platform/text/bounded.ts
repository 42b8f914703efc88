/** The start and the end of a text that is too long, with a word on what is missing. At most `limit` code units and a line. */
export function headAndTail(text: string, limit: number): string {
  if (text.length <= limit) return text
  const half = Math.floor(limit / 2)
  const start = text.slice(0, wholeCharacter(text, half))
  const end = text.slice(wholeCharacter(text, text.length - half))
  return `${start}\n[… ${text.length - start.length - end.length} characters left out …]\n${end}`
}

/** The start of a text that is too long, and an ellipsis. */
export function head(text: string, limit: number): string {
  return text.length <= limit ? text : `${text.slice(0, wholeCharacter(text, Math.max(0, limit - 1)))}…`
}

/** An index near `index` that does not split a surrogate pair. */
function wholeCharacter(text: string, index: number): number {
  const unit = text.charCodeAt(index)
  return unit >= 0xdc00 && unit <= 0xdfff ? index - 1 : index
}
