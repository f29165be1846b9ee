function* fibonacci(): Generator<number, never, unknown> {
  let [a, b] = [0, 1]
  for (;;) {
    yield a
    ;[a, b] = [b, a + b]
  }
}

function* take<T>(source: Iterable<T>, count: number): Generator<T> {
  if (count <= 0) return
  for (const value of source) {
    yield value
    if (--count === 0) return
  }
}

function* conversation(): Generator<string, string, number> {
  const heard: number[] = []
  try {
    for (;;) heard.push(yield `heard ${heard.length}`)
  } catch (error) {
    yield `caught ${error}`
    return heard.join()
  } finally {
    heard.push(-1)
  }
}

class Tree {
  constructor(
    readonly value: number,
    readonly left?: Tree,
    readonly right?: Tree,
  ) {}
  *[Symbol.iterator](): Generator<number> {
    if (this.left) yield* this.left
    yield this.value
    if (this.right) yield* this.right
  }
}

export function generators() {
  const talk = conversation()
  const lines = [talk.next(0), talk.next(1), talk.next(2), talk.throw('stop'), talk.next(3), talk.next(4)]
  const closed: string[] = []
  function* closing() {
    try {
      yield 1
      yield 2
    } finally {
      closed.push('closed')
    }
  }
  for (const value of closing()) {
    closed.push(`saw ${value}`)
    break
  }
  const [first] = closing()
  const delegated = (function* () {
    const result = yield* (function* () {
      yield 'inner'
      return 'returned'
    })()
    yield result
  })()
  return {
    fibonacci: [...take(fibonacci(), 12)],
    lines: lines.map(({ value, done }) => `${value} ${done}`),
    tree: [...new Tree(2, new Tree(1), new Tree(4, new Tree(3)))],
    closed,
    first,
    delegated: [...delegated],
    spread: Math.max(...take([3, 9, 4, 99], 3)),
    object: { ...[...'ab'] },
  }
}
