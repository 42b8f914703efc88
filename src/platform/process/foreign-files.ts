import { closeSync, readdirSync, readFileSync } from 'node:fs'

/** Node itself marks the files it inherited close-on-exec, but stops at the first gap above this one. */
const lastMarkedByNode = 15
const closeOnExec = 0o2000000

let done = false

/**
 * Closes files that ralph's own parent left open in it by accident, so that no agent inherits them. Once: what ralph
 * opens itself is close-on-exec. Linux only; elsewhere node's own marking has to do.
 */
export function closeForeignFiles(): void {
  if (done || process.platform !== 'linux') return
  done = true
  for (const file of readdirSync('/proc/self/fd').map(Number)) {
    if (file > lastMarkedByNode && isInheritable(file)) closeSync(file)
  }
}

function isInheritable(file: number): boolean {
  try {
    const flags = /^flags:\s*(\d+)/m.exec(readFileSync(`/proc/self/fdinfo/${file}`, 'latin1'))?.[1]
    return flags !== undefined && (Number.parseInt(flags, 8) & closeOnExec) === 0
  } catch {
    return false // the one that read the folder: closed by now
  }
}
