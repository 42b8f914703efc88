import { existsSync, readdirSync } from 'node:fs'
import { join } from 'node:path'
import type { Recorded } from '../../src/event.ts'
import { evolve, newState, spent } from '../../src/state.ts'
import { RunReport } from '../../src/views/run-report.ts'
import { changedBelongings, readLedger, type World } from './world.ts'

/*
 * What must hold of a run however often its ralph was killed. Each law gives the sentences that say how it was broken.
 */
type Law = (world: World, events: readonly Recorded[]) => readonly string[]

/** At any moment. */
export function brokenLaws(world: World, events: readonly Recorded[]): readonly string[] {
  return [numbersFollow, startsAreRecorded, endingsAreSingle, spendingIsTrue].flatMap((law) => law(world, events))
}

/** Once the run is completed. */
export function brokenAtEnd(world: World, events: readonly Recorded[]): readonly string[] {
  return [completedOnce, nothingOpen, nothingLeft, belongingsKept].flatMap((law) => law(world, events))
}

const ofType = <T extends Recorded['type']>(events: readonly Recorded[], type: T) =>
  events.filter((event): event is Extract<Recorded, { type: T }> => event.type === type)

const numbersFollow: Law = (_world, events) => {
  const numbers = ofType(events, 'iteration.started').map(({ iteration }) => iteration)
  return numbers.every((number, index) => number === index + 1) ? [] : [`iterations are numbered ${numbers.join(' ')}`]
}

/** An agent that never got its prompt (ralph died in that moment) can't know its iteration. */
const startsAreRecorded: Law = (world, events) => {
  const starts = readLedger(world).filter(({ type }) => type === 'start')
  const recorded = new Set(ofType(events, 'iteration.started').map(({ iteration }) => iteration))
  const known = starts.map(({ iteration }) => iteration ?? 0).filter((iteration) => iteration > 0)
  return [
    ...known.filter((iteration) => !recorded.has(iteration)).map((n) => `iteration ${n} ran but is not recorded`),
    ...known.filter((iteration, index) => known.indexOf(iteration) < index).map((n) => `iteration ${n} ran twice`),
    ...(starts.length > recorded.size ? [`${starts.length} starts, but ${recorded.size} iterations`] : []),
  ]
}

const endingsAreSingle: Law = (_world, events) => {
  const endings = events.filter(({ type }) => type === 'iteration.finished' || type === 'iteration.interrupted')
  const count = new Map<number, number>()
  for (const ending of endings) {
    const { iteration } = ending as Extract<Recorded, { type: 'iteration.interrupted' }>
    count.set(iteration, (count.get(iteration) ?? 0) + 1)
  }
  return [...count].filter(([, times]) => times !== 1).map(([n, times]) => `iteration ${n} ended ${times} times`)
}

/** Never more than was spent, in no iteration. */
const spendingIsTrue: Law = (world, events) => {
  const really = ledgerCents(world)
  const report = new RunReport()
  for (const event of events) report.add(event)
  return report.iterations.list.flatMap(({ iteration, cost }) => {
    const most = really.get(iteration) ?? 0
    return cents(cost.usd) > most ? [`iteration ${iteration} spent ${most}¢, recorded are ${cents(cost.usd)}¢`] : []
  })
}

function ledgerCents(world: World): ReadonlyMap<number, number> {
  const spentIn = new Map<number, number>()
  for (const { type, iteration = 0 } of readLedger(world)) {
    if (type === 'cent') spentIn.set(iteration, (spentIn.get(iteration) ?? 0) + 1)
  }
  return spentIn
}

const cents = (usd: number) => Math.round(usd * 100)

/** What is recorded, and what the ledger says, in cents. */
export function spending(world: World, events: readonly Recorded[]) {
  const recorded = cents(spent(events.reduce(evolve, newState)).cost.usd)
  const really = [...ledgerCents(world).values()].reduce((sum, one) => sum + one, 0)
  return { recorded, really }
}

/** With each ralph that was killed while an agent ran, the readings may go that were on their way. */
export function forgotten(world: World, events: readonly Recorded[], onTheWay: number): readonly string[] {
  const { recorded, really } = spending(world, events)
  const mayMiss = Math.max(0.05 * really, onTheWay * ofType(events, 'iteration.interrupted').length)
  return really - recorded <= mayMiss ? [] : [`${really}¢ were spent, only ${recorded}¢ are recorded`]
}

const completedOnce: Law = (_world, events) => {
  const ends = ofType(events, 'run.finished').map(({ outcome }) => outcome)
  const accepted = ofType(events, 'claim.judged').filter((judged) => judged.accepted).length
  return [
    ...(ends.join() === 'completed' && events.at(-1)?.type === 'run.finished' ? [] : [`the run ended: ${ends.join()}`]),
    ...(accepted === 1 ? [] : [`${accepted} claims were accepted`]),
    ...(ofType(events, 'run.started').length === 1 ? [] : ['the run was started again']),
  ]
}

const nothingOpen: Law = (_world, events) => {
  const { current } = events.reduce(evolve, newState)
  return current ? [`iteration ${current.iteration} never ended`] : []
}

/** Temporary files, git's and ours, lock files, and the reserve of a live run. */
const unfinished = /\.tmp$|\.lock$|\.reserve$|^locks\/.+/

export const nothingLeft = ({ folder, state }: World): readonly string[] =>
  [state, join(folder, '.agent')].filter(existsSync).flatMap((place) =>
    readdirSync(place, { recursive: true, encoding: 'utf8' })
      .filter((path) => unfinished.test(path) || unfinished.test(path.slice(path.lastIndexOf('/') + 1)))
      .map((path) => `${path} was left in ${place}`),
  )

const belongingsKept: Law = (world) => changedBelongings(world).map((path) => `${path} of the user has changed`)
