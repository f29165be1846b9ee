import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { analyseScopes } from '../../../../src/toolchains/typescript/script/analyse-scopes.ts'
import { lightenScript } from '../../../../src/toolchains/typescript/script/lighten-script.ts'
import { parseScript } from '../../../../src/toolchains/typescript/script/syntax.ts'
import { randomSource } from '../../../support/random-source.ts'
import { scopeProgram } from '../../../support/scope-program.ts'

const PROGRAMS = 1_000
const SEED = 7
const MAX_TURNS = 60

/** The inside of a function, lightened. */
function lightened(body: string): string {
  const [before, after] = ['(() => {', '})()']
  const code = `${before}${body}${after}`
  return lightenScript(code, analyseScopes(parseScript(code)!)).slice(before.length, -after.length)
}

/** What a function body does in Node: what it records, and how it ends. */
function run(body: string): string {
  const seen: unknown[] = []
  let turns = 0
  const turn = () => {
    if (++turns > MAX_TURNS) throw new RangeError('turns')
    return turns
  }
  const see = (value: unknown) => seen.push(typeof value === 'function' ? 'function' : value)
  const later: (() => unknown)[] = []
  try {
    see(new Function('see', 'turn', 'later', body)(see, turn, later))
    for (const read of later.slice(0, 20)) see(read())
  } catch (error) {
    seen.push((error as Error).name)
  }
  return JSON.stringify(seen.slice(0, 500))
}

/** Functions have no source in a component; here they would tell `let` from `var`. */
const sourceOf = Function.prototype.toString
beforeAll(() => {
  Function.prototype.toString = () => 'function'
})
afterAll(() => {
  Function.prototype.toString = sourceOf
})

describe('a lightened script', () => {
  test.each([
    ['let a = 1; use(a)', 'var a = 1; use(a)'],
    ['const a = 1; use(a)', 'var   a = 1; use(a)'],
    ['for (let i = 0; i < 3; i++) use(i)', 'for (var i = 0; i < 3; i++) use(i)'],
    [
      'for (let i = 0; ;) use(i); for (const i of x) use(i)',
      'for (var i = 0; ;) use(i); for (var   i of x) use(i)',
    ],
    ['let a = 1; return () => a', 'var a = 1; return () => a'],
    ['{ let a = 1; { function f() { return a } } }', '{ var a = 1; { function f() { return a } } }'],
    ['let a; a = 1', 'var a; a = 1'],
  ])('%s', (body, expected) => {
    expect(lightened(body)).toBe(expected)
  })

  test.each([
    ['a closure in a loop', 'for (let i = 0; i < 3; i++) use(() => i)'],
    ['a fresh variable in a loop', 'for (;;) { let a; use(a); a = 1 }'],
    ['a use before', 'use(() => a); let a = 1'],
    ['a hoisted function', 'f(); let a = 1; function f() { return a }'],
    ['a use in its own value', 'let a = () => a'],
    ['a use in the head of the loop', 'for (const a of a) use(a)'],
    ['a shadowed parameter', 'return function (a) { { let a = 2; use(a) } return a }'],
    ['a shadowed global', '{ let a = 2; use(a) } return a'],
    ['an assigned constant', 'const a = 1; a = 2'],
    ['a case', 'switch (x) { case 0: let a = 1; use(a) }'],
    [
      'a second variable of a closure',
      '{ let a = 1; use(() => a) } { const [a] = x; for (;;) use(() => a) }',
    ],
    ['one of two names', 'for (;;) { let a = 1, b; use(a, b); b = 2 }'],
  ])('leaves %s alone', (_, body) => {
    expect(lightened(body)).toBe(body)
  })

  test(`does in Node what it did before: ${PROGRAMS} random programs`, () => {
    const random = randomSource(SEED)
    const counts = { programs: 0, changed: 0, ended: 0 }
    while (counts.programs < PROGRAMS) {
      const program = scopeProgram(random)
      if (!compiles(program)) continue
      const light = lightened(program)
      const expected = run(program)
      if (run(light) !== expected) expect(light).toBe(`a program that does ${expected}, like\n${program}`)
      counts.programs++
      if (light !== program) counts.changed++
      if (!expected.endsWith('Error"]') || expected.endsWith('"RangeError"]')) counts.ended++
    }
    expect(counts.changed).toBeGreaterThan(PROGRAMS / 2)
    expect(counts.ended).toBeGreaterThan(PROGRAMS / 3)
  })
})

function compiles(body: string): boolean {
  try {
    new Function(body)
    return true
  } catch {
    return false
  }
}
