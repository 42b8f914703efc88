/** Shell texts in an awk program: `system("…")`, `"…" | getline`, `print | "…"`. */
export function awkShellTexts(program: string): readonly string[] {
  if (!program.includes('"') || program.length > 65_536) return []
  const texts: string[] = []
  for (const [, text = ''] of program.matchAll(/system\s*\(\s*"((?:[^"\\]|\\.){1,4000})"/g)) texts.push(text)
  for (const [, text = ''] of program.matchAll(/"((?:[^"\\]|\\.){1,4000})"\s*\|&?\s*getline/g)) texts.push(text)
  for (const [, text = ''] of program.matchAll(/\|&?\s*"((?:[^"\\]|\\.){1,4000})"/g)) texts.push(text)
  for (const [, name = ''] of program.matchAll(/system\s*\(\s*([A-Za-z_]\w{0,40})\s*\)/g)) {
    const [, text] = new RegExp(`\\b${name}\\s{0,8}=\\s{0,8}"((?:[^"\\\\]|\\\\.){1,4000})"`).exec(program) ?? []
    if (text !== undefined && texts.length < 100) texts.push(text)
  }
  return texts.map((text) => text.replace(/\\(["\\])/g, '$1'))
}
