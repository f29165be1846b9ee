import { afterEach, describe, expect, test } from 'vitest'
import type { GrantSet } from '../../src/grants/grant-set.ts'
import { permissionLabel } from '../../src/grants/permission.ts'
import { readGrants } from '../../src/grants/read-enablement.ts'
import type { CallOutcome } from '../../src/host/call-outcome.ts'
import { createHost, type Host } from '../../src/host/host.io.ts'
import { answerHostCalls, type HostApis } from '../../src/host/host-apis.ts'
import { hostLoadedPlugin } from '../../src/host/host-loaded-plugin.ts'
import type { Manifest } from '../../src/manifest/manifest.ts'
import type { LoadedPlugin } from '../../src/package/loaded-plugin.ts'
import { assembleGuest } from '../support/assemble.ts'
import { toolPlugin } from '../support/tool-plugin.ts'

const hosts: Host[] = []
afterEach(() => {
  for (const host of hosts.splice(0)) host.close()
})

/** A plugin with two tools, one of which changes things outside, that reads a file in every call. */
async function fileReader(change: Partial<Manifest> = {}): Promise<LoadedPlugin> {
  const plugin = toolPlugin(await assembleGuest('reads-file.wat'), ['read_it', 'change_it'])
  const { tools, permissions, ...manifest } = plugin.manifest!
  return {
    ...plugin,
    manifest: {
      ...manifest,
      tools: tools.map(tool => ({ ...tool, external_write: tool.name === 'change_it' })),
      permissions: [...permissions, { kind: 'external_write' }, { kind: 'host_api', api: 'fs' }],
      ...change,
    },
  }
}

const FOLDER = { root: '/srv/data', operations: ['read'] } as const
const answering: HostApis = { fs: async () => ({ ok: true, value: '{"summary":"héllo"}' }) }

function open(plugin: LoadedPlugin, change: Partial<GrantSet> = {}, apis: HostApis = answering): Host {
  const { permissions } = plugin.manifest!
  const grants = { permissions, request: [], websocket: [], fs: [FOLDER], ...change }
  const host = createHost({ plugins: [hostLoadedPlugin(plugin, grants)!], deadlineMs: 5_000, apis })
  hosts.push(host)
  return host
}

function word(outcome: CallOutcome): string {
  return outcome.status === 'denied' ? `denied:${outcome.label}` : outcome.status
}

async function callBoth(host: Host): Promise<string[]> {
  return [word(await host.call('read_it', '{}')), word(await host.call('change_it', '{}'))]
}

describe('an entry of apis that throws', () => {
  test('rejects the call, which is kept in the history all the same', async () => {
    const broken: HostApis = { fs: () => Promise.reject(new Error('no disk')) }
    const host = open(await fileReader(), {}, broken)
    await expect(host.call('read_it', '{}')).rejects.toThrow('no disk')
    expect(host.history.entries).toMatchObject([
      { tool: 'read_it', outcome: { status: 'aborted', message: 'an entry of apis failed' } },
    ])
  })
})

