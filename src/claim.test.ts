import { expect, test } from 'vitest'
import { claimIn, tickedIn } from './claim.ts'

const promise = 'TASK_COMPLETE'
const done = { kind: 'done' }

test.each([
  ['alone', 'TASK_COMPLETE'],
  ['on the last line', 'I wrote it.\n\nTASK_COMPLETE'],
  ['before blank lines', 'TASK_COMPLETE\n\n  \n'],
  ['in bold', 'Done.\n**TASK_COMPLETE**'],
  ['in backticks', 'Done.\n`TASK_COMPLETE`'],
  ['in italics', 'Done.\n_TASK_COMPLETE_'],
  ['indented', 'Done.\n   TASK_COMPLETE'],
  ['with CRLF', 'Done.\r\nTASK_COMPLETE\r\n'],
  ['after a closed code block', '```\nx\n```\nTASK_COMPLETE'],
])('the marker %s is a claim', (_where, message) => {
  expect(claimIn(message, promise)).toEqual(done)
})

test.each([
  ['in a sentence', 'I will print TASK_COMPLETE when it works.'],
  ['at the end of a sentence', 'All is TASK_COMPLETE'],
  ['negated', 'Tests still fail, so I will not output TASK_COMPLETE'],
  ['negated on its line', 'not TASK_COMPLETE'],
  ['quoted', 'The rules say:\n> TASK_COMPLETE'],
  ['in quotation marks', 'You asked for\n"TASK_COMPLETE"'],
  ['in a list', '- TASK_COMPLETE'],
  ['in an open code block', '```\nTASK_COMPLETE'],
  ['in a closed code block', '```\nTASK_COMPLETE\n```'],
  ['in a tilde block', '~~~text\nTASK_COMPLETE\n~~~'],
  ['followed by more', 'TASK_COMPLETE\nExcept for the tests.'],
  ['in lower case', 'task_complete'],
  ['with a full stop', 'TASK_COMPLETE.'],
  ['as part of a word', 'MY_TASK_COMPLETE'],
  ['as a question', 'TASK_COMPLETE?'],
  ['unticked', '- [ ] TASK_COMPLETE'],
  ['nowhere', ''],
])('the marker %s is no claim', (_where, message) => {
  expect(claimIn(message, promise)).toBeUndefined()
})

test('any marker of the operator works, also one with regular-expression characters', () => {
  expect(claimIn('ok\nALL (DONE)*', 'ALL (DONE)*')).toEqual(done)
  expect(claimIn('ok\n**I_AM_DONE**', 'I_AM_DONE')).toEqual(done)
})

test('TASK_BLOCKED with a reason on the last line asks for a human', () => {
  expect(claimIn('Hm.\nTASK_BLOCKED: no access to the database', promise)).toEqual({
    kind: 'blocked',
    reason: 'no access to the database',
  })
  expect(claimIn('**TASK_BLOCKED:** need a key', promise)).toEqual({ kind: 'blocked', reason: 'need a key' })
})

test.each([
  'TASK_BLOCKED',
  'TASK_BLOCKED:',
  'I am not TASK_BLOCKED: fine',
  '```\nTASK_BLOCKED: x\n```',
  'TASK_BLOCKED: x\nNo, it works.',
])('%j asks for nobody', (message) => expect(claimIn(message, promise)).toBeUndefined())

test('a box newly ticked in the task file is a claim; one ticked from the start is not', () => {
  expect(tickedIn('- [ ] TASK_COMPLETE', '- [x] TASK_COMPLETE', promise)).toBe(true)
  expect(tickedIn('', 'a\n  * [X] **TASK_COMPLETE**\n', promise)).toBe(true)
  expect(tickedIn('- [x] TASK_COMPLETE', '- [x] TASK_COMPLETE\nmore', promise)).toBe(false)
  expect(tickedIn('', 'end with - [x] TASK_COMPLETE', promise)).toBe(false)
  expect(tickedIn('', '- [x] TASK_COMPLETE later', promise)).toBe(false)
})
