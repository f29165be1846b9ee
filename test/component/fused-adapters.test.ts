import { readFileSync } from 'node:fs'
import { describe, expect, test } from 'vitest'
import { readComponent } from '../../src/component/read-component.ts'
import { assemble } from '../support/assemble.ts'

/** The second engine compares the same files in test/engines/validity.mjs: it instantiates them within these counts, and within no less. */
describe('core instances that an engine adds between components', () => {
  test.each([
    ['adapters-in-turn', 5, 'three modules, and an adapter module for each of two calls'],
    ['adapters-side-by-side', 4, 'three modules, and one adapter module for two calls'],
    ['nested-component', 1, 'a function that only passes through'],
  ])('%s: %i, that is %s', async (name, coreInstances) => {
    const text = readFileSync(new URL(`../fixtures/component/valid/${name}.wat`, import.meta.url), 'utf8')
    const { refusal, footprint } = readComponent(await assemble(text))
    expect(refusal).toBeUndefined()
    expect(footprint.coreInstances).toBe(coreInstances)
  })

  test('the composition that calls every kind of value across: its own two modules, a helper each, and adapters', async () => {
    const text = readFileSync(new URL('../guests/composed.wat', import.meta.url), 'utf8')
    expect(readComponent(await assemble(text)).footprint).toMatchObject({ coreInstances: 5, memories: 2 })
  })
})
