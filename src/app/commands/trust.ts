import { readConfigFile } from '../../config/file.ts'
import { loadSettings } from '../../config/load.ts'
import { UntrustedConfig } from '../../config/trust.ts'
import { RalphError } from '../../errors.ts'
import { markerVariable } from '../../platform/process/table.ts'
import { dateTime } from '../../platform/text/format.ts'
import { neutralise } from '../../platform/text/neutralise.ts'
import type { Command, CommandContext } from '../command.ts'
import { placeOf } from '../place.ts'
import { table } from '../table.ts'
import { digestOf, forget, remember, trustedConfigs, trustStore, type Trusted } from '../trust-store.ts'
import { trustText } from '../trust-text.ts'

/** Shows what this workspace's configuration sets that needs a yes, and says it; or lists the yeses, or takes one back. */
export const trust: Command = async (flags, _positionals, context) => {
  if (flags['list']) return list(context)
  if (flags['forget']) return takeBack(context)
  if (context.env[markerVariable])
    throw new RalphError('an agent can not say yes for its operator', 'Run it in a terminal of your own.', 4)
  const untrusted = await loosening(context)
  if (!untrusted) {
    context.stdout.write('nothing here needs your trust: there is no configuration, or it only tightens\n')
    return 0
  }
  const { file } = untrusted.refused
  const standing = trustStore(context).of(file)
  if (standing !== 'trusted') remember(placeOf(context), file)
  context.stdout.write(
    `${trustText(untrusted, standing)}\n${standing === 'trusted' ? 'trusted already' : 'trusted from now on'}, here and until the file changes; ` +
      '`ralph trust --forget` takes it back\n',
  )
  return 0
}

/** Whatever the variables of this moment overrule: they may not be set tomorrow. */
async function loosening({ env, cwd }: CommandContext): Promise<UntrustedConfig | undefined> {
  const plain = Object.fromEntries(Object.entries(env).filter(([name]) => !name.startsWith('RALPH_')))
  try {
    await loadSettings({ flags: {}, env: plain, cwd })
    return undefined
  } catch (error) {
    if (error instanceof UntrustedConfig) return error
    throw error
  }
}

function takeBack(context: CommandContext): number {
  const place = placeOf(context)
  const was = forget(place)
  context.stdout.write(
    neutralise(was ? `${place.workspace} is trusted no longer\n` : `${place.workspace} was not trusted\n`),
  )
  return 0
}

function list(context: CommandContext): number {
  const known = trustedConfigs(placeOf(context).state).toSorted((a, b) => a.workspace.localeCompare(b.workspace))
  const rows = known.map((one) => [dateTime(one.at), one.file, nowOf(one), one.workspace])
  context.stdout.write(
    rows.length === 0
      ? 'nothing is trusted\n'
      : `${neutralise(table(['since', 'file', 'now', 'workspace'], rows).join('\n'))}\n`,
  )
  return 0
}

function nowOf({ workspace, file, sha256 }: Trusted): string {
  try {
    const found = readConfigFile(`${workspace}/${file}`, workspace)
    if (!found) return 'gone'
    return digestOf(found.bytes) === sha256 ? 'as it was' : 'changed since'
  } catch (error) {
    if (error instanceof RalphError) return 'unreadable'
    throw error
  }
}
