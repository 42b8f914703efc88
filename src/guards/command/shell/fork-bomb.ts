import { forEachChild, type Command, type SyntaxNode, type While } from 'unbash'
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

/** A loop without end that puts something into the background in each round and never waits. */
export function isSpawnLoop({ clause, body }: While): boolean {
  const [test] = clause.commands
  const isEndless =
    clause.commands.length === 1 &&
    test?.command.type === 'Command' &&
    /^(?:true|:|\/bin\/true)$/.test(test.command.name?.value ?? '')
  let [isParallel, waits, seen] = [false, false, 0]
  const visit = (node: SyntaxNode): void => {
    seen += 1
    if (seen > maxNodes) return
    if (node.type === 'Statement' && node.background) isParallel = true
    if (node.type === 'Command' && /^(?:sleep|wait|read|break|inotifywait|exit|return)$/.test(node.name?.value ?? ''))
      waits = true
    forEachChild(node, visit)
  }
  visit(body)
  return isEndless && isParallel && !waits && seen <= maxNodes
}

/** `$0` as a command: the shell, or the script, again. */
export function startsItself({ name, args }: Command): boolean {
  return args.length === 0 && /^"?\$\{?0\}?"?$/.test(name?.text ?? '')
}
