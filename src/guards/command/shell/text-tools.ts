import { fromHex, printed, reversed, translated } from './decoders.ts'
import { anything, hasHole, hole, mark, type Flow } from './known.ts'
import { names, optionsOf } from './options.ts'
import type { Call } from './session.ts'

/** Small text programs that disguise a command: what they print where their input is known. */
export const textTools: ReadonlyMap<string, (call: Call) => Flow> = new Map<string, (call: Call) => Flow>([
  ['rev', onText((text) => reversed(text))],
  ['tr', onText(tr)],
  ['sed', edited],
  ['cut', onText(() => undefined)],
  ['head', onText(firstLines)],
  ['tail', onText(() => undefined)],
  ['sort', onText((text) => text)],
  ['uniq', onText((text) => text)],
  ['fold', onText(() => undefined)],
  ['paste', onText(() => undefined)],
  ['od', onText(() => undefined)],
  ['hexdump', onText(() => undefined)],
  [
    'printf',
    ({ args: [format, ...rest] }) => ({
      text: printed(
        format?.text ?? '',
        rest.map(({ text }) => text),
      ),
      marks: mark.none,
    }),
  ],
  ['unhex', onText(fromHex)],
])

function onText(change: (text: string, call: Call) => string | undefined): (call: Call) => Flow {
  return (call) => {
    const input = call.stdin ?? anything
    const marks = call.args.reduce((all, word) => all | word.marks, input.marks)
    const isKnown = input.text !== undefined && !hasHole(input.text) && input.text.length < 65_536
    return { text: isKnown && input.text !== undefined ? change(input.text, call) : undefined, marks }
  }
}

function tr(text: string, { args }: Call): string | undefined {
  const { flags, operands } = optionsOf(args)
  const [from, to] = operands
  if (!from || flags.has('c') || flags.has('C')) return undefined
  if (flags.has('s') && !to) return text
  return translated(text, from.text, flags.has('d') ? undefined : (to?.text ?? ''))
}

/** What is put before lines is known even where they are not: `sed 's|^|/srv/|'`. */
function edited(call: Call): Flow {
  const flow = onText(sed)(call)
  const script = optionsOf(call.args, { valued: names('e f expression') })
  const [, , prefix = ''] =
    /^s(.)\^\1(.{1,200}?)\1g?$/.exec(script.values.get('e')?.[0]?.text ?? script.operands[0]?.text ?? '') ?? []
  if (prefix === '') return flow
  const lines = call.stdin?.text?.split('\n').filter((line) => line !== '') ?? [hole()]
  return { ...flow, text: lines.map((line) => `${prefix}${line}\n`).join('') }
}

/** Substitutions of plain text: `s/a/b/g`, several of them. */
function sed(text: string, { args }: Call): string | undefined {
  const { operands, values, flags } = optionsOf(args, { valued: names('e f expression') })
  if (flags.has('i') || flags.has('n')) return undefined
  const scripts = [...(values.get('e') ?? []), ...(values.get('expression') ?? [])]
  let result = text
  for (const { text: script } of scripts.length > 0 ? scripts : operands.slice(0, 1))
    for (const part of script.split(';')) {
      const [, , from = '', to = '', options = ''] =
        /^\s*s(.)(.{1,200}?)\1(.{0,200}?)\1([gI]{0,2})\s*$/.exec(part) ?? []
      if (from === '' || /[.*[\]^$\\&]/.test(from + to)) return undefined
      result = options.includes('g')
        ? result.replaceAll(from, () => to)
        : result
            .split('\n')
            .map((line) => line.replace(from, () => to))
            .join('\n')
    }
  return result
}

function firstLines(text: string, { args }: Call): string | undefined {
  return args.some(({ text: word }) => /^-c|^--bytes/.test(word)) ? undefined : text
}
