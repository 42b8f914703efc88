/** What `ralph demo` puts into its scratch folder, and the gates it runs there. Needs nothing but node. */
export interface DemoProject {
  readonly files: Readonly<Record<string, string>>
  readonly gates: readonly string[]
}

/** A task small enough to watch, whose tests the first attempt does not pass. */
export function demoProject(): DemoProject {
  return {
    files: { 'PROMPT.md': prompt, 'package.json': manifest, 'test/slugify.test.js': tests },
    gates: ['node --test'],
  }
}

const prompt = `# Task: slugify

Write \`src/slugify.js\`, an ES module that exports one function:

\`\`\`js
slugify(title) // "Hello, World!" becomes "hello-world"
\`\`\`

- A slug holds only lower-case letters a-z, digits, and single dashes between words.
- It neither begins nor ends with a dash.
- Titles come in every European language.

Then document it in \`README.md\`, with one example. The tests in \`test/\` are given; do not change them.
`

const manifest = `${JSON.stringify({ name: 'slugify-demo', version: '1.0.0', private: true, type: 'module' }, undefined, 2)}\n`

const tests = `import assert from 'node:assert/strict'
import { test } from 'node:test'
import { slugify } from '../src/slugify.js'

test('joins words with dashes', () => {
  assert.equal(slugify('Hello, World!'), 'hello-world')
})

test('has no dash at either end', () => {
  assert.equal(slugify('  -- What now? '), 'what-now')
})

test('writes accented letters without their accents', () => {
  assert.equal(slugify('Crème Brûlée'), 'creme-brulee')
})
`
