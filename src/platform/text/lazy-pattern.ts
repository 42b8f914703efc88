/**
 * A test for a pattern with Unicode properties, built when it is first needed. As a literal such a pattern is read
 * when its file is loaded, which costs a millisecond of start-up for characters that most runs never meet.
 */
export function lazyPattern(source: string): (text: string) => boolean {
  let pattern: RegExp | undefined
  return (text) => (pattern ??= new RegExp(source, 'u')).test(text)
}
