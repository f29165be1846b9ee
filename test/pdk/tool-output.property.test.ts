import fc from 'fast-check'
import { beforeAll, describe, expect, test } from 'vitest'
import { PDK_LIMITS } from '../../src/contract/limits.ts'
import { buildTool } from '../support/build-plugin.ts'
import type { PluginInstance } from '../support/call-component.ts'

const RUNS = 300

/** What contract 10.2 says, character by character; the answer stays far below the bound of the whole output. */
function bounded(text: string, maxBytes: number): string {
  const clean = Buffer.from(text)
    .toString()
    .replace(/[\u0000-\u0008\u000b-\u001f\u007f-\u009f]/g, ' ')
  if (Buffer.byteLength(clean) <= maxBytes) return clean
  let kept = ''
  let bytes = 3
  for (const character of clean) {
    bytes += Buffer.byteLength(character)
    if (bytes > maxBytes) break
    kept += character
  }
  return `${kept}…`
}

/** Text with many characters that need care, of any length up to a few kilobytes. */
const text = fc
  .tuple(
    fc.array(
      fc.oneof(
        fc.string({ unit: 'binary', maxLength: 40 }),
        fc.string({ unit: 'grapheme', maxLength: 20 }),
        fc.string({ unit: fc.constantFrom(...'"\\\n\t\r\u0000\u007f\u0080\u00a0é日😀\ud800\udc00x ') }),
        fc.string({ unit: fc.constantFrom(...'abcdefg '), maxLength: 60 }),
      ),
      { maxLength: 30 },
    ),
    fc.integer({ min: 1, max: 4 }),
  )
  .map(([parts, times]) => parts.join('').repeat(times))

describe('for any text and any input', () => {
  let echo: PluginInstance
  beforeAll(async () => {
    echo = await buildTool('return { summary: input.summary ?? "s", content: input.content }')
  })

  test('content and summary are what the contract makes of them', () => {
    fc.assert(
      fc.property(text, value => {
        const input = JSON.stringify({ summary: `.${value}`, content: value })
        const output = JSON.parse(echo.callRaw('tool', input))
        expect(output.content).toBe(bounded(value, PDK_LIMITS.contentBytes))
        expect(output.summary).toBe(bounded(`.${value}`, PDK_LIMITS.summaryBytes))
      }),
      { numRuns: RUNS },
    )
  })

  test('a JSON value comes back as the same JSON', () => {
    fc.assert(
      fc.property(fc.jsonValue({ maxDepth: 6 }), value => {
        fc.pre(typeof value !== 'string' && value !== null)
        const output = JSON.parse(echo.callRaw('tool', JSON.stringify({ content: value })))
        expect(output.content).toBe(JSON.stringify(value))
      }),
      { numRuns: RUNS },
    )
  })

  test('a text that is no JSON object is refused, whatever it is', () => {
    fc.assert(
      fc.property(fc.oneof(fc.string(), fc.json()), value => {
        let parsed: unknown
        try {
          parsed = JSON.parse(value)
        } catch {
          parsed = undefined
        }
        fc.pre(typeof parsed !== 'object' || parsed === null || Array.isArray(parsed))
        expect(JSON.parse(echo.callRaw('tool', value)).summary).toBe('tool error: invalid_input')
      }),
      { numRuns: RUNS },
    )
  })
})
