import fc from 'fast-check'
import { beforeAll, describe, expect, test } from 'vitest'
import { buildTool } from '../support/build-plugin.ts'
import type { PluginInstance } from '../support/call-component.ts'

const SEED = 20261129

/** Asks the tool about many inputs at once; the answer to each is JSON. */
function askAll(plugin: PluginInstance, inputs: readonly unknown[]): unknown[] {
  const answers: unknown[] = []
  for (let start = 0; start < inputs.length; start += 40) {
    const { content } = plugin.call('tool', { inputs: inputs.slice(start, start + 40) })
    answers.push(...JSON.parse(content!))
  }
  return answers
}

const URL_FIELDS = 'href origin protocol username password host hostname port pathname search hash'.split(' ')

describe('URL and URLSearchParams', () => {
  let plugin: PluginInstance
  beforeAll(async () => {
    plugin = await buildTool(
      'return { summary: "ok", content: input.inputs.map(look) }',
      `const look = ([url, base, field, value]: any[]) => {
        try {
          const parsed = base === null ? new URL(url) : new URL(url, base)
          if (field) (parsed as any)[field] = value
          return [...fields.map(name => (parsed as any)[name]), [...parsed.searchParams], parsed.searchParams.size]
        } catch (error) { return error instanceof TypeError ? 'refused' : String(error) }
      }
      const fields = ${JSON.stringify(URL_FIELDS)}`,
    )
  })

  /** What Node says. */
  function expected([url, base, field, value]: readonly (string | null)[]): unknown {
    try {
      const parsed = base === null ? new URL(url!) : new URL(url!, base!)
      if (field) (parsed as unknown as Record<string, unknown>)[field] = value
      const fields = URL_FIELDS.map(name => (parsed as unknown as Record<string, unknown>)[name])
      return [...fields, [...parsed.searchParams], parsed.searchParams.size]
    } catch {
      return 'refused'
    }
  }

  const judge = (inputs: readonly (readonly (string | null)[])[]) => {
    const answers = askAll(plugin, inputs)
    for (const [index, input] of inputs.entries())
      expect([input, answers[index]]).toEqual([input, expected(input)])
  }

  test('are those of Node for addresses of all kinds', () => {
    judge(
      ADDRESSES.flatMap(url =>
        [null, 'https://example.com/a/b?q#f', 'file:///x/y', 'mailto:a@b'].map(base => [url, base]),
      ),
    )
  })

  test('are those of Node for addresses that are put together at random', () => {
    const part = fc.constantFrom(...PARTS)
    const address = fc.array(part, { minLength: 1, maxLength: 8 }).map(parts => parts.join(''))
    const base = fc.constantFrom(null, 'https://u:p@h.example:8080/a/b/?q#f', 'file:///C:/x')
    const inputs = fc.sample(fc.tuple(address, base), { numRuns: 1500, seed: SEED })
    judge(inputs)
  })

  test('change as in Node when a part is set', () => {
    const values = [
      '',
      'x',
      '8080',
      '/a/../b',
      '?x=1&y',
      '#f g',
      'http',
      'foo:',
      'h.example:1',
      'é ü',
      '\\\\x',
      '[::1]',
    ]
    // Node 20 is not at the standard in what its `port` makes of text that is no number.
    const fields = URL_FIELDS.filter(field => field !== 'origin' && field !== 'port')
    const urls = ['https://u:p@h.example:8080/a/b?q=1#f', 'mailto:x@y', 'file:///a', 'ws://h']
    judge(urls.flatMap(url => fields.flatMap(field => values.map(value => [url, null, field, value]))))
  })

  test('have the methods of URLSearchParams, tied to their URL', async () => {
    const body = `
      const url = new URL('https://h/?a=1&b=2&a=3')
      const p = url.searchParams
      p.append('c', 'x y&'); p.delete('b'); p.set('a', '9'); p.sort()
      const q = new URLSearchParams({ x: '1', y: 'é' }), r = new URLSearchParams([['k', 'v'], ['k', 'w']])
      const seen: string[] = []
      r.forEach((value, name) => seen.push(name + value))
      return { summary: 'ok', content: [url.href, p.get('a'), p.get('no'), p.getAll('c'), p.has('a'), p.has('a', '1'), p.size,
        String(q), [...r.keys()], [...r.values()], seen, String(new URLSearchParams('?a=%20+b')), JSON.stringify(url),
        URL.canParse('x'), URL.canParse('x', 'http://h'), URL.parse('nope'), String(URL.parse('/p', 'http://h'))] }`
    const { content } = (await buildTool(body)).call('tool', {})
    expect(JSON.parse(content!)).toEqual([
      'https://h/?a=9&c=x+y%26',
      '9',
      null,
      ['x y&'],
      true,
      false,
      2,
      'x=1&y=%C3%A9',
      ['k', 'k'],
      ['v', 'w'],
      ['kv', 'kw'],
      'a=++b',
      '"https://h/?a=9&c=x+y%26"',
      false,
      true,
      null,
      'http://h/p',
    ])
  })
})

