import { mkdirSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { load } from './load.mjs'

// Writes docs/reference.md and schema/ralph.schema.json from the tables that the program itself uses.

const root = join(dirname(fileURLToPath(import.meta.url)), '..')
const { referencePage } = await load(root, join(root, 'src/app/reference.ts'))
const { configSchema } = await load(root, join(root, 'src/config/json-schema.ts'))

write('docs/reference.md', referencePage())
write('schema/ralph.schema.json', `${JSON.stringify(configSchema(), null, 2)}\n`)

function write(file, text) {
  const path = join(root, file)
  mkdirSync(dirname(path), { recursive: true })
  writeFileSync(path, text)
  console.log(`wrote ${file}`)
}
