import { afterEach, beforeAll, describe, expect, test } from 'vitest'
import { CREDENTIAL_HEADERS, REQUEST_METHODS } from '../../src/contract/request-rules.ts'
import {
  type CompiledHostComponent,
  compileHostComponent,
  type FakeAnswer,
  HostComponent,
} from '../support/host-component.ts'
import { buildHostTool, HostTool } from '../support/host-tool.ts'

const OK = { status: 200, headers: [], body: '', truncated: false }

/** One tool for all: calls `input.call` with `input.args` and answers with what it gives, or with the error. */
const CALLER = `
  const functions: any = {
    request, readText, list, writeText,
    open: websocket.open, send: websocket.send, recv: websocket.recv, close: websocket.close,
  }
  const args = input.surrogate ? [...input.args, 'a\\ud800b\\udc00'] : input.args
  try {
    return { summary: 'ok', content: { given: functions[input.call](...args) ?? null } }
  } catch (error: any) {
    return { summary: error.name, content: error.message }
  }`

let caller: CompiledHostComponent
beforeAll(async () => {
  caller = compileHostComponent(await buildHostTool(CALLER))
})

/** What the function gives, and the descriptor or arguments that the host received. */
function call(name: string, args: readonly unknown[], answer: FakeAnswer = () => OK) {
  const host = new HostComponent(caller, answer)
  const { summary, content } = host.plugin.call('tool', { call: name, args })
  const problem = summary === 'ok' ? undefined : `${summary}: ${content}`
  return { problem, given: problem ? undefined : JSON.parse(content!).given, received: host.calls[0]?.args }
}

function descriptor(name: string, args: readonly unknown[]): unknown {
  const { problem, received } = call(name, args)
  expect(problem).toBeUndefined()
  return JSON.parse(String(received![0]))
}

/** Why the SDK refuses; the host must not have been called. */
function problem(name: string, args: readonly unknown[]): string | undefined {
  const outcome = call(name, args)
  expect(outcome.received).toBeUndefined()
  return outcome.problem
}

