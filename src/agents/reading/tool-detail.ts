import { oneLine } from './excerpt.ts'
import { fields, items, text } from './fields.ts'

/** What tools of coding agents call the argument a person wants to see, the most telling first. */
const tellingArguments = [
  'file_path',
  'filePath',
  'notebook_path',
  'path',
  'command',
  'cmd',
  'pattern',
  'query',
  'url',
  'description',
  'prompt',
]

/** What a tool was asked to do, in a few words. */
export function toolDetail(input: unknown): string {
  const given = fields(input)
  for (const name of tellingArguments) {
    const value = text(given[name])
    if (value !== undefined) return oneLine(value)
  }
  for (const name in given) {
    const value = text(given[name])
    if (value !== undefined) return oneLine(value)
  }
  return ''
}

/** What a tool answered, in a few words. Content is a string or a list of blocks with a `text`. */
export function resultDetail(content: unknown): string {
  if (typeof content === 'string') return oneLine(content)
  for (const block of items(content)) {
    const value = text(fields(block)['text'])
    if (value !== undefined) return oneLine(value)
  }
  return ''
}
