import { closeSync, constants, openSync, readdirSync, type Dirent } from 'node:fs'
import { join } from 'node:path'

/** A git that takes longer may be waiting for somebody to write. */
const patienceMs = 1000
const pauseMs = 5
const foldersPerTurn = 200
const mostFolders = 200_000

/** What git opens in a work tree without a look at what it is. */
const opened = new Set(['.gitignore', '.gitattributes', '.gitmodules', '.mailmap'])

/**
 * Keeps named pipes from holding up a git that works in this folder: one called `.gitignore`, or one inside of a `.git`,
 * is opened by git, which then waits for ever. It is opened for writing and closed, so that git reads an empty file.
 * Costs nothing as long as git is quick. Call what it gives when git has ended.
 */
export function releasePipes(folder: string): () => void {
  let isOver = false
  const timer = setTimeout(() => void release(folder, () => isOver), patienceMs)
  return () => {
    isOver = true
    clearTimeout(timer)
  }
}

async function release(root: string, isOver: () => boolean): Promise<void> {
  const pipes: string[] = []
  const folders: Below[] = [{ path: root, inGit: false }]
  for (let looked = 1; !isOver(); looked++) {
    const folder = looked < mostFolders ? folders.pop() : undefined
    if (folder) look(folder, folders, pipes)
    if (folder && looked % foldersPerTurn !== 0) continue
    pipes.forEach(letGo)
    await new Promise((resolve) => setTimeout(resolve, folder ? 0 : pauseMs))
  }
}

interface Below {
  readonly path: string
  readonly inGit: boolean
}

function look({ path, inGit }: Below, folders: Below[], pipes: string[]): void {
  for (const entry of entriesOf(path)) {
    const below = join(path, entry.name)
    const inside = inGit || entry.name.toLowerCase() === '.git'
    if (entry.isDirectory()) folders.push({ path: below, inGit: inside })
    else if (entry.isFIFO() && (inside || opened.has(entry.name.toLowerCase()))) pipes.push(below)
  }
}

function entriesOf(folder: string): readonly Dirent[] {
  try {
    return readdirSync(folder, { withFileTypes: true })
  } catch {
    return [] // gone, or not ours to read: then it is not git's, either
  }
}

function letGo(pipe: string): void {
  try {
    closeSync(openSync(pipe, constants.O_WRONLY | constants.O_NONBLOCK | constants.O_NOFOLLOW))
  } catch {
    // nobody is waiting there
  }
}
