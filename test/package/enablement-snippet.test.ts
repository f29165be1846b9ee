import { describe, expect, test } from 'vitest'
import { toJsonValue } from '../../src/manifest/exact-json.ts'
import type { JsonValue } from '../../src/manifest/manifest.ts'
import { readManifest } from '../../src/manifest/read-manifest.ts'
import { parseToml } from '../../src/manifest/toml/parse-toml.ts'
import { tomlToJson } from '../../src/manifest/toml/toml-to-json.ts'
import { enablementSnippets } from '../../src/package/enablement-snippet.ts'

const DIGEST = `sha256:${'0a'.repeat(32)}`

const FULL_MANIFEST = `
schema_version = 1
id = "acme.fetch"
name = "Fetch"
version = "1.4.0"
surfaces = ["tool"]

[runtime]
kind = "wasm-component"
component = "plugin.component.wasm"
world = "yoi:plugin/instance@1.0.0"

[[tools]]
name = "fetch_item"
description = "Fetches."
input_schema = { type = "object", properties = { n = { type = "number", enum = [1, 1.0, 9007199254740993, nan] } }, additionalProperties = false }
external_write = true

[[services]]
name = "poll"
description = ""
status_schema = { when = 1979-05-27 }

[[permissions]]
kind = "host_api"
api = "fs"

[[permissions]]
kind = "tool"
name = "fetch_item"

[[request]]
scheme = "https"
host = "api.example.com"
port = 8443
methods = ["GET"]
path_prefixes = ["/v1/"]

[[websocket]]
scheme = "wss"
host = "*"
`

function snippetsOf(manifestText: string) {
  const paths = new Set(['plugin.component.wasm'])
  const { manifest, toolSchemas } = readManifest(new TextEncoder().encode(manifestText), paths)
  if (!manifest) throw new Error('the manifest does not parse')
  const snippets = enablementSnippets({
    manifest,
    toolSchemas,
    digest: DIGEST,
    source: 'project',
    packagePath: '/srv/work/.yoi/plugins/acme.yoi-plugin',
    packageLabel: 'acme.yoi-plugin',
  })
  return { ...snippets, manifest, toolSchemas }
}

function parse(text: string): Record<string, never> & { plugins: Record<string, JsonValue> } {
  const document = parseToml(text)
  if ('error' in document) throw new Error(document.error)
  return toJsonValue(tomlToJson(document.root).value) as ReturnType<typeof parse>
}

describe('enablementSnippets', () => {
  test('writes an entry that enables exactly this package with all it requests', () => {
    const { enabled, manifest } = snippetsOf(FULL_MANIFEST)
    expect(parse(enabled)).toEqual({
      feature: { plugins: { enabled: true } },
      plugins: {
        enabled: [
          {
            id: 'project:acme.fetch',
            version: '1.4.0',
            digest: DIGEST,
            surfaces: ['tool', 'service', 'wasm'],
            grants: {
              id: 'project:acme.fetch',
              version: '1.4.0',
              digest: DIGEST,
              permissions: manifest.permissions,
              request: manifest.request,
              websocket: [{ scheme: 'wss', host: '*' }],
            },
          },
        ],
      },
    })
  })

  test('writes a resolved record with every field that the host reads', () => {
    const { resolved } = snippetsOf(FULL_MANIFEST)
    const records = parse(resolved).plugins.resolved as readonly Record<string, JsonValue>[]
    expect(records).toHaveLength(1)
    expect(records[0]).toMatchObject({
      identity: { source: 'project', local_id: 'acme.fetch' },
      source: 'project',
      package_path: '/srv/work/.yoi/plugins/acme.yoi-plugin',
      package_label: 'acme.yoi-plugin',
      digest: DIGEST,
      version: '1.4.0',
      enabled_surfaces: ['tool', 'service', 'wasm'],
      grants: { id: 'project:acme.fetch', version: '1.4.0', digest: DIGEST },
    })
  })

  test('embeds the manifest so that it reads back as the same one, numbers and dates included', () => {
    const { resolved, manifest, toolSchemas } = snippetsOf(FULL_MANIFEST)
    const section = resolved.split('[plugins.resolved.manifest]\n')[1]?.split('\n# ')[0] ?? ''
    const again = readManifest(new TextEncoder().encode(section), new Set(['plugin.component.wasm']))
    expect(again.problems).toEqual([])
    expect(again.manifest).toEqual(manifest)
    expect(again.toolSchemas).toEqual(toolSchemas)
  })

  test('says that fs needs folders only where fs is requested', () => {
    expect(snippetsOf(FULL_MANIFEST).enabled).toContain('# fs needs folders too')
    expect(snippetsOf(FULL_MANIFEST.replace('api = "fs"', 'api = "request"')).enabled).not.toContain('# fs')
  })

  test.each([
    ['a quotation mark and a line', '\\"\\n[feature.evil]\\nenabled = true\\n#'],
    ['three quotation marks', '\\"\\"\\" = 1 \\\\'],
    ['control, bidi and zero-width characters', '\\u001b[2J\\u202e\\u200b\\u007f\\u0085\\u2028'],
  ])('keeps a version with %s inside its string', (_, version) => {
    const text = `schema_version = 1\nid = "a"\nname = "n"\nversion = "1${version}"\n`
    const { enabled, resolved, manifest } = snippetsOf(text)
    for (const snippet of [enabled, resolved]) {
      expect(Object.keys(parse(snippet))).toEqual(['feature', 'plugins'])
      expect(snippet).toMatch(/^[\n -~]*$/)
    }
    expect(parse(enabled).plugins.enabled).toMatchObject([{ version: manifest.version }])
    expect(parse(resolved).plugins.resolved).toMatchObject([{ version: manifest.version }])
  })
})
