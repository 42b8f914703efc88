import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import { setTimeout as sleep } from 'node:timers/promises'
import { fields, text, type Fields } from '../../../src/agents/reading/fields.ts'
import { anthropic } from './anthropic.ts'
import { chat } from './chat.ts'
import { epochSeconds, newId, type ErrorReply, type Reply, type WireFormat } from './format.ts'
import { gemini } from './gemini.ts'
import { responses } from './responses.ts'
import { Script, usualTokens, type Scenario, type Tokens, type Turn } from './scenario.ts'
import { offeredTools, resolveTool, type OfferedTool } from './tools.ts'

/*
 * A model API on this machine that answers from a scenario, in the wire formats of Anthropic (messages), OpenAI
 * (responses, chat completions) and Google (Gemini), streaming or not. With it a real agent CLI runs without a key,
 * without a network and without money, and what it should report is known to the token.
 *
 *   GET /__state        {"turn":…,"requests":…}
 *   GET /__log          all requests
 *   POST /__scenario    another scenario, from its start
 */

/** One request, and what became of it. */
export interface Served {
  readonly at: number
  readonly method: string
  readonly path: string
  readonly format?: WireFormat['name']
  readonly model?: string
  readonly tools: readonly string[]
  /** `main` took a turn. `other` is not a question to a model. */
  kind: 'main' | 'side' | 'other'
  turn?: number
  /** 0 while it is being answered, -1 if we hung up, 499 if the client did. */
  status: number
  endedAt?: number
  /** What the answer cost; of one that was cut off or never came, what it would have. */
  tokens?: Tokens
  /** The answer was cut off, or is still being sent. */
  partial?: true
}

export interface FakeModel {
  readonly url: string
  readonly log: readonly Served[]
  /** Starts another scenario. */
  play(scenario: Scenario): void
  close(): Promise<void>
}

export interface FakeModelOptions {
  readonly scenario?: Scenario
  readonly port?: number
  readonly onServed?: (served: Served) => void
}

/** Starts a server on loopback. */
export async function startFakeModel(options: FakeModelOptions = {}): Promise<FakeModel> {
  const { scenario = { turns: [{ text: 'OK' }] }, port = 0, onServed } = options
  const log: Served[] = []
  let script = new Script(scenario)
  const start = (next: Scenario) => void (script = new Script(next))
  const server = createServer((request, response) => {
    const control: Control = { log, start, turn: script.turn }
    answer(request, response, { script, control, ...(onServed && { onServed }) }).catch((error: unknown) => {
      response.destroy(error instanceof Error ? error : new Error(String(error)))
    })
  })
  await new Promise<void>((resolve, reject) => server.once('error', reject).listen(port, '127.0.0.1', resolve))
  const address = server.address()
  return {
    url: `http://127.0.0.1:${typeof address === 'object' ? (address?.port ?? 0) : 0}`,
    log,
    play: start,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve())
        server.closeAllConnections()
      }),
  }
}

interface Control {
  readonly log: Served[]
  readonly turn: number
  readonly start: (scenario: Scenario) => void
}

interface Situation {
  readonly script: Script
  readonly control: Control
  readonly onServed?: (served: Served) => void
}

async function answer(request: IncomingMessage, response: ServerResponse, situation: Situation): Promise<void> {
  const { pathname } = new URL(request.url ?? '/', 'http://fake')
  const body = await bodyOf(request)
  if (pathname.startsWith('/__')) return json(response, 200, controlled(pathname, body, situation.control))
  const format = request.method === 'POST' ? formatOf(pathname) : undefined
  const offered = offeredTools(body)
  const model = text(body['model']) ?? /models\/([^:]+)/.exec(decodeURIComponent(pathname))?.[1]
  const served: Served = {
    at: Date.now(),
    method: request.method ?? '',
    path: request.url ?? '',
    ...(format && { format: format.name }),
    ...(model !== undefined && { model }),
    tools: offered.map(({ name }) => name),
    kind: 'other',
    status: 0,
  }
  situation.control.log.push(served)
  response.once('close', () => {
    served.status ||= response.writableFinished ? response.statusCode : 499
    served.endedAt = Date.now()
    if (response.writableFinished) delete served.partial
    situation.onServed?.(served)
  })
  if (format) return play({ format, offered, body, served, response, script: situation.script })
  otherAnswer(request.method, pathname, response)
}

async function bodyOf(request: IncomingMessage): Promise<Fields> {
  let raw = ''
  for await (const chunk of request.setEncoding('utf8')) raw += String(chunk)
  try {
    return fields(JSON.parse(raw))
  } catch {
    return {}
  }
}

function controlled(path: string, body: Fields, { log, turn, start }: Control): object {
  if (path === '/__log') return log
  if (path === '/__scenario') start({ turns: [], ...body })
  return { turn, requests: log.length }
}

