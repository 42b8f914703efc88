/** `--approval-mode yolo` for Gemini CLI and its descendants, unless the operator names a mode: they refuse two. */
export function approval(extraArgs: readonly string[]): readonly string[] {
  const isTold = extraArgs.some((arg) => /^(?:-y|--yolo|--approval-mode)(?:=|$)/.test(arg))
  return isTold ? [] : ['--approval-mode', 'yolo']
}
