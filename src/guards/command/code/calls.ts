import { environmentReasons } from '../rules/environment.ts'
import { readReasons, removeReasons, writeReasons } from '../rules/effects.ts'
import { hostOf, isLocalHost } from '../paths/hosts.ts'
import { block, shown, warn } from '../reasons.ts'
import { fileFlow } from '../shell/files.ts'
import { hole, mark, plain, type Word } from '../shell/known.ts'
import { spotOf } from '../shell/session.ts'
import { decodedValue } from './decoding.ts'
import { changeFolder, printedMarks, type Program } from './program.ts'
import { isWhole, marksOf, nothing, pathOf, textsOf, textValue, type Value } from './value.ts'

const removesTrees =
  /^(?:rmtree|rmSync|rm_rf|rm_r|remove_tree|rmdirSync|rimraf|rimrafSync|removeSync|emptyDirSync|emptyDir|remove_dir_all|removedirs|deltree|rm|remove_entry_secure|removeRecursive|deleteDirectory)$/
const removes =
  /^(?:unlink|unlinkSync|remove|delete|rmdir|truncate|truncateSync|rm_f|remove_file|secure_rm|safe_unlink)$/
const runsShell =
  /^(?:system|popen|popen[234]|execSync|shell_exec|passthru|getoutput|getstatusoutput|check_output|check_call|run|call|Popen|spawn|spawnSync|execFile|execFileSync|execvp?e?|execlp?e?|spawnv?l?p?e?|posix_spawnp?|proc_open|pcntl_exec|capture2e?|capture3|create_subprocess_shell|create_subprocess_exec|execa|execaSync|execaCommand|execaCommandSync|execute|backtick|Command|pipeline|open3|sh)$/
const writes =
  /^(?:writeFile|writeFileSync|appendFile|appendFileSync|file_put_contents|write_text|write_bytes|createWriteStream|outputFile|outputFileSync|writeJson|writeJsonSync)$/
const copies =
  /^(?:copy|copy2|copyfile|copyFile|copyFileSync|copytree|cp|cpSync|cp_r|move|moveSync|mv|rename|renameSync|replace|symlink|symlinkSync|symlink_to|link|ln_s|ln_sf)$/
const reads =
  /^(?:readFile|readFileSync|read_text|read_bytes|file_get_contents|readlines|slurp|createReadStream|readfile|fopen|file|binread|read|openSync)$/
const requests =
  /^(?:urlopen|urlretrieve|get|fetch|post|put|patch|request|post_form|curl_init|getstore|Request|sendBeacon|delete|head|start|connect|ajax|lookup|resolve|resolve4|resolveTxt|gethostbyname|getaddrinfo|sendto|send|sendall|write|end)$/
const evaluates =
  /^(?:eval|exec|compile|Function|runInThisContext|runInNewContext|runInContext|execfile|instance_eval|class_eval|loadstring|load|create_function|assert|loads|execScript)$/
const keeps =
  /^(?:read|strip|trim|decode|toString|rstrip|chomp|encode|str|String|bytes|text|content|join|format|dumps|stringify|to_json|to_s|json|dict|list|urlencode|encodeURIComponent|b64encode|btoa|b64|encode64|base64_encode|json_encode|resolve|absolute|normalize|as_posix|map|entries|items|values|body|data|slice|iterdir|rglob|glob|readdirSync|readdir|listdir|scandir|sorted|Array|Object|print_r|var_export|serialize|http_build_query)$/

/** Judges one call of a program and says what it answers. */
export function callEffect(program: Program, name: string, receiver: Value | undefined, args: readonly Value[]): Value {
  if (receiver?.module !== undefined)
    return callEffect(
      program,
      name.includes('.') ? receiver.module + name.slice(name.lastIndexOf('.')) : receiver.module,
      undefined,
      args,
    )
  const last = name.slice(name.lastIndexOf('.') + 1)
  const owner = name.slice(0, Math.max(0, name.lastIndexOf('.')))
  if (/^(?:require|import|__import__|import_module)$/.test(last) && args[0]?.text !== undefined)
    return { text: undefined, marks: 0, module: args[0].text.replace(/^node:/, '').replaceAll('/', '.') }
  const values = receiver && name.startsWith('.') ? [receiver, ...args] : args
  const known = place(program, name, last, values)
  if (known) return known
  const decoding = decodedValue(last, values)
  if (decoding) return decoding
  if (removesTrees.test(last) || (removes.test(last) && isFileOwner(owner, receiver)))
    remove(
      program,
      receiver?.text === undefined && !receiver?.list ? args[0] : receiver,
      removesTrees.test(last) || last === 'delete',
    )
  else if (writes.test(last)) write(program, receiver?.text === undefined ? args[0] : receiver)
  else if (copies.test(last) && isFileOwner(owner, receiver))
    copy(program, values, /^(?:mv|move|rename|replace)/.test(last))
  else if (last === 'open' && !/^(?:webbrowser|window|Image|fs\.promises)$/.test(owner))
    return open(program, receiver, args)
  else if (reads.test(last) && (args.length > 0 || receiver?.text?.startsWith('/')))
    return read(program, receiver?.text === undefined ? args[0] : receiver)
  else if (isEvaluation(program.language, last, owner)) evaluate(program, args)
  else if (runsShell.test(last) || (last === 'exec' && program.language !== 'python')) return run(program, args)
  return answered(program, name, last, values)
}

