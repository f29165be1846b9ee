import { describe, expect, test } from 'vitest'
import { authorizeFsOperation, authorizeHostApi } from '../../src/grants/authorize.ts'
import { type Denial, describeDenial } from '../../src/grants/denial.ts'
import { joinGrants, NOTHING_GRANTED } from '../../src/grants/grant-set.ts'
import { grantWords } from '../../src/grants/grant-words.ts'
import { type Authority, type FsGrant, NO_GRANTS, type Requests } from '../../src/grants/grants.ts'
import { parseGrant } from '../../src/grants/parse-grant.ts'

const AT = { operation: 'try', stage: 'call' } as const

function authority(requested: Partial<Requests>, fs: readonly FsGrant[] = []): Authority {
  return {
    package: { identity: { source: 'project', localId: 'a' }, version: '1', digest: 'sha256:00' },
    requested: { permissions: [], request: [], websocket: [], ...requested },
    grants: { ...NO_GRANTS, id: 'project:a', version: '1', digest: 'sha256:00', fs },
  }
}

function deny(subject: Authority, authorization: ReturnType<typeof authorizeHostApi>): Denial {
  if (authorization.allowed) throw new Error('it is allowed')
  return describeDenial(subject, authorization, AT)
}

describe('what would allow a denied operation', () => {
  test('an operation is added to the folder that is granted already, under the name that its author knows', () => {
    const subject = authority({}, [{ root: '/tmp/copy/0', label: 'my notes', operations: ['read'] }])
    expect(deny(subject, authorizeFsOperation(subject, 'write'))).toMatchObject({
      label: 'host_api.fs',
      missing: ['write is granted on no folder'],
      granted: ['my notes read'],
      manifestToml: '',
      grantsToml: 'fs = [\n  { root = "my notes", operations = ["write"] },\n]\n',
      grantOptions: ['fs:write=my notes'],
    })
  })

  test('a grant that is empty so far must also name its package once it holds something', () => {
    const pins = 'id = "project:a"\nversion = "1"\ndigest = "sha256:00"\n'
    const empty = { ...authority({ permissions: [{ kind: 'host_api', api: 'fs' }] }), grants: NO_GRANTS }
    expect(deny(empty, authorizeHostApi(empty, 'fs')).grantsToml).toContain(pins)
    const bound = { ...empty, grants: { ...NO_GRANTS, id: 'project:a', version: '1', digest: 'sha256:00' } }
    expect(deny(bound, authorizeHostApi(bound, 'fs')).grantsToml).not.toContain('digest')
  })

  test('a folder that is granted and not usable is named as it would be', () => {
    const tomlFor = (grant: FsGrant) => {
      const subject = authority({ permissions: [{ kind: 'host_api', api: 'fs' }] }, [grant])
      return deny(subject, authorizeHostApi(subject, 'fs')).grantsToml
    }
    expect(tomlFor({ root: 'notes', operations: ['list'] })).toContain(
      '{ root = "/absolute/path/of/notes", operations = ["list"] }',
    )
    expect(tomlFor({ root: '/notes', operations: [] })).toContain(
      '{ root = "/notes", operations = ["read"] }',
    )
  })

  test('without any folder an example takes its place', () => {
    const subject = authority({})
    expect(deny(subject, authorizeFsOperation(subject, 'list')).grantOptions).toEqual(['fs:list=data'])
  })

  test('of a host API they are its permission and the first target that the manifest asks for', () => {
    const target = {
      scheme: 'https',
      host: 'api.example.com',
      port: 8443,
      methods: ['GET', 'POST'],
      path_prefixes: ['/v1/', '/v2/'],
    }
    const subject = authority({ permissions: [{ kind: 'host_api', api: 'request' }], request: [target] })
    const denial = deny(subject, authorizeHostApi(subject, 'request'))
    expect(denial.grantOptions).toEqual([
      'host_api.request',
      'request:GET,POST https://api.example.com:8443/v1/',
      'request:GET,POST https://api.example.com:8443/v2/',
    ])
    expect(denial.grantsToml).toContain('port = 8443')
  })
})

describe('grantWords', () => {
  test('are read back as what they spell', () => {
    const words = ['surfaces.tool', 'tool.a b', 'websocket:wss://example.com/feed', 'fs:read,list=data']
    const readings = words.map(word => parseGrant(word, folder => folder))
    expect(grantWords(joinGrants(readings.flatMap(reading => (reading.ok ? reading.grants : []))))).toEqual(
      words,
    )
  })

  test('leave out what has no such form', () => {
    const target = { scheme: '*', host: 'example.com', port: null, methods: ['GET'], path_prefixes: ['/'] }
    const odd = { ...target, scheme: 'gopher' }
    expect(grantWords({ ...NOTHING_GRANTED, request: [target, odd], websocket: [odd] })).toEqual([])
  })
})
