import { beforeAll, describe, expect, test } from 'vitest'
import { YOI_2026_08 } from '../../src/contract/host-revisions.ts'
import type { JsonValue } from '../../src/manifest/manifest.ts'
import type { BuiltComponent } from '../../src/toolchains/build-result.ts'
import { buildFiles, PDK_IMPORT } from '../support/build-plugin.ts'
import { compileHostComponent, HostComponent } from '../support/host-component.ts'
import { buildHostTool } from '../support/host-tool.ts'
import { measureFuel } from '../support/measure-fuel.ts'

const ECHO = `${PDK_IMPORT}export default defineTools({
  echo: { run(input: { text: string }) { return { summary: 'ok ' + input.text.length, content: input.text } } },
  repeat: { run(input: { text: string; times: number }) { return { summary: 'ok', content: input.text.repeat(input.times) } } },
  fail: { run() { throw new Error('x'.repeat(8000)) } },
})`

/** Budgets of design 8, in fuel of the released host: 5,000,000 a call. */
describe('the fuel of a call', () => {
  let component: Uint8Array
  beforeAll(async () => {
    const built = await buildFiles({ 'src/plugin.ts': ECHO }, ['echo', 'repeat', 'fail'])
    component = (built as { component: Uint8Array }).component
  })

  const fuelOf = (tool: string, input: unknown) => measureFuel(component, tool, input).fuel

  test('is under 100,000 for a small echo', () => {
    expect(fuelOf('echo', { text: 'hello' })).toBeLessThan(100_000)
  })

  test('is under 2,000,000 for 4 KB of text, whatever its characters', () => {
    for (const text of [
      'lorem ipsum '.repeat(341),
      'a line\n'.repeat(585),
      '日本語'.repeat(455),
      'é'.repeat(2048),
      '"\\'.repeat(2048),
    ]) {
      expect(fuelOf('echo', { text })).toBeLessThan(2_000_000)
    }
  })

  test('is within the budget of the host for 60 KB of plain text, echoed or made', () => {
    expect(fuelOf('echo', { text: 'lorem ipsum '.repeat(5000) })).toBeLessThan(YOI_2026_08.fuelPerCall / 2)
    expect(fuelOf('repeat', { text: 'lorem ipsum\n', times: 5000 })).toBeLessThan(YOI_2026_08.fuelPerCall / 2)
  })

  test('is under 2,000,000 for an error with the longest message', () => {
    expect(fuelOf('fail', {})).toBeLessThan(2_000_000)
  })
})

describe('the fuel of checking an input against its schema', () => {
  const text = { type: 'string' }
  const whole = { type: 'integer' }
  const records = {
    type: 'array',
    items: {
      type: 'object',
      required: ['id', 'name', 'tags'],
      properties: {
        id: whole,
        name: text,
        tags: { type: 'array', items: { type: 'string', enum: ['new', 'old', 'other'] } },
      },
      additionalProperties: false,
    },
  }
  const properties = {
    text,
    numbers: { type: 'array', items: whole },
    records,
    map: { type: 'object', additionalProperties: whole },
  }
  const input_schema = { type: 'object', properties, additionalProperties: false }
  let checked: Uint8Array
  let unchecked: Uint8Array
  beforeAll(async () => {
    const source = `${PDK_IMPORT}export default defineTools({ tool: { run: () => ({ summary: 'ok' }) } })`
    const build = async (schema: object) => {
      const built = await buildFiles({ 'src/plugin.ts': source }, [
        { name: 'tool', input_schema: schema as JsonValue },
      ])
      return (built as BuiltComponent).component
    }
    checked = await build(input_schema)
    unchecked = await build({})
  })

  const costOf = (input: object) => {
    const { fuel, summary } = measureFuel(checked, 'tool', input)
    expect(summary).toBe('ok')
    return fuel - measureFuel(unchecked, 'tool', input).fuel
  }

  test('is under 3,000 for a small input', () => {
    expect(costOf({ text: 'hello' })).toBeLessThan(3_000)
  })

  /** As much as a call can parse at all, or as fits into the 65,536 bytes of an input. */
  const LARGE: Readonly<Record<string, object>> = {
    text: { text: 'lorem ipsum '.repeat(5_400) },
    'text with line ends': { text: 'a line of text\n'.repeat(3_800) },
    'text of other alphabets': { text: '日本語'.repeat(7_200) },
    numbers: { numbers: Array(3_900).fill(7) },
    'long numbers': { numbers: Array(1_300).fill(1_234_567_890) },
    records: { records: Array(230).fill({ id: 17, name: 'a name', tags: ['new', 'other'] }) },
    keys: { map: Object.fromEntries(Array.from({ length: 1_000 }, (_, index) => [`key ${index}`, index])) },
  }

  test.each(Object.keys(LARGE))('is under 5 % of what a call has for a large input of %s', name => {
    expect(costOf(LARGE[name]!)).toBeLessThan(YOI_2026_08.fuelPerCall / 20)
  })
})

describe('the fuel of a host call', () => {
  const empty = { status: 200, headers: [], body: '', truncated: false }

  async function fuelOf(body: string, answer: unknown): Promise<number> {
    const host = new HostComponent(compileHostComponent(await buildHostTool(body)), () => answer)
    expect(host.plugin.call('tool', {}).summary).toBe('ok')
    return host.fuelUsed
  }

  test('is under 200,000 for a small request, the call of an async tool included', async () => {
    const headers = "{ accept: 'text/html' }"
    const body = `request({ method: 'GET', url: 'https://a.example/v1', headers: ${headers} }); return { summary: 'ok' }`
    expect(await fuelOf(body, empty)).toBeLessThan(200_000)
  })

  test('is under 2,500,000 for the longest answer, whatever its characters, and for the longest body', async () => {
    const get = "request({ method: 'GET', url: 'https://a.example/' }); return { summary: 'ok' }"
    for (const unit of ['lorem ipsum ', '<li class="x">text</li>\n', '{"ab":"cd"},', '日本語', 'é']) {
      const text = unit.repeat(65_536 / Buffer.byteLength(unit))
      expect(await fuelOf(get, { ...empty, body: text }), unit).toBeLessThan(2_500_000)
    }
    const post =
      "request({ method: 'POST', url: 'https://a.example/', body: 'lorem \"x\"\\n'.repeat(2730) }); return { summary: 'ok' }"
    expect(await fuelOf(post, empty)).toBeLessThan(2_500_000)
  })
})
