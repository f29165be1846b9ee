import { beforeAll, describe, expect, test } from 'vitest'
import { PDK_LIMITS, WASM_PAGE_BYTES } from '../../src/contract/limits.ts'
import { buildFiles, buildTool, PDK_IMPORT } from '../support/build-plugin.ts'
import { PluginInstance } from '../support/call-component.ts'

const CASES = `
const cases: Record<string, (input: any) => any> = {
  error: () => { throw new Error('it broke') },
  unnamed: () => { throw new RangeError() },
  text: () => { throw 'just text' },
  null: () => { throw null },
  symbol: () => { throw Symbol('s') },
  hostile: () => { throw { toString() { throw 1 } } },
  denied: () => { throw new ToolError('denied', 'not for you', { path: '/x' }) },
  subclass: () => { throw new (class Own extends ToolError {})('invalid_input', 'own') },
  longDetails: () => { throw new ToolError('failed', 'm', 'x'.repeat(70_000)) },
  badDetails: () => { throw new ToolError('failed', 'm', 1n) },
  longMessage: () => { throw new Error('é'.repeat(5000)) },
  late: async () => { await null; throw new Error('later') },
  async: async input => { await 1; return { summary: 'a', content: await Promise.resolve(input.text) } },
  thenable: () => ({ then(resolve: any) { resolve({ summary: 'then' }) } }),
  never: () => new Promise(() => {}),
  deep: () => { const down = (n: number): number => down(n + 1) + 1; return down(0) },
  memory: () => { const all: any[] = []; for (;;) all.push(new Uint8Array(50_000)) },
  eval: () => (globalThis as any).eval('1 + 1'),
  newFunction: () => new Function('return 1')(),
}
`

describe('a call', () => {
  let plugin: PluginInstance
  beforeAll(async () => {
    plugin = await buildTool('return cases[input.name](input)', CASES)
  })

  function error(name: string) {
    const { summary, content } = plugin.call('tool', { name })
    const parsed = JSON.parse(content!).error
    expect(summary).toBe(`tool error: ${parsed.code}`)
    return parsed
  }

  test('that throws is answered with the message', () => {
    expect(error('error')).toEqual({ code: 'failed', message: 'it broke' })
    expect(error('unnamed')).toEqual({ code: 'failed', message: 'RangeError' })
    expect(error('text')).toEqual({ code: 'failed', message: 'just text' })
    expect(error('null')).toEqual({ code: 'failed', message: 'null' })
    expect(error('symbol')).toEqual({ code: 'failed', message: 'Symbol(s)' })
    expect(error('hostile')).toEqual({ code: 'failed', message: 'the thrown value has no message' })
  })

  test('that throws a ToolError is answered with its code and details', () => {
    expect(error('denied')).toEqual({ code: 'denied', message: 'not for you', details: { path: '/x' } })
    expect(error('subclass')).toEqual({ code: 'invalid_input', message: 'own' })
  })

  test('leaves out details that are too long or no JSON, and cuts a message at 4,096 bytes', () => {
    expect(error('longDetails')).toEqual({ code: 'failed', message: 'm' })
    expect(error('badDetails')).toEqual({ code: 'failed', message: 'm' })
    const { message } = error('longMessage')
    expect(message).toMatch(/^é+…$/)
    expect(Buffer.byteLength(message)).toBe(PDK_LIMITS.errorMessageBytes - 1)
  })

  test('may be async', () => {
    expect(plugin.call('tool', { name: 'async', text: 't' })).toEqual({ summary: 'a', content: 't' })
    expect(plugin.call('tool', { name: 'thenable' })).toEqual({ summary: 'then' })
    expect(error('late')).toEqual({ code: 'failed', message: 'later' })
    expect(error('never')).toEqual({
      code: 'failed',
      message: 'the tool returned a promise that never settled',
    })
  })

  test('survives deep recursion and a full memory, and the next call works', () => {
    expect(error('deep').message).toMatch(/stack/)
    expect(error('memory').message).toBe('out of memory')
    expect(error('error').message).toBe('it broke')
    expect(plugin.pages).toBeLessThanOrEqual(32)
  })

  test('that ran its stack into the heap ends in a trap, not with an answer', async () => {
    const broken = await buildTool("return { summary: 'fine' }")
    const canary = 12 * WASM_PAGE_BYTES
    expect(Buffer.from(broken.memory.subarray(canary, canary + 4)).toString()).toBe('Yoi!')
    broken.memory[canary] = 0
    expect(() => broken.call('tool', {})).toThrow(WebAssembly.RuntimeError)
  })

  test('cannot compile code', () => {
    expect(error('eval').message).toBe('eval is not supported')
    expect(error('newFunction').message).toBe('eval is not supported')
  })

  test('with an input that is no JSON object is answered with invalid_input', () => {
    for (const input of ['', '{', '[]', '1', 'null', '"text"', '{"a":1}x']) {
      const { summary, content } = JSON.parse(plugin.callRaw('tool', input))
      expect([summary, JSON.parse(content).error.code]).toEqual([
        'tool error: invalid_input',
        'invalid_input',
      ])
    }
  })

  test('of a tool that is not there is answered with unsupported_tool', () => {
    for (const name of ['other', '', 'toString', '__proto__', 'x'.repeat(5000), 'a"\n😀']) {
      const { summary, content } = plugin.call(name, {})
      expect(summary).toBe('tool error: unsupported_tool')
      expect(JSON.parse(content!).error.message).toContain(`this plugin has no tool "${name.slice(0, 1000)}`)
    }
  })

  test('knows its name', async () => {
    const named = await buildTool('return { summary: context.toolName }')
    expect(named.call('tool', {}).summary).toBe('tool')
  })

  test('gets input of 65,536 bytes whole', async () => {
    const size = await buildTool('return { summary: String(input.text.length) }')
    expect(size.callRaw('tool', `{"text":"${'x'.repeat(65_536 - 11)}"}`)).toBe('{"summary":"65525"}')
  })

  test('of the same instance gives the same answer a thousand times, without growing', () => {
    const first = plugin.call('tool', { name: 'async', text: 'again' })
    const { pages } = plugin
    for (let count = 0; count < 1000; count++) {
      expect(plugin.call('tool', { name: 'async', text: 'again' })).toEqual(first)
    }
    expect(plugin.pages).toBe(pages)
  })
})

