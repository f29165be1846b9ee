import { describe, expect, test } from 'vitest'
import { readEnablement } from '../../src/grants/read-enablement.ts'
import { discoverPackages } from '../../src/package/discover-packages.io.ts'
import { listPlugins } from '../../src/package/list-plugins.ts'
import { planPlugins } from '../../src/package/plan-plugins.ts'
import { ONE_TOOL, packedPlugin, STUB } from '../support/packed-plugin.ts'
import { useTemporaryFolders } from '../support/temporary-folder.ts'

const makeFolder = useTemporaryFolders()
const echo = packedPlugin({ more: ONE_TOOL, files: STUB })

function list(
  files: Readonly<Record<string, string | Uint8Array>>,
  config: (digest: string) => string = () => '',
) {
  const discovery = discoverPackages([{ source: 'project', path: makeFolder(files), readBy: 'both' }])
  const reading = readEnablement(config(discovery.packages[0]?.digest ?? ''), 'toml')
  if (!reading.ok) throw new Error(reading.problems[0].message)
  return listPlugins({
    entries: reading.value.enabled,
    discovery,
    resolution: planPlugins(reading.value, discovery),
    storePath: source => `<${source} store>`,
  })
}

const grant = (digest: string, permissions: string, more = '') => `[[plugins.enabled]]
id = "project:acme.echo"
[plugins.enabled.grants]
id = "project:acme.echo"
version = "0.1.0"
digest = "${digest}"
permissions = [${permissions}]
${more}`

const ALL = '{ kind = "surface", surface = "tool" }, { kind = "tool", name = "echo" }'

