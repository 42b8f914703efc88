import { expect, test } from 'vitest'
import { judgeCommand } from './judge-command.ts'

const place = { workspace: '/home/dev/shop', home: '/home/dev' }
const size = 256 * 1024
const filled = (piece: string) => piece.repeat(Math.ceil(size / piece.length)).slice(0, size)

/** Of this process only: other programs on the machine do not count. */
function processorMs(work: () => void): number {
  const start = process.cpuUsage()
  work()
  const { user, system } = process.cpuUsage(start)
  return (user + system) / 1000
}

const hostile: Readonly<Record<string, string>> = {
  'open substitutions': filled('$('),
  'nested substitutions': '$('.repeat(size / 3) + ')'.repeat(size / 3),
  'substitutions in quotes': filled('"$('),
  'process substitutions': filled('<('),
  backquotes: filled('`a\\`'),
  quotes: filled(`"'`),
  parameters: filled('${a:-'),
  sums: `echo $((${filled('1+')}))`,
  'here-documents': filled('cat <<E\n'),
  'many here-documents': filled('cat <<A <<B\nA\nB\n'),
  'a long here-document': `bash <<'E'\n${filled('rm x\n')}\nE\n`,
  commands: Array.from({ length: size / 12 }, (_, i) => `rm -f f${i};`).join(''),
  pipes: filled('echo a|'),
  braces: filled('{a,b}'),
  functions: filled('f(){ f|f;};f;'),
  loops: `${'for a in 1 2 3 4 5 6; do '.repeat(12)}rm x;${'done;'.repeat(12)}`,
  doubling: `a=x;${filled('a=$a$a;')}`,
  patterns: `a=${filled('b')}; echo \${a%%*x*b*} \${a//b/cc}`,
  'find actions': `find . ${filled('-exec rm {} \\; ')}`,
  wrappers: filled('timeout 5 '),
  python: `python3 -c '${filled('a.b(')}'`,
  'python strings': `python3 -c '${filled('f"{a}" + ')}'`,
  node: `node -e '${filled('/*`${')}'`,
  sql: `psql -c "${filled('drop table a; /*')}"`,
  decoded: `echo ${filled('QUFB')} | base64 -d | rev | tr a-z A-Z | sh`,
  words: filled('a '),
  redirections: filled('>a '),
  slashes: `rm -rf ${filled('../')}`,
  'tests without end': filled('[[ ( '),
  'extended patterns': filled('@('),
  arrays: filled('a=('),
  holes: `curl ${filled('$A.')}`,
}

test.each(Object.entries(hostile))('256 KB of %s are judged at once', (_, text) => {
  const [first, second] = [processorMs(() => judgeCommand(text, place)), processorMs(() => judgeCommand(text, place))]
  expect(Math.min(first, second)).toBeLessThan(250)
})

test('an ordinary command takes no time', () => {
  const command = 'cd packages/api && NODE_ENV=test npx vitest run --reporter=dot 2>&1 | tail -20'
  judgeCommand(command, place)
  const took = processorMs(() => {
    for (let i = 0; i < 200; i++) judgeCommand(command, place)
  })
  expect(took / 200).toBeLessThan(5)
})
