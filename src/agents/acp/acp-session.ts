import { count, fields, items, text, type Fields } from '../reading/fields.ts'

/** A wish about a new session, as a request. */
export interface Preparation {
  readonly method: string
  readonly params: Fields
  /** Without it the prompt must not be sent; in words, if the agent refuses. */
  readonly orElse?: string
}

interface Choice {
  readonly value: string
  readonly name: string | undefined
}

/** What a session can be asked to be: `modes`, `models`, or an entry of `configOptions`. */
interface Selection {
  readonly current: string | undefined
  readonly choices: readonly Choice[]
  request(value: string): Preparation
}

/** Modes in which an agent never asks, by their names without punctuation. */
const freeModes = [
  'bypasspermissions',
  'yolo',
  'agentfullaccess',
  'dangerfullaccess',
  'fullaccess',
  'allowall',
  'bypass',
  'unrestricted',
]

/**
 * What to ask of a session before its prompt, by the answer to `session/new`: never to ask back, as far as it offers
 * that (whatever it asks then is allowed), and the model that was wanted.
 */
export function preparations(session: Fields, wantedModel: string | undefined): readonly Preparation[] {
  return [...freedom(session), ...(wantedModel === undefined ? [] : choiceOfModel(session, wantedModel))]
}

function freedom(session: Fields): readonly Preparation[] {
  const mode = modes(session) ?? option(session, 'mode')
  const free = freeModes
    .map((wanted) => mode?.choices.find(({ value }) => plainName(value) === wanted))
    .find((choice) => choice !== undefined)
  const permissions = option(session, 'permissions')
  const allowAll = permissions?.choices.find(({ value }) => value === 'on')
  return [...choose(mode, free), ...choose(permissions, allowAll)]
}

function choose(offer: Selection | undefined, choice: Choice | undefined): readonly Preparation[] {
  if (!offer || !choice || choice.value === offer.current) return []
  return [offer.request(choice.value)]
}

/** A name that is not on the list is tried: some agents take more than they list. */
function choiceOfModel(session: Fields, wanted: string): readonly Preparation[] {
  const offer = option(session, 'model') ?? models(session)
  if (!offer) return []
  const choice = offer.choices.find((one) => isCalled(one, wanted)) ?? { value: wanted, name: undefined }
  const offered = offer.choices.map(({ value, name }) => modelName(value, name) ?? value)
  const orElse = `it does not take the model ${wanted}; it offers ${offered.slice(0, 12).join(', ') || 'none'}`
  return choose(offer, choice).map((preparation) => ({ ...preparation, orElse }))
}

function isCalled({ value, name }: Choice, wanted: string): boolean {
  const names = [value, name, value.slice(value.indexOf('/') + 1)]
  return names.some((one) => one?.toLowerCase() === wanted.toLowerCase())
}

/** The model a session runs with, if it says so by a name that others would know. */
export function currentModel(session: Fields): string | undefined {
  const offer = option(session, 'model') ?? models(session)
  const choice = offer?.choices.find(({ value }) => value === offer.current)
  return offer?.current === undefined ? undefined : modelName(offer.current, choice?.name)
}

/** "gpt-6-sol[medium]" is gpt-6-sol; "$runtime|openai|qwen3-coder-plus(openai)" is told better by its title. */
function modelName(value: string, title: string | undefined): string | undefined {
  const name = [value.replace(/\[\w+\]$/, ''), title ?? ''].find((one) => /^[\w./:@-]+$/.test(one))
  return name === 'default' || name === 'auto' ? undefined : name
}

/** The size of the window of the model in use, where `models` tells it. */
export function contextLimit(session: Fields): number | undefined {
  const { currentModelId, availableModels } = fields(session['models'])
  const current = items(availableModels)
    .map(fields)
    .find(({ modelId }) => modelId === currentModelId)
  return count(fields(current?.['_meta'])['contextLimit'])
}

function modes(session: Fields): Selection | undefined {
  const told = fields(session['modes'])
  return selection(told['currentModeId'], choicesIn(told['availableModes'], 'id'), (modeId) => ({
    method: 'session/set_mode',
    params: { modeId },
  }))
}

function models(session: Fields): Selection | undefined {
  const told = fields(session['models'])
  return selection(told['currentModelId'], choicesIn(told['availableModels'], 'modelId'), (modelId) => ({
    method: 'session/set_model',
    params: { modelId },
  }))
}

function option(session: Fields, category: string): Selection | undefined {
  const told = items(session['configOptions'])
    .map(fields)
    .find((one) => one['category'] === category || one['id'] === category)
  const configId = text(told?.['id'])
  if (!told || configId === undefined) return undefined
  // Options may come in groups.
  const list = items(told['options']).flatMap((one) =>
    'options' in fields(one) ? items(fields(one)['options']) : [one],
  )
  return selection(told['currentValue'], choicesIn(list, 'value'), (value) => ({
    method: 'session/set_config_option',
    params: { configId, value },
  }))
}

function selection(current: unknown, choices: readonly Choice[], request: Selection['request']): Selection | undefined {
  return choices.length === 0 ? undefined : { current: text(current), choices, request }
}

function choicesIn(list: unknown, valueName: string): readonly Choice[] {
  return items(list).flatMap((one) => {
    const value = text(fields(one)[valueName])
    return value === undefined ? [] : [{ value, name: text(fields(one)['name']) }]
  })
}

/** "https://…/session-modes#full-access" and "fullAccess" are one. */
function plainName(value: string): string {
  return value
    .slice(value.lastIndexOf('#') + 1)
    .toLowerCase()
    .replace(/[^a-z]/g, '')
}
