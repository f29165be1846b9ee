import fc from 'fast-check'
import { beforeAll, describe, expect, test } from 'vitest'
import { PDK_LIMITS } from '../../src/contract/limits.ts'
import { type ExactJson, exactJsonText, fromJsonValue } from '../../src/manifest/exact-json.ts'
import type { JsonValue } from '../../src/manifest/manifest.ts'
import { cleanText } from '../../src/pdk/starlingmonkey/bound-text.ts'
import { checkInput, type InputPlan } from '../../src/pdk/starlingmonkey/check-input.ts'
import { makeEngine } from '../../src/pdk/starlingmonkey/make-engine.ts'
import { seedRandom } from '../../src/pdk/starlingmonkey/seed-random.ts'
import { writeAnswer } from '../../src/pdk/starlingmonkey/write-answer.ts'
import { HOST_FUNCTIONS } from '../../src/toolchains/typescript/quickjs/host-functions.ts'
import { moduleText } from '../../src/toolchains/typescript/starlingmonkey/module-text.ts'
import { buildTool, buildToolComponent } from '../support/build-plugin.ts'
import { coreModuleOf, PluginInstance } from '../support/call-component.ts'
import { compileHostComponent, HostComponent } from '../support/host-component.ts'
import { buildHostTool } from '../support/host-tool.ts'
import { randomSource } from '../support/random-source.ts'
import { json, keyName, near, node } from '../support/schema-arbitraries.ts'

/** Everything that may matter: escapes, controls, every width in UTF-8, halves of pairs. */
const piece = fc.oneof(
  fc.string({ unit: fc.constantFrom(...'"\\\n\t\r\u0000\u007f\u0080\u00a0é日😀\ud800x ') }),
  fc.string({ unit: 'grapheme', maxLength: 20 }),
)
const text = fc
  .tuple(fc.array(piece, { maxLength: 12 }), fc.integer({ min: 1, max: 60 }))
  .map(([parts, times]) => parts.join('').repeat(times))

describe('an answer', () => {
  let quickjs: PluginInstance
  beforeAll(async () => {
    quickjs = await buildTool(
      'return { summary: input.summary, content: input.isExact ? JSON.parse(input.content) : input.content }',
    )
  })

  test('is that of QuickJS, whatever the texts', () => {
    fc.assert(
      fc.property(text, fc.option(text, { nil: undefined }), (summary, content) => {
        expect(JSON.parse(writeAnswer(summary, content, false)!)).toEqual(
          quickjs.call('tool', { summary, ...(content !== undefined && { content }) }),
        )
      }),
      { numRuns: 300 },
    )
  })

  test('is cut where QuickJS cuts, at every width and near every bound', async () => {
    const repeating = await buildTool(
      'const text = input.unit.repeat(input.length); return { summary: text, content: text }',
    )
    for (const unit of ['x', '"', 'é', '日', '😀', '\n'])
      for (const length of [
        340, 341, 1021, 1024, 1025, 15_103, 20_139, 30_208, 32_700, 60_416, 60_417, 65_000,
      ]) {
        const value = unit.repeat(length)
        const ours = JSON.parse(writeAnswer(value, value, false)!)
        const theirs = repeating.call('tool', { unit, length })
        expect([ours.summary.length, ours.content.length]).toEqual([
          theirs.summary.length,
          theirs.content!.length,
        ])
        expect(ours.content === theirs.content && ours.summary === theirs.summary).toBe(true)
      }
  })

  test('is refused when exact content is too long, at the same length', () => {
    for (const unit of ['x', '"']) {
      const fits = (length: number) => writeAnswer('s', JSON.stringify([unit.repeat(length)]), true) !== null
      let longest = PDK_LIMITS.contentBytes
      while (!fits(longest)) longest -= fits(longest - 500) ? 1 : 500
      const summaryOf = (length: number) =>
        quickjs.call('tool', { summary: 's', isExact: true, content: JSON.stringify([unit.repeat(length)]) })
          .summary
      expect(summaryOf(longest)).toBe('s')
      expect(summaryOf(longest + 1)).toBe('tool error: invalid_output')
    }
  })
})

