import { readdirSync, type Dirent } from 'node:fs'
import { join } from 'node:path'

/** Made, fetched or kept by tools: nobody's tests. */
const skipped = new Set([
  'node_modules',
  'vendor',
  'target',
  'dist',
  'build',
  'out',
  'coverage',
  'venv',
  'bower_components',
  'Pods',
])
const testFolder = /^(?:tests?|__tests__|specs?|e2e|testing)$/i
const testName = /(?:^|[._-])(?:tests?|spec)[._-]|^test_|_test\.|[a-z](?:Tests?|Spec)\.\w+$|^conftest\.py$/

/** So many folders are looked into, and so many files watched: enough for large repositories, quick in any. */
const mostFolders = 4000
const mostFiles = 5000

/** The test files in a workspace, by where they stand and what they are called; relative paths. */
export function testFiles(workspace: string): readonly string[] {
  const found: string[] = []
  const folders: { readonly path: string; readonly isTest: boolean }[] = [{ path: '', isTest: false }]
  for (let index = 0; index < Math.min(folders.length, mostFolders) && found.length < mostFiles; index += 1) {
    const folder = folders[index]
    if (!folder) break
    for (const entry of entriesOf(join(workspace, folder.path))) {
      const path = join(folder.path, entry.name)
      if (entry.isDirectory() && !entry.name.startsWith('.') && !skipped.has(entry.name))
        folders.push({ path, isTest: folder.isTest || testFolder.test(entry.name) })
      else if (entry.isFile() && (folder.isTest || testName.test(entry.name))) found.push(path)
    }
  }
  return found
}

function entriesOf(folder: string): readonly Dirent[] {
  try {
    return readdirSync(folder, { withFileTypes: true })
  } catch {
    return [] // not ours to read, or gone: then nothing in it can be watched
  }
}
