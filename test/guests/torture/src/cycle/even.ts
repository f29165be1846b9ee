import { odd, oddName } from './odd.ts'

export const evenName = `even, beside ${typeof oddName}`

export function even(n: number): boolean {
  return n === 0 ? true : odd(n - 1)
}
