/** Where a command would run, and what must not be touched from there. Absolute paths. */
export interface CommandPlace {
  readonly workspace: string
  readonly home: string
  readonly cwd?: string
  /** Ralph's own: its state folder, its shims. Whatever lies in them is protected too. */
  readonly protectedPaths?: readonly string[]
}

/** The place as the guard uses it: nothing optional, no trailing slashes. */
export interface Ground {
  readonly workspace: string
  readonly home: string
  readonly user: string
  readonly protectedPaths: readonly string[]
}

/** Folders that hold what ralph knows and how the agent is held: editing them is switching the guard off. */
const ownFolders = {
  workspace: ['.agent', '.ralph'],
  home: ['.local/state/ralph', '.config/ralph', '.local/share/ralph'],
}

/** The same place, completed and without trailing slashes. */
export function groundOf(place: CommandPlace): Ground {
  const workspace = withoutSlash(place.workspace)
  const home = withoutSlash(place.home)
  const own = [
    ...ownFolders.workspace.map((name) => `${workspace}/${name}`),
    ...ownFolders.home.map((name) => `${home}/${name}`),
    ...(place.protectedPaths ?? []).map(withoutSlash),
  ]
  return { workspace, home, user: home.slice(home.lastIndexOf('/') + 1) || 'root', protectedPaths: own }
}

function withoutSlash(path: string): string {
  let end = path.length
  while (end > 1 && path.charCodeAt(end - 1) === 0x2f) end--
  return path.slice(0, end)
}