describe('request', () => {
  test('sends what it is given, and leaves out what is absent', () => {
    const url = 'https://example.com/v1?q=é'
    expect(descriptor('request', [{ method: 'GET', url }])).toEqual({ method: 'GET', url })
    expect(descriptor('request', [{ method: 'GET', url, headers: {}, body: null }])).toEqual({
      method: 'GET',
      url,
    })
    expect(descriptor('request', [{ method: 'PUT', url, body: '' }])).toEqual({
      method: 'PUT',
      url,
      body: '',
    })
    const list = [
      { name: 'Accept', value: 'a, "b"' },
      { name: 'x-a', value: '' },
    ]
    expect(descriptor('request', [{ method: 'POST', url, headers: list }])).toEqual({
      method: 'POST',
      url,
      headers: list,
    })
    expect(
      descriptor('request', [
        { method: 'POST', url, headers: { a: '1', B: 'é\t' }, body: '\r\n\0\u001f\u007f"\\日😀' },
      ]),
    ).toEqual({
      method: 'POST',
      url,
      headers: [
        { name: 'a', value: '1' },
        { name: 'B', value: 'é\t' },
      ],
      body: '\r\n\0\u001f\u007f"\\日😀',
    })
  })

  test('gives the answer of the host as it is', () => {
    const answer = { status: 404, headers: [{ name: 'x', value: '"\\é' }], body: 'plain', truncated: true }
    expect(call('request', [{ method: 'GET', url: 'http://a' }], () => answer).given).toEqual(answer)
  })

  test.each(REQUEST_METHODS)('sends %s', method => {
    expect(descriptor('request', [{ method, url: 'http://a/' }])).toMatchObject({ method })
  })

  test.each(['get', 'HEAD', 'GET ', 'GE', '', 5, undefined])('refuses the method %j', method => {
    expect(problem('request', [{ method, url: 'http://a/' }])).toBe(
      'TypeError: request: the method must be one of GET, POST, PUT, PATCH, DELETE',
    )
  })

  const withHeader = (name: unknown, value: unknown = 'v') =>
    problem('request', [
      {
        method: 'GET',
        url: 'http://a/',
        headers: [
          { name: 'x', value: 'y' },
          { name, value },
        ],
      },
    ])

  test.each(CREDENTIAL_HEADERS)('refuses the header %s in any case', name => {
    for (const spelled of [name, name.toUpperCase()])
      expect(withHeader(spelled)).toBe(
        `TypeError: request: Yoi does not send the header "${spelled}", which carries credentials; a secret belongs into the URL`,
      )
  })

  test('refuses headers that are malformed, too long or too many', () => {
    const noName =
      'TypeError: request: the name of a header is empty or has a character that names of headers have not'
    for (const name of ['', 'a b', 'a:', 'é', 'a\n', '(x)', 5])
      expect(withHeader(name), String(name)).toBe(noName)
    expect(withHeader('n'.repeat(65))).toBe(
      'TypeError: request: the name of a header is longer than 64 bytes',
    )
    expect(withHeader('n', 5)).toBe('TypeError: request: the value of the header "n" must be a string')
    for (const value of ['a\nb', 'a\r', '\0', '\u007f'])
      expect(withHeader('n', value)).toBe(
        'TypeError: request: the value of the header "n" has a control character',
      )
    for (const value of ['v'.repeat(1025), 'é'.repeat(513)])
      expect(withHeader('n', value)).toBe(
        'TypeError: request: the value of the header "n" is longer than 1,024 bytes',
      )
    const headers = Object.fromEntries(Array.from({ length: 17 }, (_, index) => [`h${index}`, 'v']))
    expect(problem('request', [{ method: 'GET', url: 'http://a/', headers }])).toBe(
      'TypeError: request: it has more than 16 headers',
    )
  })

  test('refuses upgrades and event streams', () => {
    const upgrade = 'TypeError: request: Yoi does not upgrade connections; use websocket.open'
    expect(withHeader('Upgrade', 'h2c')).toBe(upgrade)
    for (const value of ['upgrade', 'keep-alive, UPGRADE ', ',\tUpgrade,'])
      expect(withHeader('Connection', value)).toBe(upgrade)
    for (const value of ['text/event-stream', 'a/b , Text/Event-Stream'])
      expect(withHeader('ACCEPT', value)).toBe('TypeError: request: Yoi does not accept event streams')
  })

  test('sends headers that only look like those', () => {
    const headers = [
      { name: 'x-cookie', value: 'a' },
      { name: 'connection', value: 'upgrades, no-upgrade' },
      { name: 'accept', value: 'text/event-stream;q=1, */*' },
      { name: 'host', value: 'upgrade' },
      { name: 'n'.repeat(64), value: 'v'.repeat(1024) },
      { name: "!#$%&'*+-.^_`|~09AZaz", value: 'é'.repeat(512) },
    ]
    expect(descriptor('request', [{ method: 'GET', url: 'http://a/', headers }])).toMatchObject({ headers })
  })

  test('takes a body of 32,768 bytes and a descriptor of 49,152, and refuses one more', () => {
    const url = 'http://a/'
    const tooLong =
      'TypeError: request: the body is longer than 32,768 bytes, or the request longer than 49,152 bytes as JSON'
    for (const body of ['x'.repeat(32_768), 'é'.repeat(16_384)])
      expect(descriptor('request', [{ method: 'POST', url, body }])).toEqual({ method: 'POST', url, body })
    for (const body of ['x'.repeat(32_769), `${'é'.repeat(16_384)}x`, '\u0001'.repeat(20_000)])
      expect(problem('request', [{ method: 'POST', url, body }])).toBe(tooLong)
    expect(problem('request', [{ method: 'POST', url, body: 5 }])).toBe(
      'TypeError: request: the body must be a string',
    )
    const empty = JSON.stringify({ method: 'GET', url: 'http://a/' }).length
    expect(
      descriptor('request', [{ method: 'GET', url: `http://a/${'p'.repeat(49_152 - empty)}` }]),
    ).toBeDefined()
    for (const path of [
      'p'.repeat(49_153 - empty),
      '"'.repeat(40_000),
      '\u0001'.repeat(40_000),
      'p'.repeat(200_000),
    ])
      expect(problem('request', [{ method: 'GET', url: `http://a/${path}` }])).toBe(
        'TypeError: request: it is longer than 49,152 bytes as JSON',
      )
    const value = '"'.repeat(1024)
    const headers = Array.from({ length: 16 }, (_, index) => ({ name: `${index}`.padEnd(64, 'n'), value }))
    expect(problem('request', [{ method: 'GET', url: `http://a/${'"'.repeat(10_000)}`, headers }])).toBe(
      'TypeError: request: it is longer than 49,152 bytes as JSON',
    )
  })
})

