import { beforeAll, describe, expect, test } from 'vitest'
import { buildFiles, PDK_IMPORT } from '../../support/build-plugin.ts'
import { PluginInstance } from '../../support/call-component.ts'

const TOOL = `{ run() { return { summary: 'ok', content: [early, ...Array.from({ length: 5 }, () => Math.random())] } } }`
const SOURCE = `${PDK_IMPORT}const early = Math.random()\nexport default defineTools({ a: ${TOOL}, b: ${TOOL}, spread: {
  run() { let low = 0; for (let i = 0; i < 1000; i++) if (Math.random() < 0.25) low++; return { summary: String(low) } },
} })`

describe('Math.random', () => {
  let component: Uint8Array
  beforeAll(async () => {
    const built = await buildFiles({ 'src/plugin.ts': SOURCE }, ['a', 'b', 'spread'])
    if (!built.ok) throw new Error(JSON.stringify(built.findings))
    component = built.component
  })

  /** The numbers of a call in an instance of its own. */
  const numbers = (tool: string, input: object): readonly number[] =>
    JSON.parse(new PluginInstance(component).call(tool, input).content!)

  test('gives the same numbers for the same tool and input, whatever was called before', () => {
    const instance = new PluginInstance(component)
    instance.call('b', {})
    expect(JSON.parse(instance.call('a', { x: 1 }).content!)).toEqual(numbers('a', { x: 1 }))
  })

  test('gives other numbers for another tool, another input and another place in it', () => {
    const inputs = [
      {},
      { x: 1 },
      { x: 2 },
      { y: 1 },
      { text: 'a'.repeat(100) },
      { text: `${'a'.repeat(99)}b` },
      { text: `b${'a'.repeat(99)}` },
    ]
    const all = ['a', 'b'].flatMap(tool => inputs.map(input => numbers(tool, input).slice(1)))
    const distinct = new Set(all.flat())
    expect(distinct.size).toBe(all.flat().length)
    expect([...distinct].every(number => number >= 0 && number < 1)).toBe(true)
  })

  test('gives the same number at the top level in every call', () => {
    expect(new Set([numbers('a', {}), numbers('b', { x: 1 })].map(([early]) => early)).size).toBe(1)
  })

  test('spreads its numbers', () => {
    const low = Number(new PluginInstance(component).call('spread', {}).summary)
    expect(low).toBeGreaterThan(200)
    expect(low).toBeLessThan(300)
  })

  test('looks like the one of the language', async () => {
    const built = await buildFiles(
      {
        'src/plugin.ts': `${PDK_IMPORT}export default defineTools({ a: { run() { const { random } = Math
          return { summary: [random.name, random.length, typeof random(), Object.keys(Math).length].join() } } } })`,
      },
      ['a'],
    )
    const plugin = new PluginInstance((built as { component: Uint8Array }).component)
    expect(plugin.call('a', {}).summary).toBe('random,0,number,0')
  })
})
