import fc from 'fast-check'
import { expect, test } from 'vitest'
import { CREDENTIAL_HEADERS } from '../../../../src/contract/request-rules.ts'
import { requestResponse } from '../../../../src/host/apis/request/request-response.ts'

const name = fc.oneof(
  fc.constantFrom(...CREDENTIAL_HEADERS, 'Set-Cookie', 'Content-Type', 'link'),
  fc.string({ minLength: 1, maxLength: 12 }),
)
const value = fc.oneof(
  fc.string({ maxLength: 40 }),
  fc.string({ unit: 'binary', maxLength: 40 }),
  fc.integer({ min: 1_000, max: 1_100 }).map(length => 'v'.repeat(length)),
  fc.constantFrom('token=abc', 'password: x', 'a\tb'),
)
const body = fc.oneof(
  fc.string({ unit: 'grapheme', maxLength: 60 }),
  fc.integer({ min: 65_500, max: 65_600 }).map(length => 'b'.repeat(length)),
  fc.integer({ min: 21_800, max: 21_900 }).map(length => '\ufffd'.repeat(length)),
  fc.integer({ min: 16_380, max: 16_390 }).map(length => '\u{1f600}'.repeat(length)),
)
const response = fc.record({
  status: fc.integer({ min: 100, max: 599 }),
  headers: fc.array(fc.record({ name, value }), { maxLength: 40 }),
  body,
  truncated: fc.boolean(),
})

test('whatever comes back, the guest sees what the host would give it', () => {
  fc.assert(
    fc.property(response, raw => {
      const seen = JSON.parse(requestResponse(raw))
      expect(Object.keys(seen)).toEqual(['status', 'headers', 'body', 'truncated'])
      expect(seen.status).toBe(raw.status)
      expect(seen.headers.length).toBeLessThanOrEqual(16)
      for (const header of seen.headers) {
        expect(header.name).toBe(header.name.toLowerCase())
        expect(CREDENTIAL_HEADERS).not.toContain(header.name)
        expect(header.value).toMatch(/^[\t\x20-\x7e]*…?$/)
        expect(Buffer.byteLength(header.value)).toBeLessThanOrEqual(1_024 + Buffer.byteLength('…'))
        expect(header.value).not.toMatch(/abc|: x/)
      }
      expect(Buffer.byteLength(seen.body)).toBeLessThanOrEqual(65_536)
      expect(raw.body.startsWith(seen.body)).toBe(true)
      expect(seen.body).not.toMatch(/[\ud800-\udbff]$/)
      expect(seen.truncated).toBe(raw.truncated || seen.body !== raw.body)
    }),
    { numRuns: 300 },
  )
})
