import {
  chmodSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { eventually } from '../../../test/support/agents.ts'
import { claude } from '../../agents/claude/claude.ts'
import { runCommandLine } from '../cli.ts'

const { package: packageName, version: tested } = claude.npm ?? { package: '', version: '' }

let home: string
beforeEach(() => (home = mkdtempSync(join(tmpdir(), 'ralph-install-'))))
afterEach(() => rmSync(home, { recursive: true }))

/** Installs as npm does: `npm install --prefix <folder> … <package>@<version>`. `FAKE` says what goes wrong. */
const npm = `#!/bin/sh
printf '%s\\n' "$*" >> "$HOME/npm-calls"
case "$FAKE" in
fail) echo 'npm error code ETARGET' >&2; exit 1 ;;
hang) exec tail -f /dev/null ;;
esac
for last; do :; done
package=\${last%@*}
modules="$3/node_modules"
mkdir -p "$modules/.bin" "$modules/$package"
engines='>=18'
said="echo '\${last##*@} (Fake)'"
if [ "$FAKE" = broken ]; then engines='>=99.1'; said="echo 'SyntaxError: no such thing' >&2; exit 1"; fi
printf '{"name":"%s","version":"%s","engines":{"node":"%s"}}' "$package" "\${last##*@}" "$engines" > "$modules/$package/package.json"
printf '#!/bin/sh\\n%s\\n' "$said" > "$modules/$package/cli"
chmod +x "$modules/$package/cli"
ln -s "../$package/cli" "$modules/.bin/claude"
echo 'added 1 package'
`

const agentsIn = () => join(home, 'state', 'agents')
const program = () => join(agentsIn(), 'claude', 'node_modules', '.bin', 'claude')

function executable(path: string, text: string): void {
  mkdirSync(dirname(path), { recursive: true })
  writeFileSync(path, text)
  chmodSync(path, 0o755)
}

async function ralph(args: readonly string[], env: Readonly<Record<string, string>> = {}) {
  executable(join(home, 'bin', 'npm'), npm)
  let [out, err] = ['', '']
  const code = await runCommandLine(args, {
    cwd: home,
    env: {
      HOME: home,
      PATH: `${join(home, 'bin')}:/usr/bin:/bin`,
      RALPH_STATE_DIR: join(home, 'state'),
      ...env,
    },
    stdout: { write: (text) => (out += text) },
    stderr: { write: (text) => (err += text) },
  })
  return { code, out, err }
}

const calls = () => readFileSync(join(home, 'npm-calls'), 'utf8').trim().split('\n')
const folders = () => (existsSync(agentsIn()) ? readdirSync(agentsIn()) : [])

describe('an agent', () => {
  test('is installed by npm at the tested version, and found from then on', async () => {
    const { code, out, err } = await ralph(['agents', 'install', 'claude'])
    expect([code, out]).toEqual([0, `${program()}\n`])
    expect(calls()).toEqual([
      expect.stringMatching(/^install --prefix \S+\.tmp .*--save-exact @anthropic-ai\/claude-code@[\d.]+$/),
    ])
    expect(calls()[0]?.endsWith(`${packageName}@${tested}`)).toBe(true)
    expect(err).toContain('added 1 package')
    expect(err).toContain(`claude ${tested} is installed\nto log in: ${claude.login}\n`)
    expect(folders()).toEqual(['claude'])
    const list: readonly Record<string, unknown>[] = JSON.parse((await ralph(['agents', '--json'])).out)
    expect(list.find(({ name }) => name === 'claude')).toMatchObject({
      state: 'found',
      path: program(),
      version: tested,
      npm: { package: packageName, version: tested },
    })
  })

  test('that is there is not installed again, but another version takes its place', async () => {
    await ralph(['agents', 'install', 'claude'])
    const again = await ralph(['agents', 'install', 'claude'], { ANTHROPIC_API_KEY: 'x' })
    expect(again.err).toBe(`claude ${tested} is installed already\nlogin: ANTHROPIC_API_KEY is set\n`)
    expect([again.out, calls().length]).toEqual([`${program()}\n`, 1])
    const other = await ralph(['agents', 'install', 'claude', '--version', '9.8.7'])
    expect([other.code, other.out, folders()]).toEqual([0, `${program()}\n`, ['claude']])
    expect(other.err).toContain('claude 9.8.7 is installed\n')
  })

  test('on the PATH is named, for it comes first', async () => {
    executable(join(home, 'bin', 'claude'), '#!/bin/sh\n')
    const { err } = await ralph(['agents', 'install', 'claude'])
    expect(err).toContain(`ralph uses the one on the PATH before it: ${home}/bin/claude\n`)
  })

  test('that is too old is no agent, and says what it takes', async () => {
    executable(join(home, 'lib', 'bin', 'cli'), '#!/bin/sh\n')
    writeFileSync(join(home, 'lib', 'package.json'), '{"version":"1.0.0","bin":{"claude":"bin/cli"}}')
    const path = join(home, 'lib', 'bin')
    executable(join(path, 'claude'), '#!/bin/sh\n')
    const { out } = await ralph(['agents'], { PATH: path })
    expect(out).toMatch(/^claude +1\.0\.0, needs [\d.]+ .* \S+\/lib\/bin\/claude; ralph agents install claude$/m)
  })
})

describe('nothing is there', () => {
  test('when npm fails', async () => {
    const { code, out, err } = await ralph(['agents', 'install', 'claude'], { FAKE: 'fail' })
    expect([code, out, folders()]).toEqual([1, '', []])
    expect(err).toContain('npm error code ETARGET\n')
    expect(err).toContain(`npm could not install ${packageName}@${tested}: it ended with exit code 1`)
  })

  test('when the program does not run, with the Node it needs in the hint', async () => {
    const { code, err } = await ralph(['agents', 'install', 'claude'], { FAKE: 'broken' })
    expect([code, folders()]).toEqual([1, []])
    expect(err).toContain('was installed, but does not run: SyntaxError: no such thing')
    expect(err).toContain(`It needs Node 99.1 or newer, and this is ${process.versions.node}`)
  })

  test('and what was there stays, when it is stopped', async () => {
    await ralph(['agents', 'install', 'claude'])
    const stopped = ralph(['agents', 'install', 'claude', '--version', '9.8.7'], { FAKE: 'hang' })
    expect(await eventually(() => calls().length === 2, 5000, 10)).toBe(true)
    process.emit('SIGINT', 'SIGINT')
    expect((await stopped).code).toBe(130)
    expect(folders()).toEqual(['claude'])
    expect((await ralph(['agents'])).out).toContain(tested)
  })

  test('of an installer that was killed, after the next one', async () => {
    mkdirSync(join(agentsIn(), '.claude.4194999-0a1b2c3d.tmp', 'node_modules'), { recursive: true })
    mkdirSync(join(agentsIn(), `.claude.${process.pid}-0a1b2c3d.tmp`))
    await ralph(['agents', 'install', 'claude'])
    expect(folders()).toEqual([`.claude.${process.pid}-0a1b2c3d.tmp`, 'claude'])
  })

  test('when npm is missing', async () => {
    const { code, err } = await ralph(['agents', 'install', 'claude'], { PATH: '/nowhere' })
    expect([code, folders()]).toEqual([4, []])
    expect(err).toContain('npm is not on the PATH')
  })
})

test.each([
  [['install'], 'which agent is to be installed?'],
  [['install', 'cluade'], 'Did you mean ralph agents install claude?'],
  [['install', 'nobody'], 'There are: claude'],
  [['install', 'kiro'], 'kiro does not come from npm\n  See https://kiro.dev/cli'],
  [['install', 'q'], 'q does not come from npm'],
  [['install', 'claude', '--version', '-x'], 'is no version'],
  [['install', 'claude', '--version', '../evil'], 'is no version'],
  [['instal', 'claude'], 'Did you mean ralph agents install <name>?'],
  [['--version', '1'], '--version says what to install'],
])('ralph agents %j is refused', async (args, words) => {
  const { code, err } = await ralph(['agents', ...args])
  expect([code, folders()]).toEqual([2, []])
  expect(err).toContain(words)
})
