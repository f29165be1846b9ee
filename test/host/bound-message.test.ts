import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { boundMessage } from '../../src/host/bound-message.ts'

describe('boundMessage', () => {
  test('keeps newline and tab and makes spaces of other control characters', () => {
    expect(boundMessage('a\tb\nc\u0000d\u001be\u0085f\rg')).toBe('a\tb\nc d e f g')
  })

  test('keeps exactly 512 bytes and cuts the 513th', () => {
    expect(boundMessage('x'.repeat(512))).toBe('x'.repeat(512))
    expect(boundMessage('x'.repeat(513))).toBe(`${'x'.repeat(512)}…`)
  })

  test('cuts before a character that straddles the limit, where the released host crashes', () => {
    expect(boundMessage('語'.repeat(300))).toBe(`${'語'.repeat(170)}…`)
    expect(boundMessage(`${'x'.repeat(510)}😀`)).toBe(`${'x'.repeat(510)}…`)
  })

  test('never makes more than 512 bytes and an ellipsis, nor a broken character', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme', maxLength: 700 }), text => {
        const bounded = boundMessage(text)
        expect(Buffer.byteLength(bounded)).toBeLessThanOrEqual(515)
        expect(bounded).not.toContain('\ufffd')
      }),
      { numRuns: 200 },
    )
  })
})
