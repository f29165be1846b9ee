import { Ajv } from 'ajv'
import { describe, expect, test } from 'vitest'
import type { Cassette, Exchange, SocketMessage } from '../../../src/exercise/cassette/cassette.ts'
import { CASSETTE_SHAPE } from '../../../src/exercise/cassette/cassette-shape.ts'
import { cassetteText } from '../../../src/exercise/cassette/cassette-text.ts'
import { readCassette } from '../../../src/exercise/cassette/read-cassette.ts'
import { toJsonSchema } from '../../../src/manifest/shape/json-schema.ts'
import { randomSource } from '../../support/random-source.ts'

const FILE = 'cassettes/a.json'
const read = (text: string) => readCassette(FILE, new TextEncoder().encode(text))
const problemsOf = (text: string) =>
  read(text).findings.map(({ rule, message, at }) => `${rule} ${at?.line}:${at?.column} ${message}`)

const schema = toJsonSchema(
  CASSETTE_SHAPE,
  'cassettes/*.json',
  'Recorded host API exchanges of a Yoi plugin.',
)
const { $schema: _, ...rules } = schema
const validate = new Ajv({ strict: false }).compile(rules)

const exchange = (part: Partial<{ url: string; body: string | null; reply: string }> = {}): Exchange => ({
  api: 'request',
  request: {
    method: 'POST',
    url: part.url ?? 'https://a.example/x',
    headers: [{ name: 'accept', value: ' odd: value ' }],
    body: part.body ?? null,
  },
  response: { status: 200, headers: [], body: part.reply ?? '', truncated: false },
  ignore: ['query.t', 'body.a.*.b'],
})

describe('a cassette', () => {
  test('is a file for people: JSON as JSON, lines as lines, headers as lines', () => {
    const socket: Exchange = {
      api: 'websocket',
      url: 'wss://a.example/s',
      messages: [
        { kind: 'sent', text: '{"a":1}' },
        { kind: 'received', text: 'two\nlines' },
        { kind: 'closed' },
      ],
      ignore: [],
    }
    const text = cassetteText({
      redacted: ['${TOKEN} in the URL'],
      exchanges: [exchange({ body: '{"b":[1,null],"a":"\u202e"}', reply: '<p>\n</p>\n' }), socket],
    })
    expect(text).toMatchInlineSnapshot(`
      "{
        "format": "yoi-plugin/cassette@1",
        "redacted": [
          "\${TOKEN} in the URL"
        ],
        "exchanges": [
          {
            "api": "request",
            "ignore": [
              "query.t",
              "body.a.*.b"
            ],
            "request": {
              "method": "POST",
              "url": "https://a.example/x",
              "headers": [
                "accept:  odd: value "
              ],
              "body_json": {
                "b": [
                  1,
                  null
                ],
                "a": "\\u202e"
              }
            },
            "response": {
              "status": 200,
              "body_lines": [
                "<p>",
                "</p>",
                ""
              ]
            }
          },
          {
            "api": "websocket",
            "url": "wss://a.example/s",
            "messages": [
              {
                "sent_json": {
                  "a": 1
                }
              },
              {
                "received": "two\\nlines"
              },
              {
                "closed": true
              }
            ]
          }
        ]
      }
      "
    `)
    expect(validate(JSON.parse(text)), JSON.stringify(validate.errors)).toBe(true)
  })

  test('reads back exactly as it was written, whatever the texts', () => {
    const random = randomSource(66)
    const pieces = [
      '{',
      '}',
      '[',
      ']',
      '"a"',
      ':',
      ',',
      '1',
      '1.0',
      '-0',
      'null',
      '\n',
      '\r',
      ' ',
      '\\',
      'ü',
      '\u202e',
      '\u0000',
      '"__proto__"',
      '"2"',
      '${A}',
    ]
    const text = () => Array.from({ length: random.below(9) }, () => random.pick(pieces)).join('')
    for (let round = 0; round < 400; round++) {
      const kind = random.pick(['sent', 'received'] as const)
      const messages: SocketMessage[] = [{ kind, text: text() }, { kind: 'closed' }]
      const cassette: Cassette = {
        redacted: [],
        exchanges: [
          exchange({ body: random.pick([null, text()]), reply: text() }),
          { api: 'websocket', url: 'ws://a', messages, ignore: [] },
        ],
      }
      const written = cassetteText(cassette)
      expect(read(written), written).toMatchObject({ cassette, findings: [] })
    }
  })
})

