export type Unit = 'words' | 'characters' | 'lines'

/** How many words, characters or lines a text has; an empty text has none of them. */
export function countText(text: string, unit: Unit): number {
  if (unit === 'characters') return Array.from(text).length
  const parts = unit === 'words' ? text.split(/\s+/) : text.split('\n')
  return text === '' ? 0 : parts.filter(part => unit === 'lines' || part !== '').length
}
