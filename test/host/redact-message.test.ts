import { describe, expect, test } from 'vitest'
import { redactMessage } from '../../src/host/redact-message.ts'

describe('a message for people', () => {
  test.each([
    ['Authorization: Bearer abc123', 'Authorization: <redacted>'],
    ['proxy-authorization: Basic YWRhOnB3 was refused', 'proxy-authorization: <redacted> was refused'],
    ['{"authorization":"Bearer abc","x":1}', '{"authorization":"<redacted>","x":1}'],
    ['authorization=abc', 'authorization=<redacted>'],
    ['Authorization: Digest username="ada", response="6629fae4"', 'Authorization: <redacted>'],
    ['Cookie: id=1; session=2\nnext line', 'Cookie: <redacted>\nnext line'],
    ['set-cookie: a=b', 'set-cookie: <redacted>'],
    ['https://a.example/x?page_token=zz&x=1 failed', 'https://a.example/x?page_token=<redacted>&x=1 failed'],
    ['GITHUB_TOKEN=ghp_1 is wrong', 'GITHUB_TOKEN=<redacted> is wrong'],
    ["client_secret: 'abc'", "client_secret: '<redacted>'"],
    ['x-api-key: 12, then', 'x-api-key: <redacted>, then'],
    ['"password": "hunter2"', '"password": "<redacted>"'],
    ['the token abc123 has expired', 'the token <redacted> has expired'],
    ['sent Bearer abcdefghijklmnopqrstuv on', 'sent Bearer <redacted> on'],
    ['https://ada:pw@h.example/', 'https://<redacted>@h.example/'],
    ['got eyJhbGciOiJI.eyJzdWIi.c2ln instead', 'got <redacted> instead'],
  ])('hides the secret of %j', (text, redacted) => {
    expect(redactMessage(text)).toBe(redacted)
  })

  test.each([
    'notes/token.txt',
    'fs.read of "secrets/password.md" failed: there is no such file',
    'no token was given',
    'the password must be longer',
    'expected a token, found a string',
    'the bearer of bad news',
    'a basic example',
    'mail ada@example.org',
    'cookies are not stored',
    'https://a.example/token/list',
  ])('leaves %j as it is', text => {
    expect(redactMessage(text)).toBe(text)
  })

  test('takes time in proportion to what is shown of it', () => {
    for (const text of ['token='.repeat(100_000), `token${' '.repeat(500_000)}`, 'token'.repeat(100_000)])
      expect(redactMessage(text).length).toBeLessThanOrEqual(8_192)
  })
})
