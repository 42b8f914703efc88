import { estimateTokenCount } from 'tokenx'

const exactUpTo = 200_000
const sampleLength = 16_384
const samples = 10

/**
 * About how many tokens a model would count: within a few percent for prose and code, some 25 % low for dense JSON.
 * Long texts are sampled, so that it takes milliseconds whatever the size.
 */
export function estimateTokens(text: string): number {
  if (text.length <= exactUpTo) return estimateTokenCount(text)
  const stride = Math.floor((text.length - sampleLength) / (samples - 1))
  let tokens = 0
  for (let i = 0; i < samples; i++) tokens += estimateTokenCount(text.slice(i * stride, i * stride + sampleLength))
  return Math.ceil((tokens / (samples * sampleLength)) * text.length)
}
