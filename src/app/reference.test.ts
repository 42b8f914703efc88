import { readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { configSchema } from '../config/json-schema.ts'
import { allowedIn } from '../config/option.ts'
import { allOptions } from '../config/options.ts'
import { commands } from './command-table.ts'
import { helpText } from './help.ts'
import { referencePage } from './reference.ts'

const stale = 'run `npm run docs`'

test('docs/reference.md says what the program does', () => {
  expect(readFileSync('docs/reference.md', 'utf8'), stale).toBe(referencePage())
})

test('schema/ralph.schema.json describes what a configuration may say', () => {
  expect(JSON.parse(readFileSync('schema/ralph.schema.json', 'utf8')), stale).toEqual(
    JSON.parse(JSON.stringify(configSchema())),
  )
})

test('every help text fits 80 columns and ends with a newline', () => {
  for (const name of ['', ...commands.map((command) => command.name)]) {
    const text = helpText(name)
    expect(text.endsWith('\n')).toBe(true)
    expect(text.split('\n').filter((line) => line.length > 80)).toEqual([])
  }
})

test('the help of run shows every option', () => {
  for (const { name } of allOptions.filter((option) => allowedIn(option, 'flag'))) {
    expect(helpText('run')).toMatch(new RegExp(`--(no-)?${name}\\b`))
  }
})
