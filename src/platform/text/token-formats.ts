import type { CredentialForm } from './secret-ranges.ts'

/** A token starts after something that can't be a part of it; an escaped character (`\n`, `%20`) counts as such. */
const alone = /(?<![\w-])|(?<=\\[nrt"]|%[0-9A-Fa-f]{2}|\\u[0-9a-fA-F]{4})/

const token = (name: string, starts: string | readonly string[], rest: RegExp): CredentialForm => {
  const list = typeof starts === 'string' ? [starts] : starts
  const escaped = list.map((start) => start.replace(/[.-]/g, '\\$&')).join('|')
  return { name, starts: list, pattern: new RegExp(`(?:${alone.source})(?:${escaped})(?:${rest.source})`, 'y') }
}

/** From the vendors' own documents. A start is never enough: lengths and letters keep honest text out. */
export const tokenFormats: readonly CredentialForm[] = [
  token('anthropic', 'sk-ant-', /[\w-]{20,512}/),
  token('openai', ['sk-proj-', 'sk-svcacct-', 'sk-admin-', 'sk-None-'], /[\w-]{20,512}/),
  token('openrouter', 'sk-or-v1-', /[0-9a-f]{32,128}/),
  token('api-key', 'sk-', /(?=[A-Za-z]{0,40}\d)[A-Za-z0-9]{32,128}(?![\w-])/),
  token('stripe', ['sk_live_', 'sk_test_', 'rk_live_', 'rk_test_'], /[A-Za-z0-9]{16,256}/),
  token('webhook', 'whsec_', /[A-Za-z0-9+/=]{24,128}/),
  token('github', ['ghp_', 'gho_', 'ghu_', 'ghs_', 'ghr_'], /[A-Za-z0-9_]{30,255}/),
  token('github', 'github_pat_', /\w{50,255}/),
  token('gitlab', ['glpat-', 'gldt-', 'glrt-', 'glptt-', 'glcbt-', 'glsoat-'], /[\w.-]{16,300}/),
  token('aws', ['AKIA', 'ASIA'], /[A-Z2-7]{16}(?![A-Za-z0-9])/),
  token('google', 'AIza', /[\w-]{35}(?![\w-])/),
  token('google', 'ya29.', /[\w.-]{30,1024}/),
  token('google', 'GOCSPX-', /[\w-]{20,64}/),
  token(
    'slack',
    ['xoxb-', 'xoxp-', 'xoxa-', 'xoxr-', 'xoxs-', 'xoxe-', 'xoxc-', 'xoxd-', 'xapp-'],
    /(?=[\w%-]{0,80}\d)[\w%-]{16,400}/,
  ),
  token('slack', ['hooks.slack.com/services/', 'hooks.slack.com/workflows/'], /T[\w/]{20,120}/),
  token('discord', ['discord.com/api/webhooks/', 'discordapp.com/api/webhooks/'], /\d{10,25}\/[\w-]{30,120}/),
  token('npm', 'npm_', /[A-Za-z0-9]{36}(?![A-Za-z0-9])/),
  token('pypi', 'pypi-AgE', /[\w-]{40,512}/),
  token('huggingface', 'hf_', /(?=[A-Za-z]{0,40}[A-Z0-9])[A-Za-z0-9]{30,64}(?![\w])/),
  token('xai', 'xai-', /[A-Za-z0-9]{40,128}/),
  token('groq', 'gsk_', /[A-Za-z0-9]{40,128}/),
  token('perplexity', 'pplx-', /[A-Za-z0-9]{40,128}/),
  token('replicate', 'r8_', /[A-Za-z0-9]{36,64}(?!\w)/),
  token('sendgrid', 'SG.', /[\w-]{16,32}\.[\w-]{30,64}/),
  token('digitalocean', ['dop_v1_', 'doo_v1_', 'dor_v1_'], /[0-9a-f]{64}/),
  token('shopify', ['shpat_', 'shpss_', 'shpca_', 'shppa_'], /[0-9a-fA-F]{32}/),
  token('vault', ['hvs.', 'hvb.'], /[\w-]{24,300}/),
  token('docker', 'dckr_pat_', /[\w-]{20,64}/),
  token('atlassian', 'ATATT3', /[\w=-]{40,400}/),
  token('linear', 'lin_api_', /[A-Za-z0-9]{32,64}/),
  token('figma', 'figd_', /[\w-]{30,64}/),
  token('notion', ['secret_', 'ntn_'], /(?=[a-z]{0,40}[A-Z0-9])[A-Za-z0-9]{40,60}(?!\w)/),
  token('postman', 'PMAK-', /[0-9a-f]{24}-[0-9a-f]{34}/),
  token('newrelic', 'NRAK-', /[A-Z0-9]{27}(?!\w)/),
  token('databricks', 'dapi', /[0-9a-f]{32}(?![0-9a-zA-Z])/),
  token('supabase', 'sbp_', /[0-9a-f]{40}(?!\w)/),
  token('age', 'AGE-SECRET-KEY-1', /[A-Z0-9]{50,64}/),
  token('square', ['sq0atp-', 'sq0csp-'], /[\w-]{22,64}/),
  token('jwt', 'eyJ', /[\w-]{8,2048}\.(?:eyJ[\w-]{8,8192})\.[\w-]{10,2048}/),
]
