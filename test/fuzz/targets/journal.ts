import type { Recorded } from '../../../src/event.ts'
import { decodeLine, encodeLine } from '../../../src/journals/line.ts'
import { scan, start, type Position } from '../../../src/journals/scan.ts'
import { isShort, law, unlessRefused, type Target } from '../target.ts'

/** Bytes that stand in a journal. An input that begins with `+` is sealed first: each line gets its right checksum. */
export const target: Target = {
  name: 'journal',
  isLinear: true,
  seeds: [
    '+{"seq":1,"at":1,"up":1,"type":"run.started","schema":1}\n{"seq":2,"at":2,"up":2,"type":"run.pause-requested"}\n',
    '+{"seq":1,"type":"run.finished","outcome":"completed","reason":"é\\u0000"}\n{"seq":2,"type":',
    encodeLine({ seq: 1, at: 1, up: 1, type: 'run.started', schema: 2 }),
    Buffer.concat([encodeLine({ seq: 1, type: 'a' }), encodeLine({ seq: 2, type: 'b' }).subarray(0, 9)]),
  ],
  async read(input) {
    const bytes = input[0] === 0x2b && isShort(input) ? sealed(input.subarray(1)) : input
    const position = { ...start }
    const events: Recorded[] = []
    await unlessRefused(() => {
      for (const event of scan(bytes, 'journal', position)) events.push(event)
    })
    law(position.offset <= bytes.length, 'it reads no further than there is')
    law(
      events.every(({ seq }, index) => seq === index + 1),
      'events are numbered one after the other',
    )
    if (!isShort(input)) return
    const again = { ...start }
    const same = [...scan(bytes.subarray(0, position.offset), 'journal', again)]
    law(same.length === events.length && samePlace(position, again), 'what was read once is read the same again')
  },
}

const samePlace = (one: Position, other: Position) => one.offset === other.offset && one.seq === other.seq

function sealed(input: Buffer): Buffer {
  const lines = input.toString('utf8').split('\n')
  return Buffer.concat(lines.map((line, index) => (index === lines.length - 1 ? Buffer.from(line) : seal(line))))
}

function seal(line: string): Buffer {
  try {
    const record: unknown = JSON.parse(line)
    const isRecord = typeof record === 'object' && record !== null && !Array.isArray(record)
    if (!isRecord || Object.keys(record).length === 0 || 'sum' in record) return Buffer.from(`${line}\n`)
    const encoded = encodeLine(record)
    law(decodeLine(encoded.subarray(0, -1)) !== undefined, 'a line that was encoded can be decoded')
    return encoded
  } catch (error) {
    if (error instanceof SyntaxError) return Buffer.from(`${line}\n`)
    throw error
  }
}
