/**
 * File names are bytes, not text. Inside this folder a path is a latin1 string, one character a byte, so that a name
 * that is not UTF-8 can be compared, sorted, sent to git and opened without loss.
 */
export type BinaryPath = string

export function binary(text: string): BinaryPath {
  return Buffer.from(text, 'utf8').toString('latin1')
}

/** For people: what is not UTF-8 becomes U+FFFD. */
export function readable(path: BinaryPath): string {
  return Buffer.from(path, 'latin1').toString('utf8')
}

/** What `node:fs` takes. */
export function fileName(root: BinaryPath, path: BinaryPath): Buffer {
  return Buffer.from(`${root}/${path}`, 'latin1')
}

export function splitNul(output: string): string[] {
  return output.split('\0').filter((part) => part !== '')
}

/** The folder of a path; '' for one at the top. */
export function parentOf(path: BinaryPath): BinaryPath {
  return path.slice(0, Math.max(0, path.lastIndexOf('/')))
}
