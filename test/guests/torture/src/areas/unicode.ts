/** What takes tables of Unicode, which StarlingMonkey is built without. A pattern that it cannot read would be an error of the whole module. */
export function unicode() {
  const word = new RegExp('\\p{Letter}+', 'gu')
  const capital = new RegExp('[\\p{L}--[a-z]]', 'v')
  return {
    normal: ['é'.normalize('NFD').length, 'é'.normalize('NFC').length],
    words: 'Grüße, 世界 and café'.match(word),
    sets: capital.test('A') && !capital.test('a'),
  }
}
