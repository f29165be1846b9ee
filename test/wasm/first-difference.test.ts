import { expect, test } from 'vitest'
import { firstDifference } from '../../src/wasm/first-difference.ts'
import { assemble } from '../support/assemble.ts'

const module = (data: string, name = 'f') =>
  `(core module (memory 1) (func (export "${name}")) (data (i32.const 100) "abc") (data (i32.const 4096) "${data}"))`

test('of components is told by section, byte and address', async () => {
  const first = await assemble(`(component ${module('x')} (component ${module('hello')}))`)
  const second = await assemble(`(component ${module('x')} (component ${module('helpo')}))`)
  expect(firstDifference(first, first)).toBe(null)
  const difference = firstDifference(first, second)!
  expect(difference).toMatchObject({
    section: 'component 0, core module 0, data section',
    address: 4099,
    first: '6c 6f',
    second: '70 6f',
  })
  expect(first[difference.offset]).toBe(0x6c)
})

test('of sections that grew is in the section, not in its length', async () => {
  const [first, second] = await Promise.all(
    [module('ab'), module('ab', 'longer')].map(text => assemble(`(component ${text})`)),
  )
  expect(firstDifference(first!, second!)).toMatchObject({
    section: 'core module 0, export section',
    address: null,
  })
})

test('of one that goes on is told with what follows', async () => {
  const first = await assemble('(component)')
  const second = await assemble(`(component ${module('x')})`)
  expect(firstDifference(first, second)).toMatchObject({ section: 'core module 0, type section', first: '' })
  expect(firstDifference(second, first)).toMatchObject({ section: 'core module 0, type section', second: '' })
})
