import { mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { DEFAULT_HOST_REVISION } from '../../src/contract/host-revisions.ts'
import { PACKAGE_LIMITS } from '../../src/contract/limits.ts'
import { NO_ENABLEMENT } from '../../src/grants/enablement.ts'
import { type Grants, NO_GRANTS } from '../../src/grants/grants.ts'
import { createHost, type Host } from '../../src/host/host.io.ts'
import { discoverPackages } from '../../src/package/discover-packages.io.ts'
import type { StoreLocation } from '../../src/package/store-locations.ts'
import { assembleGuest } from '../support/assemble.ts'
import { ONE_TOOL, packedPlugin } from '../support/packed-plugin.ts'
import { emptyFolder } from '../support/run-cli.ts'

let stores: StoreLocation[] = []
let file = ''
const hosts: Host[] = []

beforeEach(async () => {
  const path = join(emptyFolder(), '.yoi/plugins')
  mkdirSync(path, { recursive: true })
  stores = [{ source: 'project', path, readBy: 'both' }]
  file = join(path, 'echo.yoi-plugin')
  const component = await assembleGuest('echo.wat')
  writeFileSync(file, packedPlugin({ more: ONE_TOOL, files: { 'plugin.component.wasm': component } }))
})
afterEach(() => {
  for (const host of hosts.splice(0)) host.close()
})

const SURFACE = { kind: 'surface', surface: 'tool' } as const
const TOOL = { kind: 'tool', name: 'echo' } as const

function open(change: { grants?: Partial<Grants>; version?: string; isFeatureEnabled?: boolean } = {}): Host {
  const { digest, version } = discoverPackages(stores).packages[0]!
  const id = 'project:acme.echo'
  const grants = { ...NO_GRANTS, id, version, digest, permissions: [SURFACE, TOOL], ...change.grants }
  const host = createHost({
    stores,
    deadlineMs: 5_000,
    enablement: {
      ...NO_ENABLEMENT,
      isFeatureEnabled: change.isFeatureEnabled ?? true,
      enabled: [{ id, version: change.version ?? version, digest, surfaces: [], grants }],
    },
  })
  hosts.push(host)
  return host
}

describe('a host over stores', () => {
  test('finds, resolves, registers and runs what a configuration enables', async () => {
    const host = open()
    expect(host.tools).toMatchObject([
      { name: 'echo', description: 'Echoes.', input_schema: { type: 'object' } },
    ])
    expect(host.diagnostics).toEqual([])
    expect(await host.call('echo', '{}')).toMatchObject({ status: 'ok', output: { summary: 'echo' } })
  })

  test('registers nothing that is not enabled, and runs nothing while it looks', () => {
    const host = createHost({ stores, enablement: { ...NO_ENABLEMENT, isFeatureEnabled: true } })
    hosts.push(host)
    expect(host.tools).toEqual([])
  })

  test('drops an entry that does not fit, with the host’s own diagnostic', () => {
    expect(open({ version: '9.9.9' })).toMatchObject({
      tools: [],
      diagnostics: [{ kind: 'version', phase: 'resolution', identity: 'project:acme.echo' }],
    })
    expect(open({ grants: { digest: `sha256:${'1'.repeat(64)}` } })).toMatchObject({
      tools: [],
      diagnostics: [{ kind: 'grant', phase: 'resolution' }],
    })
  })

  test('denies a tool whose grant is missing, and says which', async () => {
    const host = open({ grants: { permissions: [SURFACE] } })
    expect(host.refusals).toMatchObject([{ tool: 'echo', reason: 'denied', label: 'tool.echo' }])
    expect(await host.call('echo', '{}')).toMatchObject({ status: 'denied', label: 'tool.echo' })
  })

  test('runs no plugin at all unless the feature is switched on', async () => {
    const host = open({ isFeatureEnabled: false })
    expect(host.tools).toEqual([])
    expect(await host.call('echo', '{}')).toMatchObject({ status: 'denied', label: 'feature.plugins' })
  })

  test('reads the package again before every load: a swapped file is refused, the old one back is run', async () => {
    const host = open()
    const original = readFileSync(file)
    expect(await host.call('echo', '{}')).toMatchObject({ status: 'ok' })
    writeFileSync(file, packedPlugin({ more: ONE_TOOL, files: { 'plugin.component.wasm': 'other' } }))
    expect(await host.call('echo', '{}')).toMatchObject({
      status: 'load-refused',
      host: { kind: 'digest', phase: 'resolution' },
      message: expect.stringContaining('not the enabled sha256:'),
    })
    writeFileSync(file, original)
    expect(await host.call('echo', '{}')).toMatchObject({ status: 'ok' })
  })

  test('classes a file that went bad as the host does', async () => {
    const host = open()
    const classOf = async () => {
      const outcome = await host.call('echo', '{}')
      return outcome.status === 'load-refused' && outcome.host
    }
    writeFileSync(file, 'no archive')
    expect(await classOf()).toEqual({ kind: 'malformed', phase: 'discovery' })
    writeFileSync(file, new Uint8Array(PACKAGE_LIMITS.packageBytes + 1))
    expect(await classOf()).toEqual({ kind: 'bounds', phase: 'discovery' })
    rmSync(file)
    expect(await classOf()).toEqual({ kind: 'io', phase: 'discovery' })
    mkdirSync(file)
    expect(await classOf()).toEqual({ kind: 'malformed', phase: 'discovery' })
  })

  test('takes packages as large as its revision does', () => {
    const limits = { ...DEFAULT_HOST_REVISION, package: { ...PACKAGE_LIMITS, packageBytes: 100 } }
    const host = createHost({ stores, limits, enablement: { ...NO_ENABLEMENT, isFeatureEnabled: true } })
    hosts.push(host)
    expect(host.diagnostics).toMatchObject([{ kind: 'bounds', phase: 'discovery' }])
  })
})
