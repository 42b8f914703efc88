/**
 * An abort controller that also follows a parent signal. `unlink` lets go of the parent.
 * Not `AbortSignal.any`: on Node 20 each call leaves something on a long-lived parent, and a run makes thousands.
 */
export function followAbort(parent: AbortSignal): {
  readonly signal: AbortSignal
  abort(reason: unknown): void
  unlink(): void
} {
  const controller = new AbortController()
  const follow = () => controller.abort(parent.reason)
  if (parent.aborted) follow()
  else parent.addEventListener('abort', follow, { once: true })
  return {
    signal: controller.signal,
    abort: (reason) => controller.abort(reason),
    unlink: () => parent.removeEventListener('abort', follow),
  }
}
