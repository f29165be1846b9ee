export function collections() {
  const map = new Map<unknown, string>([
    [Number.NaN, 'nan'],
    [0, 'zero'],
    ['0', 'text'],
  ])
  map.set(-0, 'minus zero').delete('0')
  const visited: unknown[] = []
  for (const [key] of map) {
    visited.push(String(key))
    if (visited.length < 4) map.set(`added ${visited.length}`, '')
  }
  const set = new Set('hello world')
  const weak = new WeakMap<object, number>()
  const key = {}
  weak.set(key, 1)
  const reference = new WeakRef(key)
  const numbers = [5, 3, 9, 1]
  const pairs = [
    { k: 'b', n: 1 },
    { k: 'a', n: 1 },
    { k: 'c', n: 0 },
  ]
  return {
    map: [...map.entries()].slice(0, 2),
    visited,
    has: [map.has(Number.NaN), map.get(0), map.size],
    set: [...set].join(''),
    weak: [weak.has(key), weak.has({}), reference.deref() === key],
    copies: [
      numbers.toSorted(),
      numbers.toReversed(),
      numbers.with(1, 0),
      numbers.toSpliced(1, 2, 7),
      numbers,
    ],
    stable: pairs
      .sort((a, b) => a.n - b.n)
      .map(pair => pair.k)
      .join(''),
    found: [numbers.findLast(value => value > 4), numbers.at(-1), numbers.includes(9), numbers.indexOf(2)],
    flat: [[1, [2, [3]]], [4]].flat(2),
    entries: Object.fromEntries(
      Object.entries({ a: 1, b: 2 }).map(([name, value]) => [name.toUpperCase(), value]),
    ),
    order: Object.keys({ b: 1, 2: 1, a: 1, 1: 1, [Symbol('s')]: 1 }),
    sparse: [[, 1, , 2].length, 1 in [, 1], Object.keys([, 1, , 2])],
    from: Array.from({ length: 3 }, (_, index) => index ** 2),
    copyWithin: [1, 2, 3, 4, 5].copyWithin(0, 3),
    reduced: [[1, 2], [3]].reduceRight((sum, part) => sum.concat(part), [] as number[]),
  }
}
