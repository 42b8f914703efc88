import { join } from 'node:path'
import { rolldown } from 'rolldown'

/** Makes one plain ES module of a TypeScript program, so that any supported Node can run it as a process of its own. */
export async function bundle(entry: string, folder: string): Promise<string> {
  const file = join(folder, 'program.mjs')
  const build = await rolldown({ input: entry, platform: 'node', logLevel: 'silent', external: [/^@anthropic-ai/] })
  await build.write({ file, format: 'es', codeSplitting: false })
  await build.close()
  return file
}