describe('authority of a tool call', () => {
  test('with every grant each tool is registered and its host calls are answered', async () => {
    const host = open(await fileReader())
    expect(host.tools.map(tool => tool.name)).toEqual(['read_it', 'change_it'])
    expect(await host.call('read_it', '{}')).toMatchObject({
      status: 'ok',
      output: { summary: 'héllo' },
      meters: { hostCalls: 1 },
    })
  })

  test.each([
    ['surfaces.tool', ['denied:surfaces.tool', 'denied:surfaces.tool'], []],
    ['tool.read_it', ['denied:tool.read_it', 'ok'], ['change_it']],
    ['tool.change_it', ['ok', 'denied:tool.change_it'], ['read_it']],
    ['external_write', ['ok', 'denied:external_write'], ['read_it']],
    ['host_api.fs', ['denied:host_api.fs', 'denied:host_api.fs'], ['read_it', 'change_it']],
  ])('without the grant %s exactly what needs it is denied', async (label, outcomes, registered) => {
    const plugin = await fileReader()
    const permissions = plugin.manifest!.permissions.filter(entry => permissionLabel(entry) !== label)
    const host = open(plugin, { permissions })
    expect(host.tools.map(tool => tool.name)).toEqual(registered)
    expect(await callBoth(host)).toEqual(outcomes)
  })

  test('without a folder the component is not instantiated, though the permission is granted', async () => {
    const host = open(await fileReader(), { fs: [] })
    expect(await host.call('read_it', '{}')).toMatchObject({
      status: 'denied',
      label: 'host_api.fs',
      message: 'may not import yoi:host/fs@1.0.0: a usable host_api.fs target is not granted',
      meters: { fuel: 0, hostCalls: 0 },
    })
  })

  test('a grant never widens what the manifest requests', async () => {
    const plugin = await fileReader()
    const permissions = plugin.manifest!.permissions
    const shy = {
      ...plugin,
      manifest: { ...plugin.manifest!, permissions: permissions.filter(entry => entry.kind !== 'host_api') },
    }
    const outcome = await open(shy, { permissions }).call('read_it', '{}')
    expect(outcome).toMatchObject({
      status: 'denied',
      label: 'host_api.fs',
      denial: { manifestToml: 'permissions = [\n  { kind = "host_api", api = "fs" },\n]\n', grantsToml: '' },
    })
  })

  test('a denial names what was tried, declared and granted, and the least that would allow it', async () => {
    const plugin = await fileReader()
    const permissions = plugin.manifest!.permissions.filter(entry => entry.kind !== 'host_api')
    const outcome = await open(plugin, { permissions, fs: [] }).call('read_it', '{}')
    expect(outcome).toMatchObject({
      denial: {
        operation: 'import yoi:host/fs@1.0.0',
        missing: ['host_api.fs is not granted', 'a usable host_api.fs target is not granted'],
        declared: ['surfaces.tool', 'tool.read_it', 'tool.change_it', 'external_write', 'host_api.fs'],
        granted: ['surfaces.tool', 'tool.read_it', 'tool.change_it', 'external_write'],
        manifestToml: '',
      },
    })
    const toml = outcome.status === 'denied' ? outcome.denial!.grantsToml : ''
    const added = readGrants(toml.replace('"data"', '"/data"'), 'toml')
    if (!added.ok) throw new Error(added.problems[0].message)
    const { fs } = added.value
    const host = open(plugin, { permissions: [...permissions, ...added.value.permissions], fs })
    expect(await host.call('read_it', '{}')).toMatchObject({ status: 'ok' })
  })

  test('a granted host API that nothing answers says so, and is not held against the plugin', async () => {
    const { authority } = hostLoadedPlugin(await fileReader(), {
      permissions: [{ kind: 'host_api', api: 'fs' }],
      request: [],
      websocket: [],
      fs: [FOLDER],
    })!
    const call = { interface: 'yoi:host/fs@1.0.0', function: 'read', args: ['{}'] }
    expect(await answerHostCalls(authority, {})(call, new AbortController().signal)).toEqual({
      ok: false,
      failure: {
        kind: 'runner-cannot',
        message: 'yoi:host/fs@1.0.0 read is granted, but this version of yoi-plugin cannot answer it',
      },
    })
  })

  test('a host call gets its arguments and a signal that fires when the call is over', async () => {
    const calls: unknown[] = []
    const signals: AbortSignal[] = []
    const fs: HostApis['fs'] = (call, { signal }) => {
      calls.push(call)
      signals.push(signal)
      return new Promise(() => {})
    }
    const plugin = hostLoadedPlugin(await fileReader(), {
      permissions: (await fileReader()).manifest!.permissions,
      request: [],
      websocket: [],
      fs: [FOLDER],
    })!
    const host = createHost({ plugins: [plugin], deadlineMs: 400, apis: { fs } })
    hosts.push(host)
    await host.prepare('read_it')
    expect(await host.call('read_it', '{}')).toMatchObject({ status: 'limit', limit: 'wall' })
    expect(calls).toMatchObject([{ interface: 'yoi:host/fs@1.0.0', function: 'read', args: ['{}'] }])
    expect(signals.map(signal => signal.aborted)).toEqual([true])
  })

  test('a grant for another package is denied whatever it grants', async () => {
    const plugin = await fileReader()
    const hosted = hostLoadedPlugin(plugin, {
      permissions: plugin.manifest!.permissions,
      request: [],
      websocket: [],
      fs: [],
    })!
    const { authority } = hosted
    const grants = { ...authority.grants, digest: `sha256:${'1'.repeat(64)}` }
    const host = createHost({ plugins: [{ ...hosted, authority: { ...authority, grants } }] })
    expect(await host.call('read_it', '{}')).toMatchObject({
      status: 'denied',
      label: 'grant',
      message: 'may not run the tool "read_it": the grant digest is not the digest of this package',
      denial: { grantsToml: expect.stringContaining(`digest = "sha256:${'0'.repeat(64)}"`) },
    })
  })
})

describe('a prepared host', () => {
  test('has the component loaded before the call, and leaves what goes wrong to the call', async () => {
    const host = open(await fileReader())
    await host.prepare('read_it')
    expect(await host.call('read_it', '{}')).toMatchObject({ status: 'ok' })
    const denied = open(await fileReader(), { fs: [] })
    await denied.prepare('read_it')
    await denied.prepare('nobody')
    expect(await denied.call('read_it', '{}')).toMatchObject({ status: 'denied' })
    const broken = { ...(await fileReader()), files: new Map([['plugin.component.wasm', new Uint8Array(9)]]) }
    const refusing = open(broken)
    await refusing.prepare('read_it')
    expect(await refusing.call('read_it', '{}')).toMatchObject({ status: 'load-refused' })
    expect(refusing.history.entries).toHaveLength(1)
  })
})
