import { expect, test } from 'vitest'
import { adapterNames, formatNames, loadAgents, loadFormat } from '../agents/list.ts'
import { agentFormats, agentNames } from '../config/agent-names.ts'

test('the options name exactly the agents and formats there are', () => {
  expect(adapterNames).toEqual([...agentNames])
  expect(formatNames).toEqual([...agentFormats])
})

test('each is loaded under its own name', async () => {
  expect((await loadAgents()).map(({ name }) => name)).toEqual(adapterNames)
  for (const name of formatNames) expect((await loadFormat(name))?.name).toBe(name)
  expect(await loadFormat('constructor')).toBeUndefined()
})
