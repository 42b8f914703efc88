import { RalphError } from '../errors.ts'
import type { ConfigFile } from './file.ts'
import type { Setting } from './option.ts'
import type { Origin } from './origin.ts'
import type { Settings } from './settings.ts'
import type { Loosening } from './tighten.ts'

/** `changed`: it was trusted with another content. */
export type Standing = 'trusted' | 'changed' | 'unknown'

/** Whom the operator has said yes to. */
export interface Trust {
  /** The standing of the workspace's own configuration, by its exact bytes. */
  of(file: ConfigFile): Standing
}

interface Refused {
  readonly file: ConfigFile
  readonly standing: Exclude<Standing, 'trusted'>
  /** What would be in effect now. */
  readonly held: readonly Loosening[]
  /** Everything that a yes to the file would allow, whatever flags say today. */
  readonly all: readonly Loosening[]
  /** The settings with what was held back left out: to be shown, not to be run with. */
  without(): { readonly settings: Settings; readonly origins: Readonly<Record<Setting, Origin>> }
}

/** The workspace's own configuration would do more than tighten, and its operator has not said yes to it. */
export class UntrustedConfig extends RalphError {
  readonly refused: Refused

  constructor(refused: Refused) {
    const { file, standing, held } = refused
    const why = standing === 'changed' ? 'has changed since it was trusted' : 'is not trusted yet'
    super(
      `${file.path} ${why}, and sets ${held.map(({ option }) => option.name).join(', ')}`,
      'See what it sets, and say yes, with: ralph trust. Or name these options yourself, as flags.',
      4,
    )
    this.refused = refused
  }
}