describe('listPlugins', () => {
  test('has the keys of the host in its order', () => {
    const [item] = list({ 'a.yoi-plugin': echo }, digest => grant(digest, ALL))
    expect(Object.keys(item ?? {})).toEqual([
      'reference',
      'local_ref',
      'status',
      'source',
      'package',
      'package_path',
      'version',
      'schema_version',
      'api_version',
      'digest',
      'configured',
      'discovered',
      'resolved',
      'static_eligible',
      'declared_surfaces',
      'enabled_surfaces',
      'requested_permissions',
      'configured_grants',
      'configured_request_grants',
      'configured_websocket_grants',
      'configured_fs_grants',
      'tools',
      'static_runtime',
      'diagnostics',
    ])
    expect(Object.keys(item?.tools[0] ?? {})).toEqual([
      'name',
      'permission',
      'requested',
      'granted',
      'eligible',
      'external_write',
      'diagnostic',
    ])
  })

  test('a package that is granted what it requests is active; implied surfaces show once it is resolved', () => {
    expect(list({ 'a.yoi-plugin': echo }, digest => grant(digest, ALL))).toMatchObject([
      {
        reference: 'project:acme.echo',
        local_ref: 'acme.echo',
        status: 'active',
        static_eligible: true,
        declared_surfaces: ['tool'],
        enabled_surfaces: ['tool', 'wasm'],
        configured_grants: ['surfaces.tool', 'tool.echo'],
        static_runtime: { runtime: { eligible: true, status: 'wasm-component/yoi:plugin/tool@1.0.0' } },
        diagnostics: [],
      },
    ])
  })

  test('a tool that a namespace allows is eligible, though it shows as neither requested nor granted', () => {
    const namespaced = ONE_TOOL.replace(
      '{ kind = "tool", name = "echo" }',
      '{ kind = "tool_namespace", namespace = "ec" }',
    )
    const [item] = list({ 'a.yoi-plugin': packedPlugin({ more: namespaced, files: STUB }) }, digest =>
      grant(digest, '{ kind = "surface", surface = "tool" }, { kind = "tool_namespace", namespace = "e" }'),
    )
    expect(item).toMatchObject({
      status: 'active',
      tools: [{ requested: false, granted: false, eligible: true }],
    })
  })

  test('a grant that the manifest does not ask for makes it partial', () => {
    const [item] = list({ 'a.yoi-plugin': echo }, digest =>
      grant(
        digest,
        ALL,
        '[[plugins.enabled.grants.request]]\nscheme = "https"\nhost = "h"\nmethods = ["GET"]\npath_prefixes = ["/"]\n',
      ),
    )
    expect(item).toMatchObject({
      status: 'partial',
      static_runtime: {
        host_apis: [
          {
            permission: 'host_api.request grant-only https://h GET /',
            requested: false,
            granted: true,
            eligible: false,
          },
        ],
      },
      diagnostics: [{ kind: 'static_eligibility' }],
    })
  })

  test('without a usable tool it is rejected', () => {
    expect(
      list({ 'a.yoi-plugin': echo }, digest => grant(digest, '{ kind = "external_write" }')),
    ).toMatchObject([{ status: 'rejected', resolved: true, static_eligible: false }])
  })

  test('a package without tools is active when all of it is eligible', () => {
    const runtimeOnly = packedPlugin({ more: ONE_TOOL.replace(/\[\[tools\]\][\s\S]*/, ''), files: STUB })
    expect(
      list({ 'a.yoi-plugin': runtimeOnly }, () => '[[plugins.enabled]]\nid = "project:acme.echo"\n'),
    ).toMatchObject([{ status: 'active', tools: [] }])
  })

  test('what is found and not enabled is disabled', () => {
    expect(list({ 'a.yoi-plugin': echo })).toMatchObject([
      {
        status: 'disabled',
        configured: false,
        discovered: true,
        static_runtime: null,
        tools: [{ eligible: false }],
      },
    ])
  })

  test('what is enabled and nowhere found is missing, with the path where it would be', () => {
    expect(list({}, () => '[[plugins.enabled]]\nid = "project:acme.gone"\n')).toMatchObject([
      {
        reference: 'project:acme.gone',
        status: 'missing',
        package: null,
        package_path: '<project store>/acme.gone.yoi-plugin',
        diagnostics: [{ kind: 'missing' }],
      },
    ])
  })

  test('a broken file goes by its name, and is rejected even when an entry of that id waits for it', () => {
    expect(
      list({ 'acme.echo.yoi-plugin': 'x' }, () => '[[plugins.enabled]]\nid = "project:acme.echo"\n'),
    ).toMatchObject([
      {
        reference: 'project:acme.echo',
        status: 'rejected',
        package: 'acme.echo.yoi-plugin',
        diagnostics: [{ kind: 'malformed' }, { kind: 'missing' }],
      },
    ])
  })

  test('a manifest that is refused after its id was read goes by that id', () => {
    expect(list({ 'x.yoi-plugin': packedPlugin({ version: ' ' }) })).toMatchObject([
      { reference: 'project:acme.echo', status: 'rejected', package: 'x.yoi-plugin' },
    ])
  })

  test('an id that occurs twice is rejected once it is enabled', () => {
    const files = { 'a.yoi-plugin': echo, 'b.yoi-plugin': packedPlugin({ version: '2' }) }
    expect(list(files, () => '[[plugins.enabled]]\nid = "project:acme.echo"\n')).toMatchObject([
      { status: 'rejected', resolved: false, diagnostics: [{ kind: 'duplicate' }, { kind: 'duplicate' }] },
    ])
  })

  test('items are sorted by reference', () => {
    const files = {
      '1.yoi-plugin': packedPlugin({ id: 'zeta' }),
      '2.yoi-plugin': packedPlugin({ id: 'Alpha' }),
    }
    expect(list(files).map(item => item.reference)).toEqual(['project:Alpha', 'project:zeta'])
  })

  test('records that a configuration carries are taken as they are, though the store has another package of that id', () => {
    const record = `[[plugins.resolved]]
identity = { source = "project", local_id = "acme.echo" }
source = "project"
package_path = "/elsewhere/echo.yoi-plugin"
package_label = "echo.yoi-plugin"
digest = "sha256:0"
version = "7"
enabled_surfaces = ["wasm"]
[plugins.resolved.manifest]
schema_version = 1
id = "acme.echo"
name = "Echo"
version = "7"
runtime = { kind = "wasm-component", world = "yoi:plugin/tool@1.0.0", component = "c.wasm" }
[plugins.resolved.grants]
`
    expect(list({ 'a.yoi-plugin': echo }, () => record)).toMatchObject([
      { status: 'active', version: '7', digest: 'sha256:0', package_path: '/elsewhere/echo.yoi-plugin' },
    ])
  })
})
