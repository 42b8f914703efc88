import type { Loaded } from '../../config/load.ts'
import { configKey, type AnyOption } from '../../config/option.ts'
import { allOptions } from '../../config/options.ts'
import { placeOf } from '../../config/origin.ts'
import { cleanEvent } from '../../platform/text/clean.ts'
import { printableJson } from '../../platform/text/printable-json.ts'
import type { Clean } from '../../platform/text/redact.ts'
import type { Command } from '../command.ts'
import { contextClean } from '../context-clean.ts'
import { defaultText } from '../option-flags.ts'
import { errorText } from '../error-text.ts'
import { settingsAsTrusted } from '../trust-question.ts'

/** Shows every effective setting and where it came from. */
export const config: Command = async (flags, _positionals, context) => {
  const { loaded, untrusted } = await settingsAsTrusted(flags, context)
  const clean = contextClean(context)
  context.stdout.write(flags['json'] ? asJson(loaded, clean) : clean(asTable(loaded)))
  if (untrusted) context.stderr.write(`${errorText(untrusted, context)}  Until then this is not in effect.\n`)
  return 0
}

/** Values as a config file would say them, so that they can be put into one. */
function asJson({ settings, origins }: Loaded, clean: Clean): string {
  const entries = allOptions.map(({ name, setting, kind }) => {
    const value = settings[setting]
    return [configKey(name), { value: value === undefined ? null : kind.toData(value), origin: origins[setting] }]
  })
  return `${printableJson(cleanEvent(clean, Object.fromEntries(entries)), 2)}\n`
}

function asTable(loaded: Loaded): string {
  const rows = allOptions.map(
    (option) => [configKey(option.name), shown(option, loaded), from(option, loaded)] as const,
  )
  const keys = Math.max(...rows.map(([key]) => key.length))
  const values = Math.min(40, Math.max(...rows.map(([, value]) => value.length)))
  return rows.map(([key, value, origin]) => `${key.padEnd(keys)}  ${value.padEnd(values)}  ${origin}\n`).join('')
}

function shown(option: AnyOption, { settings }: Loaded): string {
  const value = settings[option.setting]
  if (value === undefined) return `(${defaultText(option) ?? 'none'})`
  if (Array.isArray(value)) return value.length === 0 ? '(none)' : value.map((item) => oneLine(String(item))).join(', ')
  return oneLine(option.kind.toText(value))
}

function oneLine(text: string): string {
  return /[\p{C}]/u.test(text) ? JSON.stringify(text) : text
}

function from({ setting }: AnyOption, { origins }: Loaded): string {
  const origin = origins[setting]
  return origin.source.endsWith('config') ? `${placeOf(origin)} (${origin.source})` : placeOf(origin)
}
