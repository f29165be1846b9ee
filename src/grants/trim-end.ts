/**
 * Removes every `character` from the end. A regular expression does the same in quadratic time: it starts anew at each
 * `character` of a text that ends with another.
 */
export function trimEnd(text: string, character: string): string {
  let end = text.length
  while (end > 0 && text[end - 1] === character) end--
  return text.slice(0, end)
}
