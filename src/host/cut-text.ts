/**
 * Cuts what is longer than `maxBytes` of UTF-8 and adds an ellipsis. The cut is at a character boundary, where the host would crash.
 * @source host contract 11.33
 */
export function cutText(text: string, maxBytes: number): string {
  const bytes = Buffer.from(text)
  if (bytes.length <= maxBytes) return text
  let end = maxBytes
  while ((bytes[end]! & 0xc0) === 0x80) end--
  return `${bytes.toString('utf8', 0, end)}…`
}
