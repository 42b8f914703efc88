// Writes src/agents/prices/prices.json: list prices of the models that coding agents use, taken from @pydantic/genai-prices
// (a development dependency: its full table is 480 KB, ours must load in no time) and from scripts/more-prices.json.
// Run it after updating that package:
//
//   node scripts/prices.mjs [YYYY-MM-DD]      the day whose prices to take; today unless told otherwise
import { readFileSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { rolldown } from 'rolldown'

const root = dirname(dirname(fileURLToPath(import.meta.url)))
const date = process.argv[2] ?? new Date().toISOString().slice(0, 10)
const folder = dirname(dirname(fileURLToPath(import.meta.resolve('@pydantic/genai-prices'))))
const { version } = JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8'))
const { readPricePackage } = await load('src/agents/prices/price-package.ts')

const found = readPricePackage({ version, code: readFileSync(join(folder, 'dist/index.js'), 'utf8') }, date)
if ('problem' in found) throw new Error(found.problem)

const { models: more } = JSON.parse(readFileSync(join(root, 'scripts/more-prices.json'), 'utf8'))
const models = { ...more, ...found.models }
const license = readFileSync(join(folder, 'LICENSE'), 'utf8').trim()
const { later, ...about } = found
const head = JSON.stringify({ schema: 1, ...about, license, models: undefined }, undefined, 2).replace(/\n}$/, '')
const rows = Object.keys(models)
  .sort((a, b) => (a < b ? -1 : 1))
  .map((name) => `    ${JSON.stringify(name)}: ${rowText(models[name])}`)
const days = Object.entries(later).map(
  ([day, changed]) =>
    `    ${JSON.stringify(day)}: {\n${Object.entries(changed)
      .map(([name, row]) => `      ${JSON.stringify(name)}: ${rowText(row)}`)
      .join(',\n')}\n    }`,
)
const list = (name, lines) => `  "${name}": {${lines.length > 0 ? `\n${lines.join(',\n')}\n  ` : ''}}`
writeFileSync(
  join(root, 'src/agents/prices/prices.json'),
  `${head},\n${list('models', rows)},\n${list('later', days)}\n}\n`,
)

function rowText(row) {
  return typeof row === 'string' ? JSON.stringify(row) : `[${row.join(', ')}]`
}

/** The oldest supported node does not run TypeScript: the module is bundled in memory first. */
async function load(file) {
  const bundle = await rolldown({ cwd: root, input: file, platform: 'node', tsconfig: true })
  const { output } = await bundle.generate({ format: 'esm', codeSplitting: false })
  await bundle.close()
  return import(`data:text/javascript,${encodeURIComponent(output[0].code)}`)
}
