import { readdirSync, readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { componentWit } from '@bytecodealliance/jco-transpile/wasm-tools'
import { describe, expect, test } from 'vitest'
import { readComponent } from '../../src/component/read-component.ts'
import { assemble, assembleGuest } from '../support/assemble.ts'
import { buildFromWit } from '../support/build-from-wit.ts'
import { factLines, printedLines } from '../support/wit-lines.ts'
import { witSource } from '../support/wit-source.ts'

const folder = fileURLToPath(new URL('../fixtures/component/valid', import.meta.url))

/** What the tooling's WIT can say only of functions and interfaces at the root. */
const NOT_IN_WIT = ['joined-variant', 'module-import', 'resource-defined', 'type-of-hundred-levels']

describe('the facts tell the same imports and exports as the tooling prints', () => {
  test.each(
    readdirSync(folder)
      .map(name => name.replace('.wat', ''))
      .filter(name => !NOT_IN_WIT.includes(name)),
  )('of %s', async name => {
    await expectAgreement(await assemble(readFileSync(`${folder}/${name}.wat`, 'utf8')))
  })

  test('of the hand-written tool', async () => {
    await expectAgreement(await assembleGuest('echo-tool.wat'), 1)
  })

  test.each(['tool', 'instance'])('of the standard encoder for our world %s', async world => {
    await expectAgreement(await buildFromWit(witSource(), world), 4)
  })

  test('of every type that a function at the root can have without naming one', async () => {
    await expectAgreement(
      await buildFromWit(
        `package a:b;
        world w {
          import numbers: func(a: u8, b: s8, c: u16, d: s16, e: u32, f: s32, g: u64, h: s64) -> tuple<f32, f64>;
          import texts: func(a: char, b: string, c: list<string>, d: option<bool>) -> result<list<u8>, string>;
          import results: func(a: result, b: result<u8>, c: result<_, u8>);
          import plain: interface { one: func(); two: func(a: list<list<option<u8>>>) -> result; }
          export out: func() -> option<tuple<u8, string>>;
        }`,
        'w',
      ),
      7,
    )
  })

  test('of functions that use types of an interface by name', async () => {
    await expectAgreement(
      await buildFromWit(
        `package a:b; interface types { record point { x: u32 } resource file; }
        world w { import types; use types.{point, file};
          import move: func(p: point, f: borrow<file>) -> result<point>; import take: func(f: file); }`,
        'w',
      ),
      3,
    )
  })
})

/** @param atLeast how many lines there must be to compare */
async function expectAgreement(bytes: Uint8Array, atLeast = 0): Promise<void> {
  const facts = readComponent(bytes)
  expect(facts.refusal).toBeUndefined()
  const printed = printedLines(await componentWit(bytes))
  expect(printed.length).toBeGreaterThanOrEqual(atLeast)
  expect(factLines(facts)).toEqual(printed)
}
