import { failureKindIn } from '../../../src/agents/failures/failure-text.ts'
import { resetTime } from '../../../src/agents/failures/reset-time.ts'
import { LineSplitter } from '../../../src/platform/process/lines.ts'
import { makeClean } from '../../../src/platform/text/clean.ts'
import { isShort, law, type Target } from '../target.ts'

const secret = 'zq7Kd93hfLs02nvB4xTqW'
const clean = makeClean({ values: [{ name: 'TOKEN', value: secret }] })
// oxlint-disable-next-line no-control-regex -- control characters are what it looks for
const raw = /[\u0000-\u0008\u000b-\u001f\u007f-\u009f\u202a-\u202e]/

/** What programs print: cut into lines, cleaned, and looked through for what went wrong. */
export const targets: readonly Target[] = [
  {
    name: 'clean',
    isLinear: true,
    seeds: [
      `token=${secret} ${Buffer.from(secret).toString('base64')} ${encodeURIComponent(secret)}\r\n\u001b[31mred\u001b[0m\u001b]0;t\u0007`,
      'password: "hunter2hunter2" sk-ant-api03-abcdefghijklmnopqrstuvwxyz0123456789 AKIAIOSFODNN7EXAMPLE',
      '-----BEGIN RSA PRIVATE KEY-----\nMIIEpAIBAAKCAQEA\n-----END RSA PRIVATE KEY-----\nhttps://u:p4ssw0rd@example.org/x',
      'sha512-abc== 9c0f2a1b {"usage":{"input_tokens":12}} \u202eevil\u2066 \ud83d',
    ],
    read(input) {
      const text = input.toString('utf8')
      const shown = clean(text)
      law(!raw.test(shown), `no raw control is left: ${JSON.stringify(raw.exec(shown)?.[0])}`)
      law(!shown.includes(secret), 'a known value is not shown')
      law(shown.length <= 8 * text.length + 1000, `what is shown is bounded: ${shown.length} of ${text.length}`)
    },
  },
  {
    name: 'lines',
    isLinear: true,
    seeds: [
      'one\r\ntwo\n\nthree',
      'a\u2028b\n\u0000\n',
      Buffer.from([0xff, 0x0a, 0xe2, 0x82, 0x0a, 0xf0, 0x9f, 0x98, 0x80]),
    ],
    read(input) {
      const limit = 64
      const whole = split([input], limit)
      const middle = input.length >> 1
      if (!isShort(input)) return
      const halves = split([input.subarray(0, middle), input.subarray(middle)], limit)
      law(whole === halves, 'it is the same lines wherever the pipe cuts them')
      if (input.length < 2000) {
        const bytes = split(
          [...input].map((byte) => Buffer.from([byte])),
          limit,
        )
        law(whole === bytes, 'it is the same lines byte by byte')
      }
    },
  },
  {
    name: 'failures',
    isLinear: true,
    seeds: [
      'You have hit your usage limit. Try again at 3:45 PM (Europe/Berlin) or in 2 hours 5 minutes.',
      'Error: 429 rate_limit_error: retry after 30s; resets 2026-11-22T08:00:00Z|1795204066',
      '401 Unauthorized: invalid api key. context_length_exceeded: prompt is too long: 210000 tokens > 200000 maximum',
    ],
    read(input) {
      const text = input.toString('utf8')
      failureKindIn(text)
      const at = resetTime(text, 1_795_200_000_000)
      law(at === undefined || Number.isFinite(at), `a time is a time: ${at}`)
    },
  },
]

function split(chunks: readonly Buffer[], limit: number): string {
  const splitter = new LineSplitter(limit)
  const lines = chunks.flatMap((chunk) => [...splitter.push(chunk)])
  const rest = splitter.end()
  return JSON.stringify(rest ? [...lines, rest] : lines)
}
