import { createRequire } from 'node:module'
import { join } from 'node:path'
import { rolldown } from 'rolldown'
import { scratch } from './measure.mjs'

const root = join(import.meta.dirname, '..')

/** A module of the sources with all it imports, bundled like the program itself. */
export async function loadSource(path) {
  const bundle = await rolldown({ cwd: root, input: path, platform: 'node', tsconfig: true })
  const file = join(scratch, `${path.replaceAll('/', '-')}.cjs`)
  await bundle.write({ format: 'cjs', minify: true, file, codeSplitting: false })
  await bundle.close()
  return createRequire(import.meta.url)(file)
}
