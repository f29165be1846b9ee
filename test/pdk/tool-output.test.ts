import { beforeAll, describe, expect, test } from 'vitest'
import { CALL_LIMITS, PDK_LIMITS } from '../../src/contract/limits.ts'
import { buildTool } from '../support/build-plugin.ts'
import type { PluginInstance } from '../support/call-component.ts'

const byteLength = (text: string) => Buffer.byteLength(text)

/** A tool that answers with what the code in its input evaluates to cannot exist: there is no eval. It picks by name instead. */
const CASES = `
const cyclic: any = {}; cyclic.self = cyclic
const cases: Record<string, () => any> = {
  none: () => ({ summary: 'ok' }),
  null: () => ({ summary: 'ok', content: null }),
  object: () => ({ summary: 'ok', content: { b: [1, 'x', null], a: true } }),
  number: () => ({ summary: 'ok', content: 1.5 }),
  false: () => ({ summary: 'ok', content: false }),
  bigint: () => ({ summary: 'ok', content: { n: 1n } }),
  cyclic: () => ({ summary: 'ok', content: cyclic }),
  function: () => ({ summary: 'ok', content: () => 1 }),
  noSummary: () => ({ content: 'x' }),
  nothing: () => undefined,
  longJson: () => ({ summary: 'ok', content: ['x'.repeat(60_413)] }),
  fullJson: () => ({ summary: 'ok', content: ['x'.repeat(60_412)] }),
  rope: () => { let text = ''; for (let n = 0; n < 3000; n++) text += 'é' + n; return { summary: text.slice(0, 9), content: text } },
  wideRope: () => { let text = '日'; for (let n = 0; n < 3000; n++) text += 'é' + n; return { summary: '😀' + text, content: text } },
  slice: () => { const text = 'abcdefghij'.repeat(3000); return { summary: text.slice(7, 900), content: text.slice(5, 20_001) } },
  wideSlice: () => { const text = '日é😀a'.repeat(3000); return { summary: text.slice(6, 400), content: text.slice(3, 10_002) } },
  constant: () => ({ summary: 'constant', content: 'a "constant" text in the bytecode' }),
  quotedJson: () => ({ summary: 'ok', content: '"'.repeat(8_000).split('') }),
}
`

