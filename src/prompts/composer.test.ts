import { noSpending } from '../usage.ts'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { claimIn } from '../claim.ts'
import { newState, type RunState } from '../state.ts'
import { promptComposer, type ComposerParts } from './composer.ts'
import { fit, type Section } from './section.ts'
import { estimateTokens } from '../platform/text/tokens.ts'

const archived: string[] = []
const parts: ComposerParts = {
  rules: { promise: 'TASK_COMPLETE', gates: ['npm test'], notesPath: '.agent/notes.md' },
  budget: () => 10_000,
  maxCharacters: () => Infinity,
  readTask: async () => ({ text: 'Build it.' }),
  readNotes: async () => '',
  readChanges: async () => '',
  archive: (sha256) => void archived.push(sha256),
}

async function composed(state: Partial<RunState> = {}, other: Partial<ComposerParts> = {}) {
  const prompt = await promptComposer({ ...parts, ...other }).compose({ ...newState, ...state }, { agent: 'claude' })
  if ('refused' in prompt) throw new Error(prompt.refused)
  return prompt
}

test('the task goes in whole and byte-identical, whatever it holds', async () => {
  await fc.assert(
    fc.asyncProperty(fc.string({ unit: 'binary', maxLength: 300 }), async (text) => {
      expect((await composed({}, { readTask: async () => ({ text }) })).text.startsWith(text)).toBe(true)
    }),
  )
})

test('a task that does not fit with the rules is refused with both sizes', async () => {
  const text = 'Many words to say. '.repeat(3000)
  const prompt = await promptComposer({ ...parts, readTask: async () => ({ text }) }).compose(newState, {
    agent: 'claude',
  })
  expect('refused' in prompt && prompt.refused).toMatch(/the task has about \d+ tokens .* but 10000 fit/)
})

test('what the agent adds of its own is learned and makes the room smaller, but never refuses', async () => {
  const history = [
    {
      iteration: 1,
      agent: 'claude',
      spending: noSpending,
      summary: 'much was done here. '.repeat(1000),
      promptCut: [],
    },
  ]
  expect((await composed({ history })).facts.cut).toEqual([])
  expect((await composed({ history, promptOverhead: { claude: 9900 } })).facts.cut).toEqual(['history'])
  expect((await composed({ promptOverhead: { claude: 1_000_000 } })).text).toContain('How this works')
})

test('a prompt that the CLI would cut is refused', async () => {
  const prompt = await promptComposer({ ...parts, maxCharacters: () => 100 }).compose(newState, { agent: 'claude' })
  expect('refused' in prompt && prompt.refused).toMatch(/claude takes at most 100/)
})

test('evidence of every failed gate is told, of passed ones nothing', async () => {
  const verdicts = {
    'npm test': { passed: false, evidence: 'expected 2, got 3' },
    lint: { passed: true, evidence: 'clean' },
  }
  const { text } = await composed({ verdicts })
  expect(text).toContain('expected 2, got 3')
  expect(text).not.toContain('clean')
})

test('after three equal iterations another approach is asked for', async () => {
  expect((await composed({ signatures: ['a', 'a'] })).text).not.toContain('another approach')
  expect((await composed({ signatures: ['a', 'a', 'a'] })).text).toContain('Take another approach')
})

test('notes that no longer fit are cut, named, and the agent is asked to compact them', async () => {
  const { text, facts } = await composed({}, { readNotes: async () => 'one decision after the other. '.repeat(2000) })
  expect(facts.cut).toEqual(['notes'])
  expect(text).toContain('Your notes no longer fit')
  expect(text).toMatch(/characters of "notes" left out here/)
  expect(facts.tokens).toBeLessThan(3000)
})

test('the least important part is cut first', async () => {
  const big = (text: string) => `${text} `.repeat(6000)
  const verdicts = { 'npm test': { passed: false, evidence: big('evidence') } }
  const history = [{ iteration: 1, agent: 'claude', spending: noSpending, summary: big('history'), promptCut: [] }]
  const { facts } = await composed({ verdicts, history })
  expect(facts.cut).toEqual(['history'])
})

test('an agent that echoes its whole prompt claims nothing', async () => {
  const history = [{ iteration: 1, agent: 'claude', spending: noSpending, summary: 'ok\nTASK_COMPLETE', promptCut: [] }]
  const { text } = await composed({ history }, { readTask: async () => ({ text: 'Do it, then say\nTASK_COMPLETE' }) })
  expect(claimIn(text, 'TASK_COMPLETE')).toBeUndefined()
})

test('sections fit into any room, or say that they do not', () => {
  const words = fc
    .array(fc.constantFrom('word', 'another', 'число', '漢字', '{"a":1}'), { maxLength: 400 })
    .map((list) => list.join(' '))
  const section: fc.Arbitrary<Section> = fc.record({
    name: fc.constantFrom('x', 'y'),
    text: words,
    keep: fc.constantFrom('head', 'tail', 'both'),
  })
  fc.assert(
    fc.property(fc.array(section, { maxLength: 5 }), fc.nat(2000), (list, room) => {
      const { text, tokens } = fit(list, room)
      expect(tokens).toBeLessThanOrEqual(room)
      expect(estimateTokens(text)).toBeLessThanOrEqual(room + list.length * 4)
    }),
  )
})
