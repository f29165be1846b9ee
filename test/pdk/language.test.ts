import { readFileSync } from 'node:fs'
import { runInNewContext } from 'node:vm'
import { beforeAll, describe, expect, test } from 'vitest'
import { buildTool } from '../support/build-plugin.ts'
import type { PluginInstance } from '../support/call-component.ts'

/** Expressions whose JSON must be the same in Node and in a component: every group of the interpreter's bytecodes. */
const EXPRESSIONS = readFileSync(new URL('../fixtures/javascript/expressions.txt', import.meta.url), 'utf8')
  .trim()
  .split('\n')

const TOP = `const expressions: (() => unknown)[] = [${EXPRESSIONS.map(text => `() => (${text})`).join(',\n')}]`

describe('JavaScript in a component', () => {
  let plugin: PluginInstance
  beforeAll(async () => {
    plugin = await buildTool('return { summary: "s", content: [expressions[input.n]!()] }', TOP)
  })

  test.each(EXPRESSIONS.map((text, n) => [n, text] as const))(
    'computes what Node computes: %i %s',
    (n, text) => {
      const expected = runInNewContext(`'use strict';\nJSON.stringify([${text}])`)
      expect(plugin.call('tool', { n }).content).toBe(expected)
    },
  )

  test('settles promises in order', async () => {
    const body = `
      const log: string[] = []
      const wait = async (name: string) => { log.push(name); await null; log.push(name + '!'); return name }
      const all = await Promise.all([wait('a'), wait('b')])
      const settled = await Promise.allSettled([Promise.reject(new Error('x')), 1])
      for await (const v of (async function* () { yield 1; yield 2 })()) log.push(String(v))
      try { await Promise.any([]) } catch (e) { log.push((e as Error).name) }
      queue: { log.push(await new Promise<string>(r => r('r'))) }
      return { summary: JSON.stringify([all, settled.map(s => s.status), log]) }`
    const settling = await buildTool(body.replace(/^/, 'return (async () => {').concat('})()'))
    expect(JSON.parse(settling.call('tool', {}).summary)).toEqual([
      ['a', 'b'],
      ['rejected', 'fulfilled'],
      ['a', 'b', 'a!', 'b!', '1', '2', 'AggregateError', 'r'],
    ])
  })
})
