import type { Shape } from './shape.ts'

/** How a message names what a shape accepts, e.g. `an array of strings`. */
export function expectedText(shape: Shape): string {
  switch (shape.type) {
    case 'text':
      return 'a string'
    case 'flag':
      return '`true` or `false`'
    case 'integer':
      return `an integer from ${shape.min} to ${shape.max}`
    case 'anything':
      return 'a value'
    case 'word':
      return `one of ${shape.words.map(word => `"${word}"`).join(', ')}`
    case 'list':
      return `an array of ${PLURALS[shape.items.type]}`
    default:
      return 'a table'
  }
}

const PLURALS: Readonly<Record<Shape['type'], string>> = {
  text: 'strings',
  flag: 'booleans',
  integer: 'integers',
  anything: 'values',
  word: 'strings',
  list: 'arrays',
  table: 'tables',
  tagged: 'tables',
  record: 'tables',
}
