import { describe, expect, test } from 'vitest'
import type { Authority } from '../../../../src/grants/grants.ts'
import { authorizeRequest } from '../../../../src/host/apis/request/authorize-request.ts'
import { networkAuthority, targetOf } from '../../../support/network-call.ts'

const api = networkAuthority('request', { request: [targetOf('https://api.example.com/v1/')] })
const GOOD = { method: 'GET', url: 'https://api.example.com/v1/x' }

function verdict(descriptor: unknown, authority: Authority = api): string {
  const text = typeof descriptor === 'string' ? descriptor : JSON.stringify(descriptor)
  const result = authorizeRequest(authority, text)
  return result.ok ? 'ok' : `${result.failure.kind}: ${result.failure.message}`
}

const header = (name: string, value: string) => ({ ...GOOD, headers: [{ name, value }] })

test('a request that is allowed goes out as it was written, with what the host adds', () => {
  const descriptor = {
    method: 'POST',
    url: ' HTTPS://API.Example.COM:443/a/../v1/ä?q=1#part ',
    headers: [{ name: 'X-One', value: 'a' }],
    body: 'text',
  }
  expect(authorizeRequest(api, JSON.stringify(descriptor))).toEqual({
    ok: true,
    request: {
      method: 'POST',
      url: 'https://api.example.com/v1/%C3%A4?q=1',
      headers: [
        { name: 'X-One', value: 'a' },
        { name: 'user-agent', value: 'yoi-plugin-request-host-api/0.1' },
        { name: 'accept', value: '*/*' },
      ],
      body: 'text',
    },
  })
})

test('what the guest says of itself stands in place of what the host would say', () => {
  const result = authorizeRequest(api, JSON.stringify(header('User-Agent', 'mine')))
  expect(result).toMatchObject({
    request: {
      headers: [
        { name: 'User-Agent', value: 'mine' },
        { name: 'accept', value: '*/*' },
      ],
    },
  })
})

describe('the order of the decision', () => {
  const ungranted = { ...api, grants: { ...api.grants, permissions: [] } }
  const headers = (count: number) => Array.from({ length: count }, () => ({ name: 'a', value: 'b' }))
  const long = 'x'.repeat(32_769)
  test.each([
    [
      ungranted,
      'x'.repeat(49_153),
      'trap: request.request failed: the request is 49153 bytes, more than 49152',
    ],
    [ungranted, 'no JSON', 'denied: may not call request.request: host_api.request is not granted'],
    [api, { ...GOOD, method: 'get', extra: 1 }, 'the request has the key "extra"'],
    [api, { ...GOOD, method: 'get', headers: headers(17) }, 'the method "get" is none of GET, POST'],
    [api, { ...GOOD, headers: [...headers(16), { name: '', value: '' }] }, 'it has 17 headers, more than 16'],
    [api, { ...header('', ''), body: long }, 'the name of a header has 0 bytes; 1 to 64 are allowed'],
    [api, { ...GOOD, url: 'nowhere', body: long }, 'the body is 32769 bytes, more than 32768'],
    [api, { ...GOOD, url: 'nowhere' }, 'the URL is not absolute'],
    [
      api,
      { ...GOOD, url: 'wss://u:p@h/' },
      'the scheme of the URL is wss, not http or https; WebSockets are',
    ],
    [api, { ...GOOD, url: 'ftp://u:p@h/' }, 'the scheme of the URL is ftp, not http or https'],
    [api, { ...GOOD, url: 'https://./' }, 'the URL has no host'],
    [api, { ...GOOD, url: 'https://u:p@evil.example/' }, 'the URL has a user or a password in it'],
    [
      networkAuthority(
        'request',
        { request: [targetOf('https://a.example/')] },
        { request: [targetOf('https://b.example/')] },
      ),
      { ...GOOD, url: 'https://c.example/?key=1' },
      'denied: may not send GET https://c.example/: no requested target of host_api.request matches',
    ],
    [
      networkAuthority(
        'request',
        { request: [targetOf('https://a.example/')] },
        { request: [targetOf('https://b.example/')] },
      ),
      { ...GOOD, url: 'https://a.example/' },
      'denied: may not send GET https://a.example/: no granted target of host_api.request matches',
    ],
  ])('%#', (authority, descriptor, expected) => {
    expect(verdict(descriptor, authority)).toContain(expected)
  })
})

