import { mkdirSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { rolldown } from 'rolldown'

// Writes docs/reference.md and schema/ralph.schema.json from the tables that the program itself uses.

const root = join(dirname(fileURLToPath(import.meta.url)), '..')
const { referencePage } = await load('src/app/reference.ts')
const { configSchema } = await load('src/config/json-schema.ts')

write('docs/reference.md', referencePage())
write('schema/ralph.schema.json', `${JSON.stringify(configSchema(), null, 2)}\n`)

/** The oldest supported node does not run TypeScript: the module is bundled in memory first. */
async function load(file) {
  const bundle = await rolldown({ cwd: root, input: file, platform: 'node', tsconfig: true })
  const { output } = await bundle.generate({ format: 'esm', codeSplitting: false })
  await bundle.close()
  return import(`data:text/javascript,${encodeURIComponent(output[0].code)}`)
}

function write(file, text) {
  const path = join(root, file)
  mkdirSync(dirname(path), { recursive: true })
  writeFileSync(path, text)
  console.log(`wrote ${file}`)
}
