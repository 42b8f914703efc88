/** Negations and contexts of Chinese, Japanese and Korean, which stand before or behind the verb in its clause. */
const denials =
  /不要|请勿|切勿|勿|(?<![特分识级区类个告])别(?![的人名处])|禁止|不得|不能|不可|不应|避免|防止|严禁|不允许|不許|绝不|絕不|没有|しない|しては|ないで|さないで|せずに|ずに|な。|な!|防ぐ|防止|ません|지 마|지 말|않|금지|말아|말고|절대|없이/u
const boundaries = /[,;!?\u3001\u3002\uff01\uff0c\uff1b\uff1f\n]/g
const tellings =
  /检测|检出|识别|测试用例|攻击者|攻擊者|拒绝|例如|比如|示例|恶意|惡意|是否|攻撃者|検出|拒否|例えば|悪意|テストケース|かどうか|공격자|탐지|거부|예를 들어|악의/u

/** What a product is to be able to do. */
const abilities =
  /できるように|できる|られる|画面|ボタン|機能|页面|按钮|功能|頁面|按鈕|可以|能够|할 수 있|화면|버튼|기능|페이지/u

/** Whether a sentence wishes for a part of a product. */
export function isEastAsianFeature(text: string): boolean {
  return abilities.test(text)
}

/** Whether the clause around a verb denies it. At most 120 characters are looked at on each side. */
export function eastAsianClause(text: string, start: number, end: number): { readonly denied: boolean } {
  const before = text.slice(Math.max(0, start - 120), start)
  const after = text.slice(end, end + 120)
  const cut = Math.max(-1, ...[...before.matchAll(boundaries)].map(({ index }) => index))
  const stop = after.search(/[,;!?\u3001\uff01\uff0c\uff1b\uff1f\n]/)
  const clause = `${before.slice(cut + 1)}${after.slice(0, stop === -1 ? after.length : stop)}`
  return { denied: denials.test(clause) }
}

/** Whether a sentence speaks of attacks, detection or examples. */
export function isEastAsianTold(text: string): boolean {
  return tellings.test(text)
}
