import type { JsonSchema } from './kinds.ts'
import { allowedIn, configKey, isOnByDefault, type AnyOption } from './option.ts'
import { allOptions } from './options.ts'

/** The JSON Schema of a configuration file, for editors. */
export function configSchema(): JsonSchema {
  const members = allOptions.filter((option) => allowedIn(option, 'config'))
  const limits = members.filter(({ group }) => group === 'Limits')
  return {
    $schema: 'http://json-schema.org/draft-07/schema#',
    title: 'Configuration of ralph',
    ...strictObject({
      $schema: { type: 'string' },
      limits: { ...strictObject(properties(limits)), description: 'Any of the limits, grouped.' },
      ...properties(members),
    }),
  }
}

function strictObject(members: JsonSchema): JsonSchema {
  return { type: 'object', properties: members, additionalProperties: false }
}

function properties(members: readonly AnyOption[]): JsonSchema {
  return Object.fromEntries(members.flatMap(property))
}

function property(option: AnyOption): readonly (readonly [string, JsonSchema])[] {
  const { name, alias, kind, brief, default: preset } = option
  const described = { description: brief, ...kind.schema }
  const key = configKey(name)
  return [
    [key, { ...described, ...(preset !== undefined && { default: kind.toData(preset) }) }],
    ...(alias ? [[configKey(alias), { ...described, description: `The same as ${key}.` }] as const] : []),
    ...(isOnByDefault(option)
      ? [[`no_${key}`, { ...described, description: `The opposite of ${key}.` }] as const]
      : []),
  ]
}
