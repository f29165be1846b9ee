function caught(action: () => unknown): string {
  try {
    return `no error: ${String(action())}`
  } catch (error) {
    return error instanceof Error ? error.name : `thrown ${typeof error}`
  }
}

function deep(n: number): number {
  return n === 0 ? 0 : 1 + deep(n - 1)
}

function finallyWins(): string {
  for (const turn of ['first', 'second']) {
    try {
      if (turn === 'first') continue
      return 'try'
    } finally {
      if (turn === 'second') break
    }
  }
  return 'after'
}

export function errors() {
  const missing = undefined as unknown as { a: { b: number } }
  const chain = new Error('outer', { cause: new TypeError('inner') })
  return {
    names: [
      caught(() => missing.a.b),
      caught(() => (missing as unknown as () => void)()),
      caught(() => new Array(-1)),
      caught(() => 'x'.repeat(-1)),
      caught(() => decodeURIComponent('%')),
      caught(() => JSON.parse('{')),
      caught(() => Stranger.read({} as Stranger)),
      caught(() => Symbol() + ''),
      caught(() => null![Symbol.iterator]),
      caught(() => {
        throw { plain: true }
      }),
      caught(() => Object.defineProperty(Object.freeze({}), 'x', { value: 1 })),
      caught(() => {
        ;(Object.freeze([1]) as number[]).push(2)
      }),
      caught(() => textOfCycle()),
    ],
    deep: [deep(100), /^(Range|Internal)Error$/.test(caught(() => deep(1e6)))],
    again: deep(50),
    finallyWins: finallyWins(),
    cause: [String(chain.cause), chain.message],
    aggregate: new AggregateError([1, 2], 'both').errors,
    optional: [missing?.a.b, missing?.a?.b ?? 'default', [undefined, null, 0, ''].map(value => value ?? 'd')],
  }
}

class Stranger {
  #a = 1
  static read(value: Stranger) {
    return value.#a
  }
}

function textOfCycle() {
  const cycle: { self?: unknown } = {}
  cycle.self = cycle
  return JSON.stringify(cycle)
}
