import { agentNames } from '../config/agent-names.ts'
import type { CommandSpec, Flag, Positionals } from './command.ts'
import { optionFlags } from './option-flags.ts'

const json: Flag = { name: 'json', placeholder: '', brief: 'JSON on stdout, nothing else there', group: 'Flags' }
const noColor: Flag = { name: 'no-color', placeholder: '', brief: 'no colours', group: 'Flags' }

const oneRun: Positionals = {
  placeholder: '[run]',
  brief: "a run's id; without it the newest of this workspace",
  min: 0,
  max: 1,
}

/** What bare options mean. */
export const runCommand: CommandSpec = {
  name: 'run',
  brief: 'run the loop on a task; bare options mean this',
  usage: '[options] [-- agent args…]',
  flags: () => optionFlags(),
  passesArgs: true,
  examples: [
    ['ralph', 'work on PROMPT.md with whichever agent is installed'],
    ['ralph -a claude,kiro --gate "npm test" --max-cost 20', 'two agents in order; done when the tests pass'],
    ['ralph -p "Make the tests pass" -i 10 -t 30m', 'a task in one line, ten iterations, half an hour'],
    ['ralph --dry-run', 'check everything and show the plan'],
    ['ralph run -a claude -- --permission-mode plan', 'arguments for the agent itself'],
  ],
  load: async () => (await import('./commands/run.ts')).run,
}

