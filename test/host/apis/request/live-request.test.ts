import { once } from 'node:events'
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http'
import { createServer as createTlsServer } from 'node:tls'
import { gzipSync } from 'node:zlib'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { liveRequest } from '../../../../src/host/apis/request/live-request.io.ts'
import type { AuthorizedRequest, SendResult } from '../../../../src/host/apis/request/send-request.ts'
import type { ReachOptions } from '../../../../src/host/network/reach-host.io.ts'

let server: Server
let port = 0
const seen: { head: string; headers: string[]; body: string }[] = []

const ANSWERS: Readonly<Record<string, (response: ServerResponse) => void>> = {
  '/': response => response.end('hello'),
  '/redirect': response => response.writeHead(302, { location: '/' }).end('moved'),
  '/gzip': response => response.writeHead(200, { 'content-encoding': 'gzip' }).end(gzipSync('hello')),
  '/chunks': response => {
    response.write('a')
    response.end('b')
  },
  '/none': response => response.writeHead(204).end(),
  '/error': response => response.writeHead(503, ['X-One', '1', 'X-Two', '2', 'X-One', '3']).end('down'),
  '/latin': response => response.end(Buffer.from([0xef, 0xbb, 0xbf, 0xe9, 0x41])),
  '/exact': response => response.end('x'.repeat(65_536)),
  '/long': response => response.end('x'.repeat(65_537)),
  '/split': response => response.end(`${'x'.repeat(65_535)}äb`),
}

async function answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
  let body = ''
  for await (const chunk of request) body += chunk
  seen.push({ head: `${request.method} ${request.url}`, headers: request.rawHeaders, body })
  ANSWERS[(request.url ?? '').split('?')[0] ?? '']?.(response)
}

beforeAll(async () => {
  server = createServer(answer)
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  port = (server.address() as { port: number }).port
})
afterAll(() => {
  server.close()
})

const NOBODY_ASKS: ReachOptions = {
  localAddresses: 'note',
  resolve: async name => {
    throw new Error(`${name} was looked up`)
  },
}

function send(
  request: Partial<AuthorizedRequest> & { path?: string } = {},
  options = NOBODY_ASKS,
): Promise<SendResult> {
  const { path = '/', ...rest } = request
  const whole = {
    method: 'GET',
    url: `http://127.0.0.1:${port}${path}`,
    headers: [],
    body: null,
    ...rest,
  } as const
  return liveRequest(options)(whole, { signal: new AbortController().signal })
}

async function response(request: Parameters<typeof send>[0]) {
  const result = await send(request)
  if (!result.ok) throw new Error(result.failure.message)
  return result.response
}

describe('what goes out', () => {
  test('is method, path, query, headers and body as they were judged', async () => {
    await send({
      method: 'PATCH',
      path: '/?q=%20a',
      headers: [
        { name: 'X-One', value: 'grün' },
        { name: 'X-One', value: 'again' },
        { name: 'user-agent', value: 'mine' },
      ],
      body: '{"ä":1}',
    })
    const last = seen.at(-1)
    expect(last).toMatchObject({ head: 'PATCH /?q=%20a', body: '{"ä":1}' })
    expect(last?.headers.join('\n')).toContain(
      `X-One\n${Buffer.from('grün').toString('latin1')}\nX-One\nagain\nuser-agent\nmine`,
    )
    expect(last?.headers.map(name => name.toLowerCase())).not.toContain('accept-encoding')
  })

  test('may name another virtual host', async () => {
    await send({ headers: [{ name: 'Host', value: 'other.example' }] })
    expect(seen.at(-1)?.headers.slice(0, 2)).toEqual(['host', 'other.example'])
  })

  test('ignores what the environment says of proxies', async () => {
    const names = ['HTTP_PROXY', 'http_proxy', 'ALL_PROXY', 'NODE_USE_ENV_PROXY']
    for (const name of names) process.env[name] = name.startsWith('NODE') ? '1' : 'http://127.0.0.1:9'
    try {
      expect(await send()).toMatchObject({ ok: true })
    } finally {
      for (const name of names) delete process.env[name]
    }
  })

  test.each([
    ['transfer-encoding', 'chunked'],
    ['content-length', '7'],
    ['expect', '100-continue'],
    ['keep-alive', '5'],
  ])('the header %s is named when it cannot be sent', async (name, value) => {
    const result = await send({ method: 'POST', headers: [{ name, value }], body: 'x' })
    expect(result).toMatchObject({ ok: false, failure: { problem: 'unsendable' } })
  })
})

