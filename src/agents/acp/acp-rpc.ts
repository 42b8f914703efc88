import type { AgentOutput } from '../../agent.ts'
import { fields, items, objectIn, text, type Fields } from '../reading/fields.ts'

/**
 * JSON-RPC 2.0 as ACP uses it: one message a line, in both directions, UTF-8.
 *
 *   {"jsonrpc":"2.0","id":1,"method":"…","params":{…}}             a request; the answer has the same id
 *   {"jsonrpc":"2.0","id":1,"result":…}                            an answer
 *   {"jsonrpc":"2.0","id":1,"error":{"code":-32603,"message":"…","data"?}}
 *   {"jsonrpc":"2.0","method":"…","params":{…}}                    a notification; nobody answers
 *
 * An id is a number, a string, or null (of a message that could not be read). An array of messages is a batch.
 */
export type Message =
  | { readonly type: 'request'; readonly id: Id; readonly method: string; readonly params: Fields }
  | { readonly type: 'notification'; readonly method: string; readonly params: Fields }
  | { readonly type: 'answer'; readonly id: Id; readonly result: Fields; readonly error?: Fields }

export type Id = string | number | null

/** Codes of errors that are not a provider's. */
export const errorCodes = { methodNotFound: -32601, authenticationRequired: -32000 } as const

/** The messages on a line; `undefined` for a line that is none: a log, a banner, torn JSON. */
export function messagesIn(line: string): readonly Message[] | undefined {
  if (line.charCodeAt(0) !== 0x5b) return messagesOf(objectIn(line))
  const batch = items(fields(objectIn(`{"batch":${line}}`))['batch'])
  return batch.length === 0 ? undefined : batch.flatMap((one) => messagesOf(fields(one)) ?? [])
}

function messagesOf(object: Fields | undefined): readonly Message[] | undefined {
  if (!object) return undefined
  const method = text(object['method'])
  const params = fields(object['params'])
  const id = idIn(object['id'])
  if (method !== undefined && !('id' in object)) return [{ type: 'notification', method, params }]
  if (id === undefined) return undefined
  if (method !== undefined) return [{ type: 'request', id, method, params }]
  if (!('result' in object) && !('error' in object)) return undefined
  const error = object['error'] === undefined || object['error'] === null ? undefined : fields(object['error'])
  return [{ type: 'answer', id, result: fields(object['result']), ...(error && { error }) }]
}

function idIn(value: unknown): Id | undefined {
  return typeof value === 'string' || typeof value === 'number' || value === null ? value : undefined
}

/** Some agents send a number back as a string. */
export function isSameId(sent: number, received: Id): boolean {
  return String(sent) === String(received)
}

/** A request of ours. */
export function call(id: number, method: string, params: Fields): AgentOutput {
  return send({ id, method, params })
}

/** A notification of ours. */
export function notification(method: string, params: Fields): AgentOutput {
  return send({ method, params })
}

/** Our answer to a request of the agent's. */
export function answer(id: Id, result: Fields): AgentOutput {
  return send({ id, result })
}

/** Our answer to a request for something we don't do. */
export function refusal(id: Id, method: string): AgentOutput {
  const message = `Method not found: ${method.slice(0, 200)}`
  return send({ id, error: { code: errorCodes.methodNotFound, message } })
}

function send(message: Fields): AgentOutput {
  return { type: 'send', line: JSON.stringify({ jsonrpc: '2.0', ...message }) }
}
