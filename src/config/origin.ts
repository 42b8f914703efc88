/** Where the value of a setting came from. */
export type Origin =
  | { readonly source: 'default' }
  | {
      readonly source: 'user config' | 'workspace config'
      readonly file: string
      readonly line?: number
      readonly key: string
    }
  | { readonly source: 'the run' }
  | { readonly source: 'environment'; readonly variable: string }
  | { readonly source: 'flag'; readonly flag: string }

const order: readonly Origin['source'][] = [
  'default',
  'user config',
  'workspace config',
  'the run',
  'environment',
  'flag',
]

/** Who wins: the higher rank. */
export function rank(origin: Origin): number {
  return order.indexOf(origin.source)
}

/** The place by its name, as an error message begins: `--max-cost`, `ralph.yml:3: max_cost`, `RALPH_MAX_COST`. */
export function placeOf(origin: Origin): string {
  switch (origin.source) {
    case 'default':
    case 'the run':
      return origin.source
    case 'user config':
    case 'workspace config':
      return `${origin.file}${origin.line === undefined ? '' : `:${origin.line}`}: ${origin.key}`
    case 'environment':
      return origin.variable
    case 'flag':
      return origin.flag
  }
}
