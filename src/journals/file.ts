import {
  closeSync,
  constants,
  fdatasyncSync,
  fstatSync,
  ftruncateSync,
  linkSync,
  lstatSync,
  openSync,
  statSync,
} from 'node:fs'
import { dirname, join } from 'node:path'
import type { Moment } from '../clock.ts'
import { RalphError } from '../errors.ts'
import { isDisposable, type Recorded, type RunEvent } from '../event.ts'
import { JournalConflict, type History, type Journal } from '../journal.ts'
import { codeOf, diskError } from '../platform/disk-error.ts'
import { cleanTemporaries, remove, syncFolder, writeAtomic, writeFully } from '../platform/files.ts'
import type { RunState } from '../state.ts'
import { encodeLine } from './line.ts'
import { load, refuseOtherThanFile, type Loaded } from './load.ts'
import { holdReserve, isOutOfSpace, releaseReserve } from './reserve.ts'
import type { Position } from './scan.ts'
import { writeSnapshot } from './snapshot.ts'

const { O_APPEND, O_CREAT, O_EXCL, O_NOFOLLOW, O_NONBLOCK, O_RDWR } = constants

/** The file we write to, and how far it goes. */
interface Tail {
  readonly file: number
  readonly inode: number
  readonly position: Position
}

/**
 * One run, one file of lines (`line.ts`), appended and synced before anyone is told. The calls are synchronous: one
 * write and one fdatasync take half the time of their promised kin, and the loop has nothing else to do meanwhile.
 *
 * A crash can only tear the last line; that one is cut off and kept aside. Damage elsewhere is refused, untouched.
 */
export class FileJournal implements Journal {
  #tail: Tail | undefined
  /** Set once the disk was found full: then only the run's end is still taken. */
  #full: unknown
  /** When the disk last had everything, on this process's own clock. */
  #syncedUp = -Infinity
  readonly #path: string
  readonly #reserve: string

  constructor(path: string) {
    this.#path = path
    this.#reserve = `${path}.reserve`
  }

  async read(): Promise<History> {
    this.#letGo()
    try {
      const file = openExisting(this.#path)
      if (file === undefined) return { events: [] }
      const { history, position } = recover(this.#path, file)
      this.#use(file, position)
      return history
    } catch (error) {
      throw diskError(error, `open the journal ${this.#path}`)
    }
  }

  async append(event: RunEvent, seq: number, { at, up }: Moment): Promise<Recorded> {
    if (!this.#tail) await this.read()
    const last = this.#tail?.position.seq ?? 0
    if (seq !== last + 1) throw new JournalConflict(`event ${seq} can't follow event ${last} in ${this.#path}`)
    const recorded = { seq, at, up, ...event }
    const line = encodeLine(recorded)
    const durable = !isDisposable(event.type, up - this.#syncedUp)
    if (this.#tail) this.#extend(this.#tail, line, { durable, last: event.type === 'run.finished' })
    else this.#create(line)
    if (durable) this.#syncedUp = up
    return recorded
  }

  remember(state: RunState): void {
    if (!this.#tail || this.#full) return
    try {
      writeSnapshot(this.#path, this.#tail.file, this.#tail.position, state)
    } catch (error) {
      if (!(error instanceof RalphError)) throw error // what the disk refuses here is a cache, no more
    }
  }

  async close(): Promise<void> {
    if (this.#tail) releaseReserve(this.#reserve)
    this.#letGo()
  }

  #letGo(): void {
    if (this.#tail) closeSync(this.#tail.file)
    this.#tail = undefined
  }

  /** With its first event in it, or not at all: killed here, nobody finds a run that never began. */
  #create(line: Buffer): void {
    try {
      const file = createWith(line, this.#path)
      this.#use(file, { seq: 1, offset: line.length, lineBytes: line.length })
    } catch (error) {
      throw diskError(error, `create the journal ${this.#path}`)
    }
  }

  #extend(tail: Tail, line: Buffer, { durable, last }: { readonly durable: boolean; readonly last: boolean }): void {
    if (this.#full && !last) throw this.#full
    refuseForeignChange(this.#path, tail)
    this.#write(tail, line, durable)
    tail.position.seq += 1
    tail.position.offset += line.length
    tail.position.lineBytes = line.length
  }

  #use(file: number, position: Position): void {
    cleanTemporaries(dirname(this.#path))
    holdReserve(this.#reserve)
    this.#tail = { file, inode: fstatSync(file).ino, position }
  }

  /** On a full disk the reserve is given up for the event at hand: it is kept, and the next one is refused. */
  #write(tail: Tail, line: Buffer, durable: boolean): void {
    try {
      appendLine(tail, line, durable)
    } catch (error) {
      const failure = diskError(error, `write the journal ${this.#path}`, 'Mend that, then go on with: ralph resume')
      if (this.#full || !isOutOfSpace(error)) throw failure
      this.#full = failure
      releaseReserve(this.#reserve)
      this.#write(tail, line, durable)
    }
  }
}

/** Makes a file under a passing name, and links it to its own: a link never replaces what stands there. */
function createWith(line: Buffer, path: string): number {
  const temporary = join(dirname(path), `.journal.${process.pid}-first.tmp`)
  const file = openSync(temporary, O_RDWR | O_APPEND | O_CREAT | O_EXCL | O_NOFOLLOW, 0o600)
  try {
    writeFully(file, line)
    fdatasyncSync(file)
    linkSync(temporary, path)
    remove(temporary)
    syncFolder(dirname(path))
    return file
  } catch (error) {
    closeSync(file)
    remove(temporary)
    throw error
  }
}

function openExisting(path: string): number | undefined {
  try {
    return openSync(path, O_RDWR | O_APPEND | O_NOFOLLOW | O_NONBLOCK)
  } catch (error) {
    if (codeOf(error) === 'ENOENT') return undefined
    throw error
  }
}

/** Reads the file and makes it end with its last good line. */
function recover(path: string, file: number): Loaded {
  try {
    refuseOtherThanFile(path, file)
    const loaded = load(path, file)
    if (loaded.torn.length > 0) {
      keepAside(path, loaded.torn)
      ftruncateSync(file, loaded.position.offset)
      fdatasyncSync(file)
    }
    return loaded
  } catch (error) {
    closeSync(file)
    throw error
  }
}

/** What is cut off was never acknowledged to anyone; it is kept, for nothing is ever destroyed. */
function keepAside(path: string, torn: Buffer): void {
  let number = 1
  const name = () => join(dirname(path), `journal.torn-${number}`)
  while (lstatSync(name(), { throwIfNoEntry: false })) number++
  writeAtomic(name(), torn, { durable: true })
}

/** All of the line, or none of it. */
function appendLine({ file, position }: Tail, line: Buffer, durable: boolean): void {
  try {
    writeFully(file, line)
    if (durable) fdatasyncSync(file)
  } catch (error) {
    ftruncateSync(file, position.offset)
    throw error
  }
}

/** The lock keeps other ralphs out; this notices who does not ask for it. */
function refuseForeignChange(path: string, { inode, position }: Tail): void {
  const now = statSync(path, { throwIfNoEntry: false })
  if (!now) throw new RalphError(`the journal ${path} was removed while its run went on`, 'Start a new run.', 1)
  if (now.ino !== inode || now.size !== position.offset)
    throw new JournalConflict(`the journal ${path} was changed by someone else while its run went on`)
}
