import type { Environment } from '../agent.ts'

/** The hosts of the addresses that variables name: those that are set, and can be read as addresses. */
export function hostsNamed(env: Environment, ...variables: readonly string[]): readonly string[] {
  return variables.flatMap((variable) => hostOf(env[variable]) ?? [])
}

/** Where an API is: at the addresses that variables name, else where its vendor has it. */
export function apiHosts(env: Environment, variables: readonly string[], usual: readonly string[]): readonly string[] {
  const named = hostsNamed(env, ...variables)
  return named.length > 0 ? named : usual
}

/** Whether a switch of this kind is on, as agent CLIs read them. */
export function isOn(value: string | undefined): boolean {
  return value !== undefined && !/^(?:|0|false|no|off)$/i.test(value.trim())
}

/** The host of an address, with or without its `https://`. */
export function hostOf(address: string | undefined): string | undefined {
  const told = address?.trim() ?? ''
  if (told === '') return undefined
  const url = told.includes('://') ? told : `http://${told}`
  if (!URL.canParse(url)) return undefined
  return new URL(url).hostname.replace(/^\[|\]$/g, '') || undefined
}
