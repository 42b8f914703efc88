import { existsSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'

/** The path of another program of this build, such as `guard.cjs`: beside this file, above it, or built from the sources. */
export function builtProgram(name: string): string {
  const here = dirname(fileURLToPath(import.meta.url))
  const places = ['.', '..', '../../dist'].map((place) => join(here, place, name))
  return places.find((place) => existsSync(place)) ?? join(here, name)
}
