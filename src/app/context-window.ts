import type { Settings } from '../config/settings.ts'
import type { PriceBook } from '../price.ts'

/** Without a model of a known size. */
export const defaultContextWindow = 200_000

/** Tokens: what the operator said, else what the agent told of itself, else the model's by the list. */
export function contextWindowOf(
  { contextWindow }: Settings,
  prices: PriceBook,
  known: { readonly model?: string; readonly contextWindow?: number },
): number {
  return contextWindow ?? known.contextWindow ?? prices(known.model).contextWindow ?? defaultContextWindow
}

/** Tokens of the window that a prompt may fill. After each overflow in a row it is half of that. */
export function promptBudget(window: number, { contextThreshold }: Settings, overflows = 0): number {
  return Math.floor((window * contextThreshold) / 2 ** overflows)
}
