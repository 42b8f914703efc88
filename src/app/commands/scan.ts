import { homedir } from 'node:os'
import { realpathSync } from 'node:fs'
import { resolve } from 'node:path'
import { allOptions } from '../../config/options.ts'
import { RalphError } from '../../errors.ts'
import type { Flags } from '../../config/flags.ts'
import type { Security } from '../../judgement.ts'
import { readRegularFile } from '../../platform/files.ts'
import { printableJson } from '../../platform/text/printable-json.ts'
import type { Command, CommandContext } from '../command.ts'
import { contextClean } from '../context-clean.ts'
import { scanLines } from '../scan-lines.ts'
import { scanKinds, scanText, type Scan, type ScanKind, type ScanRequest } from '../scan-text.ts'
import { readStdin } from '../stdin.ts'

const maxBytes = 10 * 1024 * 1024

/** What the guards say of a text, before a run meets it. Exit code 4 if it is blocked, or one of a batch is. */
export const scan: Command = async (flags, [file = '-'], context) => {
  const kind = kindOf(flags['kind'])
  const common = requestOf(flags, context)
  if (flags['ndjson'] === true) return scanLines({ ...common, kind }, file, context)
  const found = await scanOne(file, { ...common, kind }, context)
  context.stdout.write(flags['json'] === true ? `${printableJson(found)}\n` : words(found))
  return found.verdict === 'block' ? 4 : 0
}

function requestOf(flags: Flags, { env, cwd }: CommandContext): Omit<ScanRequest, 'kind' | 'bytes'> {
  return {
    place: { workspace: realpathSync(cwd), home: env['HOME'] || homedir() },
    security: securityOf(flags['security']),
    allowedHidden: new Set(listed('allowHiddenText', flags['allow-hidden-text'])),
    clean: contextClean({ cwd, env }),
  }
}

async function scanOne(
  file: string,
  request: Omit<ScanRequest, 'bytes'>,
  { cwd, stdin }: CommandContext,
): Promise<Scan> {
  if (file === '-') return scanText({ ...request, bytes: await readStdin(stdin, maxBytes) })
  const reading = readRegularFile(resolve(cwd, file), { maxBytes })
  if ('bytes' in reading) return scanText({ ...request, bytes: reading.bytes })
  const rule = reading.problem === 'not-a-file' || reading.problem === 'too-large' ? reading.problem : undefined
  if (rule === undefined) throw new RalphError(`${file} ${reading.detail}`, 'Name a file, or - for standard input.')
  const message = request.clean(`${file} ${reading.detail}`)
  return { verdict: 'block', reasons: [{ rule, grade: 'block', message }], redacted: '' }
}

function words({ verdict, reasons, redacted }: Scan): string {
  const lines = reasons.map(({ grade, rule, message, line, column }) => {
    const place = line === undefined ? '' : `${line}${column === undefined ? '' : `:${column}`}: `
    return `${grade}  ${place}${message} (${rule})`
  })
  const secrets = redacted.match(/\[redacted:[^\]\n]{1,80}\]/g) ?? []
  const shown = secrets.length === 0 ? [] : [`redact  ${secrets.length} found: ${[...new Set(secrets)].join(' ')}`]
  return `${[verdict === 'allow' ? 'allow' : `${verdict}:`, ...lines, ...shown].join('\n')}\n`
}

function kindOf(given: Flags[string]): ScanKind {
  const kind = scanKinds.find((name) => name === (given ?? 'prompt'))
  if (kind) return kind
  throw new RalphError(`--kind: ${JSON.stringify(given)} is none`, `It is one of: ${scanKinds.join(', ')}.`)
}

function securityOf(given: Flags[string]): Security {
  const level = (['off', 'standard', 'strict'] as const).find((name) => name === (given ?? 'standard'))
  if (level) return level
  throw new RalphError(`--security: ${JSON.stringify(given)} is none`, 'It is one of: off, standard, strict.')
}

/** As `ralph run` reads it. */
function listed(setting: string, given: Flags[string]): readonly string[] {
  const option = allOptions.find((one) => one.setting === setting)
  const texts = typeof given === 'string' ? [given] : Array.isArray(given) ? given : []
  return texts.flatMap((text) => {
    const value = option?.kind.fromText(text)
    if (Array.isArray(value)) return value.map(String)
    throw new RalphError(`--${option?.name}: ${JSON.stringify(text)} is not ${option?.kind.expected}`, 'Mend it.')
  })
}
