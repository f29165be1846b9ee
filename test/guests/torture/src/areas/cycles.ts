import { even, evenName } from '../cycle/even.ts'
import * as odd from '../cycle/odd.ts'

export async function cycles() {
  const lazily = await import('../cycle/lazy.ts')
  return {
    even: [0, 7, 10].map(even),
    odd: [0, 7, 10].map(odd.odd),
    names: [evenName, odd.oddName, odd.nameOfEven()],
    namespace: Object.keys(odd),
    lazily: [lazily.default, lazily.count(), lazily.count()],
  }
}
