import { describe, expect, test } from 'vitest'
import {
  type Authorization,
  authorizeFsOperation,
  authorizeHostApi,
  authorizeTool,
  describeShortfall,
} from '../../src/grants/authorize.ts'
import { type Authority, type Grants, NO_GRANTS } from '../../src/grants/grants.ts'
import type { Permission } from '../../src/manifest/manifest.ts'

const BINDING = { id: 'project:a', version: '1', digest: 'sha256:00' }
const TOOL: Permission[] = [
  { kind: 'surface', surface: 'tool' },
  { kind: 'tool', name: 'echo' },
]

const authority = (permissions: readonly Permission[], grants: Partial<Grants>): Authority => ({
  package: { identity: { source: 'project', localId: 'a' }, version: '1', digest: 'sha256:00' },
  requested: { permissions, request: [], websocket: [] },
  grants: { ...NO_GRANTS, ...BINDING, ...grants },
})

const shortfalls = (authorization: Authorization) =>
  authorization.allowed ? [] : authorization.missing.map(describeShortfall)

describe('what is missing', () => {
  test('is listed whole, in the order in which the host looks', () => {
    const verdict = authorizeTool(authority([TOOL[1]!], { permissions: [TOOL[0]!], version: '2' }), {
      name: 'echo',
      external_write: true,
    })
    expect(shortfalls(verdict)).toEqual([
      'the grant version is not the version of this package',
      'surfaces.tool is not requested',
      'tool.echo is not granted',
      'external_write is not requested',
    ])
  })

  test('tells which side it is missing on', () => {
    const verdict = authorizeTool(authority(TOOL, {}), { name: 'echo', external_write: false })
    expect(verdict).toEqual({
      allowed: false,
      missing: [
        { need: 'permission', label: 'surfaces.tool', isRequested: true, isGranted: false },
        { need: 'permission', label: 'tool.echo', isRequested: true, isGranted: false },
      ],
    })
  })

  test('a usable target is asked for after the permission', () => {
    const permissions: Permission[] = [{ kind: 'host_api', api: 'fs' }]
    expect(shortfalls(authorizeHostApi(authority(permissions, { permissions }), 'fs'))).toEqual([
      'a usable host_api.fs target is not granted',
    ])
  })

  test('a folder grants only the operations that it names', () => {
    const verdict = authorizeFsOperation(
      authority([], { fs: [{ root: '/a', operations: ['list'] }] }),
      'read',
    )
    expect(shortfalls(verdict)).toEqual(['read is granted on no folder'])
    expect(
      authorizeFsOperation(authority([], { fs: [{ root: '/a', operations: ['list'] }] }), 'list'),
    ).toEqual({ allowed: true })
  })
})
