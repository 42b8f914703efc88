import { RalphError } from '../errors.ts'
import type { ConfigFile } from './file.ts'
import { give, notOfItsKind, suggestion, type Given, type Layer } from './layer.ts'
import { configKey, type Setting } from './option.ts'
import { spellings, type Spelling } from './spellings.ts'
import type { Origin } from './origin.ts'

type ConfigSource = 'user config' | 'workspace config'

/** Reads one configuration file, YAML or JSON. Every key must be known, every value of its option's kind. */
export async function readConfig(file: ConfigFile, source: ConfigSource): Promise<Layer> {
  const known = new Map(spellings('config').map((spelling) => [configKey(spelling.name), spelling]))
  const layer = new Map<Setting, Given>()
  for (const entry of entriesOf(file, await parse(file))) {
    const origin: Origin = { source, file: file.path, key: entry.key, ...lineOf(file.text, entry.name) }
    const spelling = known.get(entry.name)
    if (!spelling) throw unknownKey(entry, origin, known)
    give(layer, spelling.option, read(spelling, entry, origin))
  }
  return layer
}

interface Entry {
  /** The key by which the value is known: `max_cost`. */
  readonly name: string
  /** The key with its group: `limits.max_cost`. */
  readonly key: string
  readonly data: unknown
}

/** The settings in a document, wherever they stand: at the top, or limits grouped under `limits`. */
function entriesOf(file: ConfigFile, document: unknown): readonly Entry[] {
  if (document === null || document === undefined) return []
  return Object.entries(mapping(file, document, 'a configuration')).flatMap(([name, data]): Entry[] => {
    if (name === '$schema') return []
    if (name !== 'limits') return [{ name, key: name, data }]
    if (data === null) return []
    return Object.entries(mapping(file, data, 'limits')).map(([limit, value]) => ({
      name: limit,
      key: `limits.${limit}`,
      data: value,
    }))
  })
}

function mapping({ path }: ConfigFile, data: unknown, what: string): object {
  if (typeof data === 'object' && data !== null && !Array.isArray(data)) return data
  throw new RalphError(`${path}: ${what} must be a list of keys with values`, 'Write lines like `max_cost: 20`.')
}

function read({ option, negated }: Spelling, { key, data }: Entry, origin: Origin): Given {
  if (key.startsWith('limits.') && option.group !== 'Limits') {
    throw new RalphError(`${describe(origin)}: ${option.name} is no limit`, 'Put it at the top level.')
  }
  const value = option.kind.fromData(data)
  if (value === undefined) throw notOfItsKind(option, data, origin)
  return { value: negated ? !value : value, origin }
}

function unknownKey({ name, key }: Entry, origin: Origin, known: ReadonlyMap<string, Spelling>): RalphError {
  const hint = suggestion(name, [...known.keys(), 'limits']) ?? '`ralph config` lists every key there is.'
  return new RalphError(`${describe(origin)}: unknown key ${key}`, hint)
}

function describe(origin: Origin): string {
  if (!('file' in origin)) return origin.source
  return origin.line === undefined ? origin.file : `${origin.file}:${origin.line}`
}

/** Nesting and aliases are bounded: a few lines of YAML can stand for gigabytes. JSON is YAML too. */
async function parse({ path, text }: ConfigFile): Promise<unknown> {
  if (text.split('\n').every((line) => /^\s*(#.*)?$/.test(line))) return undefined
  const { load, YAMLException } = await import('js-yaml')
  try {
    return load(text, { maxDepth: 10, maxAliases: 0 })
  } catch (error) {
    if (!(error instanceof YAMLException)) throw error
    const line = error.mark ? `:${error.mark.line + 1}` : ''
    throw new RalphError(`${path}${line}: ${error.reason}`, 'A configuration is plain YAML: one `key: value` a line.')
  }
}

/** Where a key stands. The parser does not tell; a key is unique in its file, so the text does. */
function lineOf(text: string, key: string): { readonly line?: number } {
  const escaped = key.replace(/[^A-Za-z0-9_]/g, String.raw`\$&`)
  const pattern = new RegExp(`^[^#]*?(^|[\\s{,])["']?${escaped}["']?\\s*:`)
  const index = text.split('\n').findIndex((line) => pattern.test(line))
  return index < 0 ? {} : { line: index + 1 }
}
