import { join } from 'node:path'
import { readRegularFile } from '../platform/files.ts'
import { secretValues, secretValuesInDotenv, type SecretValue } from '../platform/text/secret-values.ts'
import type { CommandContext } from './command.ts'

/** Where projects keep values that no one should see; agents read and print them. */
const files = ['.env', '.env.local', '.env.development', '.env.development.local', '.env.production', '.env.test']
const maxBytes = 256 * 1024

/** The values that no sink may show: of ralph's environment, and of the workspace's files of variables as they are now. */
export function knownSecrets(workspace: string, env: CommandContext['env']): readonly SecretValue[] {
  const known = [...secretValues(env)]
  for (const name of files) {
    const reading = readRegularFile(join(workspace, name), { maxBytes, within: workspace })
    if ('bytes' in reading) known.push(...secretValuesInDotenv(reading.bytes.toString('utf8'), known))
  }
  return known
}
