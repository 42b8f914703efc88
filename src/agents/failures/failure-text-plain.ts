import { withoutDecoration } from '../reading/excerpt.ts'

/**
 * What an error text says, fit for being searched: straight quotes, ordinary spaces, no colours and spinners, nested
 * JSON without its backslashes, sentences that were broken to fit a terminal whole again. Lines of code, stack frames
 * and test reports are left out: nobody says anything there, but projects about rate limiters have the same words.
 * Of a long text the beginning and the end are read.
 */
export function plainText(text: string): string {
  const some = text.length > longest ? `${text.slice(0, longest / 4)}\n${text.slice((-longest * 3) / 4)}` : text
  return some
    .replace(/\\{1,8}u(20\d\d)/g, (_, code: string) => String.fromCharCode(Number.parseInt(code, 16)))
    .replace(/\\{1,8}(["'])/g, '$1')
    .replace(/\\{1,8}[nr]/g, '\n')
    .replace(/[‘’ʼ]/g, "'")
    .replace(/[“”]/g, '"')
    .replace(/[\u00a0\u2007\u2009\u202f]/g, ' ') // Intl puts one of these before AM and PM
    .replace(/[−–]/g, '-')
    .split('\n')
    .map((line) => withoutDecoration(line).replace(/[│┃]/g, ' ').trim())
    .filter((line) => !codeLine.test(line))
    .join('\n')
    .replace(/(?<=\b(?:at|in|on|after))\n|\n(?=[a-z(])/g, ' ')
    .replace(/ {2,}/g, ' ')
}

const longest = 16_384

const codeLine = new RegExp(
  [
    String.raw`^(?://|/\*|\*\s|#\s|#!|<!--)`,
    String.raw`^at (?:async |new )?[\w$.<>]+ (?:\[as |\()|^at (?:async )?\S+:\d+|^File ".*", line \d`,
    String.raw`^(?:import|from|export|const|let|var|def|fn|func|function|class|interface|return|throw|raise|except|catch|it|test|describe|expect|assert\w*)\b.*[(){};='"]`,
    String.raw`=>|\bthrow new\b|\bexpect\(|;$`,
    String.raw`\b(?:TODO|FIXME|XXX)\b`,
    String.raw`^(?:FAIL|PASS|ok|not ok|[✓✔❯+-]|[Ee]xpected|[Rr]eceived)\s|\bAssertionError\b|\.(?:test|spec)\.\w`,
    String.raw`^[\w@./\\-]+\.\w{1,5}[:(]\d`,
  ].join('|'),
)
