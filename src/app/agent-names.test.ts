import { expect, test } from 'vitest'
import { agents, formats } from '../agents/list.ts'
import { agentFormats, agentNames } from '../config/agent-names.ts'

test('the options name exactly the agents and formats there are', () => {
  expect(agents.map(({ name }) => name)).toEqual([...agentNames])
  expect(formats.map(({ name }) => name)).toEqual([...agentFormats])
})
