import { readFileSync } from 'node:fs'
import { describe, expect, test } from 'vitest'
import type { HostApi } from '../../../src/contract/worlds.ts'
import { normalizeHost } from '../../../src/grants/match-target.ts'
import { requestApi } from '../../../src/host/apis/request/request-api.ts'
import { websocketApi } from '../../../src/host/apis/websocket/websocket-api.ts'
import type { RequestTarget } from '../../../src/manifest/manifest.ts'
import { NetworkCalls, networkAuthority } from '../../support/network-call.ts'

interface UrlGroup {
  readonly target: RequestTarget
  readonly cases: readonly {
    readonly url: string
    readonly expect: 'accept' | 'reject'
    readonly why: string
  }[]
}

const groups: readonly UrlGroup[] = JSON.parse(
  readFileSync(new URL('url-suite.json', import.meta.url), 'utf8'),
)
const all = groups.flatMap(({ target, cases }) => cases.map(entry => ({ target, ...entry })))

const ANY: RequestTarget = { scheme: '*', host: '*', port: null, methods: ['GET', 'POST'], path_prefixes: [] }

/** Which sides of an authority have the target; the other side allows everything. */
const SIDES = [
  ['requested', (target: RequestTarget) => [[target], [ANY]]],
  ['granted', (target: RequestTarget) => [[ANY], [target]]],
  ['requested and granted', (target: RequestTarget) => [[target], [target]]],
] as const

interface Tried {
  readonly verdict: 'accept' | 'reject'
  readonly kind: string
  /** Where it would have gone. */
  readonly url: string | null
}

/** Makes the call in a host whose network only remembers where it should have gone. */
async function attempt(
  api: HostApi,
  targets: readonly RequestTarget[][],
  url: string,
  method = 'GET',
): Promise<Tried> {
  let went: string | null = null
  const nowhere = { problem: 'connect', message: 'nobody listens' } as const
  const go = async (request: { readonly url: string }) => {
    went = request.url
    return { ok: false, failure: nowhere } as const
  }
  const [requested = [], granted = []] = targets
  const key = api === 'request' ? 'request' : 'websocket'
  const authority = networkAuthority(api, { [key]: requested }, { [key]: granted })
  const handler = api === 'request' ? requestApi(go) : websocketApi(go, { nowMs: () => 0 })
  const calls = new NetworkCalls(api, handler, authority)
  const answer = await (api === 'request'
    ? calls.call('request', { method, url })
    : calls.call('open', { url }))
  if (answer.ok) throw new Error('nobody listens, and yet there is an answer')
  return { verdict: went === null ? 'reject' : 'accept', kind: answer.failure.kind, url: went }
}

test('there are enough spellings', () => {
  expect(new Set(all.map(({ url }) => url)).size).toBeGreaterThanOrEqual(150)
  expect(all.filter(entry => entry.expect === 'accept').length).toBeGreaterThanOrEqual(75)
})

describe.each(SIDES)('a request, where the target is %s', (_, sides) => {
  test.each(all)('$expect $url: $why', async ({ target, url, ...entry }) => {
    const tried = await attempt('request', sides(target), url)
    expect(tried.verdict).toBe(entry.expect)
    if (tried.url === null) expect(['denied', 'trap']).toContain(tried.kind)
    else if (target.host !== '*')
      expect(normalizeHost(new URL(tried.url).hostname)).toBe(normalizeHost(target.host))
  })
})

describe.each(SIDES)('a WebSocket, where the target is %s', (_, sides) => {
  test.each(all.map(asWebSocket))('$expect $url: $why', async ({ target, url, ...entry }) => {
    expect((await attempt('websocket', sides(target), url)).verdict).toBe(entry.expect)
  })
})

test('a method that is not in the target is refused at every address', async () => {
  for (const { target, url } of all.filter(entry => entry.expect === 'accept'))
    for (const [, sides] of SIDES)
      expect(await attempt('request', sides(target), url, 'POST')).toMatchObject({
        verdict: 'reject',
        kind: 'denied',
      })
})

/** The same spelling for the other family of schemes. */
function asWebSocket(entry: (typeof all)[number]): (typeof all)[number] {
  const { target, url } = entry
  const swapped = /ws/i.test(url.slice(0, 3))
    ? url.replace(/ws/i, 'http')
    : url.replace(/h(\s*)t\s*t\s*p/i, 'w$1s')
  return { ...entry, url: swapped, target: { ...target, scheme: target.scheme.replace('http', 'ws') } }
}
