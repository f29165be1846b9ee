const MAX_CHARACTERS = 240

/** Keeps a host message on one line: newlines become spaces, the rest is cut at 240 characters. @source host contract 9.3 */
export function boundMessage(message: string): string {
  const characters = [...message.replaceAll('\n', ' ')]
  return characters.length > MAX_CHARACTERS
    ? `${characters.slice(0, MAX_CHARACTERS).join('')}…`
    : characters.join('')
}
