import type { Environment } from '../agent.ts'
import { apiHosts } from './environment-endpoints.ts'

/** Somebody who answers for models, as agents know them that ask more than one. */
interface Provider {
  readonly name: string
  /** Variables that name another address for it. */
  readonly addresses: readonly string[]
  readonly hosts: readonly string[]
}

const provider = (name: string, hosts: readonly string[], addresses: readonly string[] = []): Provider => ({
  name,
  hosts,
  addresses,
})

const providers: readonly Provider[] = [
  provider('anthropic', ['api.anthropic.com', 'platform.claude.com'], ['ANTHROPIC_BASE_URL']),
  provider('openai', ['api.openai.com', 'auth.openai.com', 'chatgpt.com'], ['OPENAI_BASE_URL']),
  provider('openrouter', ['openrouter.ai'], ['OPENROUTER_BASE_URL']),
  provider('google', ['generativelanguage.googleapis.com', 'oauth2.googleapis.com'], ['GOOGLE_GEMINI_BASE_URL']),
  provider('groq', ['api.groq.com'], ['GROQ_BASE_URL']),
  provider('xai', ['api.x.ai', 'auth.x.ai'], ['XAI_BASE_URL']),
  provider('deepseek', ['api.deepseek.com'], ['DEEPSEEK_BASE_URL']),
  provider('mistral', ['api.mistral.ai'], ['MISTRAL_BASE_URL']),
  provider('github-copilot', ['api.github.com', 'api.githubcopilot.com', '*.githubcopilot.com']),
  provider('opencode', ['opencode.ai', '*.opencode.ai']),
  provider('cerebras', ['api.cerebras.ai']),
  provider('fireworks', ['api.fireworks.ai']),
  provider('huggingface', ['router.huggingface.co']),
  provider('kimi', ['api.kimi.com', 'api.moonshot.ai', 'api.moonshot.cn']),
  provider('minimax', ['api.minimax.io', 'api.minimaxi.com']),
  provider('nvidia', ['integrate.api.nvidia.com']),
  provider('together', ['api.together.ai', 'api.together.xyz']),
  provider('vercel', ['ai-gateway.vercel.sh']),
  provider('zai', ['api.z.ai', 'open.bigmodel.cn']),
  provider(
    'qwen',
    [
      'dashscope.aliyuncs.com',
      'dashscope-intl.aliyuncs.com',
      'dashscope-us.aliyuncs.com',
      '*.dashscope.aliyuncs.com',
      'token-plan.cn-beijing.maas.aliyuncs.com',
      'token-plan.ap-southeast-1.maas.aliyuncs.com',
    ],
    ['DASHSCOPE_BASE_URL', 'DASHSCOPE_PROXY_BASE_URL'],
  ),
]

/** Every variable that gives one of them another address. */
export const providerAddresses: readonly string[] = providers.flatMap(({ addresses }) => addresses)

/** Those of these names; all of them without. */
export function providersNamed(names?: readonly string[]): readonly Provider[] {
  return names ? providers.filter(({ name }) => names.includes(name)) : providers
}

/** Where they are: at the addresses that are set, else at their own. */
export function providerHosts(env: Environment, asked: readonly Provider[]): readonly string[] {
  return asked.flatMap(({ addresses, hosts }) => apiHosts(env, addresses, hosts))
}
