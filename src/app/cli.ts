import { didYouMean } from '../config/did-you-mean.ts'
import { RalphError } from '../errors.ts'
import { readArguments } from './arguments.ts'
import type { CommandContext, CommandSpec } from './command.ts'
import { commandNamed, commands, runCommand } from './command-table.ts'

/** Runs one command line, and resolves to the exit code. */
export async function runCommandLine(args: readonly string[], context: CommandContext): Promise<number> {
  try {
    return await dispatch(args[0] === 'help' ? [...args.slice(1), '--help'] : args, context)
  } catch (error) {
    const { errorText } = await import('./error-text.ts')
    context.stderr.write(errorText(error, context))
    return error instanceof RalphError ? error.exitCode : 1
  }
}

async function dispatch(args: readonly string[], context: CommandContext): Promise<number> {
  if (process.platform === 'win32') {
    throw new RalphError('ralph does not run on Windows itself', 'Run it inside WSL: https://aka.ms/wsl')
  }
  if (context.cwd === '') throw new RalphError('the current folder no longer exists', 'Go to one that does.')
  const [first = '', ...rest] = args
  if (first === 'complete') return answerShell(rest[0] === '--' ? rest.slice(1) : rest, context)
  const named = commandNamed(first)
  if (!named && first !== '' && !first.startsWith('-')) throw unknownCommand(first)
  return named ? runOne(named, rest, context) : runOne(runCommand, args, context, '')
}

async function runOne(
  spec: CommandSpec,
  args: readonly string[],
  context: CommandContext,
  helpName = spec.name,
): Promise<number> {
  const { flags, positionals } = readArguments(spec, args)
  if (flags['help']) return showHelp(helpName, context)
  const command = await spec.load()
  return command(flags, positionals, context)
}

function unknownCommand(word: string): RalphError {
  const meant = didYouMean(
    word,
    commands.map(({ name }) => name),
  )
  const hint = meant ? `Did you mean ralph ${meant}?` : 'A task is given with --prompt <file> or --prompt-text <text>.'
  return new RalphError(`unknown command ${JSON.stringify(word)}`, `${hint} \`ralph --help\` lists the commands.`)
}

async function showHelp(command: string, { stdout }: CommandContext): Promise<number> {
  const { helpText } = await import('./help.ts')
  stdout.write(helpText(command))
  return 0
}

async function answerShell(words: readonly string[], context: CommandContext): Promise<number> {
  const { complete } = await import('./commands/complete.ts')
  return complete({}, words, context)
}
