import { forEachChild, type ArithmeticExpression, type SyntaxNode } from 'unbash'
import type { Frame, Session } from './session.ts'

/** Runs the commands that stand in a test or in a sum. */
export function runSubstitutions(expression: ArithmeticExpression | SyntaxNode, frame: Frame, session: Session): void {
  if (!session.spend(1) || frame.depth > 40) return
  const deeper = { ...frame, depth: frame.depth + 1 }
  if (
    expression.type === 'CommandExpansion' ||
    expression.type === 'ProcessSubstitution' ||
    expression.type === 'ArithmeticCommandExpansion'
  ) {
    if (expression.script) session.nodes(expression.script, deeper)
  } else forEachChild(expression, (child) => runSubstitutions(child, deeper, session))
}
