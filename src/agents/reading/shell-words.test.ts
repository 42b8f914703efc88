import fc from 'fast-check'
import { expect, test } from 'vitest'
import { shellWords } from './shell-words.ts'

test.each([
  ['', []],
  ['   ', []],
  ['agent', ['agent']],
  ['  agent  --flag\t-x ', ['agent', '--flag', '-x']],
  ["agent 'a b' c", ['agent', 'a b', 'c']],
  ['agent "a b" c', ['agent', 'a b', 'c']],
  ['agent --name="a b"', ['agent', '--name=a b']],
  ["agent ''", ['agent', '']],
  ['agent a\\ b', ['agent', 'a b']],
  ["agent 'it'\\''s'", ['agent', "it's"]],
  ['agent "say \\"hi\\" \\\\ \\n \\$"', ['agent', 'say "hi" \\ \\n $']],
  ["agent '\\n'", ['agent', '\\n']],
  ['agent $HOME ~ * | tee', ['agent', '$HOME', '~', '*', '|', 'tee']],
  ['agent \\\n next', ['agent', 'next']],
])('%j is %j', (command, words) => {
  expect(shellWords(command)).toEqual(words)
})

test.each(["agent 'open", 'agent "open', 'agent "open\\"', 'agent open\\'])('%s is refused with a hint', (command) => {
  expect(() => shellWords(command)).toThrow(expect.objectContaining({ name: 'RalphError', exitCode: 2 }))
})

test('words quoted by anyone come back as they were', () => {
  const quoted = (word: string) => `'${word.replaceAll("'", String.raw`'\''`)}'`
  fc.assert(
    fc.property(fc.array(fc.string()), (words) => {
      expect(shellWords(words.map(quoted).join(' '))).toEqual(words)
    }),
  )
})