const ADDRESSES = [
  ...[
    'https://example.com',
    'HTTPS://EXAMPLE.com:443/A?B#C',
    'http://example.com:80/',
    'http://h:8080',
    'http://h:0/',
    'http://h:65536/',
  ],
  ...[
    'http://192.168.0.1/',
    'http://0x7f.1/',
    'http://1.2.3/',
    'http://256.1.1.1/',
    'http://1.2.3.4.5/',
    'http://a.1/',
    'http://[::1]:80/',
  ],
  ...[
    'http://[1:2::3.4.5.6]/',
    'http://[::1',
    'http://user:pa ss@h/',
    'http://@h',
    'http://a@b@c/',
    'http://h/%',
    'http://h/%zz%20',
    'http://h/é?é#é',
  ],
  ...[
    'http://h/a/./b/../c',
    'http://h/%2e%2E/x',
    'http://h/..',
    'http://h//a',
    'http:h',
    'http:/h',
    'http:///h',
    'https:\\\\h\\a',
    'foo:bar',
    'foo://h/../a',
  ],
  ...[
    'file:///etc/x',
    'file://h/x',
    'file:x',
    'file:///C|/x',
    'data:text/plain,hé llo',
    'mailto:a@b.c?x=y',
    'javascript:1',
    '//h/x',
    '/x',
    'x',
    '?q',
    '#f',
    '',
    '.',
    '..',
  ],
  ...[
    'http://exämple.com',
    'http://EXÄMPLE.com',
    'http://faß.de',
    'http://日本語.jp/',
    'http://日本語。jp/',
    'http://ｅｘ.com/',
    'http://xn--exmple-cua.com/',
    'http://xn--a/',
  ],
  ...[
    'http://a b/',
    'http://a%20b/',
    'http://a%41b/',
    'http://a<b/',
    'http://a_b/',
    'http://-a-/',
    'http://a..b/',
    'http://a./',
    ' http://h/ ',
    'ht\ntp://h/\tx',
  ],
  ...[
    'http://h/?a=b&a=c+d%20e&=f&g',
    'http://h/?é=ü',
    "http://h/?'",
    "foo://h/?'",
    'ws://h/',
    'wss://h:443/',
    'ftp://h:21/',
    'http://h?x',
    'http://h#x',
    'blob:https://h/x',
  ],
  ...[
    'http://h/a%2fb',
    'http://h:/x',
    'http://h:x/',
    'http://',
    'http://?',
    'http://#',
    '1http://h',
    'h-t.t+p://h',
    'http://h\u0000/',
    'http://h/\ud800',
    'http://soft\u00adhyphen.com',
  ],
]

const PARTS = [
  ...[
    'http:',
    'https:',
    'ws:',
    'foo:',
    'file:',
    '//',
    '/',
    '\\',
    '.',
    '..',
    '?',
    '#',
    '@',
    ':',
    '%',
    '%41',
    '%2e',
    '[::1]',
    '443',
    '80',
    '0x1',
  ],
  ...[
    'a',
    'B',
    'example.com',
    'xn--',
    'ä',
    '日本',
    ' ',
    '\t',
    "'",
    '"',
    '<',
    '|',
    '&',
    '=',
    '+',
    'C:',
    '1.2.3.4',
    '~',
    '{',
  ],
]

