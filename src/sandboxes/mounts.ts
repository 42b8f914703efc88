import { foldersAbove, isWithin, sightOf } from './sight.ts'

/**
 * What the inside of a sandbox looks like, path by path; the most specific path decides. Everything that no mount speaks
 * of can be read and not written.
 */
export interface Mount {
  /** Real, absolute. */
  readonly path: string
  readonly kind: 'folder' | 'file'
  readonly access: Access
  /** A mount of its own even where it changes nothing: what is a mount can't be renamed or removed, from inside. */
  readonly isPin?: true
}

export type Access =
  | { readonly type: 'read' }
  | { readonly type: 'write' }
  /** Another folder in its place, writable. Without a source it is empty, and gone with the program. */
  | { readonly type: 'own'; readonly source?: string }
  /** `cover` in its place: an empty folder, or an empty file. */
  | { readonly type: 'hide'; readonly cover: string }

/** Of mounts at the same path the last one counts. */
export class MountTable {
  readonly #mounts = new Map<string, Mount>()

  add(...mounts: readonly Mount[]): void {
    for (const mount of mounts) this.#mounts.set(mount.path, mount)
  }

  at(path: string): Mount | undefined {
    return this.#mounts.get(path)
  }

  /** What decides about a path. Undefined: the root, which is read-only. */
  over(path: string): Mount | undefined {
    return [path, ...foldersAbove(path)].map((each) => this.#mounts.get(each)).find((mount) => mount !== undefined)
  }

  isWritable(path: string): boolean {
    return this.over(path)?.access.type === 'write'
  }

  /** As bubblewrap wants them: it works from left to right, so folders come before what lies in them. */
  arguments(): readonly string[] {
    const ordered = [...this.#mounts.values()]
      .filter((mount) => !this.#isIdle(mount))
      .toSorted((one, other) => depth(one.path) - depth(other.path))
    const isShown = ({ path }: Mount) => ordered.some((other) => other.path !== path && isWithin(path, other.path))
    const sealed = ordered.filter((mount) => mount.access.type === 'hide' && isShown(mount))
    return [
      ...ordered.flatMap((mount) => (sealed.includes(mount) ? ['--tmpfs', mount.path] : mountArguments(mount))),
      // Only now: mount points for what shows inside a hidden folder had to be made in it.
      ...sealed.flatMap(({ path }) => ['--remount-ro', path]),
    ]
  }

  /** It changes nothing of what the folder around it is already. */
  #isIdle({ path, access, isPin }: Mount): boolean {
    const [, ...above] = [path, ...foldersAbove(path)]
    const around = above.map((each) => this.#mounts.get(each)).find((mount) => mount !== undefined)
    const outer = around?.access.type ?? 'read'
    if (access.type === 'hide') return outer === 'hide' || outer === 'own'
    return !isPin && access.type === outer
  }
}

/** A mount of what stands at a path, links followed; undefined if nothing does. */
export function mountAt(path: string, access: Access): Mount | undefined {
  const sight = sightOf(path)
  return sight && { path: sight.path, kind: sight.kind === 'folder' ? 'folder' : 'file', access }
}

const depth = (path: string) => path.split('/').length

function mountArguments({ path, access }: Mount): readonly string[] {
  switch (access.type) {
    case 'read':
      return ['--ro-bind', path, path]
    case 'write':
      return [path.startsWith('/dev/') ? '--dev-bind' : '--bind', path, path]
    case 'own':
      return access.source === undefined ? ['--tmpfs', path] : ['--bind', access.source, path]
    case 'hide':
      return ['--ro-bind', access.cover, path]
  }
}
