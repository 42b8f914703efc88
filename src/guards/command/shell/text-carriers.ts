import { awkShellTexts } from '../code/awk.ts'
import { fileFlow } from './files.ts'
import { hole, plain, type Flow, type Word } from './known.ts'
import { names, optionsOf } from './options.ts'
import type { Frame, Session } from './session.ts'

type Carrier = (args: readonly Word[], frame: Frame, session: Session) => Flow | undefined

/** Programs that hand a text of theirs to a shell. */
export const textCarriers: readonly (readonly [string, Carrier])[] = [
  ['script', option(['c', 'command'])],
  ['flock', flock],
  ['watch', joinedOperands(names('n interval d'))],
  ['hyperfine', eachOperand(names('w r m M p prepare warmup runs min-runs export-json export-markdown n'))],
  ['concurrently', eachOperand(names('n names c k p prefix'))],
  ['npm-run-all', () => undefined],
  ['entr', (args, frame, session) => command(args, names(''), frame, session)],
  ['watchexec', joinedOperands(names('w e f i s d watch exts filter ignore signal'))],
  ['nodemon', option(['exec', 'x'])],
  ['tmux', tmux],
  ['screen', (args, frame, session) => command(args, names('S t c e h p'), frame, session)],
  ['xterm', afterOption('-e')],
  ['gnome-terminal', afterOption('--')],
  ['konsole', afterOption('-e')],
  ['npm', option(['c', 'call'])],
  ['npx', option(['c', 'call'])],
  ['nix-shell', option(['run', 'command'])],
  ['nix', option(['c', 'command'])],
  ['guix', afterOption('--')],
  ['rsync', option(['e', 'rsh', 'rsync-path'])],
  ['scp', sshOption],
  ['sftp', sshOption],
  ['tar', tar],
  ['zip', option(['TT', 'unzip-command'])],
  ['man', option(['P', 'pager'])],
  ['sort', option(['compress-program'])],
  ['split', option(['filter'])],
  ['git', git],
  ['vim', editor],
  ['vi', editor],
  ['nvim', editor],
  ['ex', editor],
  ['emacs', emacs],
  ['gdb', debuggerText],
  ['lldb', debuggerText],
  ['awk', awk],
  ['gawk', awk],
  ['mawk', awk],
  ['nawk', awk],
  ['sed', sed],
  ['env', envSplit],
  ['env-S', envSplit],
  ['make', make],
  ['gmake', make],
  ['cmd', (args, frame, session) => script(args.slice(1), frame, session)],
  ['wsl', (args, frame, session) => command(args, names('d u e'), frame, session)],
  ['socat', socat],
  ['expect', option(['c'])],
  ['at', stdinText],
  ['batch', stdinText],
]

function script(words: readonly Word[], frame: Frame, session: Session): undefined {
  if (words.length > 0) session.script(words.map(({ text }) => text).join(' '), frame)
}

function command(args: readonly Word[], valued: ReadonlySet<string>, frame: Frame, session: Session): undefined {
  const { operands } = optionsOf(args, { stops: true, valued })
  if (operands.length > 0) session.command(operands, frame)
}

function option(wanted: readonly string[]): Carrier {
  const valued = new Set(wanted)
  return (args, frame, session) => {
    const { values } = optionsOf(args, { valued })
    for (const name of wanted) for (const word of values.get(name) ?? []) script([word], frame, session)
    return undefined
  }
}

function joinedOperands(valued: ReadonlySet<string>): Carrier {
  return (args, frame, session) => script(optionsOf(args, { stops: true, valued }).operands, frame, session)
}

function eachOperand(valued: ReadonlySet<string>): Carrier {
  return (args, frame, session) => {
    for (const word of optionsOf(args, { valued }).operands) script([word], frame, session)
    return undefined
  }
}

function afterOption(name: string): Carrier {
  return (args, frame, session) => {
    const at = args.findIndex(({ text }) => text === name)
    const words = args.slice(at + 1)
    if (at >= 0 && words.length === 1) script(words, frame, session)
    else if (at >= 0 && words.length > 1) session.command(words, frame)
    return undefined
  }
}

function flock(args: readonly Word[], frame: Frame, session: Session): undefined {
  const { values, operands } = optionsOf(args, { stops: true, valued: names('w E timeout') })
  const rest = optionsOf(operands.slice(1), { stops: true, valued: names('c command') })
  for (const word of [...(values.get('c') ?? []), ...(rest.values.get('c') ?? [])]) script([word], frame, session)
  if (rest.operands.length > 0 && !rest.values.has('c')) session.command(rest.operands, frame)
}

function tmux(args: readonly Word[], frame: Frame, session: Session): undefined {
  const { operands } = optionsOf(args, { stops: true, valued: names('L S f c') })
  const [verb, ...rest] = operands
  if (
    !/^(?:new|new-session|neww|new-window|splitw|split-window|send|send-keys|run|run-shell|respawn-pane)$/.test(
      verb?.text ?? '',
    )
  )
    return
  for (const { text } of optionsOf(rest, { valued: names('s n t c x y e F') }).operands)
    if (/\s/.test(text)) session.script(text, frame)
}

