import { expect, test } from 'vitest'
import { hostOf } from './environment-endpoints.ts'
import { stubOf, workspaceSettings } from './environment-settings.ts'
import { loadAgents } from './list.ts'

test('files that make one agent run code are no other agent’s to write', async () => {
  const all = new Set(workspaceSettings())
  for (const { name, footprint } of await loadAgents()) {
    const missing = (footprint?.settings('/home/dev', {}) ?? []).filter(
      (path) => !path.startsWith('/') && !all.has(path),
    )
    expect({ name, missing }).toEqual({ name, missing: [] })
  }
})

test('work that belongs in a repository stays writable', () => {
  const settings = workspaceSettings()
  const isSettings = (path: string) => settings.some((one) => path === one || path.startsWith(`${one}/`))
  const honest = [
    'AGENTS.md',
    'CLAUDE.md',
    'GEMINI.md',
    '.github/workflows/test.yml',
    '.github/copilot-instructions.md',
    '.kiro/specs/shop/tasks.md',
    '.kiro/steering/product.md',
    '.claude/plans/one.md',
    '.opencode/plans/one.md',
    '.vscode/settings.json',
    '.env',
    'package.json',
    '.agent/notes.md',
  ]
  expect(honest.filter(isSettings)).toEqual([])
})

test.each([
  ['/home/dev/.claude/settings.json', { type: 'file', content: '{}\n' }],
  ['/home/dev/.codex/config.toml', { type: 'file', content: '' }],
  ['/home/dev/.qwen/.env', { type: 'file', content: '' }],
  ['/home/dev/.aws/config', { type: 'file', content: '' }],
  ['/home/dev/.claude/skills', { type: 'folder' }],
  ['.codex', { type: 'folder' }],
])('%s is missing as a CLI expects it to be missing', (path, stub) => {
  expect(stubOf(path)).toEqual(stub)
})

test.each([
  ['https://api.example.com/v1', 'api.example.com'],
  ['http://user:pass@127.0.0.1:8080', '127.0.0.1'],
  ['localhost:11434', 'localhost'],
  ['http://[::1]:8080', '::1'],
  ['https://', undefined],
  ['', undefined],
  ['no address at all', undefined],
])('the host of %s', (address, host) => {
  expect(hostOf(address)).toBe(host)
})
