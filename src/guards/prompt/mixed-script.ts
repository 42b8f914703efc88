import { lazyPattern } from '../../platform/text/lazy-pattern.ts'

/** Letters of other scripts that look like Latin ones, from Unicode's confusables (UTS 39), the common ones. */
const lookalikes =
  'аaеeоoрpсcуyхxіiјjѕsһhԁdԛqԝwɡgΑAΒBΕEΖZΗHΙIΚKΜMΝNΟOΡPΤTΥYΧXοoνvαaιiρpАAВBЕEКKМMНHОOРPСCТTХXІIЅSӏlкkтtмmнhвbгrոnսuօoցghհհ'

let table: ReadonlyMap<string, string> | undefined

function lookalikeTable(): ReadonlyMap<string, string> {
  if (table) return table
  const letters = Array.from(lookalikes)
  const pairs = letters.flatMap((letter, index) => {
    const latin = letters[index + 1]
    return index % 2 === 0 && latin !== undefined && /[^a-z]/i.test(letter) ? [[letter, latin] as const] : []
  })
  return (table = new Map(pairs))
}

const isForeign = lazyPattern(String.raw`[\p{Script=Cyrillic}\p{Script=Greek}\p{Script=Armenian}]`)
const mixed = /[\p{L}\p{M}]{3,40}/gu

/** The text with look-alikes inside Latin words written in Latin, and the words this was done to. */
export function latinised(text: string): { readonly text: string; readonly words: readonly string[] } {
  if (!isForeign(text)) return { text, words: [] }
  const words: string[] = []
  const plain = text.replace(mixed, (word) => {
    if (!/[a-z]/i.test(word) || !isForeign(word)) return word
    const letters = Array.from(word, (letter) => lookalikeTable().get(letter) ?? letter).join('')
    if (!/^[a-z]+$/i.test(letters)) return word
    words.push(word)
    return letters
  })
  return { text: plain, words }
}
