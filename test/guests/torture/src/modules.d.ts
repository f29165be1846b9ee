declare module 'roman-numerals' {
  export function toRoman(number: number): string
}

declare module 'word-bag' {
  interface WordBag {
    readonly counts: Readonly<Record<string, number>>
    top(): string[]
  }
  const WordBag: { new (text: string): WordBag; (text: string): WordBag }
  export default WordBag
}
