import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { fields, text } from '../../src/agents/reading/fields.ts'
import { binFolder, type Cli } from './clis.ts'

/** The version of a CLI that is installed for these tests; undefined if there is none. */
export function installedVersion(project: string, cli: Cli): string | undefined {
  const about = join(project, 'test/agents', cli.folder, 'node_modules', cli.package, 'package.json')
  if (!existsSync(about) || !existsSync(join(binFolder(project, cli), cli.name))) return undefined
  return text(fields(JSON.parse(readFileSync(about, 'utf8')))['version'])
}
