import { join } from 'node:path'
import { readRegularFile } from '../../platform/files.ts'

const maxBytes = 1024 * 1024

/** What npm writes where nobody has written a test: to replace it is the work, not a trick. */
const placeholder = /no test specified/

/** The text of a script in the workspace's package.json, if there is one. */
export function scriptText(workspace: string, name: string): string | undefined {
  const reading = readRegularFile(join(workspace, 'package.json'), { maxBytes })
  if (!('bytes' in reading)) return undefined
  const text = field(field(parsed(reading.bytes.toString('utf8')), 'scripts'), name)
  return typeof text === 'string' && !placeholder.test(text) ? text : undefined
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}

function field(value: unknown, name: string): unknown {
  return typeof value === 'object' && value !== null
    ? Object.entries(value).find(([key]) => key === name)?.[1]
    : undefined
}
