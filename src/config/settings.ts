/**
 * The options in effect for one run. The unit stands in each number's name; `undefined` is "not given".
 * Plain JSON, so that a run's first event can keep it.
 */
export interface Settings {
  /** In order of preference; `['auto']`: whichever are installed. */
  readonly agents: readonly string[]
  /** Takes the place of `agents`. */
  readonly agentCommand: string | undefined
  readonly agentFormat: string
  /** What stood after `--`, for the agent. */
  readonly agentArgs: readonly string[]
  /** `model` or `agent=model`. */
  readonly models: readonly string[]
  /** Steps up: a model, an agent, or `agent=model`. */
  readonly escalate: readonly string[]
  readonly escalateReturn: boolean

  readonly promptFile: string
  /** Takes the place of `promptFile`. */
  readonly promptText: string | undefined
  readonly completionPromise: string
  readonly gates: readonly string[]
  readonly gateTimeoutMs: number
  readonly maxPromptBytes: number
  readonly allowUnsafePaths: boolean

  readonly maxIterations: number
  readonly maxRuntimeMs: number
  readonly maxTokens: number
  readonly maxCostUsd: number
  /** `model=in/out[/cacheRead[/cacheWrite]]`, dollars per million tokens. */
  readonly prices: readonly string[]
  readonly allowUnknownCost: boolean
  readonly maxWindowPercent: number | undefined
  readonly maxFailures: number
  readonly maxWaitMs: number
  readonly iterationTimeoutMs: number
  readonly idleTimeoutMs: number
  readonly retryDelayMs: number

  /** Tokens; `undefined`: the model's. */
  readonly contextWindow: number | undefined
  readonly contextThreshold: number
  readonly onContextFull: 'stop' | 'continue'

  readonly sandbox: 'auto' | 'strict' | 'off'
  readonly security: 'off' | 'standard' | 'strict'
  /** Names, or beginnings that end in `*`. */
  readonly passEnv: readonly string[]
  /** Hosts beside the agent's own; giving one, like a strict sandbox, closes the network to all others. */
  readonly allowHosts: readonly string[]
  readonly allowWrite: readonly string[]
  readonly allowRead: readonly string[]
  readonly denyRead: readonly string[]
  /** Code points as `U+200B`. */
  readonly allowHiddenText: readonly string[]

  /** Iterations between checkpoints; 0: only at the end. */
  readonly checkpointInterval: number
  readonly checkpointMode: 'shadow' | 'commit'
  /** Whether checkpoints are made at all. */
  readonly git: boolean
  readonly metricsInterval: number
  readonly metrics: boolean
  readonly archive: boolean

  /** `undefined`: pretty on a terminal, else plain. */
  readonly outputFormat: 'pretty' | 'plain' | 'json' | undefined
  readonly verbose: boolean
  readonly quiet: boolean
  /** `undefined`: on a terminal. */
  readonly color: boolean | undefined

  readonly dryRun: boolean
  readonly resume: boolean
  /** The file named with `--config`. */
  readonly configFile: string | undefined
}
