import { judgementOf, underSecurity, type Judgement, type Reason, type Security } from '../judgement.ts'
import type { Clean } from '../platform/text/redact.ts'
import { alwaysBlocked } from './always-blocked.ts'

export const scanKinds = ['prompt', 'command', 'path', 'env', 'output'] as const
export type ScanKind = (typeof scanKinds)[number]

/** What a text is judged against. Absolute folders. */
export interface ScanPlace {
  readonly workspace: string
  readonly home: string
  readonly cwd?: string
  /** ralph's own folder. */
  readonly state?: string
}

export interface ScanRequest {
  readonly kind: ScanKind
  readonly bytes: Uint8Array
  readonly place: ScanPlace
  readonly security: Security
  readonly allowedHidden: ReadonlySet<string>
  /** What every sink's text goes through. */
  readonly clean: Clean
}

/** The answer of `ralph scan`: the same judgement that a run makes. */
export interface Scan extends Judgement {
  /** The text as every sink would show it. */
  readonly redacted: string
}

/** Judges one text. Never throws, whatever it holds. */
export async function scanText(request: ScanRequest): Promise<Scan> {
  const text = new TextDecoder('utf-8', { ignoreBOM: true }).decode(request.bytes)
  const redacted = request.clean(text)
  const judgement = await judged(request, text, redacted)
  const { verdict, reasons } = underSecurity(judgement, request.security, alwaysBlocked)
  return { verdict, reasons: reasons.map((reason) => shown(reason, request.clean)), redacted }
}

async function judged(request: ScanRequest, text: string, redacted: string): Promise<Judgement> {
  const { kind, place, allowedHidden } = request
  switch (kind) {
    case 'prompt': {
      const { judgePromptBytes } = await import('../guards/prompt/judge-prompt.ts')
      return judgePromptBytes(request.bytes, { allowedHidden })
    }
    case 'command': {
      const { judgeCommand } = await import('../guards/command/judge-command.ts')
      return judgeCommand(text, place)
    }
    case 'path': {
      const { judgePath } = await import('../guards/path/judge-path.ts')
      return judgePath(text.replace(/\r?\n$/, ''), place)
    }
    case 'env': {
      const { judgeEnv } = await import('../guards/env/judge-env.ts')
      return judgeEnv(text)
    }
    case 'output':
      return judgementOf(secretsIn(redacted, text))
  }
}

/** Which credentials were taken out, one reason a kind. */
function secretsIn(redacted: string, text: string): readonly Reason[] {
  const before = new Set(text.match(marks))
  const names = new Set((redacted.match(marks) ?? []).filter((mark) => !before.has(mark)))
  return [...names].map((mark) => ({
    rule: 'secret',
    grade: 'warn',
    message: `holds a credential, shown as ${mark}`,
  }))
}

const marks = /\[redacted:[^\]\n]{1,80}\]/g

const shown = (reason: Reason, clean: Clean): Reason => ({ ...reason, message: clean(reason.message) })
