import { isStandIn } from './secret-looks.ts'
import type { SecretRange } from './secret-ranges.ts'

/*
 *   kind: Secret                 a manifest; what stands below `data:` and `stringData:` is secret whatever it is called
 *   data:
 *     config: c2VjcmV0
 *
 * In JSON: "kind": "Secret", "data": { "config": "c2VjcmV0" }.
 */

const kind = /\bkind["']?:[ \t]{0,8}["']?[Ss]ecret["']?(?!\w)/g
const section = /(?:^|[\n{,])([ \t]*)["']?(?:data|stringData)["']?:[ \t]*(?:\{|\r?\n|$)/g
const yamlEntry =
  /(?:[ \t]*(?:#[^\n]*)?\r?\n)*([ \t]*)["']?[\w./-]{1,253}["']?:[ \t]+(?:[|>][-+]?\d?[ \t]*\r?\n[ \t]+)?["']?([^\s"'#|>{}]{1,65536})?["']?[^\n]*(?:\n|$)/y
const jsonEntry = /\s{0,64}"[\w./-]{1,253}"\s{0,4}:\s{0,4}"([^"\\]{1,65536})"\s{0,64},?/y

/** How far from its kind the data of a manifest may stand. */
const reach = 64 * 1024

/** Finds the values of Kubernetes secrets. */
export function kubernetesSecrets(text: string): readonly SecretRange[] {
  if (!text.includes('kind')) return []
  const kinds = Array.from(text.matchAll(kind), ({ index }) => index)
  if (kinds.length === 0) return []
  const ranges: SecretRange[] = []
  let near = 0
  for (const { index, 0: opening, 1: indent = '' } of text.matchAll(section)) {
    while ((kinds[near] ?? Infinity) <= index - reach) near += 1
    if ((kinds[near] ?? Infinity) >= index + reach) continue
    const from = index + opening.length
    if (opening.endsWith('{')) addEntries(text, from, jsonEntry, () => true, ranges)
    else addEntries(text, from, yamlEntry, (before) => before.length > indent.length, ranges)
  }
  return ranges
}

function addEntries(
  text: string,
  from: number,
  entry: RegExp,
  belongs: (indent: string) => boolean,
  ranges: SecretRange[],
): void {
  entry.lastIndex = from
  for (let count = 0; count < 1000; count += 1) {
    const match = entry.exec(text)
    const value = match?.[match.length - 1] ?? ''
    if (!match || !belongs(match[1] ?? '')) return
    const start = match.index + match[0].indexOf(value, match[0].indexOf(':') + 1)
    if (value.length >= 4 && !isStandIn(value)) ranges.push({ start, end: start + value.length, name: 'kubernetes' })
  }
}
