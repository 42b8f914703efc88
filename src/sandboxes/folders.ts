import { chmodSync, existsSync, mkdirSync, writeFileSync } from 'node:fs'
import { extname, join } from 'node:path'
import { emptyContent } from './placeholders.ts'

/** What the inside sees instead of something of the outside. */
export interface Folders {
  readonly tmp: string
  readonly varTmp: string
  readonly caches: string
  /** Stands in for what is hidden: empty, as far as one of its kind can be. */
  cover(path: string, kind: 'folder' | 'file'): string
}

/** Makes them in a folder of ralph's own. */
export function makeFolders(scratch: string): Folders {
  const [tmp, varTmp, caches, covers] = ['tmp', 'var-tmp', 'caches', 'covers'].map((name) => join(scratch, name))
  if (!tmp || !varTmp || !caches || !covers) throw new Error('no scratch folder')
  for (const folder of [tmp, varTmp, caches, covers]) mkdirSync(folder, { recursive: true })
  for (const folder of [tmp, varTmp]) chmodSync(folder, 0o1777) // past the umask: root's programs may become other users
  return { tmp, varTmp, caches, cover: coverIn(covers) }
}

function coverIn(folder: string): Folders['cover'] {
  const emptyFolder = join(folder, 'folder')
  mkdirSync(emptyFolder, { recursive: true })
  return (path, kind) => {
    if (kind === 'folder') return emptyFolder
    const content = emptyContent(path)
    const cover = join(folder, content === '' ? 'empty' : `empty${extname(path)}`)
    if (!existsSync(cover)) writeFileSync(cover, content, { mode: 0o444 })
    return cover
  }
}
