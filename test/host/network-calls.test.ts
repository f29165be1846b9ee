import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { liveRequest } from '../../src/host/apis/request/live-request.io.ts'
import { requestApi } from '../../src/host/apis/request/request-api.ts'
import { liveWebSocket } from '../../src/host/apis/websocket/live-websocket.io.ts'
import { websocketApi } from '../../src/host/apis/websocket/websocket-api.ts'
import type { CallOutcome } from '../../src/host/call-outcome.ts'
import { createHost, type Host } from '../../src/host/host.io.ts'
import { hostLoadedPlugin } from '../../src/host/host-loaded-plugin.ts'
import { loadPlugin } from '../../src/package/load-plugin.ts'
import { readPackage } from '../../src/package/read-package.io.ts'
import { NetworkProject } from '../support/network-plugin.ts'
import { WebServer, type WebServerOptions } from '../support/web-server.ts'

let server: WebServer
let host: Host

/** A real component in a host with a real network, granted all that its manifest asks for. */
async function start(options: WebServerOptions, deadlineMs = 20_000): Promise<void> {
  server = await WebServer.start(options)
  const project = await NetworkProject.open({ address: server.address, scheme: 'http' })
  const plugin = loadPlugin(await readPackage(project.path('.'), { inputPath: 'plugin', include: [] }))
  const { permissions, request, websocket } = plugin.manifest!
  const grants = {
    permissions,
    request,
    websocket,
    fs: [{ root: project.path('data'), operations: ['read' as const] }],
  }
  const apis = {
    request: requestApi(liveRequest({ localAddresses: 'note' })),
    websocket: websocketApi(liveWebSocket({ localAddresses: 'note' }), { nowMs: () => performance.now() }),
  }
  host = createHost({ plugins: [hostLoadedPlugin(plugin, grants)!], apis, deadlineMs })
}

afterEach(async () => {
  host.close()
  await server.close()
})

const talk = (options: object, signal?: AbortSignal): Promise<CallOutcome> =>
  host.call('talk', JSON.stringify({ url: `ws://${server.address}/`, ...options }), signal ? { signal } : {})
const fetching = (signal?: AbortSignal): Promise<CallOutcome> =>
  host.call(
    'fetch',
    JSON.stringify({ requests: [{ method: 'GET', url: `http://${server.address}/` }] }),
    signal ? { signal } : {},
  )

describe('a call that is under way', () => {
  beforeEach(() => start({ answer: () => {} }))

  test.each([
    ['a WebSocket', () => server.sockets.length, (signal: AbortSignal) => talk({ say: [''] }, signal)],
    ['a request', () => server.requests.length, fetching],
  ])('leaves nothing open of %s when it is aborted', async (_, count, call) => {
    const controller = new AbortController()
    const outcome = call(controller.signal)
    await expect.poll(count, { timeout: 15_000 }).toBe(1)
    controller.abort(new Error('enough'))
    await expect(outcome).rejects.toThrow('enough')
    await expect.poll(() => server.openCount).toBe(0)
  })

  test.each([
    ['a WebSocket', () => server.sockets.length, () => talk({ say: [''] })],
    ['a request', () => server.requests.length, () => fetching()],
  ])('leaves nothing open of %s when the host is closed', async (_, count, call) => {
    const outcome = call()
    await expect.poll(count, { timeout: 15_000 }).toBe(1)
    host.close()
    expect(await outcome).toMatchObject({ status: 'runner-cannot' })
    await expect.poll(() => server.openCount).toBe(0)
  })
})

test('a deadline closes what is open', async () => {
  await start({}, 1_500)
  await host.prepare('talk')
  expect(await talk({ say: [''] })).toMatchObject({ status: 'limit', limit: 'wall' })
  await expect.poll(() => server.openCount).toBe(0)
})

test('a plugin that forgets a connection leaves none behind, and the next call begins anew', async () => {
  await start({ talk: socket => socket.send(Buffer.from('binary')) })
  for (let count = 0; count < 6; count++)
    expect(await talk({ say: [''] })).toMatchObject({ status: 'trap', hostCall: 'websocket.recv' })
  expect(server.sockets).toHaveLength(6)
  await expect.poll(() => server.openCount).toBe(0)
})

test('calls of one plugin do not share connections, and calls that went well are counted', async () => {
  await start({})
  expect(await talk({ say: ['a', 'b'] })).toMatchObject({
    status: 'ok',
    output: { content: '["you said a","you said b"]' },
    meters: { hostCalls: 6 },
  })
  expect(await fetching()).toMatchObject({ status: 'ok', meters: { hostCalls: 1 } })
  expect(host.history.entries).toHaveLength(2)
})