describe('a URL', () => {
  test.each([
    ['the URL must be a string', [undefined, null, 5, {}]],
    ['the URL is not absolute', ['', ' ', '/a', 'a.example/x', '//a', 'é:', 'http', '?http:']],
    [
      'the scheme of the URL must be http or https',
      ['ws://a', 'wss://a', 'file:///a', 'https+x://a', 'htt://a', '://a', '1http://a'],
    ],
    [
      'Yoi refuses a URL with a user or a password',
      [
        'http://u@a',
        'http://u:p@a/',
        'https:u@a',
        'http://:p@a',
        'http://a@b@c',
        'http://::@a',
        'HTTP:\\\\u@a\\',
      ],
    ],
    [
      'the host or the port of the URL is missing or malformed',
      [
        'http:',
        'http://',
        'http:///?x',
        'http://?a',
        'http://:80',
        'http://@',
        'http://a:b',
        'http://a:65536',
        'http://a b',
        'http://a<',
        'http://a|',
        'http://a^b',
        'http://a]',
      ],
    ],
  ])('is refused because %s', (reason, urls) => {
    for (const url of urls)
      expect(problem('request', [{ method: 'GET', url }]), String(url)).toBe(`TypeError: request: ${reason}`)
  })

  test.each([
    ' \n https://a.example ',
    'HTTPS:a.example',
    'http:\\\\a.example\\x@y',
    'http://a.example/u:p@h',
    'http://a.example?u:p@h',
    'http://@a.example',
    'http://:@a.example',
    'http://a.example:',
    'http://a.example:00080',
    'http://[::1]:80/',
    'http://日本.example/ ',
    'ht\ttp://a',
    'http://a\nb',
    'http://0x7f.1',
    'http://%41.example',
  ])('that a parser may take is left to the host: %j', url => {
    expect(descriptor('request', [{ method: 'GET', url }])).toEqual({ method: 'GET', url })
  })
})

describe('fs', () => {
  const file = { path: 'a', content: 'b', truncated: false }
  const folder = { path: '.', entries: [{ name: 'a', kind: 'file' }], truncated: false }

  test('reads, lists and writes by descriptors of the host', () => {
    expect(call('readText', ['a/b'], () => file)).toEqual({ given: file, received: ['{"path":"a/b"}'] })
    expect(call('list', ['.'], () => folder)).toEqual({ given: folder, received: ['{"path":"."}'] })
    const written = call('writeText', ['a"b', 'x\0\n'], () => ({ path: 'a', bytes_written: 3 }))
    expect(written.given).toEqual({ path: 'a', bytesWritten: 3 })
    expect(JSON.parse(String(written.received![0]))).toEqual({ path: 'a"b', content: 'x\0\n' })
  })

  test.each([
    ['the path must be a string', [undefined, 5]],
    ['the path is longer than 4,096 bytes', ['p'.repeat(4097), 'é'.repeat(2049)]],
    ['the path is empty', ['']],
    ['the path has a NUL', ['\0', 'a\0b', '/a\0', 'a/..\0']],
    ['the path is absolute; it must be relative to a granted folder', ['/', '/a', '//', '/..']],
    [
      'the path has "..", which Yoi refuses even where it would stay inside',
      ['..', 'a/..', 'a/../b', '../a', './..'],
    ],
  ])('refuses a path everywhere because %s', (reason, paths) => {
    for (const path of paths)
      for (const name of ['readText', 'list', 'writeText'])
        expect(problem(name, [path, 'x']), String(path)).toBe(`TypeError: ${name}: ${reason}`)
  })

  test('refuses the folder itself where a file is meant', () => {
    for (const path of ['.', './', './/.']) {
      expect(problem('readText', [path])).toBe(
        'TypeError: readText: the path is that of the granted folder itself',
      )
      expect(problem('writeText', [path, 'x'])).toContain('the granted folder itself')
      expect(call('list', [path], () => folder).problem).toBeUndefined()
    }
  })

  test.each(['...', '..a', 'a..', '.a/b.', 'a\\..', 'p'.repeat(4096), 'é'.repeat(2048), 'a//b/'])(
    'takes the path %j',
    path => {
      expect(call('readText', [path], () => file).received).toEqual([JSON.stringify({ path })])
    },
  )

  test('takes a request of 65,536 bytes and refuses one more', () => {
    const content = 'x'.repeat(65_536 - JSON.stringify({ path: 'a', content: '' }).length)
    const written = call('writeText', ['a', content], () => ({ path: 'a', bytes_written: 1 }))
    expect(String(written.received![0]).length).toBe(65_536)
    for (const text of [`${content}x`, 'x'.repeat(65_537), '\n'.repeat(32_768), 'é'.repeat(40_000)])
      expect(problem('writeText', ['a', text])).toBe(
        'TypeError: writeText: path and content are longer than 65,536 bytes as JSON',
      )
    expect(problem('writeText', ['a', 5])).toBe('TypeError: writeText: the content must be a string')
  })
})

