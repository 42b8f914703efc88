/** Rules for what no human types: they stop a run at any level of security. */
export const alwaysBlocked: ReadonlySet<string> = new Set([
  'hidden-text',
  'control-characters',
  'not-utf-8',
  'not-a-file',
  'too-large',
])
