import { beforeAll, describe, expect, test } from 'vitest'
import { YOI_2026_08 } from '../../src/contract/host-revisions.ts'
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
