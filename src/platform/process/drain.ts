import type { Output } from './output.ts'

/**
 * Waits until both pipes are at their end, but not longer than the window: somebody who outlived the program may hold
 * them for ever. A slow listener gets as many windows as it needs, unless `signal` aborts: then it gets one.
 */
export function drain(output: Output, windowMs: number, signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    let timer: NodeJS.Timeout | undefined
    const done = () => {
      clearTimeout(timer)
      signal.removeEventListener('abort', wait)
      resolve()
    }
    const expire = () => (output.isBusy && !signal.aborted ? wait() : done())
    const wait = () => {
      clearTimeout(timer)
      timer = setTimeout(expire, windowMs)
    }
    signal.addEventListener('abort', wait, { once: true })
    wait()
    void output.ended.finally(done)
  })
}
