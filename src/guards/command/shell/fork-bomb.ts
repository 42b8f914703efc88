import { forEachChild, type Command, type SyntaxNode } from 'unbash'
import type { FunctionBody } from './scope.ts'

/** More nodes than this no fork bomb needs. */
const maxNodes = 60

/** A function that calls itself twice at once, or once in the background: it doubles without end. */
export function isForkBomb(name: string, body: FunctionBody): boolean {
  let [calls, isParallel, seen] = [0, false, 0]
  const visit = (node: SyntaxNode): void => {
    seen += 1
    if (seen > maxNodes) return
    if (node.type === 'Command' && node.name?.value === name) calls += 1
    if (node.type === 'Pipeline' || (node.type === 'Statement' && node.background)) isParallel = true
    forEachChild(node, visit)
  }
  visit(body)
  return calls > 0 && isParallel && seen <= maxNodes
}

/** `$0` as a command: the shell, or the script, again. */
export function startsItself({ name, args }: Command): boolean {
  return args.length === 0 && /^"?\$\{?0\}?"?$/.test(name?.text ?? '')
}
