import { readConfig } from '../../../src/config/read-config.ts'
import { unlessRefused, type Target } from '../target.ts'

/** A `ralph.yml` that somebody put into a repository. */
export const target: Target = {
  name: 'config',
  isLinear: true,
  seeds: [
    'agents: [claude, codex]\nlimits:\n  max_cost: 20\n  max_iterations: 50 # as many\ngates:\n  - npm test\n',
    'gates: npm test\nmax_runtime: 4h\nverbose: true\nprompt_text: |\n  Do it.\n  Then stop.\n',
    '{"limits": {"max_cost": "5"}, "retry_delay": "50ms"}',
    'a: &a [x, x]\nb: *a\n<<: *a\n',
    '? [complex]\n: !!binary aGVsbG8=\n---\n- 1\n...\n',
  ],
  async read(input) {
    const text = input.toString('utf8')
    await unlessRefused(() => readConfig({ path: 'ralph.yml', text, bytes: input }, 'workspace config'))
  },
}
