import { readArguments } from '../../../src/app/arguments.ts'
import { commands } from '../../../src/app/command-table.ts'
import { readFlags } from '../../../src/config/flags.ts'
import { law, unlessRefused, type Target } from '../target.ts'

/** Command lines: a command, and its words, each on a line of its own. */
export const target: Target = {
  name: 'flags',
  isLinear: false,
  seeds: [
    'run\n-a\nclaude,codex\n--gate\nnpm test\n--max-cost=20\n-i5\n-vq\n--no-git\n--\n--permission-mode\nplan\n',
    'resume\n20261121\n--max-cost\n80\n',
    'log\n-i\n3\n-f\n',
    'restore\n3\nsrc/parser.ts\n',
    'run\n--price\nm=1/2/3/4\n--model\nm\n--retry-delay\n50ms\n--allow-write\n~/x\n--pass-env\nA*,B\n',
  ],
  async read(input) {
    const [name, ...words] = input.toString('utf8').split('\n').slice(0, 400)
    const spec = commands.find((command) => command.name === name) ?? commands[0]
    if (!spec) return
    const given = await unlessRefused(() => readArguments(spec, words))
    if (!given) return
    law(given.positionals.length <= words.length, 'it makes no words up')
    if (spec.passesArgs) await unlessRefused(() => readFlags(given.flags))
  },
}
