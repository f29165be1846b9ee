import { describe, expect, test } from 'vitest'
import { Redactor } from '../../../src/exercise/cassette/redactor.ts'
import { removalsOf } from '../../../src/exercise/infer/authority-set.ts'
import {
  suggestRequestTargets,
  suggestWebSocketTargets,
} from '../../../src/exercise/infer/suggest-targets.ts'
import { matchesRequestTarget } from '../../../src/grants/match-target.ts'
import { randomSource } from '../../support/random-source.ts'

const suggest = (...requests: string[]) =>
  suggestRequestTargets(
    requests.map(text => {
      const [method = '', url = ''] = text.split(' ')
      return { method, url }
    }),
    new Redactor([{ name: 'KEY', value: 'secret-key' }]),
  ).map(({ scheme, host, port, methods, path_prefixes }) =>
    [`${scheme}://${host}${port === null ? '' : `:${port}`}`, methods.join(','), ...path_prefixes].join(' '),
  )

describe('suggestRequestTargets', () => {
  test.each<[string, string[], string[]]>([
    ['nothing', [], []],
    ['one request', ['GET https://a.example/x?y=1#z'], ['https://a.example GET /x']],
    [
      'a port only where the URL has one',
      ['GET http://a.example:8080/', 'GET http://b.example:80/'],
      ['http://a.example:8080 GET /', 'http://b.example GET /'],
    ],
    ['several paths', ['GET https://a/b', 'GET https://a/c', 'GET https://a/b'], ['https://a GET /b /c']],
    ['a path below another', ['GET https://a/b', 'GET https://a/b/c'], ['https://a GET /b']],
    [
      'methods apart where their paths differ',
      ['GET https://a/b', 'POST https://a/c', 'GET https://a/c'],
      ['https://a GET,POST /c', 'https://a GET /b'],
    ],
    ['IPv6', ['GET http://[::1]:9/'], ['http://[::1]:9 GET /']],
    [
      'a webhook without its secret',
      ['POST https://discord.com/api/webhooks/12/aB-3'],
      ['https://discord.com POST /api/webhooks/'],
    ],
    ['a named secret', ['GET https://a/v1/secret-key/x'], ['https://a GET /v1/']],
    [
      'many paths as their folder',
      Array.from({ length: 9 }, (_, index) => `GET https://a/users/${index}/x`),
      ['https://a GET /users/'],
    ],
  ])('%s', (_name, requests, expected) => {
    expect(suggest(...requests)).toEqual(expected)
  })

  test('allows every request that was made, and changes with no order of them', () => {
    const random = randomSource(6)
    for (let round = 0; round < 300; round++) {
      const requests = Array.from({ length: 1 + random.below(14) }, () => ({
        method: random.pick(['GET', 'POST']),
        url: `${random.pick(['http', 'https'])}://${random.pick(['a', 'b:81', '[::1]'])}/${random.pick(['', 'x', 'x/y', 'xy', 'x%2fy', 'é', 'webhooks/1a'])}${random.below(3)}`,
      }))
      const targets = suggestRequestTargets(requests, new Redactor([]))
      for (const { method, url } of requests)
        expect(targets.some(target => matchesRequestTarget(target, method, new URL(url)))).toBe(true)
      expect(suggestRequestTargets([...requests].reverse(), new Redactor([]))).toEqual(targets)
    }
  })
})

test('suggestWebSocketTargets knows no methods', () => {
  expect(
    suggestWebSocketTargets(['wss://a.example/s?token=1', 'wss://a.example/s'], new Redactor([])),
  ).toEqual([{ scheme: 'wss', host: 'a.example', port: null, path_prefixes: ['/s'] }])
})

test('removalsOf takes away each entry of both sides, and of a target with several methods or paths each of them', () => {
  const request = [
    { scheme: 'https', host: 'a', port: null, methods: ['GET', 'POST'], path_prefixes: ['/x', '/y'] },
  ]
  const manifest = { permissions: [{ kind: 'external_write' } as const], request, websocket: [] }
  const fs = [
    { root: 'data', operations: ['read', 'list'] as const },
    { root: 'more', operations: ['write'] as const },
  ]
  const removals = removalsOf({ manifest, grants: { ...manifest, fs } })
  const target = 'https://a'
  const both = [
    'external_write',
    `GET of ${target}`,
    `POST of ${target}`,
    `/x of ${target}`,
    `/y of ${target}`,
  ]
  expect(removals.map(({ side, label }) => `${side} ${label}`)).toEqual([
    ...both.map(label => `manifest ${label}`),
    ...[...both, 'read of data', 'list of data', 'more write'].map(label => `grants ${label}`),
  ])
  expect(removals[1]!.left.manifest.request[0]!.methods).toEqual(['POST'])
  expect(removals.at(-1)!.left.grants.fs).toEqual([fs[0]])
  expect(
    removals.every(({ left }) => left.manifest.permissions.length + left.grants.permissions.length >= 1),
  ).toBe(true)
})