function site({ frame, session }: Program) {
  return { spot: spotOf(session, frame), setting: frame.setting }
}

/** Methods of lists and maps have the same names as those of files. */
function isFileOwner(owner: string, receiver: Value | undefined): boolean {
  return owner === ''
    ? receiver === undefined || (receiver.text?.includes('/') ?? false)
    : /(?:^|\.)(?:os|fs|fsp|promises|fsPromises|File|FileUtils|shutil|Dir|Path|pathlib|path|Files|IO|Pathname|fse|fsExtra|p|f|Deno|Bun)$/i.test(
        owner,
      )
}

/** Calls that answer a path. */
function place({ session }: Program, name: string, last: string, values: readonly Value[]): Value | undefined {
  const { home } = session.ground
  const first = values[0]
  if (/^(?:homedir|home)$/.test(last)) return textValue(home)
  if (last === 'getppid') return textValue(hole('PPID'))
  if (last === 'expanduser' || last === 'expand_path' || last === 'expandvars')
    return first?.text === undefined
      ? nothing
      : textValue(first.text.replace(/^~(?=\/|$)|^\$\{?HOME\}?/, home), first.marks)
  if (/^(?:getenv|get)$/.test(last) && /^(?:HOME|USERPROFILE)$/.test(first?.text ?? '')) return textValue(home)
  if (last === 'getenv' && values.length === 0) return { text: undefined, marks: mark.environment }
  if (last === 'join' && /(?:path|File|posixpath)\.join$/.test(name)) return pathOf(values)
  if (last === 'joinpath') return pathOf(values)
  if (
    /^(?:Path|PosixPath|PurePath|Pathname|abspath|realpath|realpathSync|fileURLToPath|resolve|normpath|File\.expand_path)$/.test(
      last,
    ) &&
    first
  )
    return values.length > 1 ? pathOf(values) : first
  if (
    /^(?:listdir|walk|readdirSync|readdir|iterdir|glob|rglob|scandir|globSync|children|entries)$/.test(last) &&
    first?.text !== undefined
  )
    return textValue(last.startsWith('glob') && !values[1] ? first.text : `${first.text}/*`)
  return last === 'fromCharCode' || last === 'chr'
    ? textValue(String.fromCharCode(...values.flatMap((value) => textsOf(value)).map((code) => Number(code) & 0xffff)))
    : undefined
}

function remove(program: Program, target: Value | undefined, recursive: boolean): void {
  for (const path of textsOf(target)) program.session.report(removeReasons(path, site(program), recursive))
}

function write(program: Program, target: Value | undefined): void {
  for (const path of textsOf(target))
    program.session.report(writeReasons(path, site(program), { append: false, isEmpty: false }))
}

function copy(program: Program, [from, to]: readonly Value[], moves: boolean): void {
  if (moves) remove(program, from, true)
  else read(program, from)
  write(program, to)
}

/** `open(path, mode)`; Perl writes the mode before the path, or into it. */
function open(program: Program, receiver: Value | undefined, args: readonly Value[]): Value {
  const texts = args.map(({ text }) => text)
  const mode =
    args.find(({ key }) => key === 'mode')?.text ??
    texts.find(
      (text, i) =>
        text !== undefined && /^(?:[rwax]b?t?\+?|\+?[<>]{1,2}|[-|]{2})$/.test(text) && (i > 0 || texts.length > 1),
    ) ??
    ''
  const path = receiver?.text === undefined ? args.find(({ text }) => text !== undefined && text !== mode) : receiver
  const perl = /^\s*(>{1,2}|<|\|)?\s*(.*?)(\|)?\s*$/s.exec(path?.text ?? '')
  if (program.language === 'perl' && (perl?.[3] || perl?.[1] === '|')) return run(program, [textValue(perl[2] ?? '')])
  if (/^https?:/.test(path?.text ?? '')) return { text: undefined, marks: mark.download }
  const isWritten = /[wax+>]/.test(mode) || (program.language === 'perl' && perl?.[1]?.startsWith('>') === true)
  const target = path && program.language === 'perl' ? { ...path, text: perl?.[2] } : path
  if (!isWritten) return read(program, target)
  write(program, target)
  return nothing
}

function read(program: Program, target: Value | undefined): Value {
  let marks = 0
  for (const path of textsOf(target)) {
    program.session.report(readReasons(path, site(program), 'takes'))
    marks |= fileFlow(path, program.frame, program.session).marks
  }
  program.readsSecrets |= marks & mark.secret
  return { text: undefined, marks }
}

function isEvaluation(language: string, last: string, owner: string): boolean {
  if (!evaluates.test(last)) return false
  if (last === 'exec') return language === 'python' && owner === ''
  if (last === 'load' || last === 'loads') return /^(?:pickle|marshal|dill|cPickle)$/.test(owner) || owner === ''
  return last !== 'compile' || owner === ''
}

