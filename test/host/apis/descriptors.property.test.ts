import fc from 'fast-check'
import { expect, test } from 'vitest'
import type { HostApi } from '../../../src/contract/worlds.ts'
import { requestApi } from '../../../src/host/apis/request/request-api.ts'
import { websocketApi } from '../../../src/host/apis/websocket/websocket-api.ts'
import { connectNothing, sendNothing } from '../../../src/host/network/no-network.ts'
import { NetworkCalls, networkAuthority, targetOf } from '../../support/network-call.ts'

const SECRET = 'S3cr3tS3cr3t'
const targets = [targetOf('https://api.example.com/v1/'), targetOf('wss://api.example.com/v1/')]
const requests = new NetworkCalls(
  'request',
  requestApi(sendNothing('nothing')),
  networkAuthority('request', { request: targets }),
)
const sockets = new NetworkCalls(
  'websocket',
  websocketApi(connectNothing('nothing'), { nowMs: () => 0 }),
  networkAuthority('websocket', { websocket: targets }),
)

async function messageOf(api: HostApi, descriptor: unknown): Promise<string> {
  const answer = await (api === 'request'
    ? requests.call('request', descriptor)
    : sockets.call('open', descriptor))
  if (answer.ok) throw new Error('there is no network')
  expect(['trap', 'denied', 'unanswered']).toContain(answer.failure.kind)
  return JSON.stringify(answer)
}

/** An address with a secret where secrets may stand: user, password, query, fragment. */
const address = fc
  .tuple(
    fc.constantFrom('https://', 'http://', 'wss://', 'ws://', 'ftp://', 'https:', '//', ''),
    fc.constantFrom('', `${SECRET}@`, `ada:${SECRET}@`, `:${SECRET}@`),
    fc.constantFrom(
      'api.example.com',
      'other.example',
      'api.example .com',
      '127.0.0.1',
      '',
      '[::1',
      'x'.repeat(300),
    ),
    fc.constantFrom('', ':443', ':0', ':99999', ':x'),
    fc.constantFrom('', '/', '/v1/x', '/v2/', '/v1/../x', '/hooks/1/2'),
    fc.constantFrom('', `?key=${SECRET}`, `?${SECRET}`, `#${SECRET}`, `?a#b=${SECRET}`),
  )
  .map(parts => parts.join(''))

const anything = fc.oneof(
  fc.json(),
  fc.string({ unit: 'binary' }),
  fc
    .record({ url: fc.oneof(address, fc.anything()) }, { requiredKeys: [] })
    .map(value => JSON.stringify(value) ?? ''),
)

test('whatever a guest asks for, it is told apart, and nothing throws', async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.constantFrom('request' as const, 'websocket' as const),
      anything,
      async (api, text) => {
        await messageOf(api, text)
      },
    ),
    { numRuns: 600 },
  )
})

test('no message repeats a user, a password, a query, a fragment or the value of a header', async () => {
  await fc.assert(
    fc.asyncProperty(address, fc.constantFrom('GET', 'get'), fc.boolean(), async (url, method, hasHeader) => {
      const headers = hasHeader ? { headers: [{ name: 'authorization', value: SECRET }] } : {}
      expect(await messageOf('request', { method, url, body: SECRET, ...headers })).not.toContain(SECRET)
      expect(await messageOf('websocket', { url, ...headers })).not.toContain(SECRET)
    }),
    { numRuns: 1_000 },
  )
})
