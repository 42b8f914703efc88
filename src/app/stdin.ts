import { RalphError } from '../errors.ts'

/** All of standard input, up to a size. */
export async function readStdin(stdin: AsyncIterable<Uint8Array> | undefined, maxBytes: number): Promise<Uint8Array> {
  const chunks: Uint8Array[] = []
  let bytes = 0
  for await (const chunk of stdin ?? process.stdin) {
    bytes += chunk.length
    if (bytes > maxBytes) throw new RalphError(`standard input is larger than ${maxBytes} bytes`, 'Scan less at once.')
    chunks.push(chunk)
  }
  return Buffer.concat(chunks)
}

/** Lines of standard input, without their LF, one at a time: nothing but LF ends a line. A longer one is an error. */
export async function* stdinLines(
  stdin: AsyncIterable<Uint8Array> | undefined,
  maxBytes: number,
): AsyncGenerator<Buffer> {
  let rest = Buffer.alloc(0)
  for await (const chunk of stdin ?? process.stdin) {
    rest = Buffer.concat([rest, chunk])
    let from = 0
    for (let end = rest.indexOf(10, from); end !== -1; end = rest.indexOf(10, from)) {
      yield rest.subarray(from, end)
      from = end + 1
    }
    rest = rest.subarray(from)
    if (rest.length > maxBytes) throw new RalphError(`a line is larger than ${maxBytes} bytes`, 'Scan it as a file.')
  }
  if (rest.length > 0) yield rest
}