function formatOf(path: string): WireFormat | undefined {
  if (path.endsWith('/messages')) return anthropic
  if (path.endsWith('/responses')) return responses
  if (path.endsWith('/chat/completions')) return chat
  return /:(?:generateContent|streamGenerateContent)$/.test(path) ? gemini : undefined
}

/** Questions that are not for a model. */
function otherAnswer(method: string | undefined, path: string, response: ServerResponse): void {
  if (/count_tokens$|:countTokens$/.test(path)) return json(response, 200, { input_tokens: 1000, totalTokens: 1000 })
  if (method === 'GET' && path.endsWith('/models')) return json(response, 200, { object: 'list', data: [], models: [] })
  if (method === 'HEAD') return void response.writeHead(200).end()
  json(response, 404, { error: { message: `fake model: no route ${method} ${path}`, type: 'not_found' } })
}

interface Question {
  readonly format: WireFormat
  readonly offered: readonly OfferedTool[]
  readonly body: Fields
  readonly served: Served
  readonly response: ServerResponse
  readonly script: Script
}

async function play(question: Question): Promise<void> {
  const { script, body, offered, served, response, format } = question
  const { turn, index } = script.next(body, offered.length > 0)
  served.kind = index === undefined ? 'side' : 'main'
  if (index !== undefined) served.turn = index
  if (turn.delayMs !== undefined) await sleep(turn.delayMs)
  if (response.destroyed) return
  if (turn.error === 'hang') return hang(question, turn)
  if (turn.error !== undefined && turn.error !== 'disconnect') return refuse(question, turn, turn.error)
  const reply = replyTo(question, turn)
  if ('status' in reply) return json(response, reply.status, reply.body)
  served.tokens = format.told(reply.tokens)
  served.partial = true
  if (!isStreamed(question)) return json(response, 200, format.body(reply))
  await stream(question, turn, reply)
}

/** Nothing comes until the client gives up; what it asked may be charged all the same. */
function hang({ served, format }: Question, turn: Turn): void {
  served.tokens = format.told({ ...usualTokens, ...turn.usage })
  served.partial = true
}

function isStreamed({ body, served }: Question): boolean {
  return body['stream'] === true || served.path.includes(':streamGenerateContent')
}

function refuse(
  question: Question,
  turn: Turn,
  error: Exclude<Turn['error'], 'disconnect' | 'hang' | undefined>,
): void {
  const { response, format } = question
  const afterSeconds = turn.retryAfter ?? 30
  const when = { afterSeconds, resetsAt: epochSeconds() + afterSeconds }
  const { status, body = {}, headers = {} } = typeof error === 'object' ? error : format.refusal(error, when)
  if (!turn.inStream || !isStreamed(question)) return json(response, status, body, headers)
  startStream(response)
  response.end(format.streamedError(fields(body)))
}

function replyTo({ offered, script, served }: Question, turn: Turn): Reply | ErrorReply {
  try {
    const calls = (turn.tools ?? []).map((tool) => resolveTool(tool, offered, script.scenario.cwd))
    const { thinking, text: said, stop } = turn
    return {
      id: newId('resp_'),
      model: served.model ?? 'fake',
      calls: calls.map((call) => ({ ...call, id: newId('call_') })),
      tokens: { ...usualTokens, ...turn.usage },
      ...(thinking !== undefined && { thinking }),
      ...(said !== undefined && { text: said }),
      ...(stop !== undefined && { stop }),
    }
  } catch (error) {
    const words = `fake model: ${error instanceof Error ? error.message : String(error)}`
    return { status: 400, headers: {}, body: { error: { message: words } } }
  }
}

async function stream({ format, body, served, response }: Question, turn: Turn, reply: Reply): Promise<void> {
  startStream(response)
  const events = format.events(reply, body)
  const isCut = turn.error === 'disconnect'
  for (const event of isCut ? events.slice(0, Math.ceil(events.length / 2)) : events) {
    response.write(event)
    if (turn.chunkMs !== undefined) await sleep(turn.chunkMs)
    if (response.destroyed) return
  }
  if (!isCut) return void response.end()
  await sleep(flushMs)
  served.status = -1
  response.destroy()
}

/** What was written reaches the client before the connection breaks. */
const flushMs = 50

function startStream(response: ServerResponse): void {
  const headers = { 'content-type': 'text/event-stream', 'cache-control': 'no-cache', 'request-id': newId('req_') }
  response.writeHead(200, headers)
}

function json(response: ServerResponse, status: number, body: object, headers: ErrorReply['headers'] = {}): void {
  response.writeHead(status, { 'content-type': 'application/json', 'request-id': newId('req_'), ...headers })
  response.end(JSON.stringify(body))
}