describe('the language', () => {
  test('is modern JavaScript with its usual objects, without a clock and without chance', async () => {
    const body = `
      class P { #n = 1; static s = 2; get n() { return this.#n } }
      const [a, ...rest] = [1, 2, 3]
      function* count() { yield 1; yield 2 }
      return { summary: JSON.stringify([
        new P().n, P.s, rest, [...count()], { ...{ a } }, input?.missing?.deep ?? 'none', 2n ** 70n + '', 'x'.at(-1),
        [...new Map([[1, 2]]), ...new Set([3])], 'a1b22'.replace(/(?<d>\\d+)/g, '<$<d>>'), new Uint8Array([1, 300])[1],
        new Date(0).toISOString(), Date.now(), new Date().getTimezoneOffset(), Object.groupBy([1, 2], n => n % 2 ? 'odd' : 'even'),
        [3, 1, 2].toSorted(), webGlobals(),
      ]) }`
    const top =
      'const webGlobals = () => typeof (globalThis as any).structuredClone + typeof (globalThis as any).fetch'
    const plugin = await buildTool(body, top)
    expect(JSON.parse(plugin.call('tool', {}).summary)).toEqual([
      1,
      2,
      [2, 3],
      [1, 2],
      { a: 1 },
      'none',
      '1180591620717411303424',
      'x',
      [[1, 2], 3],
      'a<1>b<22>',
      44,
      '1970-01-01T00:00:00.000Z',
      0,
      0,
      { odd: [1], even: [2] },
      [1, 2, 3],
      'functionundefined',
    ])
  })

  test('gives the same random numbers in every instance', async () => {
    const built = await buildFiles(
      {
        'src/plugin.ts': `${PDK_IMPORT}export default defineTools({ dice: { run() { return { summary: Math.random() + '' } } } })`,
      },
      ['dice'],
    )
    const component = (built as { component: Uint8Array }).component
    const roll = () => new PluginInstance(component).call('dice', {}).summary
    expect(roll()).toBe(roll())
  })
})
