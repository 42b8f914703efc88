import { spawnSync } from 'node:child_process'
import {
  appendFileSync,
  closeSync,
  copyFileSync,
  existsSync,
  ftruncateSync,
  mkdirSync,
  mkdtempSync,
  openSync,
  rmSync,
} from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

/** A small disk of its own, which only some users may mount. */
export interface Disk {
  readonly folder: string
  /** Not one byte more. */
  fill(): void
  makeRoom(): void
  /** What the system does to a disk that fails: nobody may write any more, not even to what is open. */
  makeReadOnly(): void
  /** What was written so far is there whatever comes. */
  settle(): void
  /** Checked, and mounted afresh: what was not synced is gone, as after a power cut. */
  repair(): void
  remove(): void
}

const done = (file: string, ...args: readonly string[]) => spawnSync(file, args, { stdio: 'ignore' }).status === 0

/** In memory; it can become full, but not read-only. Undefined: it may not be mounted. */
export function memoryDisk(): Disk | undefined {
  const folder = mkdtempSync(join(tmpdir(), 'ralph-disk-'))
  const remove = () => takeAway(folder)
  const mounted = done('mount', '-t', 'tmpfs', '-o', 'size=2m,mode=700', 'none', folder)
  if (!mounted) {
    rmSync(folder, { recursive: true })
    return undefined
  }
  const unable = () => {
    throw new Error('a disk in memory does not fail')
  }
  return { folder, ...filling(folder), settle: () => undefined, makeReadOnly: unable, repair: unable, remove }
}

/** In a file, with the file system most machines have. Undefined: it may not be mounted. */
export function fileDisk(): Disk | undefined {
  const root = mkdtempSync(join(tmpdir(), 'ralph-disk-'))
  const folder = join(root, 'disk')
  mkdirSync(folder)
  let image = join(root, 'image')
  const file = openSync(image, 'w')
  ftruncateSync(file, 16 * 1024 * 1024)
  closeSync(file)
  const remove = () => {
    takeAway(folder)
    rmSync(root, { recursive: true, force: true })
  }
  const mount = () => done('mount', '-o', 'loop', image, folder)
  if (!done('mkfs.ext4', '-q', image) || !mount()) {
    remove()
    return undefined
  }
  return {
    folder,
    ...filling(folder),
    settle: () => void done('sync', '-f', folder),
    makeReadOnly: () => void done('mount', '-o', 'remount,abort', folder),
    repair: () => {
      if (!done('umount', folder)) done('umount', '-l', folder)
      // A copy: whatever sandbox anybody opened meanwhile still sees the disk, and as long as one does it stays as it failed.
      const failed = image
      image = `${image}-repaired`
      copyFileSync(failed, image)
      done('e2fsck', '-fy', image)
      if (!mount()) throw new Error(`${image} can't be mounted again`)
    },
    remove,
  }
}

function filling(folder: string) {
  const filler = join(folder, 'filler')
  return {
    fill() {
      for (const bytes of [65_536, 4096, 64]) while (grew(filler, bytes));
    },
    makeRoom: () => rmSync(filler, { force: true }),
  }
}

function grew(file: string, bytes: number): boolean {
  try {
    appendFileSync(file, Buffer.alloc(bytes))
    return true
  } catch {
    return false // full to so many bytes
  }
}

function takeAway(folder: string): void {
  if (existsSync(folder)) done('umount', '-l', folder)
  rmSync(folder, { recursive: true, force: true })
}
