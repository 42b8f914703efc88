/* What `scripts/test-agents.mjs` and `scripts/record-transcripts.mjs` run. */
export { askedFor, cliNamed } from './clis.ts'
export { installedVersion } from './installed.ts'
export { runMatrix } from './matrix.ts'
export { report } from './report.ts'
export { record } from './record.ts'
