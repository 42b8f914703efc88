import { readFileSync } from 'node:fs'
import { answerHook, answerShim, type Answer } from '../guards/hook/answer.ts'
import { readGuardPlace } from '../guards/hook/guard-place.ts'
import { hookFormats } from '../guards/hook/hook-protocol.ts'

/**
 * The guard program, which agents' CLIs start before they use a tool, and shims before they start the real program:
 *
 *     guard.cjs <place file> hook <format>        the tool's use on stdin
 *     guard.cjs <place file> shim <name> <args…>
 *
 * Whatever goes wrong in it is a refusal.
 */
function main([placeFile = '', mode, ...rest]: readonly string[]): Answer {
  const place = readGuardPlace(placeFile)
  if (mode === 'shim') return answerShim(rest, process.cwd(), place)
  const format = hookFormats.find((name) => name === rest[0])
  if (mode !== 'hook' || !format) throw new Error('it was started the wrong way')
  return answerHook(format, readFileSync(0, 'utf8'), place)
}

function answer(): Answer {
  try {
    return main(process.argv.slice(2))
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error)
    return { exitCode: 2, stderr: `ralph's guard could not judge this, so it is refused: ${reason}` }
  }
}

const { stdout, stderr, exitCode } = answer()
if (stdout !== undefined) process.stdout.write(`${stdout}\n`)
if (stderr !== undefined) process.stderr.write(`${stderr}\n`)
process.exitCode = exitCode
