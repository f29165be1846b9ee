import { expect, test } from 'vitest'
import { describeRequests } from '../../src/grants/describe-requests.ts'
import type { Requests } from '../../src/grants/grants.ts'

const TARGET = {
  scheme: 'https',
  host: 'api.example.com',
  port: null,
  methods: ['GET', 'POST'],
  path_prefixes: ['/v1/'],
}

const phrases = (requests: Partial<Requests>) =>
  describeRequests({ permissions: [], request: [], websocket: [], ...requests }).map(
    ({ text, isFarReaching }) => `${isFarReaching ? '!' : ''}${text}`,
  )

test('every request has a plain phrase, and what is far-reaching is marked', () => {
  expect(
    phrases({
      permissions: [
        { kind: 'surface', surface: 'tool' },
        { kind: 'tool', name: 'echo' },
        { kind: 'tool_namespace', namespace: 'acme_' },
        { kind: 'service', name: 's' },
        { kind: 'ingress', name: 'i' },
        { kind: 'external_write' },
        { kind: 'host_api', api: 'request' },
        { kind: 'host_api', api: 'websocket' },
        { kind: 'host_api', api: 'fs' },
      ],
      request: [TARGET, { ...TARGET, host: '*', port: 8080, path_prefixes: [] }],
      websocket: [{ scheme: 'wss', host: 'gw.example.com', port: null, path_prefixes: ['/g'] }],
    }),
  ).toEqual([
    'offer the tool echo',
    'offer any tool whose name begins with acme_',
    'run the service s in the background',
    'receive events as i',
    '!offer tools that change things outside the conversation',
    'send GET, POST to https://api.example.com, paths /v1/',
    '!send GET, POST to any host by https, port 8080, any path',
    'keep a WebSocket to wss://gw.example.com, paths /g',
    '!use files, in folders that only a grant names',
  ])
})

test.each(['*', '*.', '[*]', ' * '])('the host %j is called any host', host => {
  const request = [{ ...TARGET, scheme: '*', host }]
  expect(phrases({ permissions: [{ kind: 'host_api', api: 'request' }], request })).toEqual([
    '!send GET, POST to any host, paths /v1/',
  ])
})

test('targets and permissions that miss each other are said to have no effect', () => {
  expect(phrases({ request: [TARGET] })).toEqual([
    'name request targets without requesting host_api.request: they have no effect',
  ])
  expect(phrases({ permissions: [{ kind: 'host_api', api: 'websocket' }] })).toEqual([
    'use the network through websocket, but names no target',
  ])
})

test('text of the plugin is escaped', () => {
  expect(phrases({ permissions: [{ kind: 'tool', name: 'a\u001b[2J\u202eb' }] })).toEqual([
    'offer the tool a\\u001b[2J\\u202eb',
  ])
})
