import { appendFileSync, existsSync, mkdirSync, renameSync, writeFileSync } from 'node:fs'
import { delimiter, join } from 'node:path'
import { userGit, write } from '../support/workspaces.ts'
import { attribute, config, evil, inGit, nested, plantHooks, program, promisor, type Plant } from './plant.ts'

/** Every one of them in a repository with a commit, two branches, a stash, and staged and unstaged work. */
export const plants: readonly Plant[] = [
  { name: 'hooks', plant: (garden) => plantHooks(garden, 'hooks', inGit(garden, 'hooks')) },
  {
    name: 'core.hooksPath',
    plant: (garden) => {
      plantHooks(garden, 'core.hooksPath', join(garden.folder, '.husky'))
      config(garden, ['core.hooksPath', '.husky'])
    },
  },
  { name: 'core.fsmonitor', plant: (garden) => config(garden, ['core.fsmonitor', program(garden, 'core.fsmonitor')]) },
  {
    name: 'filter clean and smudge',
    plant: (garden) => {
      const path = program(garden, 'filter clean and smudge')
      const quoted = `'${path}'`
      config(garden, ['filter.x.clean', quoted], ['filter.x.smudge', quoted], ['filter.x.required', 'true'])
      attribute(garden, '* filter=x')
    },
  },
  {
    name: 'filter process',
    plant: (garden) => {
      config(garden, ['filter.y.process', `'${program(garden, 'filter process')}'`])
      write(garden.folder, { '.gitattributes': '*.txt filter=y\n' })
    },
  },
  {
    name: 'textconv',
    plant: (garden) => {
      config(garden, ['diff.x.textconv', `'${program(garden, 'textconv')}'`], ['diff.x.cachetextconv', 'true'])
      write(garden.folder, { '.gitattributes': '* diff=x\n' })
    },
  },
  {
    name: 'diff command',
    plant: (garden) => {
      config(garden, ['diff.z.command', `'${program(garden, 'diff command')}'`])
      attribute(garden, '*.txt diff=z')
    },
  },
  {
    name: 'diff.external',
    plant: (garden) => config(garden, ['diff.external', `'${program(garden, 'diff.external')}'`]),
  },
  {
    name: 'gpg.program',
    plant: (garden) =>
      config(
        garden,
        ['gpg.program', program(garden, 'gpg.program')],
        ['commit.gpgSign', 'true'],
        ['tag.gpgSign', 'true'],
        ['log.showSignature', 'true'],
      ),
  },
  {
    name: 'gpg.ssh',
    plant: (garden) =>
      config(
        garden,
        ['gpg.format', 'ssh'],
        ['gpg.ssh.program', program(garden, 'gpg.ssh')],
        ['gpg.ssh.defaultKeyCommand', program(garden, 'gpg.ssh')],
        ['commit.gpgSign', 'true'],
      ),
  },
  {
    name: 'core.sshCommand',
    plant: (garden) => config(garden, ['core.sshCommand', program(garden, 'core.sshCommand')]),
  },
  {
    name: 'core.editor',
    plant: (garden) => {
      const path = program(garden, 'core.editor')
      config(garden, ['core.editor', path], ['sequence.editor', path], ['commit.verbose', 'true'])
    },
  },
  {
    name: 'core.pager',
    plant: (garden) => {
      const path = `'${program(garden, 'core.pager')}'`
      config(
        garden,
        ['core.pager', path],
        ['pager.diff', path],
        ['pager.ls-files', path],
        ['interactive.diffFilter', path],
      )
    },
  },
  {
    name: 'credential.helper',
    plant: (garden) => {
      const path = program(garden, 'credential.helper')
      config(garden, ['credential.helper', path], ['core.askPass', path], ['core.gitProxy', path])
    },
  },
  {
    name: 'include.path',
    plant: (garden) => {
      write(garden.folder, { 'build/settings': evil(program(garden, 'include.path')) })
      config(
        garden,
        ['include.path', '../build/settings'],
        [`includeIf.gitdir:${garden.folder}/.path`, '../build/settings'],
      )
    },
  },
  {
    name: 'aliases',
    plant: (garden) => {
      const path = `!'${program(garden, 'aliases')}'`
      const names = ['status', 'add', 'commit', 'ls-files', 'diff-tree', 'cat-file', 'update-index', 'st', 'ci']
      config(garden, ...names.map((name) => [`alias.${name}`, path] as const))
    },
  },
  {
    name: 'merge driver',
    plant: (garden) => {
      config(
        garden,
        ['merge.x.driver', `'${program(garden, 'merge driver')}' %A`],
        ['mergetool.x.cmd', program(garden, 'merge driver')],
      )
      attribute(garden, '* merge=x')
    },
  },
  {
    name: 'submodule update',
    plant: (garden) => {
      const path = program(garden, 'submodule update')
      nested(garden, 'submodule update')
      write(garden.folder, {
        '.gitmodules': `[submodule "nested"]\n\tpath = nested\n\turl = ./nested\n\tupdate = !${path}\n`,
      })
      config(
        garden,
        ['submodule.nested.update', `!${path}`],
        ['submodule.recurse', 'true'],
        ['status.submoduleSummary', 'true'],
      )
    },
  },
  { name: 'nested repository', plant: (garden) => nested(garden, 'nested repository') },
  {
    name: 'nested .git file',
    plant: (garden) => nested(garden, 'nested .git file', join(garden.folder, '.planted')),
  },
  {
    name: 'nested bare repository',
    plant: (garden) => {
      const folder = join(garden.folder, 'bare')
      mkdirSync(folder)
      userGit(folder, 'init', '-q', '--bare', '-b', 'main')
      appendFileSync(join(folder, 'config'), evil(program(garden, 'nested bare repository')))
      userGit(garden.folder, 'config', 'safe.bareRepository', 'all')
    },
  },
  {
    name: '.git file',
    plant: (garden) => {
      const gitDir = join(garden.outside, 'moved.git')
      renameSync(join(garden.folder, '.git'), gitDir)
      writeFileSync(join(garden.folder, '.git'), `gitdir: ${gitDir}\n`)
      appendFileSync(join(gitDir, 'config'), evil(program(garden, '.git file')))
      plantHooks(garden, '.git file', join(gitDir, 'hooks'))
    },
  },
  {
    name: 'core.worktree',
    plant: (garden) => {
      const elsewhere = join(garden.outside, 'elsewhere')
      mkdirSync(elsewhere)
      config(garden, ['core.fsmonitor', program(garden, 'core.worktree')], ['core.worktree', elsewhere])
    },
  },
  {
    name: 'config.worktree',
    plant: (garden) => {
      config(garden, ['extensions.worktreeConfig', 'true'], ['core.repositoryFormatVersion', '1'])
      writeFileSync(inGit(garden, 'config.worktree'), evil(program(garden, 'config.worktree')))
    },
  },
  {
    name: 'promisor remote',
    plant: (garden) => {
      const path = program(garden, 'promisor remote')
      promisor(garden, garden.outside, ['remote.origin.uploadpack', path], ['uploadpack.packObjectsHook', path])
    },
  },
  {
    name: 'promisor remote that is a program',
    plant: (garden) => {
      const url = `ext::${program(garden, 'promisor remote that is a program')} %S`
      promisor(garden, url, ['protocol.allow', 'always'], ['protocol.ext.allow', 'always'])
    },
  },
  {
    name: 'commondir',
    plant: (garden) => {
      const common = join(garden.folder, '.common')
      mkdirSync(common)
      const moved = ['objects', 'refs', 'config', 'info', 'hooks'].map((name) => [name, inGit(garden, name)] as const)
      const pointer = inGit(garden, 'commondir')
      for (const [name, path] of moved) if (existsSync(path)) renameSync(path, join(common, name))
      writeFileSync(pointer, `${common}\n`)
      appendFileSync(join(common, 'config'), evil(program(garden, 'commondir')))
      plantHooks(garden, 'commondir', join(common, 'hooks'))
    },
  },
  {
    name: 'git on the PATH',
    plant: (garden) => {
      program(garden, 'git on the PATH', join(garden.folder, 'node_modules', '.bin', 'git'))
      program(garden, 'git on the PATH', join(garden.folder, 'bin', 'git'))
      return { PATH: ['./bin', join(garden.folder, 'node_modules', '.bin'), process.env['PATH']].join(delimiter) }
    },
  },
  {
    name: 'alternates',
    plant: (garden) => {
      config(
        garden,
        ['core.alternateRefsCommand', program(garden, 'alternates')],
        ['gc.recentObjectsHook', program(garden, 'alternates')],
      )
      write(inGit(garden, 'objects'), { 'info/alternates': `${garden.outside}\n` })
    },
  },
  {
    name: 'trailers and trace',
    plant: (garden) => {
      const path = `'${program(garden, 'trailers and trace')}'`
      config(
        garden,
        ['trailer.x.command', path],
        ['trailer.x.ifmissing', 'add'],
        ['trailer.x.cmd', path],
        ['sendemail.smtpServer', path],
      )
    },
  },
  {
    name: 'environment',
    byUser: true,
    plant: (garden) => {
      const path = program(garden, 'environment')
      const template = join(garden.outside, 'template')
      plantHooks(garden, 'environment', join(template, 'hooks'))
      return {
        GIT_SSH_COMMAND: path,
        GIT_EXTERNAL_DIFF: path,
        GIT_PAGER: path,
        GIT_EDITOR: path,
        GIT_ASKPASS: path,
        GIT_TEMPLATE_DIR: template,
        GIT_CONFIG_COUNT: '2',
        GIT_CONFIG_KEY_0: 'core.fsmonitor',
        GIT_CONFIG_VALUE_0: path,
        GIT_CONFIG_KEY_1: 'core.hooksPath',
        GIT_CONFIG_VALUE_1: join(template, 'hooks'),
        GIT_CONFIG_PARAMETERS: `'core.fsmonitor=${path}'`,
        GIT_TRACE: join(garden.pwned, 'environment'),
        GIT_TRACE2_EVENT: join(garden.pwned, 'environment'),
      }
    },
  },
  {
    name: 'configuration at home',
    byUser: true,
    plant: (garden) => {
      const home = join(garden.outside, 'home')
      const template = join(home, 'template')
      plantHooks(garden, 'configuration at home', join(template, 'hooks'))
      const path = program(garden, 'configuration at home')
      write(home, {
        '.gitconfig': `${evil(path)}[init]\n\ttemplateDir = ${template}\n[alias]\n\tls-files = !${path}\n`,
      })
      write(home, { '.config/git/attributes': '* filter=x\n', '.config/git/config': evil(path) })
      return { HOME: home, XDG_CONFIG_HOME: join(home, '.config') }
    },
  },
]
