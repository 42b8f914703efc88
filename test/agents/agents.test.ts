import { fileURLToPath } from 'node:url'
import { describe, expect, test } from 'vitest'
import { builtProgram } from '../support/built-program.ts'
import { cases } from './cases.ts'
import { runCell } from './cell.ts'
import { askedFor } from './clis.ts'
import { deviations } from './compare.ts'
import { unexplained } from './explained.ts'
import { installedVersion } from './installed.ts'
import { suits } from './suits.ts'

/*
 * The built ralph with real agent CLIs, which ask a fake model. `npm run test:agents` installs the CLIs and runs this;
 * without it nothing is tested here. An agent that is asked for but not installed is a failure.
 */
const project = fileURLToPath(new URL('../../', import.meta.url))
const asked = askedFor(process.env['RALPH_TEST_AGENTS'])
const quick = cases.filter((theCase) => theCase.quick)

for (const cli of asked) {
  const version = installedVersion(project, cli)
  describe.concurrent(`${cli.title} ${version ?? ''}`, () => {
    test(`${cli.name} is installed`, () => {
      expect(version, `${cli.package} is not installed: npm run test:agents installs it`).toBeDefined()
    })
    for (const theCase of quick.filter((it) => suits(cli, it)))
      test.runIf(version !== undefined)(
        `${cli.name}, ${theCase.name}: ${theCase.title}`,
        { timeout: 150_000 },
        async () => {
          const seen = await runCell({ project, program: await builtProgram() }, cli, theCase)
          const found = unexplained(cli.name, theCase.name, deviations(theCase, seen))
          const told = `${seen.failures.map(({ kind, message }) => `${kind}: ${message}`).join('\n')}\n${seen.stderr}`
          expect(found, told).toEqual([])
        },
      )
  })
}

test.runIf(asked.length === 0)('real agents are tested by: npm run test:agents', () => {
  expect(asked).toEqual([])
})
