import { describe, expect, test } from 'vitest'
import type { Exchange } from '../../../src/exercise/cassette/cassette.ts'
import { Redactor } from '../../../src/exercise/cassette/redactor.ts'
import { redactUrl } from '../../../src/host/network/redact-url.ts'
import { randomSource } from '../../support/random-source.ts'

const SECRET = 'S3cr3t/+ "ü"value'
const named = () => new Redactor([{ name: 'TOKEN', value: SECRET }])

describe('redactUrl', () => {
  test.each([
    ['https://a.example/v1/items?page=2&limit=10', null],
    ['https://ada:pw@a.example/', 'https://${redacted}@a.example/'],
    ['https://ada@a.example/', 'https://${redacted}@a.example/'],
    ['https://a.example/?access_token=abc', 'https://a.example/?access_token=${redacted}'],
    ['https://a.example/?a=1&api_key=abc&b=2', 'https://a.example/?a=1&api_key=${redacted}&b=2'],
    ['https://a.example/?X-Amz-Signature=ff00', 'https://a.example/?X-Amz-Signature=${redacted}'],
    ['https://a.example/?token=', null],
    ['https://a.example/?pageToken=abc', null],
    ['https://a.example/?next_page_token=abc', null],
    ['https://a.example/?key=color', null],
    ['https://a.example/?key=AIzaSyA1234567890abcdef', 'https://a.example/?key=${redacted}'],
    ['https://a.example/webhooks', null],
    [
      'https://discord.com/api/webhooks/123/abc-D_ef?wait=true',
      'https://discord.com/api/webhooks/${redacted}/${redacted}?wait=true',
    ],
    [
      'https://discord.com/api/webhooks/123/made-up-token/messages/77',
      'https://discord.com/api/webhooks/${redacted}/${redacted}/messages/${redacted}',
    ],
    [
      'https://hooks.slack.com/services/T00/B00/XyZ0',
      'https://hooks.slack.com/services/${redacted}/${redacted}/${redacted}',
    ],
    [
      'https://acme.webhook.office.com/webhookb2/11-aa@22/IncomingWebhook/33/44',
      'https://acme.webhook.office.com/webhookb2/${redacted}/IncomingWebhook/${redacted}/${redacted}',
    ],
    [
      'https://api.telegram.org/bot12:AA-b_c/sendMessage',
      'https://api.telegram.org/bot${redacted}/sendMessage',
    ],
    ['https://a.example/hooks/catch/12/a1b2', 'https://a.example/hooks/catch/${redacted}/${redacted}'],
    ['wss://a.example/socket?token=x#f', 'wss://a.example/socket?token=${redacted}#f'],
    ['not a url', null],
  ])('%s', (url, expected) => {
    const redaction = redactUrl(url)
    expect(redaction.url).toBe(expected ?? url)
    expect(redaction.found.length > 0).toBe(expected !== null)
    expect(redactUrl(redaction.url)).toEqual({ url: redaction.url, found: [] })
  })
})