describe('a cassette that cannot be used', () => {
  const wrap = (exchanges: string) =>
    `{\n  "format": "yoi-plugin/cassette@1",\n  "exchanges": [\n${exchanges}\n  ]\n}`
  const http = (request: string, response = '"status": 200') =>
    wrap(
      `    { "api": "request",\n      "request": { "method": "GET", "url": "https://a/"${request} },\n      "response": { ${response} } }`,
    )
  const socket = (members: string) => wrap(`    { "api": "websocket", "url": "wss://a/"${members} }`)

  test.each<[name: string, text: string, problem: string]>([
    ['is no JSON', '{', '1:2 The cassette cannot be used: it is not JSON'],
    ['is no object', '[]', '1:1 The cassette cannot be used: the cassette is an array'],
    ['has a byte order mark', '\ufeff{}', '1:1 The cassette cannot be used: it is not JSON'],
    [
      'has another format',
      '{"format": "x", "exchanges": []}',
      '1:12 The cassette cannot be used: format is "x"',
    ],
    ['has an unknown key', http(', "x": 1'), '5:'],
    [
      'has an unknown api',
      wrap('{ "api": "fs" }'),
      '4:10 The cassette cannot be used: exchanges[0].api is "fs"',
    ],
    [
      'has a status out of range',
      http('', '"status": 1000'),
      '6:31 The cassette cannot be used: exchanges[0].response.status is 1000',
    ],
    [
      'has an unknown method',
      http('').replace('GET', 'get'),
      '5:30 The cassette cannot be used: the method "get" is none of',
    ],
    [
      'has a relative URL',
      http('').replace('https://a', ''),
      '5:44 The cassette cannot be used: the URL is not absolute',
    ],
    [
      'has a header without a name',
      http(', "headers": [":x"]'),
      '5:70 The cassette cannot be used: a header is written as',
    ],
    [
      'has two bodies',
      http(', "body": "", "body_json": 1'),
      '5:18 The cassette cannot be used: "body", "body_lines" and "body_json" exclude',
    ],
    [
      'has a field that is none',
      http('').replace('"request",', '"request", "ignore": ["headers.x"],'),
      '4:36 The cassette cannot be used: "headers.x" is no field',
    ],
    [
      'has a message of two kinds',
      socket(', "messages": [{ "sent": "a", "closed": true }]'),
      '4:59 The cassette cannot be used: a message has one of',
    ],
    [
      'has an empty message',
      socket(', "messages": [{}]'),
      '4:59 The cassette cannot be used: a message has one of',
    ],
    [
      'has a message that no host takes',
      socket(`, "messages": [{ "sent": "${'x'.repeat(65_537)}" }]`),
      '4:59 The cassette cannot be used: the message is 65537 bytes',
    ],
  ])('%s', (_name, text, problem) => {
    const problems = problemsOf(text)
    expect(problems.join('\n')).toContain(`cassette/unreadable ${problem}`)
    expect(read(text).cassette).toBeUndefined()
  })

  test('is not UTF-8', () => {
    expect(readCassette(FILE, new Uint8Array([0x22, 0xff])).findings).toMatchObject([
      { rule: 'cassette/unreadable', at: { file: FILE } },
    ])
  })

  test('is somewhere wrong: whatever its bytes, it is told with a place and nothing is thrown', () => {
    const random = randomSource(6_666)
    const whole = Buffer.from(
      cassetteText({ redacted: [], exchanges: [exchange({ body: '{"a":[1]}', reply: 'x\ny' })] }),
    )
    for (let round = 0; round < 1_500; round++) {
      const bytes = Buffer.from(whole)
      for (let count = 1 + random.below(3); count > 0; count--)
        bytes[random.below(bytes.length)] = random.pick([
          0x22, 0x2c, 0x7b, 0x7d, 0x5b, 0x5d, 0x30, 0x5c, 0xff, 0x20,
        ])
      const { cassette, findings } = readCassette(FILE, bytes)
      expect(cassette === undefined).toBe(findings.length > 0)
      for (const { at } of findings) expect(at?.file).toBe(FILE)
    }
  })

  test('has more exchanges than a run makes, and is told in bounded time about bounded many of its problems', () => {
    expect(
      problemsOf(
        wrap(Array.from({ length: 1_001 }, () => '{ "api": "websocket", "url": "wss://a/" }').join(',')),
      ),
    ).toEqual([expect.stringContaining('1001 exchanges, more than 1000')])
    expect(problemsOf(wrap(Array.from({ length: 20_000 }, () => '{ "api": "x" }').join(',')))).toHaveLength(
      20,
    )
    expect(problemsOf(`${'['.repeat(100_000)}`)).toHaveLength(1)
  })
})

test('the schema of cassettes is the file that ships', async () => {
  await expect(`${JSON.stringify(schema, null, 2)}\n`).toMatchFileSnapshot(
    '../../../schema/cassette.schema.json',
  )
})
