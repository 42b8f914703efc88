import { readdirSync, readFileSync } from 'node:fs'
import { builtinModules } from 'node:module'
import { dirname, join, relative } from 'node:path'
import { expect, test } from 'vitest'

/** Which folder of `src` stands on which floor. The files at the top are floor 0: contracts, state and loop. */
const floors: Readonly<Record<string, number>> = {
  '.': 0,
  platform: 1,
  agents: 2,
  policies: 2,
  gates: 2,
  prompts: 2,
  journals: 2,
  views: 2,
  workspaces: 2,
  config: 2,
  app: 3,
  demo: 2,
  guards: 2,
  sandboxes: 2,
}

const src = 'src'
const files = readdirSync(src, { recursive: true, encoding: 'utf8' }).filter((file) => file.endsWith('.ts'))
const sources = new Map(files.filter((file) => !file.endsWith('.test.ts')).map((file) => [file, read(file)]))

test('every folder of src stands on a floor', () => {
  expect([...sources.keys()].filter((file) => floorOf(file) === undefined)).toEqual([])
})

test('imports point down, and never to a neighbour', () => {
  const wrong = edges().filter(([from, to]) => !mayImport(from, to))
  expect(wrong.map(([from, to]) => `${from} imports ${to}`)).toEqual([])
})

test('no circles, types included', () => {
  expect(circles()).toEqual([])
})

test('every import of our own names an existing file', () => {
  expect(edges().filter(([, to]) => !sources.has(to))).toEqual([])
})

test('floor 0 imports no package and no part of node', () => {
  const foreign = [...sources]
    .filter(([file]) => floorOf(file) === 0)
    .flatMap(([file, source]) => imports(source).map((name) => [file, name] as const))
    .filter(([, name]) => !name.startsWith('./') || builtinModules.includes(name))
  expect(foreign).toEqual([])
})

test('no default exports and no barrels', () => {
  expect(
    [...sources].filter(([, source]) => /^export (default\b|\{[^}]*\bdefault\b)/m.test(source)).map(first),
  ).toEqual([])
  expect(files.filter((file) => /(^|\/)index\.ts$/.test(file))).toEqual([])
  expect([...sources].filter(([, source]) => /^export \* /m.test(source)).map(first)).toEqual([])
})

test('no source file is longer than 300 lines', () => {
  expect([...sources].filter(([, source]) => source.trimEnd().split('\n').length > 300).map(first)).toEqual([])
})

function read(file: string): string {
  return readFileSync(join(src, file), 'utf8')
}

function first<T>([one]: readonly [T, ...unknown[]]): T {
  return one
}

function folderOf(file: string): string {
  return file.includes('/') ? file.slice(0, file.indexOf('/')) : '.'
}

function floorOf(file: string): number | undefined {
  return floors[folderOf(file)]
}

function mayImport(from: string, to: string): boolean {
  const [upper, lower] = [floorOf(from), floorOf(to)]
  if (folderOf(from) === folderOf(to)) return true
  return upper !== undefined && lower !== undefined && lower < upper
}

/** Names in import and export statements, static, dynamic and of types. */
function imports(source: string): readonly string[] {
  const statements = source.matchAll(
    /^\s*(?:import|export)\b(?:[^'"();]*?\bfrom)?\s*['"]([^'"]+)['"]|\bimport\(\s*['"]([^'"]+)['"]/gm,
  )
  return [...statements].flatMap(([, fixed, lazy]) => fixed ?? lazy ?? [])
}

/** Who imports whom among our own sources. Other relative names belong to package.json or to text in a string. */
function edges(): readonly (readonly [from: string, to: string])[] {
  return [...sources].flatMap(([file, source]) =>
    imports(source)
      .filter((name) => name.startsWith('.') && name.endsWith('.ts'))
      .map((name) => [file, relative(src, join(src, dirname(file), name))] as const),
  )
}

function circles(): readonly string[] {
  const next = new Map<string, string[]>()
  for (const [from, to] of edges()) next.set(from, [...(next.get(from) ?? []), to])
  const found: string[] = []
  const done = new Set<string>()
  const visit = (file: string, path: readonly string[]) => {
    if (path.includes(file)) found.push([...path.slice(path.indexOf(file)), file].join(' → '))
    if (path.includes(file) || done.has(file)) return
    for (const to of next.get(file) ?? []) visit(to, [...path, file])
    done.add(file)
  }
  for (const file of sources.keys()) visit(file, [])
  return found
}
