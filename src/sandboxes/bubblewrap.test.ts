import { execFileSync } from 'node:child_process'
import {
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  realpathSync,
  rmSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs'
import { createServer } from 'node:net'
import { dirname, join } from 'node:path'
import { describe, expect, onTestFinished, test } from 'vitest'
import { bubblewrap, makeGround, openSandbox, runInside, skipped, type Ground } from '../../test/support/sandbox.ts'
import { userGit, write } from '../../test/support/workspaces.ts'
import type { SandboxProfile } from '../sandbox.ts'
import type { Supervision } from '../platform/process/supervise.ts'
import { gitFolders } from './git-folders.ts'

const secret = 'CANARY-7c1f\n'

/** Runs a shell script in a sandbox of its own. */
async function inside(
  ground: Ground,
  script: string,
  profile: Partial<SandboxProfile> = {},
  more: Partial<Supervision> = {},
) {
  const sandbox = openSandbox(ground, profile)
  try {
    return await runInside(ground, sandbox, ['/bin/sh', '-c', script], more)
  } finally {
    await sandbox.close()
  }
}

/** Every file and folder below, with its content. */
function picture(folder: string): Record<string, string> {
  const names = readdirSync(folder, { recursive: true, encoding: 'utf8' }).filter((name) => !name.startsWith('state'))
  return Object.fromEntries(
    names.toSorted().map((name) => {
      const path = join(folder, name)
      return [name, statSync(path).isFile() ? readFileSync(path, 'utf8') : '/']
    }),
  )
}

describe.skipIf(!bubblewrap.works)(`files in bubblewrap${skipped}`, () => {
  test('the workspace is written, and nothing else', async () => {
    const ground = makeGround()
    write(ground.folder, { 'outside/file': 'whole', 'home/notes': 'mine', 'workspace/old': 'x' })
    const before = picture(join(ground.folder, 'home'))
    const { lines } = await inside(
      ground,
      `exec 2>/dev/null
      echo new >made; rm old
      for path in ../outside/file ../outside/new ../home/notes ../home/new ../new /etc/ralph /usr/ralph /root/ralph /var/ralph; do
        (echo overwritten >$path) && echo "wrote $path"
      done
      rm -rf ../outside ../home /usr/share/doc "$HOME"; mv ../outside ../elsewhere; chmod 777 ../outside; ln ../outside/file hard && echo linked
      mount -o remount,rw / ; umount -l "$HOME"; mknod disk b 8 0; chroot / sh -c 'echo x >/etc/ralph'
      unshare -Urm sh -c 'mount -o remount,rw,bind /; umount -l /run; touch /etc/ralph' && echo escaped
      for path in /proc/1/root/etc /proc/self/root/etc; do (echo x >$path/ralph) && echo "wrote $path"; done
      for path in /proc/sys/kernel/core_pattern /proc/sys/kernel/hostname /proc/sys/vm/swappiness /sys/kernel/uevent_helper; do
        [ -e $path ] && now=$(cat $path) && (echo "$now" >$path) && echo "wrote $path" # what it says already: no harm if it can
      done
      for path in /proc/sysrq-trigger /dev/mem /dev/kmsg /dev/sda /dev/vda; do [ -w $path ] && echo "could write $path"; done
      true`,
    )
    expect(lines).toEqual([])
    expect(picture(join(ground.folder, 'home'))).toEqual(before)
    expect(picture(join(ground.folder, 'outside'))).toEqual({ file: 'whole' })
    expect(picture(ground.workspace)).toEqual({ made: 'new\n' })
    for (const path of ['/etc/ralph', '/usr/ralph', '/root/ralph', '/var/ralph']) expect(existsSync(path)).toBe(false)
  })

  test('what is hidden can not be read, by no name', async () => {
    const ground = makeGround()
    const { home, folder } = ground
    write(folder, {
      'home/.ssh/id_ed25519': secret,
      'home/.netrc': secret,
      'data/keys/key': secret,
      'home/plain': 'ok\n',
    })
    symlinkSync(join(folder, 'data/keys'), join(home, 'linked'))
    const unreadable = ['.ssh', '.netrc', 'linked', 'missing'].map((name) => join(home, name))
    const { lines, errors } = await inside(
      ground,
      `cd "$HOME"; cat .ssh/id_ed25519 .netrc linked/key ../data/keys/key /proc/1/root$HOME/.netrc; ls -A .ssh; cat plain
      umount .ssh .netrc; mv .ssh other; rm -rf .ssh; echo x >.ssh/new; unshare -Urm sh -c 'umount .ssh; cat .ssh/id_ed25519'
      for file in /proc/[0-9]*/environ /proc/[0-9]*/fd/*; do [ -f $file ] && cat $file; done`,
      { unreadable },
    )
    expect(lines.join('\n')).not.toContain('CANARY')
    expect(lines).toContain('ok')
    expect(errors.join('\n')).not.toContain('CANARY')
    expect(readFileSync(join(home, '.ssh/id_ed25519'), 'utf8')).toBe(secret)
  })

  test('a hidden file is empty in the way of its kind, so that its program goes on', async () => {
    const ground = makeGround()
    write(ground.home, { '.npmrc': secret, '.docker/config.json': secret, '.m2/settings.xml': secret })
    const names = ['.npmrc', '.docker/config.json', '.m2/settings.xml']
    const { lines } = await inside(ground, `cd; cat ${names.join(' ')}`, {
      unreadable: names.map((name) => join(ground.home, name)),
    })
    expect(lines).toEqual(['{}', '<settings/>'])
  })

  test('one program may read and write what is hidden from others: its own login', async () => {
    const ground = makeGround()
    write(ground.home, {
      '.agent/login': 'token\n',
      '.agent/settings.json': '{}',
      '.other/login': secret,
      '.ssh/known_hosts': 'host\n',
      '.ssh/key': secret,
    })
    const profile = {
      unreadable: ['.agent', '.other', '.ssh'].map((name) => join(ground.home, name)),
      readOnly: [join(ground.home, '.agent/settings.json')],
    }
    const { lines } = await inside(
      ground,
      'exec 2>&1; cd; cat .agent/login .ssh/known_hosts .ssh/key .other/login; echo new >.agent/login; echo {hooks} >.agent/settings.json',
      profile,
      { writable: [join(ground.home, '.agent')], readable: [join(ground.home, '.ssh/known_hosts')] },
    )
    expect(lines.slice(0, 2)).toEqual(['token', 'host'])
    expect(lines.join('\n')).not.toContain('CANARY')
    expect(picture(join(ground.home, '.agent'))).toEqual({ login: 'new\n', 'settings.json': '{}' })
  })

  test('what is read-only in the workspace can not be changed, moved away, replaced or made', async () => {
    const ground = makeGround()
    write(ground.workspace, { '.vscode/tasks.json': '{"tasks":[]}', '.vscode/launch.json': '{}', 'code.js': '' })
    const names = ['.vscode/tasks.json', '.claude/settings.json', '.mcp.json']
    const before = picture(ground.workspace)
    await inside(
      ground,
      `for path in ${names.join(' ')}; do
        echo '{"hooks":1}' >$path; rm -rf $path; mkdir -p $(dirname $path); echo '{"hooks":1}' >$path
        echo '{"hooks":1}' >planted; mv -f planted $path; ln -sf /etc/passwd $path; rm -f planted
      done
      mv .vscode .old; mv .claude .older; rm -rf .vscode .claude; mkdir -p .vscode .claude
      echo '{"hooks":1}' >.vscode/tasks.json; echo '{"hooks":1}' >.claude/settings.json`,
      { readOnly: names.map((name) => join(ground.workspace, name)) },
    )
    const { '.vscode/launch.json': _launch, ...kept } = before
    const after = picture(ground.workspace)
    expect(after).toMatchObject(kept)
    expect(Object.values(after).join('\n')).not.toContain('hooks')
    expect(Object.keys(after).filter((name) => /claude|mcp|old/.test(name))).toEqual([])
  })

  test('beside what must not be made, the agent makes what it likes, and that stays', async () => {
    const ground = makeGround()
    const readOnly = ['.claude/settings.json', '.claude/settings.local.json'].map((name) =>
      join(ground.workspace, name),
    )
    mkdirSync(join(ground.workspace, '.claude'))
    const { code } = await inside(ground, 'mkdir .claude/commands && echo hi >.claude/commands/fix.md', { readOnly })
    expect(code).toBe(0)
    expect(picture(ground.workspace)).toEqual({
      '.claude': '/',
      '.claude/commands': '/',
      '.claude/commands/fix.md': 'hi\n',
    })
  })

  test('what kept things from being made is invisible to git, and goes even after kill -9', async () => {
    const ground = makeGround()
    userGit(ground.workspace, 'init', '--quiet')
    const readOnly = [join(ground.workspace, '.claude/settings.json'), join(ground.home, '.tool/settings.json')]
    mkdirSync(join(ground.home, '.tool'))
    const abandoned = openSandbox(ground, { readOnly, writable: [join(ground.home, '.tool')] }) // never closed
    const { lines } = await runInside(ground, abandoned, [
      '/bin/sh',
      '-c',
      'git status --porcelain; cat ~/.tool/settings.json',
    ])
    expect(lines).toEqual(['{}'])
    expect(readdirSync(ground.workspace)).toEqual(['.claude', '.git'])
    await openSandbox(ground).close()
    expect(readdirSync(ground.workspace)).toEqual(['.git'])
    expect(readdirSync(join(ground.home, '.tool'))).toEqual([])
  })

  test('a placeholder that somebody made use of is theirs', async () => {
    const ground = makeGround()
    mkdirSync(join(ground.home, '.tool'))
    const path = join(ground.home, '.tool/settings.json')
    const sandbox = openSandbox(ground, { readOnly: [path], writable: [join(ground.home, '.tool')] })
    await runInside(ground, sandbox, ['/bin/true'])
    writeFileSync(path, '{"mine":1}')
    await sandbox.close()
    expect(readFileSync(path, 'utf8')).toBe('{"mine":1}')
  })

  test('links that an agent leaves do not open anything to the next one', async () => {
    const ground = makeGround()
    write(ground.folder, { 'outside/file': 'whole' })
    const profile = {
      writable: [join(ground.workspace, 'cache')],
      readOnly: [join(ground.workspace, '.claude/settings.json'), join(ground.workspace, 'conf/x.json')],
    }
    const sandbox = openSandbox(ground, profile)
    await runInside(ground, sandbox, [
      '/bin/sh',
      '-c',
      'ln -s ../outside cache; rmdir conf/x.json conf; ln -s ../../outside conf; ln -s ../outside .agent',
    ])
    const { lines } = await runInside(ground, sandbox, [
      '/bin/sh',
      '-c',
      'for f in cache conf/outside .agent; do (echo x >$f/file) 2>/dev/null && echo $f; done',
    ])
    await sandbox.close()
    expect(lines).toEqual([])
    expect(picture(join(ground.folder, 'outside'))).toEqual({ file: 'whole' })
  })

  test('a link in the place of a setting can not be replaced', async () => {
    const ground = makeGround()
    write(ground.workspace, { 'common/settings.json': '{}', '.claude/other': '' })
    symlinkSync('../common/settings.json', join(ground.workspace, '.claude/settings.json'))
    await inside(
      ground,
      'rm .claude/settings.json; echo "{hooks}" >.claude/settings.json; echo "{hooks}" >common/settings.json',
      {
        readOnly: [join(ground.workspace, '.claude/settings.json')],
      },
    )
    expect(readFileSync(join(ground.workspace, '.claude/settings.json'), 'utf8')).toBe('{}')
  })

  test("temporary files are the run's own, and shared between its programs", async () => {
    const ground = makeGround()
    const mine = join('/tmp', `ralph-canary-${process.pid}`)
    writeFileSync(mine, secret)
    onTestFinished(() => rmSync(mine, { force: true }))
    const sandbox = openSandbox(ground)
    const env = { PATH: process.env['PATH'], HOME: ground.home, TMPDIR: '/somewhere/else' }
    const script = `ls /tmp; echo kept >/tmp/left; echo kept >/var/tmp/left; mktemp | sed 's/[^/]*$//'`
    const first = await runInside(ground, sandbox, ['/bin/sh', '-c', script], { env })
    expect(first.lines.join('\n')).not.toContain('canary')
    expect(first.lines.at(-1)).toBe('/tmp/')
    expect((await runInside(ground, sandbox, ['/bin/cat', '/tmp/left', '/var/tmp/left'])).lines).toEqual([
      'kept',
      'kept',
    ])
    await sandbox.close()
    expect(existsSync('/tmp/left')).toBe(false)
  })

  test('sockets of the machine can not be reached', async () => {
    const ground = makeGround()
    const path = `/run/ralph-test-${process.pid}.sock`
    const server = createServer((socket) => socket.end('reached'))
    const isListening = await new Promise<boolean>((resolve) => {
      server.once('error', () => resolve(false))
      server.listen(path, () => resolve(true))
    })
    onTestFinished(() => void server.close())
    if (!isListening) return // an ordinary user can't make one there
    const client = `require('net').connect('${path}').on('data',d=>console.log(String(d))).on('error',e=>console.log(e.code))`
    const { lines } = await inside(
      ground,
      `"$0" -e "${client}"; ls /run; echo own >/run/pid && echo fine`.replace('"$0"', process.execPath),
    )
    expect(lines).toEqual(['ENOENT', 'fine'])
  })

  test("caches are written, and never the user's", async () => {
    const ground = makeGround()
    write(ground.home, {
      '.npm/_cacache/index': 'mine',
      '.cargo/registry/crate': 'mine',
      '.cargo/bin/tool': 'tool',
      '.cache/ms-playwright/browser': 'big',
    })
    const before = picture(ground.home)
    const { lines, errors } = await inside(
      ground,
      `cd; for d in .npm .cargo .cargo/registry .cache .cache/pip; do mkdir -p $d; echo poison >$d/new; done; cat .cargo/bin/tool .cache/ms-playwright/browser
      (echo poison >.cargo/bin/tool) 2>/dev/null; mkdir -p "$GOMODCACHE/x" && echo fine`,
    )
    expect([lines, errors]).toEqual([['toolbigfine'], []])
    expect(picture(ground.home)).toEqual(before)
  })

  test('a home, a program and settings below /tmp are there', async () => {
    const ground = makeGround()
    write(ground.folder, {
      'tools/bin/tool': '#!/bin/sh\ncat "$(dirname "$0")/../lib/words"\n',
      'tools/lib/words': 'hello',
      'ca.pem': 'cert',
    })
    execFileSync('chmod', ['+x', join(ground.folder, 'tools/bin/tool')])
    const env = {
      PATH: `${join(ground.folder, 'tools/bin')}:${process.env['PATH']}`,
      HOME: ground.home,
      SSL_CERT_FILE: join(ground.folder, 'ca.pem'),
    }
    const { lines } = await inside(ground, 'tool; echo; cat "$SSL_CERT_FILE"', {}, { env })
    expect(lines).toEqual(['hello', 'cert'])
  })

  test("the operator's own folder can be written, and a file too", async () => {
    const ground = makeGround()
    write(ground.folder, { 'data/old': 'x', 'log.txt': '' })
    const writable = [join(ground.folder, 'data'), join(ground.folder, 'log.txt'), '/nowhere/at/all']
    const { code } = await inside(ground, 'echo y >../data/new; echo z >>../log.txt', { writable })
    expect(code).toBe(0)
    expect([picture(join(ground.folder, 'data')), readFileSync(join(ground.folder, 'log.txt'), 'utf8')]).toEqual([
      { new: 'y\n', old: 'x' },
      'z\n',
    ])
  })
})

describe.skipIf(!bubblewrap.works)(`git in bubblewrap${skipped}`, () => {
  const identity = 'export GIT_AUTHOR_NAME=a GIT_AUTHOR_EMAIL=a@b GIT_COMMITTER_NAME=a GIT_COMMITTER_EMAIL=a@b;'
  const work = `${identity} echo x >file && git add -A && git commit -qm work && git checkout -q -b topic && git tag t && git stash list && git log --oneline | wc -l`
  const attack = `echo '#!/bin/sh' >.git/hooks/pre-commit; git config core.fsmonitor /tmp/x; git config --global core.pager x
    mv .git .old; mkdir .git; cp -r .old/. .git; echo planted >.git/hooks/post-checkout; rm -rf .git/config .git/hooks; echo "[core] fsmonitor=x" >.git/config`

  test('commits, branches and tags are made; hooks and settings are not', async () => {
    const ground = makeGround()
    userGit(ground.workspace, 'init', '--quiet')
    const { config, hooks } = decisive(join(ground.workspace, '.git'))
    const readOnly = [...gitFolders(ground.workspace).readOnly]
    expect(await inside(ground, work, { readOnly })).toMatchObject({ code: 0, lines: ['1'], errors: [] })
    expect(userGit(ground.workspace, 'log', '-1', '--format=%s', 'topic')).toBe('work\n')
    await inside(ground, attack, { readOnly })
    expect(decisive(join(ground.workspace, '.git'))).toEqual({ config, hooks })
    expect(readdirSync(ground.workspace)).not.toContain('.old')
  })

  test('a worktree and a submodule work as well, and are guarded as well', async () => {
    const ground = makeGround()
    const main = join(ground.folder, 'main')
    const library = join(ground.folder, 'library')
    for (const folder of [main, library]) {
      mkdirSync(folder)
      userGit(folder, 'init', '--quiet')
      userGit(folder, 'commit', '--quiet', '--allow-empty', '-m', 'first')
    }
    userGit(main, '-c', 'protocol.file.allow=always', 'submodule', '--quiet', 'add', library, 'lib')
    userGit(main, 'commit', '--quiet', '-m', 'lib')
    userGit(main, 'worktree', 'add', '--quiet', join(ground.folder, 'tree'))
    for (const workspace of [join(ground.folder, 'tree'), join(main, 'lib')]) {
      const git = dirname(realpathSync(join(workspace, '.git')))
      const before = readFileSync(join(workspace, '.git'), 'utf8')
      const folders = gitFolders(workspace)
      const its = { ...ground, workspace }
      expect(await inside(its, work.replaceAll('topic', 'other'), folders), git).toMatchObject({ code: 0, errors: [] })
      const real = userGit(workspace, 'rev-parse', '--path-format=absolute', '--git-common-dir').trim()
      const kept = decisive(real)
      await inside(its, `echo "gitdir: /tmp/x" >.git; rm .git; ${attack.replaceAll('.git/', `${real}/`)}`, folders)
      expect([decisive(real), readFileSync(join(workspace, '.git'), 'utf8')]).toEqual([kept, before])
    }
    expect(gitFolders(main).readOnly).toContain(join(main, '.git/modules/lib/config'))
  })

  test('a .git that points into another repository opens nothing', () => {
    const ground = makeGround()
    const victim = join(ground.folder, 'victim')
    mkdirSync(victim)
    userGit(victim, 'init', '--quiet')
    writeFileSync(join(ground.workspace, '.git'), `gitdir: ${victim}/.git\n`)
    expect(gitFolders(ground.workspace).writable).toEqual([])
  })
})

function decisive(folder: string) {
  return { config: readFileSync(join(folder, 'config'), 'utf8'), hooks: readdirSync(join(folder, 'hooks')).toSorted() }
}
