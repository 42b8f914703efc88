/** Shell texts in an awk program: `system("…")`, `"…" | getline`, `print | "…"`. */
export function awkShellTexts(program: string): readonly string[] {
  if (!program.includes('"') || program.length > 65_536) return []
  const texts: string[] = []
  for (const [, text = ''] of program.matchAll(/system\s*\(\s*"((?:[^"\\]|\\.){1,4000})"/g)) texts.push(text)
  for (const [, text = ''] of program.matchAll(/"((?:[^"\\]|\\.){1,4000})"\s*\|&?\s*getline/g)) texts.push(text)
  for (const [, text = ''] of program.matchAll(/\|&?\s*"((?:[^"\\]|\\.){1,4000})"/g)) texts.push(text)
  return texts.map((text) => text.replace(/\\(["\\])/g, '$1'))
}
