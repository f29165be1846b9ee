/** What `let` and `const` promise: a build that turns them into `var` where nobody can tell must not be told here. */
export function blockScopes() {
  return {
    closures: closuresOfLoops(),
    shadows: shadows(1),
    early: early(),
    cases: ['a', 'b', 'c'].map(cases),
    fresh: fresh(),
    reused: reused([3, 1, 2]),
    heads: heads(),
    recursion: walk({ left: { left: null, right: null, name: 'l' }, right: null, name: 'root' }),
    caught: caught(),
    generator: [...interleaved()],
  }
}

interface Node {
  left: Node | null
  right: Node | null
  name: string
}

function closuresOfLoops() {
  const readers: (() => number)[] = []
  for (let i = 0; i < 3; i++) readers.push(() => i * 10)
  for (const i of [7, 8]) readers.push(() => i)
  for (let i = 0; i < 2; i++) {
    const square = i * i
    readers.push(() => square + i)
    i += 0
  }
  let n = 0
  while (n < 2) {
    let seen = n++
    readers.push(() => seen++)
  }
  return [...readers.map(read => read()), readers.at(-1)!()]
}

function shadows(x: number) {
  const seen = [x]
  {
    const x = 2
    seen.push(x)
    {
      let x = 3
      x++
      seen.push(x)
    }
    seen.push(x)
  }
  for (let x = 10; x < 12; x++) seen.push(x)
  try {
    throw 20
  } catch (x) {
    const y = x as number
    seen.push(y)
  }
  seen.push(x)
  return seen
}

function early() {
  const seen: string[] = []
  try {
    seen.push(String(read()))
  } catch (error) {
    seen.push((error as Error).name)
  }
  const later = 'later'
  seen.push(read())
  return seen
  function read() {
    return later
  }
}

function cases(letter: string) {
  switch (letter) {
    case 'a': {
      const value = 'A'
      return value
    }
    case 'b': {
      let value = 'B'
      value += '!'
      return value
    }
    default:
      try {
        return value!
      } catch (error) {
        return (error as Error).name
      }
  }
}

function fresh() {
  const seen: unknown[] = []
  for (let i = 0; i < 3; i++) {
    let value: number | undefined
    seen.push(value === undefined)
    value = i
  }
  return seen
}

function reused(numbers: readonly number[]) {
  let sum = 0
  for (let i = 0; i < numbers.length; i++) sum += numbers[i]!
  for (let i = numbers.length - 1; i >= 0; i--) sum = sum * 10 + numbers[i]!
  for (const i in numbers) sum += Number(i)
  for (const i of numbers) sum += i
  return sum
}

function heads() {
  const seen: string[] = []
  outer: for (let i = 0, end = 4; i < end; i++) {
    for (let j = i; ; j++) {
      if (j > 5) continue outer
      if (j % 2 === 0) continue
      seen.push(`${i}${j}`)
      if (seen.length > 6) break outer
      break
    }
  }
  for (const { a = 1, b: [c = a] = [] as number[] } of [{ a: 5 }, { b: [6] }] as {
    a?: number
    b?: number[]
  }[])
    seen.push(`${a}/${c}`)
  return seen
}

function walk(node: Node, depth = 0): string[] {
  const children: string[] = []
  for (const child of [node.left, node.right]) {
    const lines = child === null ? [] : walk(child, depth + 1)
    for (const line of lines) children.push(line)
  }
  return [`${depth}${node.name}`, ...children]
}

function caught() {
  const seen: string[] = []
  for (const turn of [1, 2]) {
    try {
      const label = `turn ${turn}`
      if (turn === 2) throw new Error(label)
      seen.push(label)
    } catch (error) {
      const label = (error as Error).message
      seen.push(`caught ${label}`)
    } finally {
      const label = 'finally'
      seen.push(label)
    }
  }
  return seen
}

function* interleaved() {
  for (let i = 0; i < 2; i++) {
    const inner = (function* () {
      for (let i = 10; i < 12; i++) yield i
    })()
    for (const value of inner) yield value + i
    yield i
  }
}
