import { textWidth } from '../platform/text/width.ts'

/**
 * A few lines at the bottom of the terminal that are redrawn in place, under lines that scroll by. The cursor rests
 * on the line below the block and is never hidden; every frame is one write between the marks of a synchronized
 * update. So there is no moment at which a kill would leave the terminal in a bad state.
 */
export class LiveBlock {
  #lines: readonly string[] = []
  #columns = 0

  /** What to write so that `above` scrolls in over the block and the block shows `lines`. Empty if nothing changes. */
  frame(above: readonly string[], lines: readonly string[], columns: number): string {
    const moves = above.length === 0 && columns === this.#columns && lines.length === this.#lines.length
    const drawing = moves ? this.#changes(lines) : this.#redraw(above, lines, columns)
    this.#lines = lines
    this.#columns = columns
    return drawing === '' ? '' : `\x1b[?2026h${drawing}\x1b[?2026l`
  }

  #changes(lines: readonly string[]): string {
    const count = lines.length
    return lines
      .map((line, index) =>
        line === this.#lines[index] ? '' : `${up(count - index)}\x1b[2K${line}\r${down(count - index)}`,
      )
      .join('')
  }

  /** Each line clears its own place first and the rest at the end, which flickers less than clearing it all. */
  #redraw(above: readonly string[], lines: readonly string[], columns: number): string {
    const height = this.#lines.reduce((sum, line) => sum + rowsOf(line, columns), 0)
    if (height + above.length + lines.length === 0) return ''
    const body = [...above, ...lines].map((line) => `\x1b[2K${line}\n`).join('')
    return `\r${up(height)}${body}\x1b[J`
  }
}

/** Rows a line takes after the terminal got narrower and wrapped it. */
const rowsOf = (line: string, columns: number) => Math.max(1, Math.ceil(textWidth(line) / Math.max(1, columns)))
const up = (rows: number) => (rows > 0 ? `\x1b[${rows}A` : '')
const down = (rows: number) => (rows > 0 ? `\x1b[${rows}B` : '')