describe('the rules for headers', () => {
  const name64 = 'n'.repeat(64)
  test.each([
    ['a name of 64 bytes', header(name64, 'v'), 'ok'],
    ['a name of 65 bytes', header(`${name64}n`, 'v'), 'has 65 bytes'],
    ['a name of 33 letters of two bytes', header('ä'.repeat(33), 'v'), 'has 66 bytes'],
    ['a value of 1,024 bytes', header('a', 'v'.repeat(1_024)), 'ok'],
    ['a value of 1,025 bytes', header('a', 'v'.repeat(1_025)), 'has 1025 bytes, more than 1024'],
    ['a value too long of a credential', header('Cookie', 'v'.repeat(1_025)), 'has 1025 bytes'],
    ['credentials', header('authorization', 'x'), 'carries credentials'],
    ['credentials in another spelling', header('X-API-Key', 'x'), 'carries credentials'],
    ['a name like credentials', header('X-Access-Token', 'x'), 'ok'],
    ['Host, which names another virtual host', header('Host', 'other.example'), 'ok'],
    ['an upgrade', header('Upgrade', 'h2c'), 'upgrade'],
    ['a connection that upgrades', header('Connection', 'keep-alive , UPGRADE'), 'upgrade'],
    ['a connection that does not', header('Connection', 'close'), 'ok'],
    ['an event stream', header('Accept', 'text/html, Text/Event-Stream'), 'event stream'],
    ['an event stream with parameters', header('Accept', 'text/event-stream;q=1'), 'ok'],
    ['an event stream in another header', header('X-Accept', 'text/event-stream'), 'ok'],
    ['a name with a space', header('a b', 'v'), 'is no name of a header'],
    ['a name with a colon', header('a:b', 'v'), 'is no name of a header'],
    ['a name beyond ASCII', header('ä', 'v'), 'is no name of a header'],
    ['a value with a line end', header('a', 'v\r\nb: c'), 'has a control character'],
    ['a value with NUL', header('a', 'v\0'), 'has a control character'],
    ['a value with DEL', header('a', 'v\u007f'), 'has a control character'],
    ['a value with a tab', header('a', 'v\tw'), 'ok'],
    ['a value beyond ASCII', header('a', 'grün \u0085'), 'ok'],
    ['an empty value', header('a', ''), 'ok'],
    [
      'one bad header among good ones',
      {
        ...GOOD,
        headers: [
          { name: 'a', value: '' },
          { name: 'Cookie', value: '' },
        ],
      },
      'carries credentials',
    ],
  ])('%s', (_, descriptor, expected) => {
    expect(verdict(descriptor)).toContain(expected)
  })
})

describe('the shape of a descriptor', () => {
  test.each([
    ['{"method":"GET","url":"https://api.example.com/v1/","headers":[],"body":null}', 'ok'],
    ['{"url":"https://api.example.com/v1/"}', 'the request has no method'],
    ['{"method":"GET"}', 'the request has no url'],
    ['{"method":null,"url":""}', 'a method that is no string'],
    ['{"method":"GET","url":"","headers":null}', 'headers that are no array'],
    ['{"method":"GET","url":"","headers":{"a":"b"}}', 'headers that are no array'],
    ['{"method":"GET","url":"","headers":[{"name":"a"}]}', 'header 1 of the request has no value'],
    ['{"method":"GET","url":"","headers":[{"name":"a","value":1}]}', 'has a value that is no string'],
    [
      '{"method":"GET","url":"","headers":[{"name":"a","value":"","x":0}]}',
      'has the key "x"; only name and value',
    ],
    ['{"method":"GET","url":"","headers":["a: b"]}', 'header 1 of the request is JSON, but not an object'],
    ['{"method":"GET","url":"","body":1}', 'a body that is neither a string nor null'],
    ['{"method":"GET","method":"GET","url":""}', 'has the key "method" twice'],
    ['["GET","https://api.example.com/v1/"]', 'is JSON, but not an object'],
    ['', 'is not valid JSON'],
  ])('%s', (text, expected) => {
    expect(verdict(text)).toContain(expected)
  })
})

test('a body of exactly 32,768 bytes passes, counted in UTF-8', () => {
  expect(verdict({ ...GOOD, body: 'ä'.repeat(16_384) })).toBe('ok')
  expect(verdict({ ...GOOD, body: `${'ä'.repeat(16_384)}x` })).toContain('32769 bytes')
})

test('a descriptor of exactly 49,152 bytes is read', () => {
  const text = JSON.stringify(GOOD)
  expect(verdict(text + ' '.repeat(49_152 - text.length))).toBe('ok')
})

describe('what a message repeats', () => {
  test('neither credentials nor a query, and what follows a word such as token is blanked', () => {
    expect(verdict({ ...GOOD, url: 'https://ada:pass@api.example.com/v1/' })).not.toContain('pass@')
    expect(verdict({ ...GOOD, url: 'https:// ada:pass@h/' })).not.toContain('ada')
    expect(verdict({ ...GOOD, url: 'https://other.example/token/abc?key=1' })).toBe(
      'denied: may not send GET https://other.example/token<redacted>: no requested target of host_api.request matches',
    )
  })

  test('the secret part of a webhook is hidden, which can only stand in its path', () => {
    const url = 'https://discord.com/api/webhooks/100000000000000000/aB3-secret_part?wait=true'
    expect(verdict({ ...GOOD, url })).toContain(
      'may not send GET https://discord.com/api/webhooks/${redacted}/${redacted}: ',
    )
  })

  test('a path is cut at 120 bytes', () => {
    const message = verdict({ ...GOOD, url: `https://other.example/${'p'.repeat(200)}` })
    expect(message).toContain(`https://other.example/${'p'.repeat(119)}…`)
  })
})

test('a denial says what would allow the request, without the last part of its path', () => {
  const result = authorizeRequest(
    api,
    JSON.stringify({ ...GOOD, url: 'http://h.example:81/hooks/1/SECRET?x' }),
  )
  if (result.ok || result.failure.kind !== 'denied') throw new Error('it was not denied')
  expect(result.failure.denial).toMatchObject({
    label: 'host_api.request',
    stage: 'call',
    grantOptions: ['request:GET http://h.example:81/hooks/1/'],
    manifestToml:
      'request = [\n  { scheme = "http", host = "h.example", methods = ["GET"], path_prefixes = ["/hooks/1/"], port = 81 },\n]\n',
  })
})
