// Records what a real agent CLI prints, as fixtures for its adapter's tests: npm run record -- codex [case…]
//
// The CLI at the version that test/agents/…/package.json names runs by its adapter's own command against a fake model.
// A new version is: change it there, npm install --package-lock-only, this, and a look at the difference.
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { install } from './install-agents.mjs'
import { load } from './load.mjs'

const project = join(dirname(fileURLToPath(import.meta.url)), '..')
const [name, ...caseNames] = process.argv.slice(2)
if (name === undefined) throw new Error('usage: npm run record -- <agent> [case…]')

const { cliNamed, installedVersion, record } = await load(project, 'test/agents/program.ts')
const cli = cliNamed(name)
install(project, cli.folder)
const version = installedVersion(project, cli)
if (version === undefined) throw new Error(`${cli.package} could not be installed`)
await record({ project, cli, version, caseNames, tell: (line) => console.log(line) })
