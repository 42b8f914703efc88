import type { AgentOutput } from '../agent.ts'
import { neutralise } from '../platform/text/neutralise.ts'
import { head } from '../platform/text/bounded.ts'
import { marked, type Style } from './pretty-style.ts'

/** Lines of one message that are shown; with --verbose all. `ralph log` has them too. */
const shownLines = { text: 24, thinking: 4, result: 4, stderr: 4 }

/** What the agent did, as lines for the terminal. */
export function outputLines(style: Style, output: AgentOutput, verbose: boolean): readonly string[] {
  const { paint, glyphs } = style
  const cut = (lines: readonly string[], count: number) => (verbose ? lines : shortened(style, lines, count))
  const all = (text: string, mark: string, colour: (line: string) => string, count: number, indent = 2) =>
    isBlank(text) ? [] : cut(marked(style, mark, tidy(text), colour, indent), count)

  switch (output.type) {
    case 'text':
      return all(output.text, '', same, shownLines.text)
    case 'thinking':
      return all(output.text, paint.dim(glyphs.thought), paint.dim, shownLines.thinking)
    case 'tool':
      return cut(marked(style, paint.cyan(glyphs.tool), toolText(style, output.name, output.detail), same), 3)
    case 'tool-result':
      if (output.ok) return verbose ? all(output.detail, paint.dim(glyphs.quote), paint.dim, shownLines.result, 4) : []
      return all(output.detail || 'failed', paint.red(glyphs.failed), paint.dim, shownLines.result, 4)
    case 'stderr':
      return all(output.text, paint.dim(glyphs.quote), paint.dim, shownLines.stderr)
    case 'retry':
      return all(`the agent tries again: ${output.message}`, paint.yellow(glyphs.warning), paint.yellow, 2)
    case 'compacted':
      return all('the agent compacted its context', paint.yellow(glyphs.warning), paint.yellow, 1)
    case 'session':
      return sessionText(output) === '' ? [] : all(sessionText(output), '', paint.dim, 1)
    case 'usage':
    case 'limited':
    case 'window':
    case 'send':
    case 'ended':
      return []
  }
}

/** `Edit src/server.ts`, on one line. */
export function toolText({ paint }: Style, name: string, detail: string): string {
  const what = head(neutralise(detail).replace(/\s+/g, ' ').trim(), 400)
  return what === '' ? paint.bold(neutralise(name)) : `${paint.bold(neutralise(name))} ${what}`
}

function sessionText({ model, version }: Extract<AgentOutput, { type: 'session' }>): string {
  return [model && `model ${model}`, version && `version ${version}`].filter(Boolean).join(', ')
}

const same = (line: string) => line
const isBlank = (text: string) => text.trim() === ''

/** Longest message that is laid out, in characters. */
const layoutLimit = 20_000

const tidy = (text: string) =>
  neutralise(head(text, layoutLimit))
    .replace(/^\s*\n|\s+$/g, '')
    .replace(/\n{3,}/g, '\n\n')

function shortened(style: Style, lines: readonly string[], count: number): readonly string[] {
  if (lines.length <= count) return lines
  const more = `… ${lines.length - count + 1} more lines`
  return [...lines.slice(0, count - 1), ...marked(style, '', more, style.paint.dim)]
}