describe('websocket', () => {
  const connection = { handle: 7, url: 'wss://a/' }

  test('opens, sends, receives and closes', () => {
    expect(call('open', ['wss://a/x?y'], () => connection)).toEqual({
      given: connection,
      received: ['{"url":"wss://a/x?y"}'],
    })
    expect(call('send', [connection, 'hé\n"'], () => ({ sent: true, bytes: 5 }))).toEqual({
      given: null,
      received: [7, 'hé\n"'],
    })
    expect(call('recv', [connection], () => ({ type: 'text', text: 'x"é' }))).toEqual({
      given: 'x"é',
      received: [7, 0],
    })
    expect(call('recv', [connection, 4_000_000_000], () => ({ type: 'closed' }))).toEqual({
      given: null,
      received: [7, 4_000_000_000],
    })
    expect(call('close', [connection], () => ({ closed: false }))).toEqual({ given: false, received: [7] })
  })

  test('refuses addresses that are none of WebSocket, or too long', () => {
    for (const url of ['http://a', 'https://a', 'wsss://a'])
      expect(problem('open', [url])).toBe(
        'TypeError: websocket.open: the scheme of the URL must be ws or wss',
      )
    expect(problem('open', ['ws://u@a'])).toContain('a user or a password')
    const room = 8192 - JSON.stringify({ url: 'ws://a/' }).length
    expect(call('open', [`ws://a/${'p'.repeat(room)}`], () => connection).problem).toBeUndefined()
    for (const path of ['p'.repeat(room + 1), 'p'.repeat(9000), '"'.repeat(8000)])
      expect(problem('open', [`ws://a/${path}`])).toBe(
        'TypeError: websocket.open: the URL is longer than 8,192 bytes as JSON',
      )
  })

  test('refuses what is no connection, no text, too long a text and no time', () => {
    for (const other of [undefined, null, 7, {}, { handle: '7' }, { handle: -1 }, { handle: 1.5 }])
      for (const name of ['send', 'recv', 'close'])
        expect(problem(name, [other, 'x'])).toBe(
          `TypeError: websocket.${name}: the first argument must be what open() gave`,
        )
    expect(problem('send', [connection, 5])).toBe('TypeError: websocket.send: the text must be a string')
    for (const text of ['x'.repeat(32_769), 'é'.repeat(16_385)])
      expect(problem('send', [connection, text])).toBe(
        'TypeError: websocket.send: the text is longer than 32,768 bytes',
      )
    expect(call('send', [connection, 'é'.repeat(16_384)]).received).toEqual([7, 'é'.repeat(16_384)])
    for (const timeout of [-1, 1.5, 'x', null, 2 ** 32])
      expect(problem('recv', [connection, timeout])).toContain('must be a whole number of milliseconds')
  })
})

test('half a surrogate pair is sent as U+FFFD, in a descriptor and in a text', () => {
  for (const [name, args] of [
    ['writeText', ['a']],
    ['send', [{ handle: 1 }]],
  ] as const) {
    const host = new HostComponent(caller, () => ({ path: 'a', bytes_written: 1 }))
    host.plugin.call('tool', { call: name, args, surrogate: true })
    expect(String(host.calls[0]!.args.at(-1))).toContain('a\ufffdb\ufffd')
  }
})

