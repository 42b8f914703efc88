import { isAbsolute, join } from 'node:path'
import { fields, items, text, type Fields } from '../../../src/agents/reading/fields.ts'
import type { ScriptedTool } from './scenario.ts'

/** A tool that a request offers, in one shape for all formats. */
export interface OfferedTool {
  readonly name: string
  readonly namespace?: string
  /** Takes free text, not JSON. */
  readonly custom?: boolean
  readonly schema: Fields
}

export interface ResolvedCall extends Omit<OfferedTool, 'schema'> {
  readonly input: Fields | string
}

/** What a request offers, in whichever API's words. */
export function offeredTools(request: Fields): readonly OfferedTool[] {
  const later = items(request['input']).map(fields)
  const added = later.flatMap((item) => (item['type'] === 'additional_tools' ? items(item['tools']) : []))
  return [...items(request['tools']), ...added].flatMap((tool) => toolsIn(fields(tool)))
}

function toolsIn(tool: Fields, namespace?: string): readonly OfferedTool[] {
  const declared = tool['functionDeclarations']
  if (declared !== undefined) return items(declared).map((it) => geminiTool(fields(it)))
  if (tool['type'] === 'namespace')
    return items(tool['tools']).flatMap((inner) => toolsIn(fields(inner), text(tool['name'])))
  const inner = tool['function'] === undefined ? tool : fields(tool['function'])
  const name = text(inner['name']) ?? text(tool['type'])
  if (name === undefined) return []
  const custom = tool['type'] === 'custom'
  const schema = fields(inner['input_schema'] ?? inner['parameters'])
  return [{ name, custom, schema, ...(namespace !== undefined && { namespace }) }]
}

function geminiTool(it: Fields): OfferedTool {
  return { name: text(it['name']) ?? '', schema: fields(it['parametersJsonSchema'] ?? it['parameters']) }
}

const writers = ['Write', 'write_file', 'write', 'create', 'create_file', 'apply_patch']
const shells = ['Bash', 'bash', 'run_shell_command', 'shell_command', 'exec_command', 'shell', 'shell_tool', 'exec']

/** The call by which a scripted tool is done with what a request offers. Throws if nothing offered can do it. */
export function resolveTool(tool: ScriptedTool, offered: readonly OfferedTool[], cwd = ''): ResolvedCall {
  if ('name' in tool)
    return { ...offered.find(({ name }) => name === tool.name), name: tool.name, input: tool.input ?? {} }
  const script = 'exec' // one tool that runs JavaScript, which has the others as functions
  const codeMode = offered.find(({ name, custom }) => name === script && custom)
  const direct = pick('write' in tool ? writers : shells, offered)
  if (codeMode && (!direct || direct === codeMode)) return { ...codeMode, input: javaScript(tool) }
  if ('bash' in tool) return shellCall(tool.bash, offered)
  const path = cwd && !isAbsolute(tool.write.path) ? join(cwd, tool.write.path) : tool.write.path
  const file = { path, content: tool.write.content }
  if (!direct) return shellCall(hereDocument(file), offered)
  if (direct.name === 'apply_patch') return patchCall(direct, patch(tool.write))
  return { ...direct, input: argumentsFor(direct.schema, { ...file }) }
}

interface File {
  readonly path: string
  readonly content: string
}

function javaScript(tool: { readonly write: File } | { readonly bash: string }): string {
  const call =
    'write' in tool
      ? `apply_patch(${JSON.stringify(patch(tool.write))})`
      : `exec_command({cmd: ${JSON.stringify(tool.bash)}})`
  return `text(await tools.${call})`
}

function patch({ path, content }: File): string {
  const lines = withoutLastNewline(content).split('\n')
  return `*** Begin Patch\n*** Add File: ${path}\n${lines.map((line) => `+${line}`).join('\n')}\n*** End Patch`
}

function hereDocument({ path, content }: File): string {
  return `cat > '${path}' <<'FAKE_EOF'\n${withoutLastNewline(content)}\nFAKE_EOF`
}

function withoutLastNewline(content: string): string {
  return content.replace(/\n$/, '')
}

function patchCall(tool: OfferedTool, input: string): ResolvedCall {
  const [argument = 'input'] = Object.keys(fields(tool.schema['properties']))
  return { ...tool, input: tool.custom ? input : { [argument]: input } }
}

function shellCall(command: string, offered: readonly OfferedTool[]): ResolvedCall {
  const shell = pick(shells, offered)
  if (!shell) throw new Error(`no tool for "${command}" among ${offered.map(({ name }) => name).join(', ')}`)
  return { ...shell, input: argumentsFor(shell.schema, { command }) }
}

function pick(names: readonly string[], offered: readonly OfferedTool[]): OfferedTool | undefined {
  return names.flatMap((name) => offered.filter((tool) => tool.name === name))[0]
}

/** What tools call their arguments. */
const meanings: Readonly<Record<string, 'path' | 'content' | 'command'>> = {
  file_path: 'path',
  filePath: 'path',
  path: 'path',
  content: 'content',
  file_text: 'content',
  command: 'command',
  cmd: 'command',
}

/** Arguments for a tool's schema: what we want where it has a word for it, and something harmless where it insists. */
function argumentsFor(
  schema: Fields,
  wanted: Readonly<Partial<Record<'path' | 'content' | 'command', string>>>,
): Fields {
  const required = items(schema['required'])
  const entries = Object.entries(fields(schema['properties'])).flatMap(([name, property]) => {
    const meaning = meanings[name]
    const value = meaning && wanted[meaning]
    const type = typeOf(fields(property))
    if (value !== undefined) return [[name, type === 'array' ? ['bash', '-lc', value] : value] as const]
    return required.includes(name) ? [[name, filler(type, fields(property))] as const] : []
  })
  return Object.fromEntries(entries)
}

function typeOf(property: Fields): string {
  const isNullable = items(property['anyOf']).some((option) => fields(option)['type'] === 'null')
  if (isNullable) return 'null'
  return (text(items(property['type'])[0]) ?? text(property['type']) ?? 'string').toLowerCase()
}

function filler(type: string, property: Fields): unknown {
  const fillers: Fields = { boolean: false, number: 0, integer: 0, array: [], object: {}, null: null }
  return type in fillers ? fillers[type] : (items(property['enum'])[0] ?? 'scripted')
}
