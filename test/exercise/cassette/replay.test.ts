import { describe, expect, test } from 'vitest'
import type { Exchange, RecordedRequest } from '../../../src/exercise/cassette/cassette.ts'
import { matchesText, matchesUrl } from '../../../src/exercise/cassette/match-text.ts'
import { Redactor } from '../../../src/exercise/cassette/redactor.ts'
import { Replay } from '../../../src/exercise/cassette/replay.ts'
import { randomSource } from '../../support/random-source.ts'

const request = (part: Partial<RecordedRequest> = {}): RecordedRequest => ({
  method: 'POST',
  url: 'https://a.example/x',
  headers: [],
  body: null,
  ...part,
})
const recorded = (part: Partial<RecordedRequest>, reply = 'ok', ignore: string[] = []): Exchange => ({
  api: 'request',
  request: request(part),
  response: { status: 200, headers: [], body: reply, truncated: false },
  ignore,
})
const replayOf = (
  exchanges: Exchange[],
  ignore: string[] = [],
  secrets: { name: string; value: string }[] = [],
) => new Replay({ exchanges, redactor: new Redactor(secrets), ignore })

describe('matchesText', () => {
  test.each([
    ['a', 'a', true],
    ['a', 'b', false],
    ['${A}', '', false],
    ['${A}', 'x', true],
    ['x${A}', 'xy', true],
    ['x${A}', 'x', false],
    ['${A}-${B}', 'a-b', true],
    ['${A}-${B}', 'a-', false],
    ['${A}${B}', 'a', false],
    ['${A}${B}', 'ab', true],
    ['a${A}b${B}c', 'a1b2c', true],
    ['a${A}b${B}c', 'ab2c', false],
    ['${A}b', 'bb', true],
    ['${A}', '${A}', true],
  ])('%s and %s', (left, right, expected) => {
    expect(matchesText(left, right)).toBe(expected)
  })

  test('takes time in proportion to the texts, however many placeholders a stranger writes', () => {
    expect(matchesText(`${'${a}x'.repeat(20_000)}y`, 'x'.repeat(60_000))).toBe(false)
  })
})

test.each([
  ['https://a/${A}/b', 'https://a/x/b', true],
  ['https://a/${A}/b', 'https://a/x/y/b', false],
  ['https://a/${A}', 'https://a/x?y=1', false],
  ['https://a/?k=${A}&b=1', 'https://a/?k=x&b=1', true],
  ['https://a/?k=${A}', 'https://a/?k=x&b=1', false],
  ['https://a/b?c', 'https://a/b/c', false],
  ['https://a/b#c', 'https://a/b', true],
])('matchesUrl: %s and %s', (left, right, expected) => {
  expect(matchesUrl(left, right)).toBe(expected)
})

