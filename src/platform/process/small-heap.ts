let done = false

/**
 * Keeps the part of the heap where short-lived objects are made at the size it has now. V8 would let it grow to 48 MB
 * while an agent floods ralph with lines, none of which lives long enough to be worth that. Loading `node:v8` takes
 * milliseconds: call it when an agent runs already.
 */
export function keepYoungSpaceSmall(): void {
  if (done) return
  done = true
  process.getBuiltinModule('node:v8').setFlagsFromString('--semi-space-growth-factor=1')
}
