import { describe, expect, test } from 'vitest'
import { readProjectSettings } from '../../src/manifest/read-project-settings.ts'

const read = (text: string) => readProjectSettings(new TextEncoder().encode(text))
const rulesOf = (text: string) =>
  read(text).findings.map(({ rule, at }) => `${rule} ${at?.line}:${at?.column}`)

const DEFAULTS = {
  build: {
    language: 'typescript',
    entry: 'src/plugin.ts',
    engine: 'quickjs',
    maxComponentBytes: null,
    maxFuel: null,
    cargo: {
      manifestPath: null,
      package: null,
      features: [],
      hasDefaultFeatures: true,
      profile: null,
      isLocked: false,
      isOffline: false,
    },
  },
  pack: { include: [] },
  host: { revision: null, fuelPerCall: null, toolCallWallMs: null, memoryPages: null },
  grants: null,
  record: { secrets: [], ignore: [] },
  rules: new Map(),
}

const FULL = `
[build]
language = "rust"
entry = "./src/main.ts"
engine = "quickjs@1"
max_component_bytes = 650_000
max_fuel = 60_000

[build.cargo]
manifest_path = "crates/plugin/Cargo.toml"
package = "plugin"
features = ["net"]
default_features = false
profile = "small"
locked = true
offline = true

[pack]
include = ["data/*.json"]

[host]
revision = "yoi-2026-08"
fuel_per_call = 1_000_000
tool_call_wall_ms = 500
memory_pages = 20

[grants]
permissions = [{ kind = "host_api", api = "fs" }]

[[grants.request]]
scheme = "https"
host = "example.com"
methods = ["GET"]
path_prefixes = ["/v1/"]

[[grants.fs]]
root = "notes"
operations = ["read"]

[record]
secrets = ["WEBHOOK"]
ignore = ["query.t", "body.items.*.id"]

[rules]
"host/no-host-apis-yet" = { severity = "off", reason = "we wait for the next host" }
`

describe('yoi-plugin.toml', () => {
  test.each([
    [undefined],
    [''],
    ['[build]\n'],
    ['[build]\n[pack]\n[build.cargo]\n[host]\n[record]\n[rules]\n'],
  ])('has a default for every key: %j', text => {
    const reading = text === undefined ? readProjectSettings(undefined) : read(text)
    expect(reading.settings).toEqual(DEFAULTS)
    expect(reading.findings).toEqual([])
  })

  test('sets every key', () => {
    const { settings, findings } = read(FULL)
    expect(findings).toEqual([])
    expect(settings).toEqual({
      build: {
        language: 'rust',
        entry: './src/main.ts',
        engine: 'quickjs@1',
        maxComponentBytes: 650_000,
        maxFuel: 60_000,
        cargo: {
          manifestPath: 'crates/plugin/Cargo.toml',
          package: 'plugin',
          features: ['net'],
          hasDefaultFeatures: false,
          profile: 'small',
          isLocked: true,
          isOffline: true,
        },
      },
      pack: { include: ['data/*.json'] },
      host: { revision: 'yoi-2026-08', fuelPerCall: 1_000_000, toolCallWallMs: 500, memoryPages: 20 },
      grants: {
        permissions: [{ kind: 'host_api', api: 'fs' }],
        request: [
          { scheme: 'https', host: 'example.com', port: null, methods: ['GET'], path_prefixes: ['/v1/'] },
        ],
        websocket: [],
        fs: [{ root: 'notes', operations: ['read'] }],
      },
      record: { secrets: ['WEBHOOK'], ignore: ['query.t', 'body.items.*.id'] },
      rules: new Map([['host/no-host-apis-yet', { severity: 'off', reason: 'we wait for the next host' }]]),
    })
  })

  test('an empty [grants] grants nothing, which is not the same as its absence', () => {
    expect(read('[grants]\n').settings.grants).toEqual({
      permissions: [],
      request: [],
      websocket: [],
      fs: [],
    })
  })

  test.each([
    ['[biuld]\n', 'project/unknown-key 1:2'],
    ['[build]\nentri = "x"\n', 'project/unknown-key 2:1'],
    ['[build]\nlanguage = "cobol"\n', 'project/unknown-value 2:12'],
    ['[build.cargo]\nfeatures = "x"\n', 'project/wrong-type 2:12'],
    ['[pack]\ninclude = "x"\n', 'project/wrong-type 2:11'],
    ['[pack]\ninclude = ["../x"]\n', 'project/unsafe-path 2:12'],
    ['[build]\nentry = "/x"\n', 'project/unsafe-path 2:9'],
    ['[[grants.fs]]\nroot = "~"\n', 'project/unsafe-path 2:8'],
    ['[[grants.fs]]\noperations = ["all"]\nroot = "a"\n', 'project/unknown-value 2:15'],
    ['[grants]\npermissions = [["tool", "x"]]\n', 'project/wrong-type 2:16'],
    ['[grants]\npermissions = [{ kind = "external_write", x = 1 }]\n', 'project/unknown-key 2:43'],
    ['[grants]\nid = "user:x"\n', 'project/unknown-key 2:1'],
    ['[host]\nfuel_per_call = 1_000_000_001\n', 'project/out-of-range 2:17'],
    ['[host]\ntool_call_wall_ms = 30_001\n', 'project/out-of-range 2:21'],
    ['[host]\nmemory_pages = 4097\n', 'project/out-of-range 2:16'],
    ['[record]\nsecrets = ["a-b"]\n', 'project/unknown-value 2:12'],
    ['[record]\nignore = ["headers.x"]\n', 'project/unknown-value 2:11'],
    [`[record]\nignore = [${'"body", '.repeat(101)}]\n`, 'project/out-of-range 2:10'],
    ['[rules]\n"a/b" = "off"\n', 'project/wrong-type 2:9'],
    ['[rules]\n"a/b" = { severity = "off" }\n', 'project/missing-key 2:9'],
    ['[rules]\n"a/b" = { severity = "off", reason = " " }\n', 'project/blank-reason 2:38'],
    ['[build\n', 'project/syntax 1:7'],
    [`#${'x'.repeat(65_536)}`, 'project/too-large undefined:undefined'],
  ])('%j is %s', (text, problem) => {
    expect(rulesOf(text)).toEqual([problem])
  })

  test('bytes that are not UTF-8 are reported with their line', () => {
    const { findings } = readProjectSettings(new Uint8Array([0x23, 0x0a, 0x23, 0xff, 0x0a]))
    expect(findings).toMatchObject([{ rule: 'project/not-utf-8', at: { line: 2 } }])
  })

  test('a mistake in a grant never grants more: the whole entry is left out', () => {
    const { settings } = read(
      '[[grants.request]]\nscheme = "https"\nhost = "a"\nmethods = ["GET"]\npath_prefixes = [1]\n' +
        '[[grants.request]]\nscheme = "https"\nhost = "b"\nmethods = ["GET"]\npath_prefixes = ["/"]\n',
    )
    expect(settings.grants?.request.map(({ host }) => host)).toEqual(['b'])
  })
})