describe('the output of a tool', () => {
  let echo: PluginInstance
  let cases: PluginInstance
  beforeAll(async () => {
    echo = await buildTool('return { summary: input.summary, content: input.content }')
    cases = await buildTool('return cases[input.name]()', CASES)
  })

  const content = (text: string) => echo.call('tool', { summary: 's', content: text }).content!
  const summary = (text: string) => echo.call('tool', { summary: text }).summary

  test('keeps text as it is: every plane, quotation marks, newlines, tabs', () => {
    const text = 'a"b\\c\nd\te/ é ß 日本 😀 \u2028 \ufeff \u00a0 \u{10ffff}'
    expect(content(text)).toBe(text)
    expect(summary(text)).toBe(text)
  })

  test('is the same for every length of text around the width of the fast path', () => {
    for (let length = 0; length < 70; length++) {
      const text = 'abcdefghijklmnopqrstuvwxyz"0123456789'.repeat(2).slice(0, length)
      expect(content(text)).toBe(text)
      expect(content(`é${text}`)).toBe(`é${text}`)
    }
  })

  test('turns control characters but newline and tab into spaces', () => {
    const all = Array.from({ length: 0xa0 }, (_, code) => String.fromCharCode(code)).join('')
    const expected = all.replace(/[\u0000-\u0008\u000b-\u001f\u007f-\u009f]/g, ' ')
    expect(content(all)).toBe(expected)
    expect(summary(all)).toBe(expected)
  })

  test('is the same however the engine stores the text', () => {
    const counted = (start: string) => start + Array.from({ length: 3000 }, (_, n) => `é${n}`).join('')
    const ascii = 'abcdefghij'.repeat(3000)
    const wide = '日é😀a'.repeat(3000)
    expect(cases.call('tool', { name: 'rope' })).toEqual({ summary: 'é0é1é2é3é', content: counted('') })
    expect(cases.call('tool', { name: 'wideRope' }).content).toBe(counted('日'))
    expect(cases.call('tool', { name: 'slice' })).toEqual({
      summary: ascii.slice(7, 900),
      content: ascii.slice(5, 20_001),
    })
    expect(cases.call('tool', { name: 'wideSlice' })).toEqual({
      summary: Buffer.from(wide.slice(6, 400)).toString(),
      content: Buffer.from(wide.slice(3, 10_002)).toString(),
    })
    expect(cases.call('tool', { name: 'constant' }).content).toBe('a "constant" text in the bytecode')
  })

  test('replaces half a surrogate pair', () => {
    expect(content('a\ud800b\udfffc')).toBe('a\ufffdb\ufffdc')
    expect(content('\ude00\ud83d')).toBe('\ufffd\ufffd')
  })

  test('cuts a summary at 1,024 bytes with an ellipsis and keeps one of exactly that length', () => {
    const limit = PDK_LIMITS.summaryBytes
    expect(summary('x'.repeat(limit))).toBe('x'.repeat(limit))
    expect(summary('x'.repeat(limit + 1))).toBe(`${'x'.repeat(limit - 3)}…`)
    expect(summary('x'.repeat(30_000))).toBe(`${'x'.repeat(limit - 3)}…`)
  })

  test('cuts at the boundary of a character, whatever its width and place', () => {
    for (const character of ['é', '日', '😀']) {
      for (let shift = 0; shift < 5; shift++) {
        const cut = summary('x'.repeat(shift) + character.repeat(600))
        expect(cut).toMatch(new RegExp(`^x{${shift}}(${character})+…$`, 'u'))
        expect(byteLength(cut)).toBeGreaterThan(PDK_LIMITS.summaryBytes - 4)
        expect(byteLength(cut)).toBeLessThanOrEqual(PDK_LIMITS.summaryBytes)
      }
    }
  })

  test('says "tool completed" where a summary is blank', () => {
    for (const blank of ['', ' ', '\n\t ', ' '.repeat(64), '\u0001\u007f', '\u0085']) {
      expect(summary(blank)).toBe('tool completed')
    }
    expect(summary(`${' '.repeat(40)}.`)).toBe(`${' '.repeat(40)}.`)
  })

  test('cuts content at 60,416 bytes', () => {
    const limit = PDK_LIMITS.contentBytes
    expect(content('x'.repeat(limit))).toBe('x'.repeat(limit))
    expect(content('x'.repeat(limit + 1))).toBe(`${'x'.repeat(limit - 3)}…`)
    expect(content('日'.repeat(20_138)).length).toBe(20_138)
    expect(byteLength(content('日'.repeat(21_000)))).toBeLessThanOrEqual(limit)
  })

  test('cuts content so that the whole answer fits when escapes make it longer', () => {
    for (const [character, tail] of [
      ['"', ''],
      ['\n', 'x'],
      ['\\', 'é'],
    ] as const) {
      const text = character.repeat(33_000) + tail.repeat(2_000)
      const raw = echo.callRaw('tool', JSON.stringify({ summary: 'a"'.repeat(500), content: text }))
      expect(byteLength(raw)).toBeLessThanOrEqual(CALL_LIMITS.outputBytes)
      expect(byteLength(raw)).toBeGreaterThan(CALL_LIMITS.outputBytes - 10)
      expect(JSON.parse(raw).content).toMatch(/…$/)
    }
  })

  test('is absent content for undefined and null', () => {
    expect(cases.callRaw('tool', '{"name":"none"}')).toBe('{"summary":"ok"}')
    expect(cases.callRaw('tool', '{"name":"null"}')).toBe('{"summary":"ok"}')
  })

  test('is compact JSON for any other value', () => {
    expect(cases.call('tool', { name: 'object' }).content).toBe('{"b":[1,"x",null],"a":true}')
    expect(cases.call('tool', { name: 'number' }).content).toBe('1.5')
    expect(cases.call('tool', { name: 'false' }).content).toBe('false')
  })

  test('is an error where a value is no JSON or no output', () => {
    const error = (name: string) => {
      const { summary: text, content: json } = cases.call('tool', { name })
      const { code, message } = JSON.parse(json!).error
      expect(text).toBe(`tool error: ${code}`)
      return `${code}: ${message}`
    }
    expect(error('bigint')).toMatch(/^serialization: .*BigInt/)
    expect(error('cyclic')).toMatch(/^serialization: circular/)
    expect(error('function')).toBe('serialization: the content is not a JSON value')
    expect(error('noSummary')).toMatch(/^invalid_output: run\(\) must return/)
    expect(error('nothing')).toMatch(/^invalid_output: run\(\) must return/)
  })

  test('never cuts JSON: what is too long is an error', () => {
    expect(cases.call('tool', { name: 'fullJson' }).content).toHaveLength(PDK_LIMITS.contentBytes)
    for (const name of ['longJson', 'quotedJson']) {
      expect(cases.call('tool', { name })).toEqual({
        summary: 'tool error: invalid_output',
        content:
          '{"error":{"code":"invalid_output","message":"the content does not fit into the answer: at most 60416 bytes of JSON"}}',
      })
    }
  })
})
