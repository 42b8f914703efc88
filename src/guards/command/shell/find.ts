import { removeReasons, writeReasons } from '../rules/effects.ts'
import { mark, plain, type Flow, type Word } from './known.ts'
import { spotOf, type Frame, type Session } from './session.ts'

/** What a `find` finds and does. */
interface Search {
  readonly roots: readonly Word[]
  readonly tests: readonly Word[]
}

/** Judges what `find` deletes and runs; answers the files it lists, as patterns. */
export function find(args: readonly Word[], frame: Frame, session: Session): Flow {
  const at = args.findIndex(({ text }) => /^(?:-(?![HLPDO]$).|[()!,]$)/.test(text))
  const roots = (at < 0 ? args : args.slice(0, at)).filter(({ text }) => !text.startsWith('-'))
  const search = { roots: roots.length > 0 ? roots : [plain('.')], tests: at < 0 ? [] : args.slice(at) }
  const found = search.roots.map((root) => ({ ...root, text: pattern(root.text, search), glob: true }))
  const site = { spot: spotOf(session, frame), setting: frame.setting }
  search.tests.slice(0, maxTests).forEach(({ text }, i) => {
    const next = search.tests[i + 1]
    if (text === '-delete') for (const { text: path } of found) session.report(removeReasons(path, site, true))
    if (/^-f(?:ls|print0?|printf)$/.test(text) && next)
      session.report(writeReasons(next.text, site, { append: false, isEmpty: false }))
    if (/^-(?:exec|execdir|ok|okdir)$/.test(text)) runOn(found, wordsOf(search.tests.slice(i + 1)), frame, session)
  })
  return { text: `${found.map(({ text }) => text).join('\n')}\n`, marks: mark.listing }
}

/** Nobody looks for so much at once. */
const maxTests = 400

function wordsOf(rest: readonly Word[]): readonly Word[] {
  const end = rest.findIndex(({ text }) => text === ';' || text === '+')
  return end < 0 ? rest : rest.slice(0, end)
}

function runOn(found: readonly Word[], words: readonly Word[], frame: Frame, session: Session): void {
  for (const item of found.slice(0, 8))
    session.command(
      words.map((word) =>
        word.text.includes('{}')
          ? { ...word, text: word.text.replaceAll('{}', () => item.text), glob: word.glob || item.glob }
          : word,
      ),
      { ...frame, stdin: undefined },
    )
}

/**
 * The files that are found, as one pattern. Without a test that picks some of them it is the folder itself, with one
 * it is that name in the folder: what matters is only where it lies and whether it can be something precious.
 */
function pattern(root: string, { tests }: Search): string {
  const folder = root.replace(/(?<=.)\/$/, '')
  if (valueOf(tests, '-maxdepth') === '0') return folder
  const names = positive(tests, /^-(?:i?name|i?regex|i?path|i?wholename)$/)
  const name = names.at(-1)
  if (name !== undefined) return `${folder}/${nameIn(name)}`
  if (tests.some(({ text }) => /^-(?:empty|size|perm|user|group|inum|nouser|nogroup|samefile|links|lname)$/.test(text)))
    return `${folder}/*/*`
  const spares =
    tests.some(({ text }) => /\.git\b/.test(text)) ||
    tests.some(({ text }) => /^-[acm](?:time|min)$|^-newer/.test(text))
  return spares || tests.some(({ text }) => text === '!' || text === '-not') ? `${folder}/*` : folder
}

function nameIn(name: string): string {
  if (/(?:^|\/)\.git(?:\/|$)/.test(name)) return '.git'
  const last = name.slice(name.lastIndexOf('/') + 1)
  return name.includes('/') ? `*/${last || '*'}` : name
}

/** Values of tests that are not turned round by `!`. */
function positive(tests: readonly Word[], test: RegExp): readonly string[] {
  return tests.flatMap(({ text }, i) => {
    const before = tests[i - 1]?.text
    const isPruned =
      tests.slice(i + 2, i + 6).some((word) => word.text === '-prune') &&
      tests.some((word) => /^-(?:o|or)$/.test(word.text))
    const value = tests[i + 1]?.text
    return test.test(text) && before !== '!' && before !== '-not' && !isPruned && value !== undefined ? [value] : []
  })
}

function valueOf(tests: readonly Word[], name: string): string | undefined {
  const at = tests.findIndex(({ text }) => text === name)
  return at < 0 ? undefined : tests[at + 1]?.text
}
