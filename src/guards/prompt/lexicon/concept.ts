import type { circumstances } from './circumstances.ts'
import type { motives, motiveVerbs } from './motives.ts'
import type { things } from './things.ts'
import type { verbs } from './verbs.ts'

/** What can be done. */
export type Doing = keyof typeof verbs | keyof typeof motiveVerbs | 'other' | 'untold' | 'ravage'

/** What the words of a sentence stand for, whatever language they are in. */
export type Concept =
  | Doing
  | keyof typeof things
  | keyof typeof circumstances
  | keyof typeof motives
  | 'local'
  | 'openDoor'
  | 'rawHost'
  | 'docsAddress'
  | 'slipsBy'
  | 'emptied'
  | 'rigged'
  | 'checkFile'
  | 'product'
  | 'hookPath'
  | 'secretName'
  | 'homeDot'
  | 'scratch'
  | 'usurped'
  | 'command'
  | 'rotated'
  | 'reversed'
  | 'keyPath'
  | 'envFile'
  | 'secretValue'
  | 'startPath'
  | 'agentSettings'
  | 'address'
  | 'domain'
  | 'script'
  | 'loose'
  | 'roleTag'
  | 'marker'
  | 'payload'
  | 'whether'
  | 'anaphor'
  | 'header'
  | 'interpreter'
  | 'agentWord'
  | 'harmless'
