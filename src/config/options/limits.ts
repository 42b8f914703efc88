import { boolean, count, duration, list, money } from '../kinds.ts'
import type { OptionTable } from '../option.ts'

/** Options of the group Limits. */
export const limitsOptions = {
  maxIterations: {
    name: 'max-iterations',
    letter: 'i',
    kind: count(),
    default: 100,
    brief: 'iterations; those cut short by a limit of the provider do not count',
  },
  maxRuntimeMs: {
    name: 'max-runtime',
    letter: 't',
    kind: duration(),
    default: 14_400_000,
    brief: 'running time; waits for a provider and time between crash and resume do not count',
  },
  maxTokens: {
    name: 'max-tokens',
    kind: count(),
    default: 1_000_000,
    brief: 'input, cache writes and output; cache reads are shown but not counted',
  },
  maxCostUsd: { name: 'max-cost', kind: money(), default: 50, brief: 'dollars for the whole run' },
  prices: {
    name: 'price',
    kind: list({
      expected: 'MODEL=IN/OUT or MODEL=IN/OUT/CACHE_READ/CACHE_WRITE, in dollars per million tokens',
      placeholder: '<model=in/out>',
    }),
    default: [],
    brief:
      'dollars per million tokens of a model, before any price list: name=in/out[/cache read[/cache write]]; repeatable',
  },
  allowUnknownCost: {
    name: 'allow-unknown-cost',
    kind: boolean(),
    default: false,
    brief: 'go on with a model whose price is not known; its cost is then a dear guess',
  },
  maxWindowPercent: {
    name: 'max-window-percent',
    kind: count(1, 100),
    default: undefined,
    brief: "percent of a subscription's window, where an agent tells; then the next agent takes over until it resets",
  },
  maxFailures: { name: 'max-failures', kind: count(), default: 5, brief: 'failed iterations in a row' },
  maxWaitMs: {
    name: 'max-wait',
    kind: duration({ zero: true }),
    default: 6 * 3_600_000,
    brief: "longest single wait for a provider's limit; 0: never wait",
  },
  iterationTimeoutMs: {
    name: 'iteration-timeout',
    kind: duration(),
    default: 3_600_000,
    brief: 'longest time for one iteration',
  },
  idleTimeoutMs: {
    name: 'idle-timeout',
    kind: duration(),
    default: 15 * 60_000,
    brief: "longest time without output and without work in the agent's processes",
  },
  retryDelayMs: {
    name: 'retry-delay',
    kind: duration({ zero: true }),
    default: 2000,
    brief: 'first delay after a failure; doubles, with jitter, up to 5m; after 3 failures in a row an agent rests 5m',
  },
} satisfies Partial<OptionTable>