const CALLER = `
  const functions: any = {
    request, readText, list, writeText,
    open: websocket.open, send: websocket.send, recv: websocket.recv, close: websocket.close,
  }
  try {
    return { summary: 'ok', content: { given: functions[input.call](...input.args) ?? null } }
  } catch (error: any) {
    return { summary: error.name, content: error.message }
  }`

const ANSWER = { status: 200, headers: [], body: '', type: 'text', text: 'é', handle: 1, closed: true }

describe('a host call', () => {
  let quickjs: HostComponent
  let functions: Record<string, (...args: unknown[]) => unknown>
  let received: unknown[] | null
  beforeAll(async () => {
    quickjs = new HostComponent(compileHostComponent(await buildHostTool(CALLER)), () => ANSWER)
    const host = HOST_FUNCTIONS.map(() => (...args: unknown[]) => {
      received = args
      return JSON.stringify(ANSWER)
    })
    Object.assign(globalThis, { 'yoi:engine': makeEngine(host, () => {}) })
    const { request, readText, list, writeText, websocket } = await import('../../src/pdk/index.ts')
    functions = { request, readText, list, writeText, ...websocket } as typeof functions
  })

  /** What the host would receive, or why the SDK refuses. */
  function inNode(name: string, args: readonly unknown[]): unknown {
    received = null
    try {
      functions[name]!(...args)
      return received!.map(parsed)
    } catch (error) {
      return sentence(error as Error)
    }
  }

  function inQuickjs(name: string, args: readonly unknown[]): unknown {
    const calls = quickjs.calls.length
    const { summary, content } = quickjs.plugin.call('tool', { call: name, args })
    if (summary !== 'ok') return sentence({ name: summary, message: content! })
    return quickjs.calls[calls]!.args.map(parsed)
  }

  const parsed = (value: unknown) =>
    typeof value === 'string' && value.startsWith('{') ? JSON.parse(value) : value

  /** Of two reasons for "too long" either may be told. */
  const sentence = ({ name, message }: Pick<Error, 'name' | 'message'>) =>
    cleanText(`${name}: ${message}`).replace(
      /it is longer than 49,152 bytes as JSON$/,
      'the body is longer than 32,768 bytes, or the request longer than 49,152 bytes as JSON',
    )

  function compare(name: string, args: readonly unknown[]): void {
    expect(inNode(name, args)).toEqual(inQuickjs(name, args))
  }

  const url = fc
    .array(
      fc.constantFrom(
        ...['http:', 'https:', 'WS:', 'wss:', '//', '/', '\\', '@', ':', 'a.example', '80', '65536', '[::1]'],
        ...['?', '#', ' ', '\t', '\n', '%', '<', '|', '^', 'é', '..', '\u0001', '\u007f', '_', '\0', ':@'],
      ),
      { maxLength: 8 },
    )
    .map(parts => parts.join(''))
  const anyUrl = fc.oneof(
    url,
    url.map(rest => `https://${rest}`),
    url.map(rest => `wss://${rest}`),
  )
  const method = fc.constantFrom('GET', 'POST', 'get', 'HEAD', '')
  const header = fc.record({
    name: fc.oneof(
      fc.constantFrom(
        'accept',
        'Connection',
        'UPGRADE',
        'Cookie',
        'x-api-key',
        'x-a',
        '',
        'a b',
        'é',
        'n'.repeat(65),
      ),
      piece,
    ),
    value: fc.oneof(
      fc.constantFrom(
        'a, Upgrade ,b',
        'text/event-stream;q=1',
        'text/EVENT-stream',
        'v'.repeat(1_025),
        'a\tb',
        'a\rb',
      ),
      piece,
      fc.constant(7 as unknown as string),
    ),
  })

  test('of request sends or refuses as in QuickJS', () => {
    fc.assert(
      fc.property(
        anyUrl,
        method,
        fc.array(header, { maxLength: 18 }),
        fc.option(piece),
        (where, how, headers, body) => {
          compare('request', [{ method: how, url: where, headers, body }])
          compare('request', [{ method: 'GET', url: where }])
          compare('request', [{ method: 'PUT', url: 'http://a.example/', headers, body }])
        },
      ),
      { numRuns: 400 },
    )
  })

  test('of websocket sends or refuses as in QuickJS', () => {
    fc.assert(
      fc.property(anyUrl, text, fc.nat(), (where, message, handle) => {
        compare('open', [where])
        compare('send', [{ handle, url: where }, message])
        compare('recv', [{ handle, url: where }, handle])
        compare('close', [{ handle, url: where }])
      }),
      { numRuns: 300 },
    )
  })

  test('of fs sends or refuses as in QuickJS', () => {
    const segment = fc.constantFrom('', '.', '..', 'a', '.a', 'é', '\\', '\0', ' ', '...', 'n'.repeat(2_048))
    fc.assert(
      fc.property(fc.array(segment, { maxLength: 5 }), text, (segments, content) => {
        const path = segments.join('/')
        compare('readText', [path])
        compare('list', [path])
        compare('writeText', [path, content])
      }),
      { numRuns: 300 },
    )
  })

  test('refuses what is no text, as in QuickJS', () => {
    for (const wrong of [undefined, null, 1, {}, []]) {
      for (const name of ['readText', 'list', 'open']) compare(name, [wrong])
      compare('writeText', ['a', wrong])
      compare('send', [{ handle: 1 }, wrong])
      compare('request', [{ method: wrong, url: 'http://a/' }])
      compare('request', [{ method: 'GET', url: wrong }])
      if (wrong !== undefined && wrong !== null)
        compare('request', [{ method: 'GET', url: 'http://a/', body: wrong }])
    }
  })
})

