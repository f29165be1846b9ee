enum Level {
  Low = 1,
  High = Low << 2,
}

namespace Geometry {
  export const unit = 'cm'
  export const label = (size: number) => `${size} ${unit}`
}

const symbol = Symbol('tag')

function defaults({ a = 1, ...rest }: Record<string, number> = {}, [b, , c = b] = [2, 3], ...more: number[]) {
  return { a, rest, b, c, more, count: arguments.length }
}

function labelled(): number[] {
  const seen: number[] = []
  rows: for (const row of [[1, -1, 2], [3], [4, 0, 5]]) {
    for (const cell of row) {
      if (cell < 0) continue rows
      if (cell === 0) break rows
      seen.push(cell)
    }
  }
  return seen
}

export function syntax() {
  let assigned: number | null = null
  assigned ??= 5
  assigned ||= 6
  assigned &&= assigned + 1
  const object = {
    __proto__: { inherited: true },
    get double() {
      return this.value * 2
    },
    value: 4,
    [symbol]: 'symbol',
    async *stream() {},
    'quoted-key': 1,
    16: 'hex',
  }
  const { value: renamed, ...others } = object
  const swap = { a: 1, b: 2 }
  ;[swap.a, swap.b] = [swap.b, swap.a]
  const counter = (
    (count: number) => () =>
      ++count
  )(10)
  counter()
  const typed = { kind: 'text', size: 3 } as const satisfies { kind: string; size: number }
  return {
    enums: [Level.High, Level[4], Level.Low],
    namespaces: Geometry.label(3),
    defaults: [defaults(), defaults({ a: 9, z: 8 }, [7], 6, 5)],
    labelled: labelled(),
    assigned,
    object: [
      object.double,
      (object as unknown as { inherited: boolean }).inherited,
      object[symbol],
      Object.keys(object),
    ],
    renamed,
    others: Object.keys(others),
    swap,
    counter: counter(),
    typed: typed.kind,
    comma: (1, 2),
    voided: void 0 === undefined,
    exponent: 2 ** (3 ** 2),
    numeric: [1_000_000, 0b101, 0o17, 0xff],
    chain: [object?.['value'], (undefined as unknown as { x(): number })?.x(), typeof missing],
    iife: (() => {
      for (var i = 0; i < 3; i++);
      return i
    })(),
    getters: Object.getOwnPropertyDescriptor(object, 'double')?.get?.name,
    spread: [...'ab', ...new Set([1, 1, 2])],
    inOperator: ['value' in object, delete (object as { value?: number }).value, 'value' in object],
  }
}

declare const missing: unknown
