import { isStandIn } from './secret-looks.ts'
import type { CredentialForm } from './secret-ranges.ts'

/** Its pattern is made when its start is first met: most runs meet none, and making them all takes a millisecond. */
class Token implements CredentialForm {
  #pattern: RegExp | undefined
  readonly #rest: () => RegExp
  readonly name: string
  readonly starts: readonly string[]

  constructor(name: string, starts: string | readonly string[], rest: () => RegExp) {
    this.name = name
    this.starts = typeof starts === 'string' ? [starts] : starts
    this.#rest = rest
  }

  get pattern(): RegExp {
    return (this.#pattern ??= new RegExp(`(?:${this.starts.map(literal).join('|')})(?:${this.#rest().source})`, 'y'))
  }

  accepts(secret: string): boolean {
    return !isStandIn(secret)
  }
}

const literal = (text: string) => text.replace(/[.$-]/g, '\\$&')

const token = (name: string, starts: string | readonly string[], rest: () => RegExp) => new Token(name, starts, rest)

/** A token that is known by a mark in its middle; `before` stands in front of it. */
const marked = (name: string, marks: readonly string[], before: RegExp, rest: RegExp): CredentialForm => {
  const mark = marks.map((each) => each.replaceAll('.', '\\.')).join('|')
  const pattern = new RegExp(`(?<=(?<![\\w-])(?:${before.source}))(?:${mark})(?:${rest.source})`, 'y')
  const accepts = (secret: string) => !isStandIn(secret)
  return { name, starts: marks, pattern, before: new RegExp(`(?:${before.source})$`), accepts }
}

const digits = (rest: string) => Array.from('0123456789', (digit) => digit + rest)

/** Lines may follow that are as long as base64 is usually wrapped, and a shorter last one. */
const wrappedBase64 =
  /[A-Za-z0-9+/=]{16,}(?:(?:\\n|\r?\n)[ \t]{0,24}[A-Za-z0-9+/]{60,76}(?![\w+/]))*(?:(?:\\n|\r?\n)[ \t]{0,24}[A-Za-z0-9+/]{2,75}={1,2})?/

/** `-----BEGIN … PRIVATE KEY-----` in base64, as Kubernetes and CI variables hold it. */
const base64Keys = [
  'LS0tLS1CRUdJTiBQUklWQVRF',
  'LS0tLS1CRUdJTiBSU0EgUFJJVkFU',
  'LS0tLS1CRUdJTiBFQyBQUklWQVRF',
  'LS0tLS1CRUdJTiBEU0EgUFJJVkFU',
  'LS0tLS1CRUdJTiBPUEVOU1NIIFBS',
  'LS0tLS1CRUdJTiBFTkNSWVBURUQg',
  'LS0tLS1CRUdJTiBQR1AgUFJJVkFU',
]

/** Account numbers of Discord in base64: how each two digits begin. */
const accountNumbers =
  'MTA MTE MTI MTM MTQ MTU MTY MTc MTg MTk MDA MDE MDI MDM MDQ MDU MDY MDc MDg MDk MjA MjE MjI MjM MjQ MjU MjY Mjc Mjg Mjk MzA MzE MzI MzM MzQ MzU MzY Mzc Mzg Mzk NDA NDE NDI NDM NDQ NDU NDY NDc NDg NDk NTA NTE NTI NTM NTQ NTU NTY NTc NTg NTk NjA NjE NjI NjM NjQ NjU NjY Njc Njg Njk NzA NzE NzI NzM NzQ NzU NzY Nzc Nzg Nzk ODA ODE ODI ODM ODQ ODU ODY ODc ODg ODk OTA OTE OTI OTM OTQ OTU OTY OTc OTg OTk'.split(
    ' ',
  )

/** Each token is an unbroken run of at least so many characters. */
export const shortestToken = 18

/** From the vendors' own documents. A start is never enough: lengths and letters keep honest text out. */
export const tokenFormats: readonly CredentialForm[] = [
  // Models
  token('anthropic', 'sk-ant-', () => /[\w-]{20,512}/),
  token('openai', ['sk-proj-', 'sk-svcacct-', 'sk-admin-', 'sk-None-'], () => /[\w-]{20,512}/),
  token('openai', 'sess-', () => /[A-Za-z0-9]{40}(?!\w)/),
  token('openrouter', 'sk-or-', () => /(?:v\d-)?[0-9a-f]{32,128}/),
  token('langfuse', 'sk-lf-', () => /[0-9a-f-]{36}/),
  token('litellm', ['sk-litellm-', 'sk-helicone-', 'sk-kimi-', 'sk-cp-', 'sk-sp-'], () => /[\w-]{16,256}/),
  token('api-key', 'sk-', () => /(?=[A-Za-z]{0,40}\d)[A-Za-z0-9]{32,128}(?![\w-])/),
  token('elevenlabs', 'sk_', () => /[0-9a-f]{48}(?!\w)/),
  token('huggingface', ['hf_', 'api_org_'], () => /(?=[a-z]{0,40}[A-Z0-9])[A-Za-z0-9]{30,64}(?!\w)/),
  token('xai', 'xai-', () => /[A-Za-z0-9]{40,128}/),
  token('groq', 'gsk_', () => /[A-Za-z0-9]{40,128}/),
  token('perplexity', 'pplx-', () => /[A-Za-z0-9]{40,128}/),
  token('replicate', 'r8_', () => /[A-Za-z0-9]{36,64}(?!\w)/),
  token('cerebras', 'csk-', () => /[a-z0-9]{40,64}(?!\w)/),
  token('nvidia', 'nvapi-', () => /[\w-]{40,128}/),
  token('together', 'tgp_v1_', () => /[\w-]{30,64}/),
  token('fireworks', 'fw_', () => /(?=[A-Za-z]{0,30}\d)[A-Za-z0-9]{20,64}(?!\w)/),
  token('langsmith', ['lsv2_pt_', 'lsv2_sk_'], () => /[0-9a-f]{32}_[0-9a-f]{10}/),
  token('tavily', 'tvly-', () => /[\w-]{24,64}/),
  token('firecrawl', 'fc-', () => /[0-9a-f]{32}(?!\w)/),
  token('pinecone', 'pcsk_', () => /\w{40,128}/),
  token('voyage', 'pa-', () => /(?=[\w-]{0,40}\d)(?=[a-z0-9_-]{0,40}[A-Z])[\w-]{43}(?![\w-])/),
  token('jina', 'jina_', () => /[0-9a-f]{32}[\w-]{20,40}/),
  token('runpod', 'rpa_', () => /[A-Z0-9]{30,60}(?!\w)/),
  token('wandb', 'wandb_v1_', () => /\w{40,100}/),
  token('cursor', ['crsr_', 'key_'], () => /[0-9a-f]{64}(?!\w)/),
  token('anyscale', 'esecret_', () => /[A-Za-z0-9]{20,64}/),
  // Clouds
  token('aws', ['AKIA', 'ASIA', 'ABIA', 'ACCA'], () => /[A-Z2-7]{16}(?![A-Za-z0-9])/),
  token('aws', ['IQoJb3JpZ2lu', 'FwoGZXIvYXdz', 'FQoGZXIvYXdz', 'AQoDYXdz'], () => /[A-Za-z0-9+/=%]{40,4096}/),
  token('aws', ['ABSKQmVkcm9ja0FQSUtleS', 'bedrock-api-key-'], () => /[A-Za-z0-9+/=]{40,4096}/),
  token('google', 'AIza', () => /[\w-]{35}(?![\w-])/),
  token('google', ['AQ.Ab8R'], () => /[\w-]{40,128}/),
  token('google', 'ya29.', () => /[\w.-]{30,2048}/),
  token('google', '1//0', () => /[\w-]{40,200}/),
  token('google', 'GOCSPX-', () => /[\w-]{20,64}/),
  token('alibaba', 'LTAI', () => /(?=[A-Za-z]{0,26}\d)[A-Za-z0-9]{14,26}(?!\w)/),
  token('tencent', 'AKID', () => /[A-Za-z0-9]{32}(?!\w)/),
  token('yandex', 'AQVN', () => /[\w-]{35,38}(?![\w-])/),
  token('yandex', ['YCAJ', 'YCAJE', 'YCM', 'YCN', 'YCO', 'YCP'], () => /(?=[A-Za-z_-]{0,38}\d)[\w-]{20,40}(?![\w-])/),
  token('yandex', ['y0_', 'y1_', 'y2_', 'y3_'], () => /[\w-]{50,60}(?![\w-])/),
  token('yandex', 't1.', () => /[A-Z][\w-]{8,128}={0,2}\.[\w-]{60,200}/),
  token('digitalocean', ['dop_v1_', 'doo_v1_', 'dor_v1_'], () => /[0-9a-f]{64}/),
  token('cloudflare', ['cfut_', 'cfat_', 'cfk_'], () => /[\w-]{30,64}/),
  token('cloudflare', 'v1.0-', () => /[0-9a-f]{24}-[0-9a-f]{146}/),
  token('heroku', 'HRKU-', () => /[\w-]{30,80}/),
  token('vercel', ['vcp_', 'vci_', 'vca_', 'vcr_', 'vck_'], () => /[A-Za-z0-9]{20,80}/),
  token('netlify', ['nfp_', 'nfc_', 'nfo_'], () => /[A-Za-z0-9]{30,60}/),
  token('fly', ['fm1r_', 'fm2_', 'fo1_', 'fm1a_'], () => /[\w+/=,-]{30,4096}/),
  token('render', 'rnd_', () => /[A-Za-z0-9]{24,64}(?!\w)/),
  token('supabase', ['sbp_', 'sbp_v0_', 'sbp_oauth_'], () => /[0-9a-f]{40}(?!\w)/),
  token('supabase', 'sb_secret_', () => /[\w-]{20,64}/),
  token('planetscale', ['pscale_tkn_', 'pscale_pw_', 'pscale_oauth_'], () => /[\w.-]{30,64}/),
  token('neon', 'napi_', () => /[a-z0-9]{40,80}(?!\w)/),
  token('doppler', ['dp.pt.', 'dp.st.', 'dp.ct.', 'dp.sa.', 'dp.scim.', 'dp.audit.'], () => /[\w.-]{40,80}/),
  token('pulumi', 'pul-', () => /[0-9a-f]{40}(?!\w)/),
  token('vault', ['hvs.', 'hvb.', 'hvr.'], () => /[\w-]{24,300}/),
  token('1password', 'ops_eyJ', () => /[A-Za-z0-9+/=_-]{100,1500}/),
  token(
    '1password',
    'A3-',
    () => /[A-Z0-9]{6}-(?:[A-Z0-9]{11}|[A-Z0-9]{6}-[A-Z0-9]{5})-[A-Z0-9]{5}-[A-Z0-9]{5}-[A-Z0-9]{5}/,
  ),
  token('databricks', ['dapi', 'dkea', 'dose'], () => /[0-9a-f]{32}(?:-\d)?(?![0-9a-zA-Z])/),
  token('confluent', 'cflt', () => /[\w+/]{50,64}/),
  token(
    'tailscale',
    ['tskey-auth-', 'tskey-api-', 'tskey-client-', 'tskey-webhook-', 'tskey-scim-'],
    () => /[\w-]{16,80}/,
  ),
  // Code and its delivery
  token('github', ['ghp_', 'gho_', 'ghu_', 'ghs_', 'ghr_'], () => /[A-Za-z0-9_]{30,255}/),
  token('github', 'github_pat_', () => /\w{50,255}/),
  token(
    'gitlab',
    ['pat', 'dt', 'rt', 'ptt', 'cbt', 'soat', 'ft', 'imt', 'agent', 'ffct', 'wt'].map((kind) => `gl${kind}-`),
    () => /[\w.-]{16,300}/,
  ),
  token('gitlab', ['gloas-', 'GR1348941'], () => /[\w-]{20,80}/),
  token('bitbucket', ['ATBB', 'BBDC-'], () => /(?=[A-Za-z]{0,40}\d)[\w=+/-]{28,64}(?!\w)/),
  token('atlassian', ['ATATT3', 'ATCTT3', 'ATSTT3'], () => /[\w=-]{40,400}/),
  token('trello', 'ATTA', () => /[0-9a-f]{60,80}(?!\w)/),
  token('circleci', ['CCIPAT_', 'CCIPRJ_'], () => /\w{22}_[0-9a-f]{40}/),
  token('buildkite', ['bkua_', 'bkpat_', 'bkct_', 'bkaj_'], () => /[A-Za-z0-9]{32,80}/),
  token('sonar', ['sqp_', 'squ_', 'sqa_'], () => /[0-9a-f]{40}(?!\w)/),
  token('sentry', ['sntrys_', 'sntryu_'], () => /[A-Za-z0-9+/=_-]{60,800}/),
  token('npm', 'npm_', () => /[A-Za-z0-9]{36}(?![A-Za-z0-9])/),
  token('pypi', 'pypi-AgE', () => /[\w-]{40,512}/),
  token('rubygems', 'rubygems_', () => /[0-9a-f]{48}(?!\w)/),
  token('crates', 'cio', () => /(?=[A-Za-z]{0,31}\d)[A-Za-z0-9]{32}(?!\w)/),
  token('nuget', 'oy2', () => /[a-z0-9]{43}(?!\w)/),
  token('docker', ['dckr_pat_', 'dckr_oat_'], () => /[\w-]{20,64}/),
  token('clojars', 'CLOJARS_', () => /[a-z0-9]{60}(?!\w)/i),
  token('packagist', ['packagist_ort_', 'packagist_uut_', 'packagist_out_'], () => /[0-9a-f]{60,80}/),
  token('artifactory', ['AKCp', 'cmVmdGtu'], () => /[A-Za-z0-9]{56,80}(?!\w)/),
  token('postman', 'PMAK-', () => /[0-9a-f]{24}-[0-9a-f]{34}/),
  // Talk, money, and the rest
  token(
    'slack',
    ['xoxb-', 'xoxp-', 'xoxa-', 'xoxr-', 'xoxs-', 'xoxe-', 'xoxc-', 'xoxd-', 'xoxo-', 'xoxe.', 'xapp-'],
    () => /(?=[\w%.-]{0,80}\d)[\w%.-]{16,400}/,
  ),
  token('slack', ['hooks.slack.com/services/', 'hooks.slack.com/workflows/'], () => /T[\w/]{20,120}/),
  token('discord', ['discord.com/api/webhooks/', 'discordapp.com/api/webhooks/'], () => /\d{10,25}\/[\w-]{30,120}/),
  token('discord', accountNumbers, () => /[\w-]{20,26}\.[\w-]{6}\.[\w-]{27,40}(?![\w-])/),
  token('teams', ['webhook.office.com/webhookb2/'], () => /[\w@-]{70,90}\/IncomingWebhook\/[\w/-]{60,120}/),
  token(
    'stripe',
    ['sk_live_', 'sk_test_', 'rk_live_', 'rk_test_', 'sk_prod_', 'rk_prod_'],
    () => /[A-Za-z0-9]{16,256}/,
  ),
  token('webhook', 'whsec_', () => /[A-Za-z0-9+/=]{24,128}/),
  token('square', ['sq0atp-', 'sq0csp-'], () => /[\w-]{22,64}/),
  token('square', 'EAAA', () => /(?=[A-Za-z_-]{0,60}\d)[\w+=-]{60}(?![\w+=-])/),
  token('facebook', ['EAAC', 'EAAB', 'EAAG', 'EAAD', 'EAAE', 'EAAM'], () => /(?=[A-Za-z]{0,80}\d)[A-Za-z0-9]{80,400}/),
  token('braintree', ['access_token$production$', 'access_token$sandbox$'], () => /[0-9a-z]{16}\$[0-9a-f]{32}/),
  token('plaid', ['access-production-', 'access-sandbox-', 'access-development-'], () => /[0-9a-f-]{36}/),
  token('razorpay', ['rzp_live_', 'rzp_test_'], () => /[A-Za-z0-9]{14,24}(?!\w)/),
  token('flutterwave', ['FLWSECK-', 'FLWSECK_TEST-', 'FLWSECK_LIVE-'], () => /[\w-]{30,64}/),
  token('easypost', ['EZAK', 'EZTK'], () => /[A-Za-z0-9]{54}(?!\w)/),
  token('duffel', ['duffel_live_', 'duffel_test_'], () => /[\w=-]{40,50}/),
  token('sendgrid', 'SG.', () => /[\w-]{16,32}\.[\w-]{30,64}/),
  token('mailgun', ['key-'], () => /[0-9a-f]{32}(?!\w)/),
  token('brevo', ['xkeysib-', 'xsmtpsib-'], () => /[0-9a-f]{64}-[A-Za-z0-9]{16}/),
  token('resend', 're_', () => /[A-Za-z0-9]{6,10}_[A-Za-z0-9]{20,30}(?!\w)/),
  token(
    'twilio',
    Array.from('0123456789abcdef', (digit) => `SK${digit}`),
    () => /[0-9a-f]{31}(?!\w)/,
  ),
  token('shopify', ['shpat_', 'shpss_', 'shpca_', 'shppa_', 'shptka_'], () => /[0-9a-fA-F]{32}/),
  token('linear', ['lin_api_', 'lin_oauth_'], () => /[A-Za-z0-9_]{32,128}/),
  token('figma', ['figd_', 'figo_', 'figr_', 'figu_'], () => /[\w-]{30,200}/),
  token('notion', ['secret_', 'ntn_'], () => /(?=[a-z]{0,40}[A-Z0-9])[A-Za-z0-9]{40,60}(?!\w)/),
  token('hubspot', ['pat-na1-', 'pat-na2-', 'pat-eu1-', 'pat-ap1-'], () => /[0-9a-f-]{36}/),
  token('dropbox', 'sl.', () => /(?=[\w-]{0,60}\d)[\w-]{100,1400}/),
  token('contentful', 'CFPAT-', () => /[\w-]{40,50}/),
  token('mapbox', 'sk.eyJ', () => /[\w-]{40,200}\.[\w-]{20,30}/),
  token('grafana', 'glsa_', () => /[A-Za-z0-9]{32}_[0-9a-fA-F]{8}/),
  token('grafana', ['glc_', 'eyJrIjoi'], () => /[A-Za-z0-9+/=]{40,600}/),
  token('newrelic', ['NRAK-', 'NRIQ-', 'NRRA-'], () => /[A-Z0-9a-f]{27,42}(?!\w)/),
  token('newrelic', ['NRII-', 'NRJS-'], () => /[\w-]{19,36}(?![\w-])/),
  token('honeycomb', ['hcaik_', 'hcamk_', 'hcxik_'], () => /\w{40,80}/),
  token('launchdarkly', 'sdk-', () => /[0-9a-f]{8}-[0-9a-f]{4}-[1-5][0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}(?!\w)/),
  token('typeform', 'tfp_', () => /[\w.=-]{40,64}/),
  token('prefect', ['pnu_', 'pnb_'], () => /[A-Za-z0-9]{36}(?!\w)/),
  token('readme', 'rdme_', () => /[a-z0-9]{70}/),
  token('adafruit', 'aio_', () => /[A-Za-z0-9]{28}(?!\w)/),
  token('scalingo', 'tk-us-', () => /[\w-]{48}/),
  token('frameio', 'fio-u-', () => /[\w=-]{64}/),
  token('lob', ['live_', 'test_'], () => /[0-9a-f]{35}(?!\w)/),
  token('twitter', 'AAAAAAAAAAAAAAAAAAAAA', () => /(?=[A-Za-z%]{0,100}\d)[A-Za-z0-9%]{60,200}(?!\w)/),
  token('nostr', 'nsec1', () => /[02-9ac-hj-np-z]{58}(?!\w)/),
  token('bitcoin', ['xprv9s21ZrQH143K', 'xprvA'], () => /[1-9A-HJ-NP-Za-km-z]{80,110}/),
  token('age', 'AGE-SECRET-KEY-1', () => /[A-Z0-9]{50,64}/),
  token('jwt', 'eyJ', () => /[\w-]{8,2048}\.(?:eyJ[\w-]{8,8192})\.[\w-]{10,2048}/),
  token('jwe', 'eyJ', () => /[\w-]{20,2048}\.[\w-]{0,1024}\.[\w-]{16,64}\.[\w-]{16,8192}\.[\w-]{16,64}(?![\w.-])/),
  token('private-key', [...base64Keys, 'b3BlbnNzaC1rZXktdjEA'], () => wrappedBase64),
  token(
    'google',
    [
      'eyJ0eXBlIjoic2VydmljZV9hY2NvdW50',
      'eyJ0eXBlIjogInNlcnZpY2VfYWNjb3Vud',
      'ewogICJ0eXBlIjogInNlcnZpY2VfYWNjb3Vud',
      'eyAidHlwZSI6ICJzZXJ2aWNlX2FjY291bnQ',
    ],
    () => wrappedBase64,
  ),
]

/** Tokens that are known by what stands in their middle. */
export const markedFormats: readonly CredentialForm[] = [
  marked('azure', digits('Q~'), /[\w~.-]{3}/, /[\w~.-]{31,34}(?![\w~.-])/),
  marked('azure', ['JQQJ9'], /[A-Za-z0-9]{52}/, /[A-Za-z0-9]{20,30}(?!\w)/),
  marked('azure', ['AZDO'], /[A-Za-z0-9]{76}/, /[A-Za-z0-9]{4}(?!\w)/),
  marked('terraform', ['.atlasv1.'], /[A-Za-z0-9]{14}/, /[\w=-]{60,80}/),
  marked('mailchimp', ['-us'], /[0-9a-f]{32}/, /\d{1,2}(?!\w)/),
]

/** Hashes of passwords, as htpasswd and shadow files hold them: in output they are masked, in source they are test data. */
export const hashFormats: readonly CredentialForm[] = [
  {
    name: 'password-hash',
    starts: ['$apr1$', '$2a$', '$2b$', '$2y$', '$5$', '$6$', '$y$', '$argon2i', '$pbkdf2'],
    pattern: hash(),
  },
]

function hash(): RegExp {
  return /\$(?:apr1\$[\w./]{1,16}\$[\w./]{22}|2[aby]\$\d\d\$[\w./]{53}|[56]\$(?:rounds=\d{1,9}\$)?[\w./]{1,16}\$[\w./]{43,86}|y\$[\w./]{1,16}\$[\w./]{1,86}\$[\w./]{43}|argon2id?\$[\w=,$+/]{40,200}|pbkdf2[\w-]{0,12}\$[\w.$+/=]{40,200})/y
}
