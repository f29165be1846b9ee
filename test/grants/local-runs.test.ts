import { describe, expect, test } from 'vitest'
import { bindGrants, joinGrants, NOTHING_GRANTED } from '../../src/grants/grant-set.ts'
import { inferGrants } from '../../src/grants/infer-grants.ts'
import { isLocalAddress } from '../../src/grants/local-address.ts'
import { withholdGrants } from '../../src/grants/withhold-grants.ts'

const TOOL = { kind: 'tool', name: 'a' } as const
const FS = { kind: 'host_api', api: 'fs' } as const
const target = (host: string, path_prefixes = ['/v1/']) => ({
  scheme: 'https',
  host,
  port: null,
  methods: ['GET'],
  path_prefixes,
})

describe('isLocalAddress', () => {
  test.each([
    'localhost',
    'LOCALHOST.',
    'app.localhost',
    'printer.local',
    'metadata.google.internal',
    '127.0.0.1',
    '127.1',
    '0x7f.0.0.1',
    '2130706433',
    '0.0.0.0',
    '10.1.2.3',
    '172.16.0.1',
    '172.31.255.255',
    '192.168.1.1',
    '169.254.169.254',
    '100.64.0.1',
    '224.0.0.1',
    '255.255.255.255',
    '::1',
    '[::1]',
    '[fe80::1]',
    'fd00::1',
    '[::ffff:127.0.0.1]',
    '[64:ff9b::7f00:1]',
    '[2002:7f00:1::]',
    '',
    'a b',
  ])('%j is of this machine or network, or cannot be told', host => {
    expect(isLocalAddress(host)).toBe(true)
  })

  test.each([
    'example.com',
    '8.8.8.8',
    '172.32.0.1',
    '100.128.0.1',
    '[2606:4700::1111]',
    'localhost.example',
  ])('%s is elsewhere', host => {
    expect(isLocalAddress(host)).toBe(false)
  })
})

describe('inferGrants', () => {
  test('grants what is requested, without broad and local targets and without folders', () => {
    const targets = [
      target('example.com'),
      target('example.com', []),
      target('*'),
      target('*.'),
      target('[*]'),
      target('10.0.0.1'),
      target('LocalHost'),
    ]
    const requests = { permissions: [TOOL, FS], request: targets, websocket: targets }
    expect(inferGrants(requests)).toEqual({
      permissions: [TOOL, FS],
      request: [targets[0]],
      websocket: [targets[0]],
      fs: [],
    })
  })
})

test('withholdGrants takes permissions away by label and names labels that took nothing', () => {
  const granted = { ...NOTHING_GRANTED, permissions: [TOOL, FS] }
  expect(withholdGrants(granted, ['host_api.fs', 'tool.b'])).toEqual({
    grants: { ...NOTHING_GRANTED, permissions: [TOOL] },
    unknown: ['tool.b'],
  })
})

test('several grants of one command line are taken together, and bound to the package that is run', () => {
  const fs = [{ root: '/data', operations: ['read'] as const }]
  const joined = joinGrants([
    { ...NOTHING_GRANTED, permissions: [TOOL] },
    { ...NOTHING_GRANTED, fs },
    { ...NOTHING_GRANTED, permissions: [FS] },
  ])
  const identity = { source: 'project', localId: 'a.b' } as const
  expect(bindGrants(joined, { identity, version: '1.0', digest: 'sha256:00' })).toEqual({
    id: 'project:a.b',
    version: '1.0',
    digest: 'sha256:00',
    permissions: [TOOL, FS],
    request: [],
    websocket: [],
    fs,
  })
})