/** Every command, once. */
export const commands: readonly CommandSpec[] = [
  runCommand,
  {
    name: 'resume',
    brief: 'go on with a paused, interrupted, stopped or limited run',
    usage: '[run] [options] [-- agent args…]',
    details: 'The run keeps its settings; an option named here changes it from now on.',
    flags: () => optionFlags(['resume', 'dryRun', 'configFile']),
    positionals: oneRun,
    passesArgs: true,
    examples: [
      ['ralph resume', 'the newest run of this workspace'],
      ['ralph resume --max-cost 80', 'raise the limit that stopped it'],
    ],
    load: async () => (await import('./commands/resume.ts')).resume,
  },
  {
    name: 'runs',
    brief: 'runs of this workspace, newest first',
    usage: '[--all] [--json]',
    flags: () => [
      { name: 'all', placeholder: '', brief: 'of all workspaces of this user', group: 'Flags' },
      json,
      noColor,
    ],
    examples: [],
    load: async () => (await import('./commands/runs.ts')).runs,
  },
  {
    name: 'show',
    brief: 'one run: outcome, iterations, spending, verdicts, checkpoints',
    usage: '[run] [--json]',
    flags: () => [json, noColor],
    positionals: oneRun,
    examples: [['ralph show --json | jq .cost.usd', 'what the newest run has cost']],
    load: async () => (await import('./commands/show.ts')).show,
  },
  {
    name: 'cost',
    brief: 'what runs have cost: by model, day, agent, workspace or run',
    usage: '[--all] [--by <what>] [--since <when>] [--json|--csv]',
    details: 'Says of each sum how it is known: reported by the agent, priced from reported tokens, or estimated.',
    flags: () => [
      { name: 'all', placeholder: '', brief: 'of all workspaces of this user', group: 'Flags' },
      {
        name: 'by',
        placeholder: '<what>',
        brief: 'model, day (local time), agent, workspace or run',
        default: 'model',
        group: 'Flags',
        choices: ['model', 'day', 'agent', 'workspace', 'run'],
      },
      { name: 'since', placeholder: '<when>', brief: 'iterations begun since 2026-11-21, or 7d ago', group: 'Flags' },
      json,
      { name: 'csv', placeholder: '', brief: 'CSV on stdout, with a header', group: 'Flags' },
      noColor,
    ],
    examples: [
      ['ralph cost --by day --since 7d', 'the last week, day by day'],
      ['ralph cost --all --by workspace --csv > cost.csv', 'everything, for a spreadsheet'],
    ],
    load: async () => (await import('./commands/cost.ts')).cost,
  },
  {
    name: 'prices',
    brief: 'what models cost and since when that is known',
    usage: '[model… | update] [--json]',
    details: '`update` fetches the newest list with your npm; of the package only data is read, nothing is run.',
    flags: () => [json, noColor],
    positionals: {
      placeholder: '[model… | update]',
      brief: 'models to look up; without any, all',
      min: 0,
      max: Infinity,
    },
    examples: [['ralph prices gpt-5.5 anthropic/claude-opus-5', 'look up two']],
    load: async () => (await import('./commands/prices.ts')).prices,
  },
  {
    name: 'log',
    brief: 'what the agent printed, cleaned',
    usage: '[run] [--iteration <n>] [--follow]',
    flags: () => [
      { name: 'iteration', letter: 'i', placeholder: '<n>', brief: 'only this iteration', group: 'Flags' },
      { name: 'follow', letter: 'f', placeholder: '', brief: 'go on as the run does', group: 'Flags' },
      noColor,
    ],
    positionals: oneRun,
    examples: [],
    load: async () => (await import('./commands/log.ts')).log,
  },
  {
    name: 'stop',
    brief: 'end a live run from another terminal',
    usage: '[run]',
    flags: () => [],
    positionals: oneRun,
    examples: [],
    load: async () => (await import('./commands/stop.ts')).stop,
  },
  {
    name: 'pause',
    brief: 'pause a live run after its iteration; `ralph resume` goes on',
    usage: '[run]',
    flags: () => [],
    positionals: oneRun,
    examples: [],
    load: async () => (await import('./commands/pause.ts')).pause,
  },
  {
    name: 'checkpoints',
    brief: 'the checkpoints of a run',
    usage: '[run]',
    flags: () => [noColor],
    positionals: oneRun,
    examples: [],
    load: async () => (await import('./commands/checkpoints.ts')).checkpoints,
  },
  {
    name: 'diff',
    brief: 'what changed since a checkpoint, or between two',
    usage: '[run] [N[..M]]',
    flags: () => [noColor],
    positionals: { placeholder: '[run] [N[..M]]', brief: "a run's id; numbers of checkpoints", min: 0, max: 2 },
    examples: [['ralph diff 3..7', 'from checkpoint 3 to checkpoint 7']],
    load: async () => (await import('./commands/diff.ts')).diff,
  },
  {
    name: 'restore',
    brief: 'take files back from a checkpoint',
    usage: '[run] N [paths…]',
    details: 'A checkpoint of the present is made first; only the named paths are touched.',
    flags: () => [],
    positionals: {
      placeholder: '[run] N [paths…]',
      brief: "a run's id; the number of a checkpoint; what to restore",
      min: 1,
      max: Infinity,
    },
    examples: [['ralph restore 3 src/parser.ts', 'that file as it was at checkpoint 3']],
    load: async () => (await import('./commands/restore.ts')).restore,
  },
  {
    name: 'agents',
    brief: 'which agent CLIs are installed, and what each can report; installs one',
    usage: '[install <name> [--version <version>]] [--json]',
    details:
      "`install` gets a CLI that is on npm, into a folder of ralph's own: with your npm and its registry, at the version that was tested. Nothing else of yours is touched.",
    flags: () => [
      json,
      { name: 'version', placeholder: '<version>', brief: 'install this one, not the tested one', group: 'Flags' },
      noColor,
    ],
    positionals: {
      placeholder: '[install <name>]',
      brief: 'the agent to install',
      min: 0,
      max: 2,
      choices: ['install', ...agentNames],
    },
    examples: [
      ['ralph agents install codex', 'the version of codex that this ralph was tested with'],
      ['ralph agents install codex --version latest', 'the newest one'],
    ],
    load: async () => (await import('./commands/agents.ts')).agents,
  },
  {
    name: 'doctor',
    brief: 'everything a run needs, checked, with the fix beside each finding',
    usage: '',
    flags: () => [noColor],
    examples: [],
    load: async () => (await import('./commands/doctor.ts')).doctor,
  },
  {
    name: 'scan',
    brief: 'what the guards say of a text: block, warn or allow, and why',
    usage: '[--kind <kind>] [--json|--ndjson] [file|-]',
    details:
      'With --ndjson one object a line is read, {"kind","text","context"?,"id"?}, and one a line answered, {"verdict","reasons","redacted"}. Exit code 4 if something is blocked.',
    flags: () => [
      {
        name: 'kind',
        placeholder: '<kind>',
        brief: 'prompt, command, path, env or output',
        default: 'prompt',
        group: 'Flags',
        choices: ['prompt', 'command', 'path', 'env', 'output'],
      },
      json,
      { name: 'ndjson', placeholder: '', brief: 'a batch: JSON lines in, JSON lines out', group: 'Flags' },
      ...optionFlags().filter(({ name }) => name === 'security' || name === 'allow-hidden-text'),
    ],
    positionals: { placeholder: '[file|-]', brief: 'what to read; - is standard input', min: 0, max: 1 },
    examples: [
      ['ralph scan PROMPT.md', 'before a run is started with it'],
      ["echo 'rm -rf ~' | ralph scan --kind command --json", 'what the command guard would say'],
    ],
    load: async () => (await import('./commands/scan.ts')).scan,
  },
  {
    name: 'init',
    brief: 'write PROMPT.md and a commented ralph.yml; never overwrites',
    usage: '',
    flags: () => [],
    examples: [],
    load: async () => (await import('./commands/init.ts')).init,
  },
  {
    name: 'trust',
    brief: "say yes to what this workspace's ralph.yml sets",
    usage: '[--list | --forget]',
    details:
      'A configuration that comes with the files may only tighten. Commands, agents, paths and looser limits in it need a yes, which holds in this folder until the file changes. This shows them and says it.',
    flags: () => [
      { name: 'list', placeholder: '', brief: 'every yes of this user', group: 'Flags' },
      { name: 'forget', placeholder: '', brief: 'take the yes for this folder back', group: 'Flags' },
    ],
    examples: [['ralph trust', 'look at what ralph.yml sets, and allow it']],
    load: async () => (await import('./commands/trust.ts')).trust,
  },
  {
    name: 'config',
    brief: 'every effective setting and where it came from',
    usage: '[options] [--json]',
    details: 'Takes the options of `ralph run`, to show what they would do.',
    flags: () => [json, ...optionFlags()],
    examples: [['RALPH_MAX_COST=5 ralph config', 'what a variable changes']],
    load: async () => (await import('./commands/config.ts')).config,
  },
  {
    name: 'demo',
    brief: 'the main job in a scratch folder with the built-in agent: no key, no network',
    usage: '',
    flags: () => optionFlags().filter(({ group }) => group === 'Output'),
    examples: [],
    load: async () => (await import('./commands/demo.ts')).demo,
  },
  {
    name: 'completion',
    brief: 'print the completion script of a shell',
    usage: '<bash|zsh|fish>',
    flags: () => [],
    positionals: {
      placeholder: '<shell>',
      brief: 'bash, zsh or fish',
      min: 1,
      max: 1,
      choices: ['bash', 'zsh', 'fish'],
    },
    examples: [
      ['source <(ralph completion bash)', 'in ~/.bashrc'],
      ['source <(ralph completion zsh)', 'in ~/.zshrc'],
      ['ralph completion fish | source', 'in ~/.config/fish/config.fish'],
    ],
    load: async () => (await import('./commands/completion.ts')).completion,
  },
]

/** The command of that name. */
export function commandNamed(name: string | undefined): CommandSpec | undefined {
  return commands.find((command) => command.name === name)
}
