/** One thing the demo agent does, as a person watching would see it. */
export type Act = Word | Deed

export interface Word {
  readonly do: 'think' | 'say'
  readonly text: string
}

export type Deed =
  | { readonly do: 'read' | 'check'; readonly file: string }
  | { readonly do: 'write'; readonly file: string; readonly text: string }

export interface Script {
  readonly acts: readonly Act[]
  /** The final message. */
  readonly message: string
}

/** What the agent finds: the prompt it is given and the module as an earlier iteration left it. */
export interface Scene {
  readonly prompt: string
  readonly module: string | undefined
}

const module = 'src/slugify.js'

const draft = `export function slugify(title) {
  return title.toLowerCase().replace(/ /g, '-')
}
`

const finished = `export function slugify(title) {
  return title
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, '-')
    .replace(/^-|-$/g, '')
}
`

const mended = `export function slugify(title) {
  return title
    .normalize('NFD')
    .replace(/\\p{Diacritic}/gu, '')
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, '-')
    .replace(/^-|-$/g, '')
}
`

const readme = `# slugify

\`\`\`js
import { slugify } from './src/slugify.js'

slugify('Hello, World!') // 'hello-world'
\`\`\`
`

/**
 * What to do next, from the files and the prompt only: every iteration starts with no memory. First a draft, then what
 * looks finished and is not, then, once a gate's output is in the prompt, what is.
 */
export function nextScript({ prompt, module: found }: Scene): Script {
  const promise = promiseIn(prompt)
  if (!prompt.includes('slugify')) return blocked('this is the demo agent: it knows one task only, see ralph demo')
  if (found === undefined) return drafting()
  if (found === draft) return finishing(promise)
  if (found === finished && prompt.includes('creme-brulee')) return mending(promise)
  if (found === finished || found === mended) return confirming(promise)
  return blocked(`${module} was written by someone else; this demo agent only continues its own work`)
}

function drafting(): Script {
  return {
    acts: [
      { do: 'think', text: 'A new task. I read it and start with the simplest thing that could work.' },
      { do: 'read', file: 'PROMPT.md' },
      { do: 'say', text: 'There is no module yet. I begin with a draft that joins words.' },
      { do: 'write', file: module, text: draft },
      { do: 'check', file: module },
      { do: 'say', text: 'The draft loads. Punctuation and the ends are still missing.' },
    ],
    message: `I wrote a first draft of ${module}. Still to do: punctuation, dashes at the ends, the README.`,
  }
}

function finishing(promise: string): Script {
  return {
    acts: [
      { do: 'think', text: 'The draft only replaces spaces. The task wants nothing but a-z, 0-9 and single dashes.' },
      { do: 'read', file: module },
      { do: 'say', text: 'I replace everything else by one dash and cut dashes off the ends.' },
      { do: 'write', file: module, text: finished },
      { do: 'check', file: module },
      { do: 'say', text: 'Now the documentation.' },
      { do: 'write', file: 'README.md', text: readme },
    ],
    message: `${module} handles punctuation and both ends, and README.md documents it. All done.\n\n${promise}`,
  }
}

function mending(promise: string): Script {
  return {
    acts: [
      {
        do: 'think',
        text: 'A gate failed: "Crème Brûlée" should become "creme-brulee". I dropped the accented letters.',
      },
      { do: 'read', file: 'test/slugify.test.js' },
      { do: 'read', file: module },
      { do: 'say', text: 'Letters must lose their accents before anything else is replaced.' },
      { do: 'write', file: module, text: mended },
      { do: 'check', file: module },
    ],
    message: `The gate was right: accented letters were cut out. They are now written without their accents.\n\n${promise}`,
  }
}

function confirming(promise: string): Script {
  return {
    acts: [
      { do: 'read', file: module },
      { do: 'check', file: module },
      { do: 'say', text: 'Nothing in the prompt tells of a problem.' },
    ],
    message: `${module} and README.md are as the task wants them.\n\n${promise}`,
  }
}

function blocked(reason: string): Script {
  return { acts: [{ do: 'say', text: 'I can do nothing here.' }], message: `TASK_BLOCKED: ${reason}` }
}

/** The marker that the prompt's rules ask for: "end your final message with this line, alone: MARKER". */
function promiseIn(prompt: string): string {
  return /\bthis line, alone: (\S.*)$/m.exec(prompt)?.[1]?.trimEnd() ?? 'TASK_COMPLETE'
}
