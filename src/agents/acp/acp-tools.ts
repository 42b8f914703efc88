import type { AgentOutput } from '../../agent.ts'
import { oneLine } from '../reading/excerpt.ts'
import { fields, items, text, type Fields } from '../reading/fields.ts'
import { resultDetail, toolDetail } from '../reading/tool-detail.ts'

/** Kinds of tools that change something. A command may, too. */
const writingKinds = new Set(['edit', 'delete', 'move', 'execute'])

interface ToolCall {
  /** Everything told of it so far: an update names only what changed. */
  known: Fields
  stage: 'announced' | 'shown' | 'over'
}

/**
 * The tool calls of a session. A call is told in pieces: `tool_call` may be no more than "some file will be written",
 * and only an update says which. It is shown once it says what it does, or has begun; its end once.
 */
export class AcpTools {
  readonly #calls = new Map<string, ToolCall>()
  #wrote = false

  /** A tool that may have changed something has succeeded. */
  get wrote(): boolean {
    return this.#wrote
  }

  get any(): boolean {
    return this.#calls.size > 0
  }

  /** `tool_call`, `tool_call_update`, or the call that permission is asked for. */
  told(update: Fields): readonly AgentOutput[] {
    const id = text(update['toolCallId'])
    if (id === undefined) return []
    const before = this.#calls.get(id)
    const call = before ?? { known: {}, stage: 'announced' as const }
    call.known = { ...call.known, ...present(update) }
    this.#calls.set(id, call)
    return [...this.#shown(call, before !== undefined), ...this.#ended(call)]
  }

  #shown(call: ToolCall, isUpdate: boolean): readonly AgentOutput[] {
    if (call.stage !== 'announced' || !(isUpdate || hasBegun(call.known))) return []
    call.stage = 'shown'
    return [{ type: 'tool', name: nameOf(call.known), detail: detailOf(call.known) }]
  }

  #ended(call: ToolCall): readonly AgentOutput[] {
    const { status, kind } = call.known
    if (call.stage === 'over' || (status !== 'completed' && status !== 'failed')) return []
    call.stage = 'over'
    const ok = status === 'completed'
    if (ok && typeof kind === 'string' && writingKinds.has(kind)) this.#wrote = true
    const detail = resultOf(call.known)
    // Only its end mattered from here on: results can be megabytes long.
    call.known = {}
    return [{ type: 'tool-result', ok, detail }]
  }
}

function present(update: Fields): Fields {
  return Object.fromEntries(Object.entries(update).filter(([, value]) => value !== undefined && value !== null))
}

function hasBegun({ status, rawInput }: Fields): boolean {
  if (status !== undefined && status !== 'pending') return true
  // opencode knows the folder before it knows the command.
  return text(rawInput) !== undefined || Object.keys(fields(rawInput)).some((name) => name !== 'cwd')
}

function nameOf(call: Fields): string {
  const meta = fields(call['_meta'])
  const named = text(call['name']) ?? text(meta['toolName']) ?? text(fields(meta['claudeCode'])['toolName'])
  return oneLine(named ?? text(call['kind']) ?? text(call['title']) ?? 'tool', 60)
}

function detailOf(call: Fields): string {
  const told = toolDetail(withoutFolder(fields(call['rawInput']))) || patchedFile(call['rawInput'])
  return told || oneLine(pathIn(call['locations']) ?? pathIn(call['content']) ?? text(call['title']) ?? '')
}

/** The first file of a patch, which is a text of its own kind. */
function patchedFile(input: unknown): string {
  return /^\*\*\* (?:Add|Update|Delete) File: (.+)$/m.exec((text(input) ?? '').slice(0, 4096))?.[1] ?? ''
}

/** Of a command, the folder is the least that can be said. */
function withoutFolder(input: Fields): Fields {
  return Object.fromEntries(Object.entries(input).filter(([name]) => name !== 'cwd'))
}

function pathIn(list: unknown): string | undefined {
  return items(list)
    .map((one) => text(fields(one)['path']))
    .find((path) => path !== undefined)
}

function resultOf(call: Fields): string {
  const raw = fields(call['rawOutput'])
  const output = text(call['rawOutput']) ?? text(raw['output']) ?? text(raw['content'])
  const blocks = items(call['content']).map((block) => fields(block)['content'])
  return output === undefined ? resultDetail(blocks) || (pathIn(call['content']) ?? '') : oneLine(output)
}
