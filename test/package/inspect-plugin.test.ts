import { describe, expect, test } from 'vitest'
import { type Grants, NO_GRANTS } from '../../src/grants/grants.ts'
import { inspectionMessages, inspectPlugin, isStaticallyEligible } from '../../src/package/inspect-plugin.ts'
import { readStorePackage } from '../../src/package/read-store-package.ts'
import { packedPlugin, STUB } from '../support/packed-plugin.ts'

const TARGET = { scheme: 'https', host: 'a.example', port: null, methods: ['GET'], path_prefixes: ['/v1/'] }
const SOCKET = { scheme: 'wss', host: 'b.example', port: null, path_prefixes: ['/g'] }

const MANIFEST = `permissions = [{ kind = "host_api", api = "request" }]
request = [{ scheme = "https", host = "a.example", methods = ["GET"], path_prefixes = ["/v1/"] }]
websocket = [{ scheme = "wss", host = "b.example", path_prefixes = ["/g"] }]
[runtime]
kind = "wasm-component"
component = "plugin.component.wasm"
world = "yoi:plugin/instance@1.0.0"
[[services]]
name = "s"
description = ""
`

function inspect(grants: Partial<Grants>, more = MANIFEST) {
  const bytes = packedPlugin({ more, files: STUB })
  const outcome = readStorePackage(bytes, { source: 'project', path: 'x', label: 'x' })
  if (!outcome.ok) throw new Error(outcome.diagnostic.message)
  const found = outcome.package
  const bound = { ...NO_GRANTS, id: 'project:acme.echo', version: '0.1.0', digest: found.digest, ...grants }
  return inspectPlugin({ package: found, enabledSurfaces: ['service'], grants: bound })
}

const lines = (grants: Partial<Grants>, more?: string) =>
  inspect(grants, more).host_apis.map(
    ({ permission, requested, granted, eligible, diagnostic }) =>
      `${permission} ${[requested && 'requested', granted && 'granted', eligible && 'eligible'].filter(Boolean).join(' ')}: ${diagnostic}`,
  )

describe('inspectPlugin', () => {
  test('nothing is granted: the gate and every target say so', () => {
    expect(lines({})).toEqual([
      'host_api.request requested: host_api.request is not granted',
      'host_api.request target https://a.example GET /v1/ requested: no grant allows this requested target',
      'host_api.websocket target wss://b.example /g requested: no grant allows this requested target',
    ])
  })

  test('a grant that covers a target leaves nothing to remark', () => {
    expect(
      lines({ permissions: [{ kind: 'host_api', api: 'request' }], request: [TARGET], websocket: [SOCKET] }),
    ).toEqual([
      'host_api.request requested granted eligible: null',
      'host_api.request target https://a.example GET /v1/ requested granted eligible: null',
      'host_api.request grant https://a.example GET /v1/ requested granted eligible: null',
      'host_api.websocket target wss://b.example /g requested granted eligible: null',
      'host_api.websocket grant wss://b.example /g requested granted eligible: null',
    ])
  })

  test('a narrower grant covers a part; it stays inside the manifest', () => {
    expect(lines({ websocket: [{ ...SOCKET, path_prefixes: ['/g/x'] }] }).slice(2)).toEqual([
      'host_api.websocket target wss://b.example /g requested granted eligible: the grants allow only a part of this requested target',
      'host_api.websocket grant wss://b.example /g/x requested granted eligible: null',
    ])
  })

  test('a grant is inside the manifest when any of its targets covers it', () => {
    const narrow = '{ scheme = "https", host = "a.example", methods = ["GET"], path_prefixes = ["/v1/x"] }'
    const more = MANIFEST.replace('request = [', `request = [${narrow}, `)
    expect(lines({ request: [TARGET] }, more)[3]).toBe(
      'host_api.request grant https://a.example GET /v1/ requested granted eligible: null',
    )
  })

  test('a wider grant is remarked, a broad one on both lines', () => {
    expect(lines({ request: [{ ...TARGET, path_prefixes: ['/'] }] }).slice(1, 3)).toEqual([
      'host_api.request target https://a.example GET /v1/ requested granted eligible: null',
      'host_api.request grant https://a.example GET / requested granted eligible: this grant is wider than the manifest; only what both allow is allowed',
    ])
    expect(lines({ request: [{ ...TARGET, host: '*' }] }).slice(1, 3)).toEqual([
      'host_api.request target https://a.example GET /v1/ requested granted eligible: this requested target is allowed by a broad grant',
      'host_api.request grant https://* GET /v1/ [broad-request] requested granted eligible: this grant is broad; only what the manifest requests is allowed',
    ])
  })

  test('a grant for something else is listed as grant-only, and is not eligible', () => {
    expect(lines({ websocket: [{ ...SOCKET, host: 'c.example' }] }).at(-1)).toBe(
      'host_api.websocket grant-only wss://c.example /g granted: the manifest requests nothing that this grant allows',
    )
  })

  test('what is not eligible anywhere makes the whole not eligible, and every remark is told once', () => {
    const inspection = inspect({})
    expect(isStaticallyEligible(inspection)).toBe(false)
    expect(inspection.services).toEqual([
      {
        name: 's',
        permission: 'service.s',
        requested: false,
        granted: false,
        eligible: false,
        diagnostic: 'surfaces.service is not requested',
      },
    ])
    expect(inspectionMessages(inspection)).toHaveLength(4)
  })
})
