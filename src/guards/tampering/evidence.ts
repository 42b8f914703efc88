import type { Tampering } from '../../event.ts'
import type { Clean } from '../../platform/text/redact.ts'
import { digestOf, missing, stamp, textDigest, type Digest } from './digest.ts'
import type { GateFile } from './gate-files.ts'
import { scriptText } from './package-scripts.ts'
import { watchedTests, watchList, type Watched, type WatchRequest } from './watch-list.ts'

/** What everything looked like when the run began: path to kind and digest. Plain JSON, kept with the run. */
export interface Baseline {
  readonly files: Readonly<Record<string, { readonly kind: Tampering['kind']; readonly digest: Digest }>>
  /** The package.json scripts that gates run; their texts as everybody may see them. */
  readonly scripts: Readonly<Record<string, { readonly digest: Digest; readonly text: string }>>
}

export function takeBaseline(request: WatchRequest, clean: Clean): Baseline {
  const watched = [...watchedTests(request.workspace), ...watchList(request)] // a gate that is a test counts as a gate
  return {
    files: Object.fromEntries(watched.map(({ path, absolute, kind }) => [path, { kind, digest: digestOf(absolute) }])),
    scripts: Object.fromEntries(
      scriptsOf(request.gates).flatMap((name) => {
        const text = scriptText(request.workspace, name)
        return text === undefined ? [] : [[name, { digest: textDigest(text), text: clean(text) }]]
      }),
    ),
  }
}

const scriptsOf = (gates: readonly GateFile[]) =>
  gates.flatMap((gate) => (gate.kind === 'script' ? [`pre${gate.name}`, gate.name, `post${gate.name}`] : []))

/** Compares the workspace with the baseline, again and again; a change is told once. */
export class Evidence {
  readonly #stamps = new Map<string, string>()
  readonly #told = new Map<string, Digest>()
  readonly #tests: readonly Watched[]
  readonly #request: WatchRequest
  readonly #baseline: Baseline

  constructor(request: WatchRequest, baseline: Baseline) {
    this.#request = request
    this.#baseline = baseline
    this.#tests = Object.entries(baseline.files)
      .filter(([, { kind }]) => kind === 'test')
      .map(([path]) => ({ path, absolute: `${request.workspace}/${path}`, kind: 'test', whenCreated: false }))
  }

  /** What has changed since it was last asked, and is not as it was at the start. Costs one `lstat` a file. */
  news(): readonly Tampering[] {
    const now = new Map([...this.#tests, ...watchList(this.#request)].map((watched) => [watched.path, watched]))
    const removed = Object.keys(this.#baseline.files).filter((path) => !now.has(path))
    return [
      ...[...now.values()].flatMap((watched) => this.#look(watched)),
      ...removed.flatMap((path) => this.#gone(path)),
      ...this.#scripts(),
    ]
  }

  #look({ path, absolute, kind, whenCreated }: Watched): readonly Tampering[] {
    const now = stamp(absolute)
    if (this.#stamps.get(path) === now) return []
    this.#stamps.set(path, now)
    const before = this.#baseline.files[path]?.digest ?? missing
    if (before === missing && !whenCreated) return []
    return this.#tell(path, kind, before, digestOf(absolute))
  }

  #gone(path: string): readonly Tampering[] {
    const { kind, digest } = this.#baseline.files[path] ?? { kind: 'hook', digest: missing }
    return this.#tell(path, kind, digest, missing)
  }

  #scripts(): readonly Tampering[] {
    return Object.entries(this.#baseline.scripts).flatMap(([name, { digest }]) => {
      const now = scriptText(this.#request.workspace, name)
      const path = `package.json (script ${name})`
      return this.#tell(path, 'gate', digest, now === undefined ? missing : textDigest(now))
    })
  }

  #tell(path: string, kind: Tampering['kind'], before: Digest, now: Digest): readonly Tampering[] {
    const told = this.#told.get(path) ?? before
    this.#told.set(path, now)
    if (now === before || now === told) return []
    return [{ path, kind, change: before === missing ? 'created' : now === missing ? 'removed' : 'changed' }]
  }
}