describe('a replay of requests', () => {
  test('answers by method, URL and body, each exchange once, in their order', () => {
    const replay = replayOf([
      recorded({ method: 'GET' }, 'get'),
      recorded({ body: 'a' }, 'first'),
      recorded({ body: 'b' }, 'other'),
      recorded({ body: 'a' }, 'second'),
    ])
    const bodies = ['a', 'b', 'a'].map(body => replay.request(request({ body }))?.body)
    expect(bodies).toEqual(['first', 'other', 'second'])
    expect(replay.missing).toEqual([])
    expect(replay.unused()).toEqual([{ index: 0, what: 'GET https://a.example/x' }])
  })

  test('compares JSON as JSON, and headers not at all', () => {
    const replay = replayOf([
      recorded({ body: '{"a":1,"b":[1.0,"x"]}', headers: [{ name: 'a', value: '1' }] }),
    ])
    expect(replay.request(request({ body: '{"b": [1.0, "x"], "a": 1}' }))).not.toBeNull()
    const strict = replayOf([recorded({ body: '{"a":1}' })])
    expect(strict.request(request({ body: '{"a":1.0}' }))).toBeNull()
    expect(strict.request(request({ body: null }))).toBeNull()
  })

  test('leaves out the fields that the exchange or the project names', () => {
    const url = 'https://a.example/x?t=1&q=a'
    const body = '{"nonce":1,"items":[{"id":1,"n":"a"},{"id":2,"n":"b"}]}'
    const make = () =>
      replayOf([recorded({ url, body }, 'ok', ['query.t', 'body.items.*.id'])], ['body.nonce'])
    const other = {
      url: 'https://a.example/x?q=a&t=99',
      body: '{"nonce":7,"items":[{"id":3,"n":"a"},{"n":"b"}]}',
    }
    expect(make().request(request(other))).not.toBeNull()
    expect(make().request(request({ ...other, url: 'https://a.example/x?q=b' }))).toBeNull()
    expect(make().request(request({ ...other, body: other.body.replace('"b"', '"c"') }))).toBeNull()
    expect(
      replayOf([recorded({ body: 'a' }, 'ok', ['body'])]).request(request({ body: null })),
    ).not.toBeNull()
  })

  test('finds a secret in a URL on both sides: the same, another, a made-up one', () => {
    const url = 'https://discord.com/api/webhooks/${redacted}/${HOOK}?wait=true'
    const live = (id: string, token: string) => `https://discord.com/api/webhooks/${id}/${token}?wait=true`
    const secrets = [{ name: 'HOOK', value: 'real-T0ken' }]
    const answers = (address: string, known = secrets) =>
      replayOf([recorded({ url })], [], known).request(request({ url: address })) !== null
    expect(answers(live('12345', 'real-T0ken'))).toBe(true)
    expect(answers(live('12345', 'real-T0ken'), [])).toBe(true)
    expect(answers(live('1', 'made-up-token'), [])).toBe(true)
    expect(answers(live('1', 'made-up-token').replace('wait', 'thread'), [])).toBe(false)
  })

  test('answers whatever was recorded, with the secret, without knowing it and with a made-up one in its place', () => {
    const random = randomSource(6_006)
    const value = 'S3cr3t+ "ü"value'
    const pieces = [
      'a',
      '/',
      'webhooks/',
      'b%20c',
      '?',
      '&',
      'token=',
      'q=',
      '=',
      '1',
      'é',
      '${X}',
      '%7B',
      'bot1:a/',
    ]
    const spellings = [
      encodeURIComponent,
      (text: string) => text.replaceAll(' ', '%20'),
      (text: string) => encodeURI(text),
    ]
    for (let round = 0; round < 600; round++) {
      const before = Array.from({ length: random.below(7) }, () => random.pick(pieces)).join('')
      const after = Array.from({ length: random.below(7) }, () => random.pick(pieces)).join('')
      const spell = random.pick(spellings)
      const kind = random.below(3)
      const make = (secret: string): RecordedRequest => ({
        method: 'POST',
        url: new URL(`https://a.example/${before}x${spell(secret)}y${after}`).href,
        headers: [],
        body: [null, JSON.stringify({ a: [secret], b: before }), `k=${secret}&${after}`][kind]!,
      })
      const live = make(value)
      const secrets = [{ name: 'MINE', value }]
      const hidden = new Redactor(secrets).request(live)
      const exchange = recorded({ url: hidden.url, body: hidden.body })
      expect(JSON.stringify(hidden), JSON.stringify(live)).not.toContain('S3cr3t')
      for (const known of [secrets, []]) {
        const replay = replayOf([exchange], [], known)
        expect(replay.request(live), JSON.stringify([live, hidden, replay.missing])).not.toBeNull()
      }
      const other = make(random.pick(['made-up 1', 'x', '${MINE}']))
      const replay = replayOf([exchange])
      expect(replay.request(other), JSON.stringify([other, hidden, replay.missing])).not.toBeNull()
    }
  })

  test('says what is missing and what is nearest, redacted', () => {
    const replay = replayOf([recorded({ body: '{"a":1}' })], [], [{ name: 'KEY', value: 'secret-1' }])
    replay.request(request({ body: '{"a":"secret-1"}', headers: [{ name: 'x', value: 'secret-1' }] }))
    replay.request(request({ body: '{"a":1}' }))
    replay.request(request({ body: '{"a":1}' }))
    replay.request(request({ method: 'GET', url: 'https://b.example/?token=abc\u202e' }))
    expect(replay.missing).toEqual([
      {
        lines: ['POST https://a.example/x', 'x: ${KEY}', '{"a":"${KEY}"}'],
        nearest: 'exchange 1, POST https://a.example/x, has another body',
      },
      {
        lines: ['POST https://a.example/x', '{"a":1}'],
        nearest: 'exchange 1, POST https://a.example/x, was used already',
      },
      { lines: ['GET https://b.example/?token=${redacted}'], nearest: null },
    ])
  })
})

describe('a replay of a connection', () => {
  const socket: Exchange = {
    api: 'websocket',
    url: 'wss://a.example/s?token=${redacted}',
    messages: [
      { kind: 'received', text: 'hello' },
      { kind: 'sent', text: '{"id":1,"ask":"a"}' },
      { kind: 'received', text: 'answer' },
      { kind: 'closed' },
    ],
    ignore: ['message.id'],
  }

  test('goes through what was sent and received in its order', () => {
    const replay = replayOf([socket])
    const connection = replay.open('wss://a.example/s?token=other')!
    expect(connection.receive()).toEqual({ kind: 'received', text: 'hello' })
    expect(replay.unused()).toEqual([
      { index: 0, what: '3 of 4 messages of the connection to wss://a.example/s?token=${redacted}' },
    ])
    expect(connection.send('{"ask": "a", "id": 99}')).toBe(true)
    expect(connection.receive()).toEqual({ kind: 'received', text: 'answer' })
    expect(connection.receive()).toEqual({ kind: 'closed' })
    expect(replay.unused()).toEqual([])
    expect(replay.missing).toEqual([])
  })

  test('says where it left the recording', () => {
    const replay = replayOf([socket])
    expect(replay.open('wss://b.example/')).toBeNull()
    const connection = replay.open('wss://a.example/s?token=1')!
    expect(connection.send('x')).toBe(false)
    connection.receive()
    expect(connection.receive()).toBeNull()
    connection.send('{"ask":"a"}')
    connection.receive()
    connection.receive()
    expect(connection.receive()).toBeNull()
    expect(replay.missing.map(({ lines, nearest }) => [lines.join('\n'), nearest])).toEqual([
      ['open wss://b.example/', null],
      ['on wss://a.example/s?token=${redacted}: send x', 'recorded is: receive hello'],
      ['on wss://a.example/s?token=${redacted}: receive a message', 'recorded is: send {"id":1,"ask":"a"}'],
      [
        'on wss://a.example/s?token=${redacted}: receive a message',
        'the recording of the connection ends here',
      ],
    ])
  })
})
