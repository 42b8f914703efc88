// Imports a TypeScript module of the project: Node 20 runs none by itself.
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { rolldown } from 'rolldown'

export async function load(project, entry) {
  const folder = mkdtempSync(join(tmpdir(), 'ralph-load-'))
  try {
    const file = join(folder, 'program.mjs')
    const build = await rolldown({
      cwd: project,
      input: entry,
      platform: 'node',
      logLevel: 'silent',
      external: [/^@anthropic-ai/],
    })
    await build.write({ file, format: 'es', codeSplitting: false })
    await build.close()
    return await import(pathToFileURL(file).href)
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
}
