import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { dirname, join, relative } from 'node:path'
import { fileURLToPath } from 'node:url'
import { rolldown } from 'rolldown'

// CommonJS on purpose: an `import` of a node module makes node build its whole namespace, lazy getters included,
// which costs up to 30 ms for node:http. `require` does not. Chunks, so that a command loads only what it uses.

const root = join(dirname(fileURLToPath(import.meta.url)), '..')
const dist = join(root, 'dist')
const entries = { ralph: 'src/app/main.ts', 'demo-agent': 'src/demo/agent.ts', guard: 'src/app/guard.ts' }

const bundle = await rolldown({
  cwd: root,
  input: Object.fromEntries(Object.entries(entries).filter(([, file]) => existsSync(join(root, file)))),
  platform: 'node',
  external: [/^@anthropic-ai\/sandbox-runtime/], // optional, and loaded only where the network is limited
  tsconfig: true,
  plugins: [onlyVersionOfPackageJson()],
  onLog(level, log, report) {
    if (level === 'warn') throw new Error(log.message)
    report(level, log)
  },
})
const { output } = await bundle.generate({
  format: 'cjs',
  minify: true,
  banner: ({ isEntry }) => (isEntry ? '#!/usr/bin/env node' : ''),
  entryFileNames: '[name].cjs',
  chunkFileNames: 'chunks/[name].cjs',
  exports: 'named',
  // Each file more costs a start half a millisecond. So there is one with what every command line needs, one with what
  // it takes to show a recorded run, and one with all that it takes to run one.
  codeSplitting: {
    groups: [
      { name: 'version', test: /src\/app\/version\.ts$/, priority: 4 },
      { name: 'cli', test: /src\/app\/cli\.ts$/, priority: 3 },
      { name: 'records', test: /src\/app\/commands\/(show|log|runs)\.ts$/, priority: 2 },
      { name: 'run', test: /src\/app\/commands\/run\.ts$/, priority: 1 },
    ],
  },
})
await bundle.close()

const chunks = output.filter((file) => file.type === 'chunk')
rmSync(dist, { recursive: true, force: true })
mkdirSync(join(dist, 'chunks'), { recursive: true })
for (const { isEntry, fileName, code } of chunks) {
  writeFileSync(join(dist, fileName), code, { mode: isEntry ? 0o755 : 0o644 })
}
writeFileSync(join(dist, 'THIRD-PARTY-LICENSES.txt'), licences(chunks.flatMap(({ moduleIds }) => moduleIds)))
if (process.argv.includes('--sizes')) printSizes()

function printSizes() {
  for (const { fileName, code } of chunks.toSorted((a, b) => b.code.length - a.code.length)) {
    console.log(`${String(Buffer.byteLength(code)).padStart(8)}  ${relative(root, join(dist, fileName))}`)
  }
}

/** The entry must stay tiny, and nobody needs the rest of package.json at run time. */
function onlyVersionOfPackageJson() {
  const file = join(root, 'package.json')
  const { version } = JSON.parse(readFileSync(file, 'utf8'))
  return {
    name: 'only-version-of-package-json',
    load: (id) => (id === file ? { code: JSON.stringify({ version }), moduleType: 'json' } : null),
  }
}

/** What the licences of the bundled packages ask for: their text, beside the code. */
function licences(moduleIds) {
  const folders = moduleIds.map((id) => id.match(/^.*\/node_modules\/(?:@[^/]+\/)?[^/]+/)?.[0])
  const packages = [...new Set(folders.filter((folder) => folder !== undefined))].sort((a, b) => a.localeCompare(b))
  return packages.map(licence).join(`\n${'-'.repeat(80)}\n\n`)
}

function licence(folder) {
  const about = JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8'))
  const file = readdirSync(folder).find((entry) => /^(licen[cs]e|copying)(\.|$)/i.test(entry))
  const text = file
    ? readFileSync(join(folder, file), 'utf8').trimEnd()
    : `Copyright of ${about.author?.name ?? about.author ?? 'its authors'}, ${about.repository?.url ?? about.homepage}\n` +
      `The package has no licence file; the text is at https://spdx.org/licenses/${about.license}.html`
  return `${about.name} ${about.version}\nLicence: ${about.license}\n\n${text}\n`
}
