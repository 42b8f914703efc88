import { fromBase32, fromBase64, fromHex, translated } from '../shell/decoders.ts'
import { mark } from '../shell/known.ts'
import { isWhole, marksOf, textsOf, type Value } from './value.ts'

const rot13 = (text: string) => translated(text, 'A-Za-z', 'N-ZA-Mn-za-m')

const decoders: Readonly<Record<string, (text: string) => string | undefined>> = {
  b64decode: fromBase64,
  standard_b64decode: fromBase64,
  urlsafe_b64decode: fromBase64,
  a2b_base64: fromBase64,
  decodebytes: fromBase64,
  atob: fromBase64,
  base64_decode: fromBase64,
  decode_base64: fromBase64,
  decode64: fromBase64,
  strict_decode64: fromBase64,
  urlsafe_decode64: fromBase64,
  b32decode: fromBase32,
  unhexlify: fromHex,
  a2b_hex: fromHex,
  fromhex: fromHex,
  hex2bin: fromHex,
  str_rot13: rot13,
  rot13,
  decompress: () => undefined,
  inflate: () => undefined,
  gzinflate: () => undefined,
  gzuncompress: () => undefined,
  inflateSync: () => undefined,
  gunzipSync: () => undefined,
}

/** What a call that decodes answers; `undefined` where it is none. */
export function decodedValue(name: string, values: readonly Value[]): Value | undefined {
  const decode = Object.hasOwn(decoders, name) ? decoders[name] : byArgument(name, values)
  if (!decode) return undefined
  const input = values.find(isWhole)
  return { text: input ? decode(input.text) : undefined, marks: marksOf(values) | mark.decoded }
}

/** `Buffer.from(x, 'base64')`, `codecs.decode(x, 'rot13')`, `x.unpack('m')`. */
function byArgument(name: string, values: readonly Value[]): ((text: string) => string | undefined) | undefined {
  if (!/^(?:from|decode|unpack1?|pack)$/.test(name)) return undefined
  const kinds = values.slice(1).flatMap((value) => textsOf(value))
  if (kinds.some((kind) => /^(?:base64(?:url)?|base64_codec|b64|m0?|u)$/.test(kind))) return fromBase64
  if (kinds.some((kind) => /^(?:hex(?:_codec)?|H\*)$/.test(kind))) return fromHex
  return kinds.some((kind) => /^rot_?13$/.test(kind)) ? rot13 : undefined
}
