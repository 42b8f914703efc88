import { duration } from '../../config/kinds.ts'
import type { FlagValue, Flags } from '../../config/flags.ts'
import { RalphError } from '../../errors.ts'
import { listWorkspaceFolders } from '../../platform/state-folder.ts'
import { dateTime } from '../../platform/text/format.ts'
import { neutralise } from '../../platform/text/neutralise.ts'
import { printableJson } from '../../platform/text/printable-json.ts'
import type { Command } from '../command.ts'
import { groupings, readBook, type Grouping, type LedgerBook } from '../ledger-book.ts'
import { bookCsv } from '../ledger-csv.ts'
import { bookText } from '../ledger-text.ts'
import { placeOf } from '../place.ts'

/** What runs have cost. Exit code 1 if a run could not be read: the rest is told, and on stderr which one is missing. */
export const cost: Command = async (flags, _positionals, context) => {
  const [by, since] = [groupingIn(flags), sinceIn(flags['since'], Date.now())]
  if (flags['json'] && flags['csv']) throw new RalphError('--json and --csv exclude each other', 'Keep one of them.')
  const place = placeOf(context)
  const book = readBook(flags['all'] ? listWorkspaceFolders(place.state) : [place.folder], { by, since })
  context.stdout.write(written(book, { flags, by, since }))
  for (const { run, workspace, problem } of book.unreadable) {
    context.stderr.write(neutralise(`ralph: run ${run} in ${workspace} is not counted: ${problem}\n`))
  }
  return book.unreadable.length > 0 ? 1 : 0
}

interface Wanted {
  readonly flags: Flags
  readonly by: Grouping
  readonly since: number | undefined
}

function written(book: LedgerBook, { flags, by, since }: Wanted): string {
  if (flags['csv']) return bookCsv(book, by)
  if (flags['json']) return bookJson(book, by, since)
  if (book.groups.length > 0) return neutralise(bookText(book, by))
  return since === undefined ? 'no iterations yet\n' : `no iteration was begun since ${dateTime(since)}\n`
}

function bookJson({ groups, total, unreadable }: LedgerBook, by: Grouping, since: number | undefined): string {
  const sums = groups.map(([key, sum]) => ({ ...key, ...sum }))
  const from = since === undefined ? null : new Date(since).toISOString()
  return `${printableJson({ by, since: from, groups: sums, total, unreadable }, 2)}\n`
}

function groupingIn({ by = 'model' }: Flags): Grouping {
  const known = Object.keys(groupings).filter(isGrouping)
  const found = known.find((name) => name === by)
  if (found) return found
  throw new RalphError(`--by ${JSON.stringify(by)} is not known`, `It is one of ${known.join(', ')}.`)
}

function isGrouping(name: string): name is Grouping {
  return Object.hasOwn(groupings, name)
}

/** A day in local time, from its first moment on, or an amount of time ago. */
function sinceIn(flag: FlagValue | undefined, now: number): number | undefined {
  if (flag === undefined) return undefined
  const text = String(flag)
  const ago = /[a-z]$/.test(text) ? duration().fromText(text) : undefined
  const at = ago === undefined ? dayIn(text) : now - ago
  if (at !== undefined) return at
  throw new RalphError(
    `--since ${JSON.stringify(text)} is neither a day nor a duration`,
    'Write a day such as 2026-11-21, or how long ago: 7d, 36h.',
  )
}

function dayIn(text: string): number | undefined {
  const [, year, month, day] = /^(\d{4})-(\d\d)-(\d\d)$/.exec(text) ?? []
  if (year === undefined) return undefined
  const at = new Date(Number(year), Number(month) - 1, Number(day)).getTime()
  return dateTime(at).startsWith(text) ? at : undefined // 31 November is no day
}