describe('in the sandbox', () => {
  const tools: HostTool[] = []
  afterEach(() => {
    for (const tool of tools.splice(0)) tool.close()
  })
  async function open(body: string, answer: FakeAnswer): Promise<HostTool> {
    const tool = new HostTool(await buildHostTool(body), answer)
    tools.push(tool)
    return tool
  }

  test('host functions work with await, in loops and several times', async () => {
    const body = `
      let text = ''
      for (const name of list('.').entries.map(entry => entry.name)) text += (await readText(name)).content
      const [first, second] = await Promise.all([1, 2].map(n => request({ method: 'POST', url: 'http://a/' + n, body: text })))
      return { summary: first.body + second.body }`
    const tool = await open(body, ({ function: name, args }) => {
      const given = JSON.parse(String(args[0]))
      if (name === 'list')
        return {
          path: '.',
          entries: [
            { name: 'a', kind: 'file' },
            { name: 'b', kind: 'file' },
          ],
          truncated: false,
        }
      if (name === 'read') return { path: given.path, content: given.path.repeat(3), truncated: false }
      return { ...OK, body: given.url + given.body }
    })
    expect((await tool.output()).summary).toBe('http://a/1aaabbbhttp://a/2aaabbb')
    expect(tool.calls.length).toBe(5)
  })

  test('an answer of the largest size fits into the memory of a call: 64 KiB of control characters and 16 long headers', async () => {
    const headers = Array.from({ length: 16 }, (_, index) => ({
      name: `x-header-${index}`,
      value: '"'.repeat(1027),
    }))
    const body =
      'const r = request({ method: "GET", url: "http://a/" }); return { summary: [r.body.length, r.body.charCodeAt(9)].join() }'
    const component = compileHostComponent(await buildHostTool(body))
    const plain = new HostComponent(component, () => ({ ...OK, headers, body: '\u0007'.repeat(65_536) }))
    expect(plain.plugin.call('tool', {}).summary).toBe('65536,7')
    expect(plain.plugin.pages).toBeLessThanOrEqual(32)
  })

  test('a promise that nobody waits for may call the host after the answer, which stands', async () => {
    const body = `
      const late = async () => { await null; await null; await null; request({ method: 'POST', url: 'http://late/', body: 'x'.repeat(9000) }) }
      late()
      return { summary: 'answered', content: 'whole '.repeat(20) }`
    const tool = await open(`return (() => { ${body} })()`, () => OK)
    expect(await tool.output()).toEqual({ summary: 'answered', content: 'whole '.repeat(20) })
    expect(tool.calls.map(({ args }) => JSON.parse(String(args[0])).url)).toEqual(['http://late/'])
  })

  test('an answer that is no JSON is an error that names it', async () => {
    const tool = await open(
      "return { summary: readText('a').content }",
      () => '{"path":"a","content":"never ends',
    )
    const { summary, content } = await tool.output()
    expect(summary).toBe('tool error: failed')
    expect(content).toMatch(/JSON|Expected|Unexpected/)
  })

  test('an empty answer is an error, and the next call works', () => {
    const host = new HostComponent(caller, ({ function: name }) => (name === 'list' ? '' : OK))
    const summaryOf = (name: string, args: readonly unknown[]) =>
      host.plugin.call('tool', { call: name, args }).summary
    for (let round = 0; round < 50; round++) expect(summaryOf('list', ['.'])).toBe('SyntaxError')
    expect(summaryOf('request', [{ method: 'GET', url: 'http://a' }])).toBe('ok')
  })

  test('a text of an answer is a string like any other: a key, a part, a whole', async () => {
    const body = `
      const text = readText('a').content
      const table = { [input.key]: 'found' } as any
      return { summary: [table[text], text === input.key, text.slice(1, 3), text.length, (text + text).length].join() }`
    const component = compileHostComponent(await buildHostTool(body))
    for (const key of ['ab'.repeat(40), 'aé'.repeat(40), 'a日'.repeat(40), '😀'.repeat(20), 'short é', 'x']) {
      const host = new HostComponent(component, () => ({ path: 'a', content: key, truncated: false }))
      const { length } = key
      expect(host.plugin.call('tool', { key }).summary).toBe(
        ['found', true, key.slice(1, 3).replace(/\p{Surrogate}/gu, '\ufffd'), length, length * 2].join(),
      )
    }
  })

  test('a thousand calls leave no more memory in use than one', async () => {
    const body = `
      const answer = () => request({ method: 'POST', url: 'http://a/', headers: { a: 'b' }, body: 'é'.repeat(500) }).body.length
      let sum = 0
      for (let n = 0; n < input.times; n++) sum += answer()
      return { summary: String(sum) }`
    const component = compileHostComponent(await buildHostTool(body))
    const pages = (times: number) => {
      const host = new HostComponent(component, () => ({ ...OK, body: 'é"'.repeat(5_000) }))
      expect(host.plugin.call('tool', { times }).summary).toBe(String(times * 10_000))
      return host.plugin.pages
    }
    expect(pages(1_000)).toBe(pages(1))
  })

  test('a failure of the host ends the call, and nothing catches it', async () => {
    const body =
      "try { readText('gone') } catch { return { summary: 'caught' } } finally { input.x = 1 }\n return { summary: 'read' }"
    const tool = await open(body, () => {
      throw new Error('the file is gone')
    })
    expect(await tool.call()).toMatchObject({
      status: 'trap',
      message: 'the file is gone',
      hostCall: 'fs.read',
    })
  })
})
