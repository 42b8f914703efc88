import { expect, test } from 'vitest'
import type { AgentRequest } from '../agent.ts'
import { commandAgent } from './command.ts'
import { textFormat } from './text.ts'
import { listPrice } from './prices/prices.ts'

const request: AgentRequest = {
  program: '/bin/agent',
  prompt: 'the prompt',
  promptFile: '/state/a $& b.md',
  scratch: '/scratch',
  prices: listPrice,
  workspace: '/workspace',
  sessionId: 's-1',
  extraArgs: ['--x'],
}

test('the prompt goes to stdin', () => {
  const agent = commandAgent("agent --mode 'full auto'", textFormat)
  expect(agent.programs).toEqual(['agent'])
  expect(agent.command(request)).toMatchObject({
    file: '/bin/agent',
    args: ['--mode', 'full auto', '--x'],
    stdin: 'the prompt',
  })
})

test('or into a file wherever the command names it', () => {
  const { args, stdin } = commandAgent('agent -f {prompt_file} --also=@{prompt_file}', textFormat).command(request)
  expect(args).toEqual(['-f', '/state/a $& b.md', '--also=@/state/a $& b.md', '--x'])
  expect(stdin).toBeUndefined()
})

test.each([
  ['', 'is empty'],
  ['  ', 'is empty'],
  ['""', 'is empty'],
  ['~/bin/agent', 'not expanded'],
  ['$HOME/bin/agent', 'not expanded'],
  ['{prompt_file}', 'starts with'],
  ["agent 'open", 'without a closing'],
])('%j is refused, with what to do instead', (command, why) => {
  expect(() => commandAgent(command, textFormat)).toThrow(
    expect.objectContaining({
      name: 'RalphError',
      message: expect.stringContaining(why),
      hint: expect.stringMatching(/\S/),
    }),
  )
})