function sshOption(args: readonly Word[], frame: Frame, session: Session): undefined {
  for (const { text } of optionsOf(args, { valued: names('o i P F J c l S') }).values.get('o') ?? []) {
    const [, proxy] = /^ProxyCommand[= ](.*)$/is.exec(text) ?? []
    if (proxy !== undefined) session.script(proxy, frame)
  }
}

function tar(args: readonly Word[], frame: Frame, session: Session): undefined {
  for (const { text } of args) {
    const [, action] =
      /^--(?:checkpoint-action=exec|to-command|use-compress-program|rsh-command|info-script|new-volume-script)=(.*)$/s.exec(
        text,
      ) ?? []
    if (action !== undefined) session.script(action, frame)
  }
}

/** Texts that git hands to a shell. */
function git(args: readonly Word[], frame: Frame, session: Session): undefined {
  const texts = args.map(({ text }) => text)
  const at = texts.findIndex((text) => /^(?:foreach|run|filter-branch|rebase)$/.test(text))
  const isBisect = texts.includes('bisect') && texts[at] === 'run'
  if (isBisect) session.command(args.slice(at + 1), frame)
  if (texts.includes('submodule') && texts[at] === 'foreach')
    script(
      args.slice(at + 1).filter(({ text }) => !text.startsWith('-')),
      frame,
      session,
    )
  const { values } = optionsOf(args, { valued: names('c C x exec upload-pack receive-pack u') })
  for (const { text } of [
    ...(values.get('exec') ?? []),
    ...(texts.includes('rebase') ? (values.get('x') ?? []) : []),
    ...(values.get('upload-pack') ?? []),
  ])
    session.script(text, frame)
  for (const { text } of args) {
    const [, external] = /^ext::(.*)$/s.exec(text) ?? []
    if (external !== undefined) session.script(external, frame)
  }
}

function editor(args: readonly Word[], frame: Frame, session: Session): undefined {
  for (const { text } of args) {
    const [, shell] = /^\+?:?(?:silent!? )?!(.*)$/s.exec(text) ?? /\bsystem\((.*)\)/s.exec(text) ?? []
    if (shell !== undefined) session.script(shell.replace(/^["']|["']$/g, ''), frame)
  }
}

function emacs(args: readonly Word[], frame: Frame, session: Session): undefined {
  for (const { text } of args) {
    const [, shell] =
      /\((?:shell-command|call-process-shell-command|async-shell-command)(?:-to-string)? "(.*)"/s.exec(text) ?? []
    if (shell !== undefined) session.script(shell, frame)
  }
}

function debuggerText(args: readonly Word[], frame: Frame, session: Session): undefined {
  for (const { text } of args) {
    const [, shell] = /^(?:shell|!|platform shell|call system\()\s*(.*)$/s.exec(text) ?? []
    if (shell !== undefined) session.script(shell.replace(/^"|"\)?$/g, ''), frame)
  }
  const at = args.findIndex(({ text }) => text === '--args')
  if (at >= 0) session.command(args.slice(at + 1), frame)
}

function awk(args: readonly Word[], frame: Frame, session: Session): undefined {
  for (const { text } of args) for (const shell of awkShellTexts(text)) session.script(shell, frame)
}

/** The command `e` of GNU sed runs what stands behind it, and so does the flag `e` of a substitution. */
function sed(args: readonly Word[], frame: Frame, session: Session): undefined {
  for (const { text } of args) {
    const [, shell] =
      /^\s*(?:\d{1,9}|\$)?\s*e\s+(.+)$/s.exec(text) ?? /^s([/|#,]).*?\1(?<to>.*?)\1[gp\d]*e[gp\d]*$/s.exec(text) ?? []
    if (shell !== undefined) session.script(shell.length === 1 ? (text.split(shell)[2] ?? '') : shell, frame)
  }
}

/** `env -S "text"`: one text that becomes several arguments. Other uses of env are a wrapper's. */
function envSplit(args: readonly Word[], frame: Frame, session: Session): undefined {
  const { values } = optionsOf(args, { valued: names('S split-string u C') })
  for (const word of [...(values.get('S') ?? []), ...(values.get('split-string') ?? [])]) script([word], frame, session)
}

function make(args: readonly Word[], frame: Frame, session: Session): undefined {
  for (const { text } of args) {
    const [, shell] = /^--eval=(?:.*\$\(shell )(.*)\)$/s.exec(text) ?? /^SHELL=(.*)$/s.exec(text) ?? []
    if (shell !== undefined) session.script(shell, frame)
  }
  const [file] = optionsOf(args, { valued: names('f C j file makefile directory') }).values.get('f') ?? []
  const text = file && (file.flow ?? fileFlow(file.text, frame, session)).text
  for (const line of text?.split('\n').slice(0, 200) ?? [])
    if (/^\t|:.*;/.test(line)) session.script(line.replace(/^[^;\t]*[;\t][@-]?/, ''), frame)
}

function socat(args: readonly Word[], frame: Frame, session: Session): undefined {
  for (const { text } of args) {
    const [, shell] = /^(?:exec|system):["']?([^,"']+)/i.exec(text) ?? []
    if (shell !== undefined) session.script(shell, { ...frame, stdin: { text: hole(), marks: 0 } })
  }
}

function stdinText(_: readonly Word[], frame: Frame, session: Session): undefined {
  if (frame.stdin?.text) session.command([plain('sh')], frame)
}
