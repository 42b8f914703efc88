const set = (words: string): ReadonlySet<string> => new Set(words.split(' '))

/** The small words that tell what a thing is to its verb: its object, its place, one kind of it. English. */
export const placeWords = {
  prepositions: set('from on in to of via with into by for using at'),
  articles: set('the this our your a my its their that all first last next each every'),
  /** "The files in", "the contents of": what holds them is meant. */
  fillings: set(
    'content contents files folders directories documents data tables photos pictures projects repositories volumes',
  ),
  /** Behind them a list or a second order goes on. */
  joins: set('and then , ; or : but und et y e и'),
  /** Behind them stands another thought. */
  asides: set('before after when while until once so because since as if'),
  /** What becomes of what is not wanted. */
  outcomes: set('caught refused rejected blocked denied detected forbidden'),
  demonstratives: set('this that these those its their'),
  inside: set('from in of within'),
  /** "Skip it for pull requests" is a rule, not an order for this run. */
  scopes: set('for when if unless'),
  /** "The tests for the export" are some tests, not the tests. */
  scoping: set('for of in that which when if on covering from unless with inside found within contained embedded'),
  /** What stands before "checks" without making them checks of one kind ("foreign key checks"). */
  plainly: set(
    'the all our these those your any every ci security safety unit integration quality automated existing of and or both remaining off out current entire whole git commit required disable skip bypass circumvent evade suspend deactivate stop annoying slow its their his remote mandatory other such two three many that for with from in to without no on around by past delete remove kill bypassing skipping disabling uninstall silence pause mute dismantle strip',
  ),
} as const