function evaluate(program: Program, args: readonly Value[]): void {
  const marks = marksOf(args)
  if (marks & mark.decoded)
    program.session.report([block('runs-decoded', 'runs code that is decoded first: nobody can see what it does')])
  else if (marks & mark.download && program.frame.setting !== 'container')
    program.session.report([block('runs-download', 'runs code that it downloads: nobody has seen it')])
  const [code] = args
  if (code && isWhole(code)) program.evaluate(code.text)
  else program.evaluatesUnknown = true
}

/** A text for a shell, a list of words, or a program and its arguments one by one. */
function run(program: Program, args: readonly Value[]): Value {
  const [first, ...rest] = args.filter(({ key }) => key === undefined || key === 'args')
  if (!first || !program.session.spend(1)) return nothing
  const { frame, session } = program
  const others = rest.flatMap((value) =>
    value.list && !value.list.some(({ key }) => key !== undefined)
      ? value.list
      : value.text === undefined
        ? []
        : [value],
  )
  const isList = first.list !== undefined && first.text === undefined
  const words = (isList ? (first.list ?? []) : [first, ...others]).map(wordOf)
  if (!isList && (others.length === 0 || /\s/.test(first.text ?? ''))) {
    if (first.marks & mark.decoded) session.report([block('runs-decoded', 'runs a command that is decoded first')])
    else if (first.marks & mark.download) session.report([block('runs-download', 'runs a command that it downloads')])
    const flow = first.text === undefined ? { text: undefined, marks: 0 } : session.script(first.text, frame)
    return { text: flow.text, marks: flow.marks }
  }
  // The first of a list of arguments repeats the program's name in the exec family: it is judged both ways.
  const flow = session.command(words, frame)
  if (words.length > 2 && words[0]?.text.endsWith(words[1]?.text ?? ' ')) session.command(words.slice(1), frame)
  return { text: flow.text, marks: flow.marks }
}

function wordOf({ text, marks }: Value): Word {
  return plain(text ?? hole(), marks)
}

/** What is left: what is printed, sent, or handed on. */
function answered(program: Program, name: string, last: string, values: readonly Value[]): Value {
  const marks = marksOf(values)
  if (
    /^(?:print|log|puts|echo|say|write|p|printf)$/.test(last) &&
    /^(?:print|puts|echo|say|p|printf|console\.log|.*stdout\.write)$/.test(name)
  ) {
    program.output.push(values.map(({ text }) => text ?? hole()).join(' '))
    program.readsSecrets |= marks & printedMarks
  }
  if (/^(?:chdir|cd)$/.test(last) && values[0]?.text !== undefined) changeFolder(values[0].text, program)
  if (/^(?:kill|killpg)$/.test(last)) kill(program, values)
  if (/^(?:putenv|setenv)$/.test(last))
    for (const { text } of values)
      if (text?.includes('='))
        program.session.report(environmentReasons(text.slice(0, text.indexOf('=')), text.slice(text.indexOf('=') + 1)))
  if (
    /^(?:socket|create_connection|createConnection|Socket|TCPSocket|fsockopen|stream_socket_client|new)$/.test(last) &&
    /socket|net|INET|tls/i.test(name)
  )
    program.connects = true
  if (requests.test(last)) return requested(program, name, values, marks)
  return keeps.test(last) || /^\.?(?:replace|split)$/.test(last)
    ? { text: values[0]?.text, marks, ...(values[0]?.list && { list: values[0].list }) }
    : { text: undefined, marks }
}

function requested(program: Program, name: string, values: readonly Value[], marks: number): Value {
  const urls = values.flatMap((value) => textsOf(value)).filter((text) => /^(?:https?|ftp|wss?):\/\//.test(text))
  const isLocal = urls.length > 0 && urls.every((url) => isLocalHost(hostOf(url) ?? ''))
  const isNetwork =
    urls.length > 0 ||
    program.connects ||
    (program.downloads && /^\.?(?:end|write|send)$/.test(name)) ||
    /(?:request|http|axios|urllib|urlopen|fetch|socket|net|dns|got|curl|session|client|LWP|resolve|gethostbyname)/i.test(
      name,
    )
  if (!isNetwork || isLocal) return { text: values[0]?.text, marks }
  if (marks & mark.environment)
    program.session.report([block('sends-secrets', `sends the environment away: ${shown(urls[0] ?? name)}`)])
  else if (marks & mark.secret)
    program.session.report([
      block('sends-secrets', `sends the content of a secret file away: ${shown(urls[0] ?? name)}`),
    ])
  program.downloads = true
  return { text: undefined, marks: mark.download }
}

function kill(program: Program, values: readonly Value[]): void {
  const numbers = values.flatMap((value) => textsOf(value))
  if (numbers.some((number) => number.includes('PPID')))
    program.session.report([block('disables-guard', 'kills the program that runs this agent')])
  else if (numbers.includes('-1')) program.session.report([block('harms-machine', 'kills every process')])
  else if (numbers.includes('1') && numbers.length > 1 && values[0]?.text === '1')
    program.session.report([warn('harms-machine', 'kills the first process')])
}
