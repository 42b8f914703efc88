import type { AgentOutput } from '../../agent.ts'
import { oneLine } from '../reading/excerpt.ts'
import { count, fields, items, text, type Fields } from '../reading/fields.ts'
import { resultDetail, toolDetail } from '../reading/tool-detail.ts'

/*
 * Items of codex's output, `type` first:
 *
 *   agent_message       text
 *   reasoning           text
 *   command_execution   command, aggregated_output, exit_code, status
 *   file_change         changes: path, kind; status
 *   mcp_tool_call       server, tool, arguments, result, error, status
 *   collab_tool_call    tool, prompt, status: sub-agents
 *   web_search          query
 *   error               message: a warning, whatever its name says
 *   todo_list           items: text, completed; left out
 *
 * `status` is in_progress, completed, failed or declined.
 */

/** What a tool is asked to do; nothing for items that are no tools. */
export function toolStarted(item: Fields): readonly AgentOutput[] {
  const tool = toolOf(item)
  return tool ? [{ type: 'tool', ...tool }] : []
}

/** What came of a tool; nothing for items that are no tools. */
export function toolEnded(item: Fields): readonly AgentOutput[] {
  return toolOf(item) ? [{ type: 'tool-result', ok: wentWell(item), detail: outcomeOf(item) }] : []
}

/** It did what it was asked to do. */
export function wentWell(item: Fields): boolean {
  const { status } = item
  return (status === 'completed' || status === undefined) && (count(item['exit_code']) ?? 0) === 0
}

function toolOf(item: Fields): { readonly name: string; readonly detail: string } | undefined {
  switch (item['type']) {
    case 'command_execution':
      return { name: 'shell', detail: oneLine(text(item['command']) ?? '') }
    case 'file_change':
      return { name: 'patch', detail: oneLine(pathsOf(item).join(', ')) }
    case 'mcp_tool_call':
      return { name: mcpName(item), detail: toolDetail(item['arguments']) }
    case 'collab_tool_call':
      return { name: text(item['tool']) ?? 'sub-agent', detail: oneLine(text(item['prompt']) ?? '') }
    case 'web_search':
      return { name: 'web_search', detail: oneLine(text(item['query']) ?? '') }
    default:
      return undefined
  }
}

function outcomeOf(item: Fields): string {
  const said =
    text(item['aggregated_output']) ??
    text(fields(item['error'])['message']) ??
    resultDetail(fields(item['result'])['content'])
  if (said || wentWell(item)) return oneLine(said)
  const code = count(item['exit_code'])
  return code === undefined ? (text(item['status']) ?? '') : `exit code ${code}`
}

function pathsOf(item: Fields): readonly string[] {
  return items(item['changes']).flatMap((change) => text(fields(change)['path']) ?? [])
}

function mcpName(item: Fields): string {
  const names = [text(item['server']), text(item['tool'])].filter((name) => name !== undefined)
  return names.join('.') || 'mcp'
}
