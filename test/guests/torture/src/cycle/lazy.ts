import { even } from './even.ts'

let calls = 0

export function count(): number {
  return ++calls
}

export default even(4) ? 'lazy' : 'wrong'
