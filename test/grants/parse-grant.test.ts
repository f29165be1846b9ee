import { describe, expect, test } from 'vitest'
import { NOTHING_GRANTED } from '../../src/grants/grant-set.ts'
import { parseGrant } from '../../src/grants/parse-grant.ts'
import { parsePermissionLabel } from '../../src/grants/parse-permission-label.ts'
import { permissionLabel } from '../../src/grants/permission.ts'

const parse = (text: string) => parseGrant(text, folder => `/here/${folder}`)

describe('parseGrant', () => {
  test.each([
    ['surfaces.tool', { permissions: [{ kind: 'surface', surface: 'tool' }] }],
    ['tool.a.b', { permissions: [{ kind: 'tool', name: 'a.b' }] }],
    ['external_write', { permissions: [{ kind: 'external_write' }] }],
    [
      'request:get,POST https://API.example.com:8443/v1/',
      {
        request: [
          {
            scheme: 'https',
            host: 'api.example.com',
            port: 8443,
            methods: ['GET', 'POST'],
            path_prefixes: ['/v1/'],
          },
        ],
      },
    ],
    [
      'request:GET http://[::1]',
      {
        request: [{ scheme: 'http', host: '[::1]', port: null, methods: ['GET'], path_prefixes: ['/'] }],
      },
    ],
    [
      'websocket:wss://example.com/feed',
      { websocket: [{ scheme: 'wss', host: 'example.com', port: null, path_prefixes: ['/feed'] }] },
    ],
    [
      'fs:read,list=my data',
      { fs: [{ root: '/here/my data', label: 'my data', operations: ['read', 'list'] }] },
    ],
  ])('%s grants that and nothing else', (text, granted) => {
    expect(parse(text)).toEqual({ ok: true, grants: { ...NOTHING_GRANTED, ...granted } })
  })

  test.each([
    ['', 'is none of a label'],
    ['fs', 'is none of a label'],
    ['host_api.network', 'is none of a label'],
    ['surfaces.', 'is none of a label'],
    ['request:https://example.com/', 'must be methods, a space and an address'],
    ['request:GET,FETCH https://example.com/', 'has the method "FETCH"'],
    ['request:GET ftp://example.com/', 'has no address that begins with http:// or https://'],
    ['request:GET http:example.com', 'has no address that begins with http:// or https://'],
    ['request:GET https://', 'has an address without a host, or with one that cannot be'],
    ['request:GET https://a%/', 'has an address without a host, or with one that cannot be'],
    ['request:GET https://x:99999/', 'has the port "99999", which is no number from 0 to 65535'],
    ['request:GET https://[::1]:x', 'has the port "x", which is no number from 0 to 65535'],
    ['request:GET https://a@example.com/', 'has an address with more than scheme, host, port and path'],
    ['request:GET https://example.com/?q=1', 'has an address with more than'],
    ['websocket:https://example.com/', 'has no address that begins with ws:// or wss://'],
    ['fs:read', 'must be operations, "=" and a folder'],
    ['fs:read=', 'must be operations, "=" and a folder'],
    ['fs:delete=data', 'has the operation "delete"'],
    ['fs:=data', 'has the operation ""'],
  ])('refuses %j', (text, problem) => {
    expect(parse(text)).toEqual({ ok: false, problem: expect.stringContaining(problem) })
  })
})

test.each([
  'surfaces.hook',
  'tool.x',
  'tool_namespace.my_',
  'service.s',
  'ingress.i',
  'external_write',
  'host_api.request',
])('the label %s names a permission that has this label', label => {
  expect(permissionLabel(parsePermissionLabel(label)!)).toBe(label)
})