describe('TextEncoder and TextDecoder', () => {
  test('are those of Node for any text and any bytes', async () => {
    const plugin = await buildTool(
      'return { summary: "ok", content: input.inputs.map(look) }',
      `const hex = (bytes: any) => Array.from(bytes, (byte: any) => byte.toString(16).padStart(2, '0')).join('')
      const attempt = (action: () => any) => { try { return action() } catch (error: any) { return error.constructor.name } }
      const look = ({ text, bytes, room }: any) => {
        const data = new Uint8Array(bytes), target = new Uint8Array(room)
        const stream = new TextDecoder()
        const pieces = Array.from(data, byte => stream.decode(new Uint8Array([byte]), { stream: true })).join('') + stream.decode()
        return [hex(new TextEncoder().encode(text)), new TextEncoder().encodeInto(text, target), hex(target), new TextDecoder().decode(data),
          new TextDecoder('UTF8', { ignoreBOM: true }).decode(data.buffer), attempt(() => new TextDecoder('utf-8', { fatal: true }).decode(data)), pieces]
      }`,
    )
    const byte = fc.constantFrom(
      0,
      0x41,
      0x7f,
      0x80,
      0xbf,
      0xc2,
      0xe0,
      0xa0,
      0xed,
      0x9f,
      0xef,
      0xbb,
      0xbf,
      0xf0,
      0x90,
      0xf4,
      0x8f,
      0xff,
    )
    const inputs = fc.sample(
      fc.record({
        text: fc.string({ unit: 'binary', maxLength: 12 }),
        bytes: fc.oneof(
          fc.array(byte, { maxLength: 10 }),
          fc.uint8Array({ maxLength: 10 }).map(bytes => [...bytes]),
        ),
        room: fc.nat(12),
      }),
      { numRuns: 600, seed: SEED },
    )
    const hex = (bytes: Uint8Array) => Buffer.from(bytes).toString('hex')
    const attempt = (action: () => unknown) => {
      try {
        return action()
      } catch (error) {
        return (error as Error).constructor.name
      }
    }
    const expected = inputs.map(({ text, bytes, room }) => {
      const data = new Uint8Array(bytes)
      const target = new Uint8Array(room)
      const whole = new TextDecoder().decode(data)
      return [
        hex(new TextEncoder().encode(text)),
        new TextEncoder().encodeInto(text, target),
        hex(target),
        whole,
        new TextDecoder('utf-8', { ignoreBOM: true }).decode(data),
        attempt(() => new TextDecoder('utf-8', { fatal: true }).decode(data)),
        whole,
      ]
    })
    const answers = askAll(plugin, inputs)
    for (const [index, input] of inputs.entries())
      expect([input, answers[index]]).toEqual([input, expected[index]])
  })
})

describe('structuredClone', () => {
  test('copies what the engine has, cycles and shared parts included', async () => {
    const { content } = (
      await buildTool(`
      const shared = { n: 1 }
      const value: any = { shared, again: shared, list: [1, , 3], map: new Map<any, any>([[shared, new Set([1n])]]), date: new Date(5), re: /a/gi,
        boxed: [Object(1), Object('s'), Object(true)], bytes: new Uint8Array([1, 2]).subarray(1), error: new RangeError('bad', { cause: [1] }) }
      value.self = value
      const copy: any = structuredClone(value)
      const buffer = new ArrayBuffer(4)
      const moved = structuredClone({ buffer }, { transfer: [buffer] })
      const refused = [() => 1, Symbol('s'), new WeakMap(), Promise.resolve()].map(each => {
        try { structuredClone({ each }) } catch (error: any) { return error.name }
      })
      return { summary: 'ok', content: [
        copy !== value, copy.self === copy, copy.shared !== shared, copy.shared === copy.again, 1 in copy.list, copy.list.length,
        [...copy.map.keys()][0] === copy.shared, [...[...copy.map.values()][0]].map(String), copy.date.getTime(), String(copy.re),
        copy.boxed.map((each: any) => typeof each + each), [...copy.bytes], copy.bytes.buffer.byteLength, copy.error instanceof RangeError,
        copy.error.message, copy.error.cause, buffer.byteLength, moved.buffer.byteLength, refused, structuredClone(undefined) === undefined] }`)
    ).call('tool', {})
    const refusals = Array(4).fill('DataCloneError')
    expect(JSON.parse(content!)).toEqual([
      ...[true, true, true, true, false, 3, true, ['1'], 5, '/a/gi'],
      ...[['object1', 'objects', 'objecttrue'], [2], 2, true, 'bad', [1], 0, 4, refusals, true],
    ])
  })
})