describe('a redactor', () => {
  test('puts the name of a secret in its place, however it is written', () => {
    const address = new URL('https://a.example/')
    address.pathname = `/x/${SECRET}/y`
    address.searchParams.set('q', SECRET)
    const redactor = named()
    expect(redactor.url(address.href)).toBe('https://a.example/x/${TOKEN}/y?q=${TOKEN}')
    expect(redactor.url(`https://a.example/${encodeURIComponent(SECRET)}`)).toBe('https://a.example/${TOKEN}')
    expect(redactor.text(`it is ${SECRET}.`, 'the reply')).toBe('it is ${TOKEN}.')
    expect(redactor.text(JSON.stringify({ a: [SECRET] }), 'the reply')).toBe('{"a":["${TOKEN}"]}')
    expect(redactor.text(`Basic ${Buffer.from(SECRET).toString('base64')}`, 'the reply')).toBe(
      'Basic ${TOKEN}',
    )
    expect(redactor.found).toEqual(['${TOKEN} in the URL', '${TOKEN} in the reply'])
  })

  test('reads a placeholder that a URL encodes, and leaves others alone', () => {
    const redactor = named()
    expect(redactor.url('https://a.example/$%7BTOKEN%7D?a=%24%7BTOKEN%7D')).toBe(
      'https://a.example/${TOKEN}?a=${TOKEN}',
    )
    expect(redactor.url('https://a.example/${redacted}/${OTHER}')).toBe(
      'https://a.example/${redacted}/${OTHER}',
    )
    expect(redactor.found).toEqual([])
  })

  test('does not break a placeholder with a secret that is a part of its name', () => {
    const redactor = new Redactor([
      { name: 'MY_SECRET_1', value: 'abcdefgh' },
      { name: 'B', value: 'SECRET_1' },
    ])
    expect(redactor.text('abcdefgh SECRET_1', 'x')).toBe('${MY_SECRET_1} ${B}')
    expect(redactor.text('${MY_SECRET_1}', 'x')).toBe('${MY_SECRET_1}')
  })

  test('prefers the longer of two secrets where one is a part of the other', () => {
    const redactor = new Redactor([
      { name: 'SHORT', value: 'abcdef' },
      { name: 'LONG', value: 'abcdefghij' },
    ])
    expect(redactor.text('abcdefghij abcdef', 'x')).toBe('${LONG} ${SHORT}')
  })

  test('hides tokens of known forms, URLs inside texts, also as PHP writes them, and headers of such names', () => {
    const redactor = new Redactor([])
    const exchange: Exchange = {
      api: 'request',
      request: {
        method: 'GET',
        url: 'https://a.example/',
        headers: [
          { name: 'X-Access-Token', value: 'abc' },
          { name: 'accept', value: 'text/plain' },
        ],
        body: `{"hook":"https:\\/\\/discord.com\\/api\\/webhooks\\/1\\/a1","k":"ghp_${'a1'.repeat(18)}"}`,
      },
      response: {
        status: 302,
        headers: [{ name: 'location', value: 'https://b.example/?token=abc' }],
        body: 'see https://ada:pw@b.example/x.',
        truncated: false,
      },
      ignore: [],
    }
    expect(redactor.exchange(exchange)).toEqual({
      ...exchange,
      request: {
        ...exchange.request,
        headers: [
          { name: 'X-Access-Token', value: '${redacted}' },
          { name: 'accept', value: 'text/plain' },
        ],
        body: '{"hook":"https:\\/\\/discord.com\\/api\\/webhooks\\/${redacted}\\/${redacted}","k":"${redacted}"}',
      },
      response: {
        ...exchange.response,
        headers: [{ name: 'location', value: 'https://b.example/?token=${redacted}' }],
        body: 'see https://${redacted}@b.example/x.',
      },
    })
    expect(redactor.found).toEqual([
      'a GitHub token in the body of the request',
      'the path of a webhook of a URL in the body of the request',
      'the query parameter token of a URL in the header location of the reply',
      'the value in the header x-access-token of the request',
      'user and password of a URL in the reply',
    ])
  })

  test('changes nothing the second time, and leaves no secret, whatever the text', () => {
    const random = randomSource(6)
    const pieces = [
      SECRET,
      encodeURIComponent(SECRET),
      'https://',
      'a.example',
      '/',
      'webhooks',
      '?',
      'token=',
      '&',
      '@',
      '${TOKEN}',
      '$%7BTOKEN%7D',
      '${',
      '}',
      'x1',
      ' ',
      '"',
      '\\/',
      '%',
      'bot1:a',
    ]
    for (let round = 0; round < 800; round++) {
      const text = Array.from({ length: random.below(12) }, () => random.pick(pieces)).join('')
      for (const redact of ['url', 'text'] as const) {
        const once = redact === 'url' ? named().url(text) : named().text(text, 'x')
        const again = named()
        expect(redact === 'url' ? again.url(once) : again.text(once, 'x'), text).toBe(once)
        expect(again.found, text).toEqual([])
        expect(once).not.toContain('S3cr3t')
      }
    }
  })
})
