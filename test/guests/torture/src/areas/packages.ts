import { toRoman } from 'roman-numerals'
import WordBag from 'word-bag'

export function packages() {
  return {
    roman: [4, 1987, 2026, 3999].map(toRoman),
    words: new WordBag('the cat and The dog and the end').top().slice(0, 3),
    counts: WordBag('a b a').counts.a,
  }
}
