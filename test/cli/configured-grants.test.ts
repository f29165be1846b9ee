import { describe, expect, test } from 'vitest'
import { findConfiguredGrants } from '../../src/cli/configured-grants.ts'
import { readEnablement } from '../../src/grants/read-enablement.ts'
import { hostBoundPlugin } from '../../src/host/host-loaded-plugin.ts'
import { assembleGuest } from '../support/assemble.ts'
import { toolPlugin } from '../support/tool-plugin.ts'

const base = toolPlugin(await assembleGuest('echo.wat'), ['say'])
const plugin = { ...base, manifest: base.manifest! }
const { version } = plugin.manifest
const pins = (source = 'project', digest = plugin.digest) =>
  `id = "${source}:example.echo"\nversion = "${version}"\ndigest = "${digest}"\n`
const ALLOWED = 'permissions = [{ kind = "surface", surface = "tool" }, { kind = "tool", name = "say" }]\n'
const entry = (source?: string, digest?: string) =>
  `[[plugins.enabled]]\n${pins(source, digest)}[plugins.enabled.grants]\n${pins(source, digest)}${ALLOWED}`
const record = (surfaces: string, digest = plugin.digest) =>
  `[[plugins.resolved]]
identity = { source = "user", local_id = "example.echo" }
source = "user"
package_path = "/packages/echo.yoi-plugin"
package_label = "echo.yoi-plugin"
digest = "${digest}"
version = "${version}"
enabled_surfaces = [${surfaces}]
manifest = { schema_version = 1, id = "example.echo", name = "Record", version = "${version}" }
[plugins.resolved.grants]\n${pins('user', digest)}${ALLOWED}`
const OTHER_DIGEST = `sha256:${'1'.repeat(64)}`

function find(toml: string, switchedOn = true) {
  const text = `${switchedOn ? '[feature.plugins]\nenabled = true\n' : ''}${toml}`
  const reading = readEnablement(text, 'toml')
  if (!reading.ok) throw new Error(reading.problems[0]?.message)
  return findConfiguredGrants(reading.value, plugin)
}

describe('what a configuration grants a plugin that is at hand', () => {
  test('is what the first entry that fits grants it; one that does not is passed over', () => {
    const found = find(entry('user', OTHER_DIGEST) + entry('project'))
    expect(found).toMatchObject({ identity: { source: 'project' }, isFeatureEnabled: true })
    expect(hostBoundPlugin(plugin, found)).toMatchObject({ enabledSurfaces: ['tool', 'wasm'] })
  })

  test('is nothing when no entry fits; each says why', () => {
    expect(() => find(entry('user', OTHER_DIGEST) + entry('project', OTHER_DIGEST))).toThrow(
      /^The configuration does not enable this package: digest: .*; digest: .*\.$/,
    )
    expect(() => find('')).toThrow('does not name the plugin "example.echo"')
  })

  test('does not run while the feature is not switched on', () => {
    expect(hostBoundPlugin(plugin, find(entry(), false))?.isFeatureEnabled).toBe(false)
  })

  test('a plan is taken as it stands: its surfaces literally, its manifest instead of the package’s', () => {
    const found = find(record('') + entry())
    expect(found).toMatchObject({ identity: { source: 'user' }, enabledSurfaces: [] })
    expect(hostBoundPlugin(plugin, found)).toMatchObject({
      enabledSurfaces: [],
      manifest: { name: 'Record', tools: [] },
      authority: { package: { identity: { source: 'user' }, version } },
    })
    expect(find(record('"tool"')).enabledSurfaces).toEqual(['tool'])
  })

  test('a plan without a record of it grants nothing, whatever the entries say', () => {
    expect(() => find(record('"tool"', OTHER_DIGEST) + entry())).toThrow('another digest')
    const diagnostic = '[[plugins.diagnostics]]\nkind = "missing"\nphase = "resolution"\nmessage = "gone"\n'
    expect(() => find(diagnostic + entry())).toThrow('it says missing: gone')
  })
})
