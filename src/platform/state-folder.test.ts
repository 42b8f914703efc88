import {
  mkdirSync,
  mkdtempSync,
  readdirSync,
  realpathSync,
  rmSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs'
import { homedir, tmpdir } from 'node:os'
import { basename, join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import {
  listRuns,
  listWorkspaceFolders,
  makeWorkspaceFolder,
  newRunId,
  removeUnbegunRun,
  runFiles,
  runFolder,
  stateFolder,
  workspaceFolder,
  workspaceOf,
} from './state-folder.ts'

let root = ''
beforeEach(() => {
  root = realpathSync(mkdtempSync(join(tmpdir(), 'ralph-state-')))
  mkdirSync(join(root, 'ws'))
})
afterEach(() => {
  rmSync(root, { recursive: true, force: true })
})

test.each([
  [{ RALPH_STATE_DIR: '/s', XDG_STATE_HOME: '/x', HOME: '/h' }, '/s'],
  [{ RALPH_STATE_DIR: '', XDG_STATE_HOME: '/x', HOME: '/h' }, '/x/ralph'],
  [{ XDG_STATE_HOME: 'relative', HOME: '/h' }, '/h/.local/state/ralph'],
  [{}, join(homedir(), '.local/state/ralph')],
])('with %j the state is in %s', (env, folder) => {
  expect(stateFolder(env)).toBe(folder)
})

test.each(['state', './state', '~/state'])('a state folder named %s is refused', (name) => {
  expect(() => stateFolder({ RALPH_STATE_DIR: name })).toThrow(
    `RALPH_STATE_DIR must be an absolute path, not '${name}'`,
  )
})

test('a state folder in the workspace is refused, also when a link leads there', () => {
  const workspace = join(root, 'ws')
  symlinkSync(join(workspace, 'hidden'), join(root, 'link'))
  for (const state of [join(workspace, 'state'), workspace, join(root, 'link'), join(root, 'link', 'deeper')])
    expect(() => workspaceFolder(state, workspace)).toThrow(/lies inside the workspace/)
  expect(() => workspaceFolder(join(root, 'state'), workspace)).not.toThrow()
})

test('every workspace has a folder of its own that says whose it is', () => {
  const state = join(root, 'state')
  mkdirSync(join(root, 'other', 'ws'), { recursive: true })
  mkdirSync(join(root, ' -wéird\n'))
  const workspaces = [join(root, 'ws'), join(root, 'other', 'ws'), join(root, ' -wéird\n')]
  const folders = workspaces.map((workspace) => makeWorkspaceFolder(state, workspace))
  expect(new Set(folders).size).toBe(3)
  expect(folders.map(workspaceOf)).toEqual(workspaces)
  expect(makeWorkspaceFolder(state, join(root, 'ws'))).toBe(folders[0])
  expect(basename(folders[0] ?? '')).toMatch(/^ws-[0-9a-f]{12}$/)
  expect(basename(folders[2] ?? '')).toMatch(/^w-ird--[0-9a-f]{12}$/)
  expect(listWorkspaceFolders(state).toSorted()).toEqual(folders.toSorted())
  expect(statSync(state).mode & 0o777).toBe(0o700)
  writeFileSync(join(folders[0] ?? '', 'workspace.json'), 'broken')
  expect(workspaceOf(folders[0] ?? '')).toBeUndefined()
})

test('run ids sort by time and differ within one millisecond', () => {
  const now = Date.UTC(2026, 10, 21, 9, 15, 30, 999)
  expect(newRunId(now, () => 0.5)).toBe('20261121-091530-80000000')
  expect(newRunId(now, () => 0)).toBe('20261121-091530-00000000')
  expect(newRunId(now + 1, () => 0) > newRunId(now, () => 0.999_999)).toBe(true)
  expect(new Set(Array.from({ length: 1000 }, () => newRunId(now, Math.random))).size).toBe(1000)
})

test('the runs of a workspace are those with a journal, newest first', () => {
  const folder = makeWorkspaceFolder(join(root, 'state'), join(root, 'ws'))
  const ids = [3, 1, 2].map((day) => newRunId(Date.UTC(2026, 0, day), () => 0.1))
  for (const id of [...ids, newRunId(0, () => 0)]) mkdirSync(runFolder(folder, id), { recursive: true })
  for (const id of ids) writeFileSync(runFiles(runFolder(folder, id)).journal, '')
  mkdirSync(join(folder, 'runs', 'something else'))
  expect(listRuns(folder)).toEqual(ids.toSorted().toReversed())
  expect(listRuns(join(root, 'nowhere'))).toEqual([])
})

test('what was made of a run that never began is taken away, and of no other', () => {
  const folder = makeWorkspaceFolder(join(root, 'state'), join(root, 'ws'))
  const [unbegun = '', begun = '', damaged = ''] = [1, 2, 3].map((day) => newRunId(Date.UTC(2026, 0, day), () => 0.1))
  for (const id of [unbegun, begun, damaged]) {
    mkdirSync(join(runFolder(folder, id), 'sandbox'), { recursive: true })
    writeFileSync(runFiles(runFolder(folder, id)).task, 'Do it.\n')
  }
  writeFileSync(runFiles(runFolder(folder, begun)).journal, '')
  mkdirSync(runFiles(runFolder(folder, damaged)).output)
  for (const id of [unbegun, begun, damaged, newRunId(0, () => 0)]) removeUnbegunRun(folder, id)
  expect(readdirSync(join(folder, 'runs')).toSorted()).toEqual([begun, damaged])
  expect(readdirSync(runFolder(folder, begun)).toSorted()).toEqual(['journal.jsonl', 'sandbox', 'task.md'])
})

test.each(['', '..', '../../etc', '20260101-000000-0000000g', '20260101-000000-00000000/..'])(
  'the name %j is no run id and never becomes a path',
  (name) => {
    expect(() => runFolder('/state', name)).toThrow(/is not a run id/)
  },
)
