import { RalphError } from '../errors.ts'
import { give, notOfItsKind, suggestion, type Given, type Layer } from './layer.ts'
import { variableName, type Setting } from './option.ts'
import { spellings, type Spelling } from './spellings.ts'

export type Environment = Readonly<Record<string, string | undefined>>

/** Variables that mean something to ralph but are no options. */
const reserved: ReadonlySet<string> = new Set(['RALPH_DEBUG', 'RALPH_DEMO_SPEED', 'RALPH_RUN_ID', 'RALPH_STATE_DIR'])

/**
 * Reads `RALPH_…` variables; an empty one counts as unset. Names nobody knows are somebody else's and ignored,
 * unless they look like a slip of the pen: a limit must not be lost to a typo.
 */
export function readEnvironment(environment: Environment): Layer {
  const layer = new Map<Setting, Given>()
  const named = Object.entries(environment).filter(([name, text]) => name.startsWith('RALPH_') && text)
  if (named.length > 0) readVariables(layer, named)
  const color = spellings('environment').find(({ name }) => name === 'color')
  if (environment['NO_COLOR'] && color && !layer.has('color')) {
    give(layer, color.option, { value: false, origin: { source: 'environment', variable: 'NO_COLOR' } })
  }
  return layer
}

function readVariables(layer: Map<Setting, Given>, named: readonly (readonly [string, string | undefined])[]): void {
  const known = new Map(spellings('environment').map((spelling) => [variableName(spelling.name), spelling]))
  for (const [variable, text = ''] of named) {
    const spelling = known.get(variable)
    if (spelling) give(layer, spelling.option, read(spelling, variable, text))
    else if (!reserved.has(variable)) refuseTypo(variable, known.keys())
  }
}

function read({ option, negated }: Spelling, variable: string, text: string): Given {
  const origin = { source: 'environment', variable } as const
  const value = option.kind.fromText(text)
  if (value === undefined) throw notOfItsKind(option, text, origin)
  return { value: negated ? !value : value, origin }
}

function refuseTypo(variable: string, known: Iterable<string>): void {
  const meant = suggestion(variable, known)
  if (meant) throw new RalphError(`${variable} is no variable of ralph's`, `${meant} If not, unset it.`)
}
