/** The size of a terminal, asked anew at every change. */
export interface Terminal {
  columns(): number
  rows(): number
  /** Tells of a change of size; the answer ends that. */
  onResize(tell: () => void): () => void
}

const fallback = { columns: 80, rows: 24 }

/**
 * The terminal behind stdout or stderr. Node's stream, which takes milliseconds to load, is opened when the size is
 * first asked for: views do so at their first frame, when the agent runs already.
 */
export function terminalOf(fd: 1 | 2): Terminal {
  const stream = () => (fd === 2 ? process.stderr : process.stdout)
  return {
    columns: () => stream().columns || fallback.columns,
    rows: () => stream().rows || fallback.rows,
    onResize: (tell) => {
      /* Node emits 'resize' on the stream only after it was opened, and only for terminals. */
      const opened = stream()
      opened.on('resize', tell)
      return () => opened.off('resize', tell)
    },
  }
}
