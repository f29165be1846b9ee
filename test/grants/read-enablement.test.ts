import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { hasResolvedPlan, mergeEnablement, NO_ENABLEMENT } from '../../src/grants/enablement.ts'
import { readEnablement } from '../../src/grants/read-enablement.ts'

const TOML = `
[feature.plugins]
enabled = true

[[plugins.enabled]]
id = "project:acme.fetch"
version = "1.4.0"
surfaces = ["tool"]
config = { region = "eu", ratio = 1.0, since = 2026-01-01 }

[plugins.enabled.grants]
id = "project:acme.fetch"
permissions = [{ kind = "host_api", api = "request" }]

[[plugins.enabled.grants.request]]
scheme = "https"
host = "api.example.com"
methods = ["GET"]
`

const ENTRY = {
  id: 'project:acme.fetch',
  version: '1.4.0',
  digest: null,
  surfaces: ['tool'],
  grants: {
    id: 'project:acme.fetch',
    version: null,
    digest: null,
    permissions: [{ kind: 'host_api', api: 'request' }],
    request: [{ scheme: 'https', host: 'api.example.com', port: null, methods: ['GET'], path_prefixes: [] }],
    websocket: [],
    fs: [],
  },
}

const RECORD = {
  identity: { source: 'project', local_id: 'a' },
  source: 'project',
  package_path: '/p/a.yoi-plugin',
  package_label: 'a.yoi-plugin',
  digest: 'sha256:00',
  version: '1',
  manifest: {
    schema_version: 1,
    id: 'a',
    name: 'A',
    version: '1',
    description: null,
    tools: [{ name: 't', description: '', input_schema: { type: 'object', enum: [1, null] } }],
  },
  enabled_surfaces: ['tool'],
  grants: {},
  config: { deep: [null, { x: null }] },
}

function problemsOf(text: string, format: 'toml' | 'json' = 'toml') {
  const reading = readEnablement(text, format)
  return reading.ok ? [] : reading.problems
}

describe('readEnablement', () => {
  test('reads entries with every default filled in', () => {
    expect(readEnablement(TOML, 'toml')).toEqual({
      ok: true,
      value: {
        isFeatureEnabled: true,
        enabled: [
          { ...ENTRY, config: { region: 'eu', ratio: 1, since: { $__toml_private_datetime: '2026-01-01' } } },
        ],
        resolved: [],
        diagnostics: [],
      },
    })
  })

  test('reads the same from JSON, where null counts as absent', () => {
    const json = JSON.stringify({
      feature: { plugins: { enabled: true } },
      plugins: { enabled: [{ ...ENTRY, config: null }] },
      model: null,
    })
    expect(readEnablement(json, 'json')).toMatchObject({
      ok: true,
      value: { isFeatureEnabled: true, enabled: [ENTRY] },
    })
  })

  test('a file that says nothing of plugins enables nothing', () => {
    expect(readEnablement('[worker]\nname = "x"\n', 'toml')).toEqual({ ok: true, value: NO_ENABLEMENT })
    expect(readEnablement('{}', 'json')).toEqual({ ok: true, value: NO_ENABLEMENT })
  })

  test('reads resolved records as they are, with unknown keys beside the known ones', () => {
    const json = JSON.stringify({ plugins: { resolved: [{ ...RECORD, future: 1 }] } })
    const reading = readEnablement(json, 'json')
    expect(reading).toMatchObject({
      ok: true,
      value: {
        resolved: [
          {
            package_path: '/p/a.yoi-plugin',
            manifest: { id: 'a', permissions: [], tools: [{ external_write: false }] },
            config: { deep: [null, { x: null }] },
          },
        ],
      },
    })
    expect(reading.ok && hasResolvedPlan(reading.value)).toBe(true)
  })

  test('refuses a record whose manifest has an unknown key', () => {
    const json = JSON.stringify({
      plugins: { resolved: [{ ...RECORD, manifest: { ...RECORD.manifest, x: 1 } }] },
    })
    expect(problemsOf(json, 'json')).toMatchObject([{ message: expect.stringContaining('unknown key "x"') }])
  })

  test('names the place and the way out of every problem', () => {
    expect(problemsOf('[[plugins.enabled]]\nversoin = "1"\n[plugins.enabled.grants]\nport = 1\n')).toEqual([
      { message: expect.stringContaining('"versoin"'), fix: 'Rename it to "version".', line: 2, column: 1 },
      {
        message: expect.stringContaining('plugins.enabled[0].grants'),
        fix: expect.any(String),
        line: 4,
        column: 1,
      },
    ])
  })

  test.each([
    ['[plugins', 'toml'],
    ['{"plugins":', 'json'],
    ['\ufeff{}', 'json'],
    ['plugins = 1', 'toml'],
    ['feature.plugins.enabled = "yes"', 'toml'],
    ['{"feature":{"plugins":{"enabled":null}}}', 'json'],
    ['{"plugins":null}', 'json'],
  ] as const)('refuses what does not parse or has the wrong type: %j', (text, format) => {
    expect(problemsOf(text, format)).toHaveLength(1)
  })

  test('a JSON number with a fraction is no port', () => {
    const withPort = (port: string) => `{"plugins":{"enabled":[{"grants":{"request":[{"port":${port}}]}}]}}`
    expect(problemsOf(withPort('443'), 'json')).toEqual([])
    expect(problemsOf(withPort('443.0'), 'json')).toHaveLength(1)
  })
})

describe('any file', () => {
  const pieces = TOML.split(/(?<=[\n"=[\]{},])/)

  test('gives a value or problems, never an exception', () => {
    let refused = 0
    const mutated = fc.array(fc.constantFrom(...pieces, '[', '"', '\u0000', '\ud800', '1e999', '\r'), {
      maxLength: 60,
    })
    fc.assert(
      fc.property(mutated, fc.constantFrom('toml', 'json'), (parts, format) => {
        const reading = readEnablement(parts.join(''), format)
        if (reading.ok) return
        refused += 1
        expect(reading.problems.length).toBeGreaterThan(0)
      }),
      { numRuns: 1_000, seed: 5 },
    )
    expect(refused).toBeGreaterThan(0)
  })
})

describe('mergeEnablement', () => {
  const lower = { ...NO_ENABLEMENT, isFeatureEnabled: true, enabled: [ENTRY] } as never
  const record = { package_path: 'x' } as never

  test('concatenates entries and keeps the plan below when the upper layer has none', () => {
    const merged = mergeEnablement({ ...(lower as typeof NO_ENABLEMENT), resolved: [record] }, lower)
    expect(merged.enabled).toHaveLength(2)
    expect(merged.resolved).toEqual([record])
  })

  test('a plan of the upper layer replaces records and diagnostics together', () => {
    const below = { ...NO_ENABLEMENT, diagnostics: [{ message: 'old' } as never] }
    expect(mergeEnablement(below, { ...NO_ENABLEMENT, resolved: [record] })).toMatchObject({
      resolved: [record],
      diagnostics: [],
    })
  })

  test('the switch of the upper layer counts where it says something', () => {
    expect(mergeEnablement(lower, NO_ENABLEMENT).isFeatureEnabled).toBe(true)
    expect(mergeEnablement(lower, { ...NO_ENABLEMENT, isFeatureEnabled: false }).isFeatureEnabled).toBe(false)
  })
})
