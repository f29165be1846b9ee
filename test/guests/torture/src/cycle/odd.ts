import { even, evenName } from './even.ts'

export const oddName = 'odd'

export function odd(n: number): boolean {
  return n === 0 ? false : even(n - 1)
}

export function nameOfEven(): string {
  return evenName
}
