/** Colours as functions. Without colour each gives its text back, so no sentence may rely on them. */
export interface Palette {
  readonly bold: Paint
  readonly dim: Paint
  readonly red: Paint
  readonly green: Paint
  readonly yellow: Paint
  readonly cyan: Paint
}
type Paint = (text: string) => string

/**
 * A palette. Not picocolors' own: it touches `process.stdout` while it loads, which costs milliseconds at the start.
 * A nested end of the same kind is reopened, so paints can be nested.
 */
export function palette(colour: boolean): Palette {
  const paint = (open: number, close: number): Paint => {
    if (!colour) return (text) => text
    const start = `\x1b[${open}m`
    const end = `\x1b[${close}m`
    return (text) => (text === '' ? '' : start + text.replaceAll(end, end + start) + end)
  }
  return {
    bold: paint(1, 22),
    dim: paint(2, 22),
    red: paint(31, 39),
    green: paint(32, 39),
    yellow: paint(33, 39),
    cyan: paint(36, 39),
  }
}

export interface ColourQuestion {
  /** `--no-color` and its like. */
  readonly flag?: boolean | undefined
  readonly env: Readonly<Record<string, string | undefined>>
  readonly isTerminal: boolean
}

/** The flag, then NO_COLOR, then FORCE_COLOR, then whether a terminal is there that can do it. */
export function wantsColour({ flag, env, isTerminal }: ColourQuestion): boolean {
  if (flag !== undefined) return flag
  if (env['NO_COLOR']) return false
  const forced = env['FORCE_COLOR']
  if (forced !== undefined) return forced !== '0' && forced !== 'false'
  return isTerminal && env['TERM'] !== 'dumb'
}
