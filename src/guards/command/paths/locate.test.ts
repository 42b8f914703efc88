import { expect, test } from 'vitest'
import { groundOf } from '../place.ts'
import { hole } from '../shell/known.ts'
import { isCredential, isEnvFile, isSecretName } from './credentials.ts'
import { locate } from './locate.ts'
import { startsLater } from './settings.ts'

const ground = groundOf({ workspace: '/home/dev/shop/', home: '/home/dev', protectedPaths: ['/opt/shims/'] })
const spot = { ground, cwd: '/home/dev/shop/src', links: new Map([['/home/dev/shop/link', '/etc']]) }

test.each([
  ['a.ts', 'inside'],
  ['../dist/../README.md', 'inside'],
  ['..', 'workspace'],
  ['/home/dev/shop/*', 'contents'],
  ['../.git', 'git'],
  ['../.git*', 'git'],
  ['../.gitignore', 'inside'],
  ['../.git/hooks/pre-commit', 'hooks'],
  ['../.git/index.lock', 'inside'],
  ['../.agent/state', 'guard'],
  ['/opt/shims/rm', 'guard'],
  ['../.claude/settings.json', 'settings'],
  ['../.claude/commands/a.md', 'inside'],
  ['../..', 'home'],
  ['../../*', 'workspace'],
  ['/h*/dev', 'home'],
  ['../../sh?p', 'workspace'],
  ['../../other/a', 'at-home'],
  ['/home/dev/.cache/pip', 'cache'],
  ['/', 'root'],
  ['/home', 'root'],
  ['/*', 'home'],
  ['/etc/../etc/hosts', 'system'],
  ['/tmp/x', 'temporary'],
  ['/tmp', 'temporaries'],
  ['/tmp/*', 'temporaries'],
  ['/dev/null', 'sink'],
  ['/dev/sda', 'device'],
  ['/dev/tcp/1.2.3.4/80', 'socket'],
  ['/proc/sysrq-trigger', 'kernel'],
  ['/data/x', 'outside'],
  ['../link/passwd', 'system'],
  [`${hole('X')}/a`, 'unset'],
  [`${hole('!X')}/a`, 'unknown'],
  [`../dist/${hole('X')}`, 'inside'],
])('%s is %s', (path, region) => {
  expect(locate(path, spot).region).toBe(region)
})

test('a relative path in a folder that is not known is not known', () => {
  expect(locate('a', { ...spot, cwd: undefined }).region).toBe('unknown')
  expect(locate('/etc', { ...spot, cwd: undefined }).region).toBe('system')
})

test.each([
  '.ssh/id_rsa',
  '.ssh',
  '.aws/credentials',
  '.netrc',
  '.config/gh/hosts.yml',
  '.codex/auth.json',
  'x/server.pem',
])('~/%s logs somebody in', (name) => {
  expect(isCredential(`/home/dev/${name}`, ground)).toBe(true)
  expect(isCredential(`/home/dev/shop/${name}`, ground)).toBe(false)
})

test.each(['.ssh/id_rsa.pub', '.ssh/config', '.ssh/known_hosts', '.aws/config', '.gitconfig', 'notes.md'])(
  '~/%s logs nobody in',
  (name) => {
    expect(isCredential(`/home/dev/${name}`, ground)).toBe(false)
  },
)

test('files of settings are secret, their examples are not', () => {
  expect(['.env', 'a/.env.production'].filter(isEnvFile)).toEqual(['.env', 'a/.env.production'])
  expect(['.env.example', 'env.ts', 'src/env', 'test/fixtures/.env'].filter(isEnvFile)).toEqual([])
  expect(
    ['API_KEY', 'GITHUB_TOKEN', 'DB_PASSWORD', 'PWD', 'PATH', 'KEYBOARD', 'TOKENS_USED'].filter(isSecretName),
  ).toEqual(['API_KEY', 'GITHUB_TOKEN', 'DB_PASSWORD'])
})

test('what starts by itself is known by its path', () => {
  expect(['/home/dev/.bashrc', '/etc/cron.d/x', '/root/.ssh/authorized_keys'].every(startsLater)).toBe(true)
  expect(['/home/dev/notes.md', '/etc/hosts', '/home/dev/.cache/x'].some(startsLater)).toBe(false)
})
