import { describe, expect, test } from 'vitest'
import { cutText } from '../../src/host/cut-text.ts'
import { redactText } from '../../src/host/redact-text.ts'

describe('redactText', () => {
  test.each([
    ['notes/token.txt', 'notes/token<redacted>'],
    ['Authorization: Bearer abc123', 'Authorization: <redacted> abc123'],
    ['<https://a/x?page_token=zz&x=1>; rel=next', '<https://a/x?page_token=<redacted>; rel=next'],
    ['Proxy-Authorization:\t=: x,y', 'Proxy-Authorization:\t=: <redacted>,y'],
    ['PASSWORD=a;Secret b\r\ncookie:c', 'PASSWORD=<redacted>;Secret <redacted>\r\ncookie:<redacted>'],
    ['set-cookie: a=b, x-api-key k', 'set-cookie: <redacted>, x-api-key <redacted>'],
    ['tokentoken x', 'token<redacted> x'],
    ['token', 'token'],
    ['token: , x', 'token: , x'],
    ['the secret=', 'the secret='],
    ['nothing of the kind', 'nothing of the kind'],
  ])('%j becomes %j', (text, redacted) => {
    expect(redactText(text)).toBe(redacted)
  })

  test('folds ASCII letters only', () => {
    for (const text of ['to\u212aen a', '\u017fecret a']) expect(redactText(text)).toBe(text)
  })

  test('takes time in proportion to the text', () => {
    expect(redactText('token='.repeat(100_000)).startsWith('token=<redacted>')).toBe(true)
    expect(redactText(`token${' '.repeat(500_000)}`)).toHaveLength(500_005)
  })
})

describe('cutText', () => {
  test('leaves what fits, and cuts the rest at a character boundary', () => {
    expect(cutText('é'.repeat(80), 160)).toBe('é'.repeat(80))
    expect(cutText(`x${'é'.repeat(80)}`, 160)).toBe(`x${'é'.repeat(79)}…`)
    expect(cutText('abc', 2)).toBe('ab…')
  })
})
