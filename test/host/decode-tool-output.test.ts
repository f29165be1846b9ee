import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { decodeToolOutput } from '../../src/host/decode-tool-output.ts'

const accepted = (summary: string, content: string | null) => ({ ok: true, output: { summary, content } })
const nested = (levels: number) => '['.repeat(levels) + ']'.repeat(levels)

describe('decodeToolOutput', () => {
  test('takes a summary alone, with content, and with null content', () => {
    expect(decodeToolOutput('{"summary":"ok"}')).toEqual(accepted('ok', null))
    expect(decodeToolOutput(' {"content":"c","summary":" "}\n')).toEqual(accepted(' ', 'c'))
    expect(decodeToolOutput('{"summary":"ok","content":null}')).toEqual(accepted('ok', null))
    expect(decodeToolOutput('{"summary":"ok","content":""}')).toEqual(accepted('ok', ''))
  })

  test('keeps the last of duplicate keys', () => {
    expect(decodeToolOutput('{"summary":1,"summary":"b"}')).toEqual(accepted('b', null))
  })

  test('names the first unknown key in byte order, escaped', () => {
    expect(decodeToolOutput('{"z":1,"summary":"s","\\u001b[2J":2}')).toMatchObject({
      ok: false,
      message: expect.stringContaining('"\\u001b[2J"'),
    })
    expect(decodeToolOutput('{"b":1,"a":2}')).toMatchObject({ message: expect.stringContaining('"a"') })
  })

  test('an unknown key is noticed before a bad summary', () => {
    expect(decodeToolOutput('{"summary":"","error":{}}')).toMatchObject({
      message: expect.stringContaining('"error"'),
    })
  })

  test.each([
    ['output', `{"summary":"s","content":"${'x'.repeat(65_536)}"}`],
    ['summary', `{"summary":"${'é'.repeat(513)}"}`],
  ])('says which byte limit was passed: %s', (limit, text) => {
    expect(decodeToolOutput(text)).toMatchObject({ ok: false, reached: { limit } })
  })

  test('limits are inclusive and count bytes', () => {
    const frame = '{"summary":"s","content":""}'
    const full = frame.replace('""', `"${'x'.repeat(65_536 - frame.length)}"`)
    expect(Buffer.byteLength(full)).toBe(65_536)
    expect(decodeToolOutput(full).ok).toBe(true)
    expect(decodeToolOutput(`${full} `)).toMatchObject({ ok: false, reached: { limit: 'output' } })
    expect(decodeToolOutput(`{"summary":"${'é'.repeat(512)}"}`).ok).toBe(true)
  })

  test('refuses 128 levels of nesting before it looks at keys, and 127 after', () => {
    expect(decodeToolOutput(`{"a":${nested(127)}}`)).toMatchObject({
      message: expect.stringContaining('nested'),
    })
    expect(decodeToolOutput(`{"a":${nested(126)}}`)).toMatchObject({
      message: expect.stringContaining('"a"'),
    })
  })

  test('bytes must be UTF-8 and carry no BOM', () => {
    expect(decodeToolOutput(Buffer.from('{"summary":"é"}')).ok).toBe(true)
    expect(decodeToolOutput(Uint8Array.of(0x22, 0xff, 0x22))).toMatchObject({
      message: expect.stringContaining('UTF-8'),
    })
    expect(decodeToolOutput(Buffer.from('\ufeff{"summary":"s"}')).ok).toBe(false)
  })

  test('agrees with JSON.parse wherever JSON.parse is strict enough', () => {
    fc.assert(
      fc.property(
        fc.record({ summary: fc.string({ minLength: 1, maxLength: 60 }), content: fc.string() }),
        value => {
          expect(decodeToolOutput(JSON.stringify(value))).toEqual({ ok: true, output: value })
        },
      ),
      { numRuns: 300, seed: 7 },
    )
  })

  test('never throws, whatever the guest returns', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), text => {
        expect(typeof decodeToolOutput(text).ok).toBe('boolean')
      }),
      { numRuns: 500, seed: 7 },
    )
  })
})
