import { join } from 'node:path'

type Environment = Readonly<Record<string, string | undefined>>

/**
 * Where tools keep what they downloaded or built, to use it again. An honest build writes there, and a build outside the
 * sandbox trusts what it finds there: so a run gets caches of its own, empty at first, in the place of the user's.
 */
export interface Cache {
  /** Absolute: where this user's is. */
  readonly path: string
  /** Says where it is, for a place that does not exist and so can't be mounted on. */
  readonly variable?: string
  /** What in it is no cache: programs, settings, big downloads. Readable. Absolute. */
  readonly shown: readonly string[]
}

interface CacheKind {
  /** Below the home. */
  readonly place: string
  readonly variable?: string
  readonly shown?: readonly string[]
}

/** What takes long to download again is only ever read by its tools. */
const downloads = [
  'ms-playwright',
  'ms-playwright-go',
  'puppeteer',
  'Cypress',
  'electron',
  'selenium',
  'huggingface',
  'torch',
]

const kinds: readonly CacheKind[] = [
  { place: '.cache', variable: 'XDG_CACHE_HOME', shown: downloads },
  { place: '.npm', variable: 'npm_config_cache' },
  { place: '.cargo', variable: 'CARGO_HOME', shown: ['bin', 'env', 'config', 'config.toml'] },
  { place: 'go/pkg/mod', variable: 'GOMODCACHE' },
  { place: '.gradle', variable: 'GRADLE_USER_HOME', shown: ['init.d', 'init.gradle', 'init.gradle.kts'] },
  { place: '.m2/repository' },
  { place: '.ivy2' },
  { place: '.yarn/berry' },
  { place: '.local/share/pnpm/store' },
  { place: '.bun/install/cache' },
  { place: '.nuget/packages', variable: 'NUGET_PACKAGES' },
  { place: '.composer/cache', variable: 'COMPOSER_CACHE_DIR' },
  { place: '.pub-cache', variable: 'PUB_CACHE', shown: ['bin'] },
  { place: '.bundle/cache' },
  { place: '.hex' },
  { place: '.stack', shown: ['config.yaml', 'programs'] },
  { place: '.cabal/packages' },
  { place: '.ccache' },
  { place: '.cpan' },
  { place: '.julia/compiled' },
]

/** The caches of a user, where the environment says they are or else where they usually are. */
export function cachesOf(home: string, env: Environment): readonly Cache[] {
  return kinds.map(({ place, variable, shown = [] }) => {
    const path = chosen(env, variable) ?? join(home, place)
    return { path, shown: shown.map((name) => join(path, name)), ...(variable !== undefined && { variable }) }
  })
}

function chosen(env: Environment, variable: string | undefined): string | undefined {
  const value = variable === undefined ? undefined : env[variable]
  return value?.startsWith('/') ? value : undefined
}
