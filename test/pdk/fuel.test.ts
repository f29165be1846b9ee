import { beforeAll, describe, expect, test } from 'vitest'
import { YOI_2026_08 } from '../../src/contract/host-revisions.ts'
import { buildFiles, PDK_IMPORT } from '../support/build-plugin.ts'
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