test('an input is checked as in QuickJS: the same place, the same words', async () => {
  const module = new WebAssembly.Module(coreModuleOf(await buildToolComponent("return { summary: 'fits' }")))
  const counts = { fits: 0, refused: 0 }
  const properties = fc.dictionary(keyName, node, { minKeys: 1, maxKeys: 4 })
  const values = fc.array(json, { maxLength: 4 })
  fc.assert(
    fc.property(properties, values, fc.nat(), (properties, values, seed) => {
      const schema = { type: 'object', properties }
      const exact = fromJsonValue(schema as unknown as JsonValue)
      const quickjs = new PluginInstance(module)
      quickjs.placeSchemas([{ name: 'tool', schema: exact }])
      const plan = inputPlan(exact)
      const random = randomSource(seed)
      for (const input of [...values, ...Array.from({ length: 8 }, () => near(schema, random))]) {
        const text = exactJsonText(fromJsonValue(input))
        const problem = checkInput(JSON.parse(text), plan)
        const { summary, content } = JSON.parse(quickjs.callRaw('tool', text))
        counts[problem === null ? 'fits' : 'refused'] += 1
        if (problem === null) expect(summary).toBe('fits')
        else {
          const { path, expected, found } = JSON.parse(content).error.details
          expect(problem).toEqual([path, expected, found])
        }
      }
    }),
    { numRuns: 150 },
  )
  expect(Math.min(counts.fits, counts.refused)).toBeGreaterThan(150)
})

/** As it reaches the guest: through the text of the module. */
function inputPlan(schema: ExactJson): InputPlan {
  const bundle = { code: '1', sourceMap: '{"mappings":""}' }
  const { text } = moduleText('', { bundle, hostFunctions: [], schemas: [{ name: 'tool', schema }] })
  const [, literal] = /JSON\.parse\((".*")\)\)$/m.exec(text)!
  return JSON.parse(JSON.parse(literal!)).tool
}

test('Math.random gives the numbers of QuickJS, which follow from tool and input', async () => {
  const quickjs = await buildTool('return { summary: [Math.random(), Math.random(), Math.random()].join() }')
  const original = Math.random
  for (const text of ['', 'a', 'é', 'x'.repeat(500), '0123456789abc']) {
    const input = JSON.stringify({ text })
    seedRandom('tool', input)
    const numbers = [Math.random(), Math.random(), Math.random()].join()
    Math.random = original
    expect(JSON.parse(quickjs.callRaw('tool', input)).summary).toBe(numbers)
  }
})
