import { afterEach, expect, test } from 'vitest'
import { startFakeModel, type FakeModel } from './server.ts'
import type { Scenario } from './scenario.ts'

let model: FakeModel | undefined
afterEach(async () => {
  await model?.close()
  model = undefined
})

const usage = { input: 1200, cacheRead: 800, cacheWrite: 100, output: 34, reasoning: 7 }

async function ask(scenario: Scenario, path: string, body: object): Promise<{ status: number; text: string }> {
  model ??= await startFakeModel()
  model.play(scenario)
  const response = await fetch(model.url + path, { method: 'POST', body: JSON.stringify(body) })
  return { status: response.status, text: await response.text() }
}

const bash = { name: 'bash', input_schema: { properties: { command: { type: 'string' } }, required: ['command'] } }

const requests: readonly (readonly [string, object])[] = [
  ['/v1/messages', { model: 'm', stream: true, tools: [bash] }],
  [
    '/v1/responses',
    { model: 'm', stream: true, tools: [{ type: 'function', ...bash, parameters: bash.input_schema }] },
  ],
  [
    '/v1/chat/completions',
    {
      model: 'm',
      stream: true,
      stream_options: { include_usage: true },
      tools: [{ function: { name: 'bash', parameters: bash.input_schema } }],
    },
  ],
  [
    '/v1beta/models/m:streamGenerateContent',
    { tools: [{ functionDeclarations: [{ name: 'bash', parametersJsonSchema: bash.input_schema }] }] },
  ],
]

test.for(requests)('%s answers a scripted turn in a stream', async ([path, body]) => {
  const turn = { thinking: 'Hm.', text: 'A short text.', tools: [{ bash: 'echo hi' }], usage }
  const { status, text } = await ask({ turns: [turn] }, path, body)
  expect(status).toBe(200)
  expect(text).toContain('Hm.')
  expect(text).toContain('A short text.')
  expect(text).toContain('bash')
  expect(text).toMatch(/"(output_tokens|completion_tokens|candidatesTokenCount)":34/)
})

test.for(requests)('%s answers without a stream as well', async ([path, body]) => {
  const whole = path.replace('stream', '').replace(':Generate', ':generate')
  const { text } = await ask({ turns: [{ text: 'Whole.', usage }] }, whole, { ...body, stream: false })
  expect(JSON.stringify(JSON.parse(text))).toContain('Whole.')
})

test.for([
  ['/v1/messages', [1200, 800, 100, 34]],
  ['/v1/responses', [1200, 800, 100, 34]],
  ['/v1/chat/completions', [1300, 800, 0, 34]],
  ['/v1beta/models/m:streamGenerateContent', [1300, 800, 0, 41]],
] as const)('%s logs the tokens that its format can tell', async ([path, tokens]) => {
  const [, body] = requests.find(([name]) => name === path) ?? ['', {}]
  await ask({ turns: [{ text: 'x', usage }] }, path, body)
  const [served] = model?.log ?? []
  expect(served).toMatchObject({ kind: 'main', model: 'm', status: 200 })
  const { input, cacheRead, cacheWrite, output } = served?.tokens ?? usage
  expect([input, cacheRead, cacheWrite, output]).toEqual(tokens)
  expect(served?.partial).toBeUndefined()
})

test('turns are taken in order, repeated, and the last one stays', async () => {
  model = await startFakeModel({ scenario: { turns: [{ text: 'one', repeat: 2 }, { text: 'two' }] } })
  const { url } = model
  const texts: string[] = []
  for (let count = 0; count < 4; count++) {
    const response = await fetch(`${url}/v1/messages`, { method: 'POST', body: JSON.stringify({ tools: [bash] }) })
    texts.push(/"text":"(\w+)"/.exec(await response.text())?.[1] ?? '')
  }
  expect(texts).toEqual(['one', 'one', 'two', 'two'])
})

test('a request without tools, or for a title, takes no turn', async () => {
  const turns = [{ text: 'main' }]
  expect((await ask({ turns, side: 'aside' }, '/v1/messages', {})).text).toContain('aside')
  const title = { system: 'You are a title generator', tools: [bash] }
  expect((await ask({ turns, side: 'aside' }, '/v1/messages', title)).text).toContain('aside')
  expect((await ask({ turns }, '/v1/messages', { tools: [bash] })).text).toContain('main')
})

test.for([
  ['rate_limit', 429],
  ['usage_limit', 429],
  ['overloaded', 529],
  ['auth', 401],
  ['server', 500],
  ['context', 400],
  ['quota', 400],
] as const)('%s is refused with status %d', async ([error, status]) => {
  expect(await ask({ turns: [{ error }] }, '/v1/messages', { tools: [bash] })).toMatchObject({ status })
})

test('an error can come in the middle of a good stream', async () => {
  const turns = [{ error: 'overloaded', inStream: true }] as const
  const { status, text } = await ask({ turns }, '/v1/messages', { tools: [bash], stream: true })
  expect(status).toBe(200)
  expect(text).toContain('overloaded_error')
})

test('a broken connection is logged as one, with what it would have cost', async () => {
  const body = { tools: [bash], stream: true }
  await expect(ask({ turns: [{ text: 'x', error: 'disconnect', usage }] }, '/v1/messages', body)).rejects.toThrow(
    'terminated',
  )
  expect(model?.log[0]).toMatchObject({ status: -1, partial: true, tokens: { output: 34 } })
})

test('a model that hangs answers nothing until the client gives up', async () => {
  model = await startFakeModel({ scenario: { turns: [{ error: 'hang' }] } })
  const signal = AbortSignal.timeout(200)
  const body = JSON.stringify({ tools: [bash] })
  await expect(fetch(`${model.url}/v1/messages`, { method: 'POST', body, signal })).rejects.toThrow('timeout')
  await expect.poll(() => model?.log[0]?.status).toBe(499)
})

test('writing goes through the shell where no file tool is offered', async () => {
  const turns = [{ tools: [{ write: { path: 'a.txt', content: 'hi\n' } }] }]
  const { text } = await ask({ turns }, '/v1/messages', { tools: [bash] })
  expect(text).toContain("cat > 'a.txt'")
})
