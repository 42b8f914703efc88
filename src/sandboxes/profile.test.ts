import { expect, test } from 'vitest'
import { credentialPaths } from './credentials.ts'
import { makeProfile, type ProfileParts } from './profile.ts'

const parts: ProfileParts = {
  workspace: '/home/u/project',
  home: '/home/u',
  env: {},
  isRoot: false,
  stateFolder: '/home/u/.local/state/ralph',
  git: { writable: [], readOnly: ['/home/u/project/.git/config'] },
  agentSettings: ['/home/u/.codex/config.toml', '.codex'],
  otherAgents: ['/home/u/.gemini'],
  allowWrite: [],
  allowRead: [],
  denyRead: [],
  hosts: undefined,
  scratch: '/scratch',
}

test('credentials of the user, of root and of other agents are hidden', () => {
  const { unreadable } = makeProfile(parts)
  const names = [
    '.ssh',
    '.aws',
    '.azure',
    '.config/gcloud',
    '.kube',
    '.docker/config.json',
    '.gnupg',
    '.netrc',
    '.npmrc',
  ]
  const more = [
    '.pypirc',
    '.git-credentials',
    '.config/gh',
    '.password-store',
    '.cargo/credentials.toml',
    '.m2/settings.xml',
  ]
  for (const name of [...names, ...more, '.bash_history', '.mozilla', '.gemini'])
    expect(unreadable).toContain(`/home/u/${name}`)
  expect(unreadable).toContain('/etc/shadow')
  expect(new Set(unreadable).size).toBe(unreadable.length)
})

test('what builds and agents need is not', () => {
  const { unreadable } = makeProfile(parts)
  const needed = [
    '',
    '/.gitconfig',
    '/.config',
    '/.cache',
    '/.npm',
    '/.cargo',
    '/.nvm',
    '/.pyenv',
    '/.local',
    '/.docker',
    '/.config/git',
  ]
  for (const path of [
    ...needed.map((name) => `/home/u${name}`),
    '/etc/ssl/certs',
    '/etc/passwd',
    '/home',
    '/',
    '/var/lib',
  ])
    expect(unreadable).not.toContain(path)
})

test('root does not see the homes of others', () => {
  expect(makeProfile({ ...parts, isRoot: true, home: '/root' }).unreadable).toContain('/home')
  expect(makeProfile({ ...parts, isRoot: true, home: '/root' }).unreadable).not.toContain('/root')
  expect(makeProfile(parts).unreadable).not.toContain('/root')
})

test('credentials are found where variables say they are, but nothing is hidden that holds everything', () => {
  const env = {
    KUBECONFIG: '/k/one:/k/two',
    DOCKER_CONFIG: '/d',
    AWS_CONFIG_FILE: '/',
    GNUPGHOME: '/home/u',
    NETRC: 'relative',
    HISTFILE: '/home',
  }
  const paths = credentialPaths('/home/u', { ...env, XDG_CONFIG_HOME: '/x', DOCKER_HOST: 'unix:///s/docker.sock' })
  for (const path of ['/k/one', '/k/two', '/d/config.json', '/x/gh', '/home/u/.config/gh', '/s/docker.sock'])
    expect(paths).toContain(path)
  for (const path of ['/', '/home', '/home/u', 'relative']) expect(paths).not.toContain(path)
})

test("the operator's word counts more than the house rules", () => {
  const profile = makeProfile({
    ...parts,
    allowRead: ['~/.npmrc', '/home/u/.config'],
    allowWrite: ['~/.aws', '/home/u/project/.vscode'],
    denyRead: ['~/diary', '~/.npmrc/x'],
  })
  expect(profile.unreadable).not.toContain('/home/u/.npmrc')
  expect(profile.unreadable).not.toContain('/home/u/.config/gh')
  expect(profile.unreadable).not.toContain('/home/u/.aws')
  expect(profile.unreadable).toContain('/home/u/diary')
  expect(profile.writable).toEqual(['/home/u/.aws', '/home/u/project/.vscode'])
  expect(profile.readOnly).not.toContain('/home/u/project/.vscode/tasks.json')
  expect(profile.readOnly).toContain('/home/u/project/.claude/settings.json')
})

test("a home that may be written does not open settings, nor ralph's state", () => {
  const { readOnly, unreadable } = makeProfile({ ...parts, allowWrite: ['~'] })
  expect(unreadable).toContain('/home/u/.local/state/ralph')
  for (const path of ['/home/u/.codex/config.toml', '/home/u/project/.codex', '/home/u/project/.git/config'])
    expect(readOnly).toContain(path)
})
