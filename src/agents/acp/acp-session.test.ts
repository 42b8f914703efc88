import { describe, expect, test } from 'vitest'
import { converse, messages } from '../../../test/support/dialogues.ts'

describe('a session', () => {
  const modes = (...ids: readonly string[]) => ({
    modes: { currentModeId: 'default', availableModes: ids.map((id) => ({ id, name: id })) },
  })
  const options = (category: string, current: string, ...values: readonly string[]) => ({
    id: `my ${category}`,
    category,
    type: 'select',
    currentValue: current,
    options: values.map((value) => ({ value, name: value.toUpperCase() })),
  })
  const opened = (session: object, model?: string) => {
    const lines = messages(
      { id: 1, result: {} },
      { id: 2, result: { sessionId: 's', ...session } },
      { id: 3, result: {} },
    )
    const request = { ...(model !== undefined && { model }) }
    return converse(lines, { request }).said.slice(2, -1)
  }
  const setMode = (modeId: string) => ({ method: 'session/set_mode', params: { sessionId: 's', modeId } })
  const setOption = (configId: string, value: string) => ({
    method: 'session/set_config_option',
    params: { sessionId: 's', configId, value },
  })
  const models = { models: { currentModelId: 'a', availableModels: [{ modelId: 'a' }, { modelId: '$b', name: 'B' }] } }

  test.each([
    ['bypassPermissions', modes('default', 'plan', 'bypassPermissions'), setMode('bypassPermissions')],
    ['yolo', modes('default', 'auto-edit', 'yolo'), setMode('yolo')],
    ['full access', modes('read-only', 'auto', 'agent-full-access'), setMode('agent-full-access')],
    ['a mode by its address', modes('https://x/modes#plan', 'https://x/modes#yolo'), setMode('https://x/modes#yolo')],
    ['an option', { configOptions: [options('mode', 'ask', 'ask', 'yolo')] }, setOption('my mode', 'yolo')],
    ['allow all', { configOptions: [options('permissions', 'off', 'on', 'off')] }, setOption('my permissions', 'on')],
  ])('is asked never to ask: %s', (_, session, expected) => {
    expect(opened(session)).toEqual([expect.objectContaining(expected)])
  })

  test.each([
    ['offers no such mode', modes('default', 'plan', 'autopilot', 'auto')],
    ['is in it', { modes: { currentModeId: 'yolo', availableModes: [{ id: 'yolo' }] } }],
    ['says nothing', {}],
  ])('is asked nothing if it %s', (_, session) => {
    expect(opened(session)).toEqual([])
  })

  test.each([
    ['b', models, { method: 'session/set_model', params: { sessionId: 's', modelId: '$b' } }],
    ['B2', { configOptions: [options('model', 'b1', 'b1', 'b2')], ...models }, setOption('my model', 'b2')],
    ['b2', { configOptions: [options('model', 'x/b1', 'x/b1', 'x/b2')] }, setOption('my model', 'x/b2')],
    ['unlisted', models, { method: 'session/set_model', params: { sessionId: 's', modelId: 'unlisted' } }],
  ])('is asked for the model %s', (model, session, expected) => {
    expect(opened(session, model)).toEqual([expect.objectContaining(expected)])
  })

  test('that has the model, or no choice, is not asked', () => {
    expect(opened(models, 'a')).toEqual([])
    expect(opened({}, 'a')).toEqual([])
  })

  test.each([
    ['default', undefined],
    ['gpt-6-sol[medium]', 'gpt-6-sol'],
    ['anthropic/claude-sonnet-4-5', 'anthropic/claude-sonnet-4-5'],
    ['$runtime|x(y)', undefined],
  ])('with the model %s runs %s', (current, model) => {
    expect(
      converse(
        messages(
          { id: 1, result: {} },
          { id: 2, result: { sessionId: 's', configOptions: [options('model', current, current)] } },
        ),
      ).model,
    ).toBe(model)
  })

  test('that refuses the model gets no prompt; one that refuses a mode does', () => {
    const lines = (session: object) =>
      messages({ id: 1, result: {} }, { id: 2, result: { sessionId: 's', ...session } }, { id: 3, error: { code: 1 } })
    const refused = converse(lines(models), { request: { model: 'c' } })
    expect(refused.failure?.message).toBe('it does not take the model c; it offers a, B')
    expect(refused.said.at(-1)).toMatchObject({ method: 'session/set_model' })
    expect(converse(lines(modes('yolo'))).said.at(-1)).toMatchObject({ method: 'session/prompt' })
  })
})