describe('what comes back', () => {
  test('is status, headers in their order, and the body', async () => {
    const { headers, ...rest } = await response({ path: '/error' })
    expect(rest).toEqual({ status: 503, body: 'down', truncated: false })
    expect(headers.slice(0, 3)).toEqual([
      { name: 'x-one', value: '1' },
      { name: 'x-two', value: '2' },
      { name: 'x-one', value: '3' },
    ])
  })

  test('is a redirect itself', async () => {
    const before = seen.length
    expect(await response({ path: '/redirect' })).toMatchObject({ status: 302, body: 'moved' })
    expect(seen).toHaveLength(before + 1)
  })

  test('is not decompressed', async () => {
    const { body } = await response({ path: '/gzip' })
    expect(body).not.toContain('hello')
    expect(body.slice(0, 2)).toBe('\u001f\ufffd')
  })

  test.each([
    ['/none', { status: 204, body: '', truncated: false }],
    ['/chunks', { body: 'ab' }],
    ['/latin', { body: '\ufeff\ufffdA', truncated: false }],
    ['/exact', { body: 'x'.repeat(65_536), truncated: false }],
    ['/long', { body: 'x'.repeat(65_536), truncated: true }],
    ['/split', { body: `${'x'.repeat(65_535)}\ufffd`, truncated: true }],
  ])('%s', async (path, expected) => {
    expect(await response({ path })).toMatchObject(expected)
  })
})

describe('a name', () => {
  const asked: string[] = []
  const resolving = (...addresses: string[]): ReachOptions => ({
    localAddresses: 'note',
    resolve: async name => {
      asked.push(name)
      return addresses.map(address => ({ address, family: address.includes(':') ? 6 : 4 }))
    },
  })

  test('is looked up once, without dots at its end, and the connection goes to what was found', async () => {
    const result = await send({ url: `http://api.example.test.:${port}/` }, resolving('127.0.0.1'))
    expect(asked.splice(0)).toEqual(['api.example.test'])
    expect(result).toMatchObject({
      ok: true,
      notes: ['the host name "api.example.test" leads to this machine or its own network: 127.0.0.1'],
    })
    expect(seen.at(-1)?.headers).toContain(`api.example.test.:${port}`)
  })

  test('with several addresses reaches the one that answers', async () => {
    const result = await send(
      { url: `http://api.example.test:${port}/` },
      resolving('127.0.0.2', '::1', '127.0.0.1'),
    )
    expect(result).toMatchObject({ ok: true })
    expect(asked.splice(0)).toHaveLength(1)
  })

  test('without an address is told', async () => {
    expect(await send({ url: 'http://api.example.test/' }, resolving())).toEqual({
      ok: false,
      failure: { problem: 'dns', message: 'the name of the host does not resolve' },
    })
  })

  test('that the system does not know is told', async () => {
    const result = await send({ url: 'http://nothing.invalid/' }, { localAddresses: 'note' })
    expect(result).toMatchObject({ ok: false, failure: { problem: 'dns' } })
  })

  test.each(['10.1.2.3', '192.168.0.1', '169.254.169.254', '::1', 'fd00::1', '::ffff:127.0.0.1'])(
    'that leads to %s is not connected to where nobody granted it',
    async address => {
      const options = { ...resolving('93.184.216.34', address), localAddresses: 'refuse' } as const
      expect(await send({ url: `http://api.example.test:${port}/` }, options)).toEqual({
        ok: false,
        failure: {
          problem: 'local-address',
          message:
            '"api.example.test" is this machine or its own network, which only --grant or --config opens',
        },
      })
    },
  )

  test('an address of this machine that stands in the URL is as little connected to, but granted it needs no note', async () => {
    expect(await send({}, { localAddresses: 'refuse' })).toMatchObject({
      failure: { problem: 'local-address' },
    })
    expect(await send()).toMatchObject({ ok: true, notes: [] })
  })
})

test('TLS asks for the name of the URL, whatever host the guest names', async () => {
  const asked: string[] = []
  const tls = createTlsServer({
    SNICallback: (name, done) => {
      asked.push(name)
      done(new Error('nobody of that name'))
    },
  })
  tls.listen(0, '127.0.0.1')
  await once(tls, 'listening')
  const resolve = async () => [{ address: '127.0.0.1', family: 4 as const }]
  const result = await send(
    {
      url: `https://api.example.test.:${(tls.address() as { port: number }).port}/`,
      headers: [{ name: 'host', value: 'other.example' }],
    },
    { localAddresses: 'note', resolve },
  )
  expect({ asked, result }).toMatchObject({ asked: ['api.example.test'], result: { ok: false } })
  tls.close()
})

test('the end of the call ends the request', async () => {
  const controller = new AbortController()
  const hanging = createServer(() => controller.abort())
  hanging.listen(0, '127.0.0.1')
  await once(hanging, 'listening')
  const url = `http://127.0.0.1:${(hanging.address() as { port: number }).port}/`
  const request = { method: 'GET', url, headers: [], body: null } as const
  expect(await liveRequest(NOBODY_ASKS)(request, { signal: controller.signal })).toMatchObject({
    ok: false,
    failure: { problem: 'aborted', message: 'the call that asked is over' },
  })
  hanging.closeAllConnections()
  hanging.close()
})
