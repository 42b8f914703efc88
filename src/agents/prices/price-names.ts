/**
 * The names under which a model may stand in a price table, the most exact first. A name that only begins like a known
 * one, or that some reseller uses, may cost ten times as much: nothing is guessed, all of this is spelt out.
 *
 *   claude-sonnet-4-5-20250929     claude-sonnet-4-5@20250929     a dated release costs what the model costs
 *   claude-sonnet-4-5[1m]                                         so does a longer window (long calls have rates of their own)
 *   anthropic/claude-sonnet-4-5    models/gemini-2.5-pro          its maker's own interface
 *   openrouter/openai/gpt-5.5                                     passes the maker's price on, for models only the maker runs
 *   us.anthropic.claude-sonnet-4-5-20250929-v1:0                  Amazon Bedrock: in a region (dearer), or `global`
 */
export function priceNames(model: string): readonly string[] {
  const written = model
    .trim()
    .toLowerCase()
    .replace(/\[1m\]$/, '')
  const bedrock = bedrockNames(written)
  if (bedrock) return bedrock
  const name = withoutMaker(written.replace(/^openrouter\/(?=(?:anthropic|openai|google|x-ai)\/)/, ''))
  return [...new Set([name, name.replace(releaseDate, '')])]
}

/** The date of a release, at the end of a name. */
export const releaseDate = /[-@](?:20\d{6}|20\d\d-\d\d-\d\d)$/

/** How the interfaces of makers are called, and which models are theirs. Others may sell the same name at another price. */
const makers: Readonly<Record<string, RegExp>> = {
  anthropic: /^claude-/,
  openai: /^(?:gpt-|o\d|codex-)/,
  models: /^gemini-/,
  google: /^gemini-/,
  gemini: /^gemini-/,
  'google-vertex': /^gemini-/,
  vertex_ai: /^gemini-/,
  mistral: /stral-/,
  mistralai: /stral-/,
  deepseek: /^deepseek-/,
  moonshot: /^kimi-/,
  moonshotai: /^kimi-/,
  zai: /^glm-/,
  'z-ai': /^glm-/,
  xai: /^grok-/,
  'x-ai': /^grok-/,
  qwen: /^qwen/,
  alibaba: /^qwen/,
  dashscope: /^qwen/,
  minimax: /^minimax-/,
  cursor: /^composer-/,
}

function withoutMaker(written: string): string {
  const slash = written.indexOf('/')
  const maker = written.slice(0, Math.max(0, slash))
  const rest = written.slice(slash + 1)
  return Object.hasOwn(makers, maker) && makers[maker]?.test(rest) ? rest : written
}

const bedrockPattern =
  /^(?:bedrock\/|amazon-bedrock\/|arn:aws[a-z-]*:bedrock:[^/]*:inference-profile\/)?(?:(us|us-gov|eu|apac|jp|au|ca|global)\.)?anthropic\.(claude-[a-z0-9.-]+?)(?:-v\d+(?::\d+)?)?$/

/** Also how tables write these names: the region as `regional`, without version and date. */
function bedrockNames(written: string): readonly string[] | undefined {
  const [, region, version] = bedrockPattern.exec(written) ?? []
  if (version === undefined) return undefined
  const name = version.replace(releaseDate, '')
  return region === 'global' ? [`global.anthropic.${name}`, name] : [`regional.anthropic.${name}`]
}
