import type { BinaryPath } from './binary.ts'
import type { ObjectId, ObjectStore } from './objects.ts'

export interface Entry {
  readonly mode: string
  readonly id: ObjectId
}

/** A folder's content by name. Never changed once made: versions share the folders in which they agree. */
export type Tree = ReadonlyMap<string, Entry | Tree>

/** `undefined`: there is no file at this path. */
export type Change = readonly [path: BinaryPath, entry: Entry | undefined]

type Draft = Map<string, Entry | Tree>

export const emptyTree: Tree = new Map()

export function isTree(node: Entry | Tree | undefined): node is Tree {
  return node instanceof Map
}

export function entryAt(tree: Tree, path: BinaryPath): Entry | undefined {
  let node: Entry | Tree | undefined = tree
  for (const name of path.split('/')) node = isTree(node) ? node.get(name) : undefined
  return isTree(node) ? undefined : node
}

/** The tree with these changes. Takes time in proportion to the changes and the folders they are in. */
export function changed(tree: Tree, changes: Iterable<Change>): Tree {
  const drafts = new Map<Tree, Draft>()
  let root = tree
  // Removals first: a file may have become a folder, or a folder a file.
  const ordered = [...changes].toSorted(([, a], [, b]) => Number(a !== undefined) - Number(b !== undefined))
  for (const [path, entry] of ordered) root = put(root, path.split('/'), entry, drafts)
  return root
}

function put(
  tree: Tree,
  [name = '', ...rest]: readonly string[],
  entry: Entry | undefined,
  drafts: Map<Tree, Draft>,
): Tree {
  const before = tree.get(name)
  const inner = isTree(before) ? before : emptyTree
  if (entry === undefined && (rest.length > 0 ? !isTree(before) : before === undefined || isTree(before))) return tree
  const after = rest.length > 0 ? put(inner, rest, entry, drafts) : entry
  if (after === before) return tree
  const draft: Draft = drafts.get(tree) ?? new Map(tree)
  drafts.set(draft, draft)
  if (after === undefined || (isTree(after) && after.size === 0)) draft.delete(name)
  else draft.set(name, after)
  return draft
}

const written = new WeakMap<Tree, ObjectId>()

/** Stores a tree's objects and gives its id: the same that git would. */
export function writeTree(tree: Tree, store: ObjectStore): ObjectId {
  const known = written.get(tree)
  if (known !== undefined) return known
  const parts = [...tree].map(([name, node]) => line(name, node, store))
  const sorted = parts.toSorted((a, b) => (a.key < b.key ? -1 : 1)).map(({ bytes }) => bytes)
  const id = store.write('tree', Buffer.from(sorted.join(''), 'latin1'))
  written.set(tree, id)
  return id
}

/** Git sorts a folder as if its name ended in a slash. */
function line(name: string, node: Entry | Tree, store: ObjectStore): { readonly key: string; readonly bytes: string } {
  const { mode, id } = isTree(node) ? { mode: '40000', id: writeTree(node, store) } : node
  return {
    key: isTree(node) ? `${name}/` : name,
    bytes: `${mode} ${name}\0${Buffer.from(id, 'hex').toString('latin1')}`,
  }
}
