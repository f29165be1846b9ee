import { readFileSync } from 'node:fs'
import { Ajv } from 'ajv'
import { describe, expect, test } from 'vitest'
import { toJsonValue } from '../../src/manifest/exact-json.ts'
import { jsonSchemas } from '../../src/manifest/json-schemas.ts'
import { readManifest } from '../../src/manifest/read-manifest.ts'
import { readProjectSettings } from '../../src/manifest/read-project-settings.ts'
import { parseToml } from '../../src/manifest/toml/parse-toml.ts'
import { tomlToJson } from '../../src/manifest/toml/toml-to-json.ts'
import { mutateToml } from '../support/mutate-toml.ts'
import { randomSource } from '../support/random-source.ts'

/** What a schema of ours may say: the words of draft 4 that TOML language servers know. */
const DRAFT_04 = [
  '$schema',
  'title',
  'description',
  'default',
  'type',
  'enum',
  'minimum',
  'maximum',
  'items',
  'properties',
  'required',
  'additionalProperties',
  'oneOf',
]

interface SchemaNode {
  readonly [word: string]: unknown
}

describe.each([...jsonSchemas()])('%s', (name, schema) => {
  test('is the file that ships', async () => {
    await expect(`${JSON.stringify(schema, null, 2)}\n`).toMatchFileSnapshot(`../../schema/${name}`)
  })

  test('describes every key', () => {
    const silent = keysOf(schema as SchemaNode, '$').filter(
      ([, node]) => typeof node.description !== 'string',
    )
    expect(silent.map(([path]) => path)).toEqual([])
  })

  test('uses only words of draft 4', () => {
    const nodes = [schema as SchemaNode, ...keysOf(schema as SchemaNode, '$').map(([, node]) => node)]
    expect([...new Set(nodes.flatMap(Object.keys))].filter(word => !DRAFT_04.includes(word))).toEqual([])
  })
})

/** Every property below a node, with its path. */
function keysOf(node: SchemaNode, path: string): [string, SchemaNode][] {
  const properties = Object.entries((node.properties ?? {}) as Record<string, SchemaNode>)
  const inner = [node.items, node.additionalProperties, ...((node.oneOf ?? []) as unknown[])].filter(
    (child): child is SchemaNode => typeof child === 'object' && child !== null,
  )
  return [
    ...properties.flatMap(([key, child]): [string, SchemaNode][] => [
      [`${path}.${key}`, child],
      ...keysOf(child, `${path}.${key}`),
    ]),
    ...inner.flatMap(child => keysOf(child, path)),
  ]
}

const VALUES = [
  '1',
  '-1',
  '0.5',
  'true',
  '"x"',
  '""',
  '[]',
  '{}',
  '["x"]',
  '[1]',
  '[[]]',
  '[{}]',
  '70000',
  '4294967296',
  '"tool"',
  '["tool"]',
  '"wasm"',
  '"fs"',
  '"https"',
  '"read"',
  '"off"',
  '"rust"',
  '["read"]',
  '{ tool = {} }',
  '{ kind = "external_write" }',
  '{ kind = "external_write", x = 1 }',
  '[["tool", "x"]]',
  '{ severity = "off", reason = "r" }',
  '"yoi:plugin/tool@1.0.0"',
]
const KEYS = [
  'name',
  'id',
  'kind',
  'version',
  'surface',
  'host',
  'port',
  'methods',
  'description',
  'file',
  'input_schema',
  'x',
  'entry',
  'reason',
  'severity',
  'root',
  'operations',
  'include',
  'fuel_per_call',
]

/** Findings about what the two schemas can express: keys, types, words, bounds and the values that editors offer. */
const SHAPE_RULE =
  /\/(unknown-key|missing-key|wrong-type|unknown-value|out-of-range|lenient-form|https-api|https-targets|raw-runtime|unsupported-schema-version|unsupported-runtime-kind|unsupported-world)$/

describe.each([
  ['plugin.schema.json', 'full-plugin.toml', (bytes: Uint8Array) => readManifest(bytes, new Set()).problems],
  [
    'yoi-plugin.schema.json',
    'full-yoi-plugin.toml',
    (bytes: Uint8Array) => readProjectSettings(bytes).findings,
  ],
] as const)('%s and the checker', (name, fixture, problemsOf) => {
  const { $schema: _, ...schema } = jsonSchemas().get(name) as SchemaNode
  const validate = new Ajv({ strict: false, allErrors: false }).compile(schema)
  const original = readFileSync(new URL(`../fixtures/manifest/${fixture}`, import.meta.url), 'utf8')

  test('accept the file with every key', () => {
    expect(judge(original)).toEqual({ bySchema: true, byChecker: true })
  })

  test('agree on 400 mutated files', () => {
    const random = randomSource(20_260_823)
    const verdicts: boolean[] = []
    for (let tries = 0; verdicts.length < 400 && tries < 2_000; tries += 1) {
      const text = mutateToml(original, random, { keys: KEYS, values: VALUES })
      const verdict = judge(text)
      if (verdict === undefined) continue
      expect(verdict.bySchema, text).toBe(verdict.byChecker)
      verdicts.push(verdict.bySchema)
    }
    expect(verdicts).toHaveLength(400)
    expect(verdicts.filter(isAccepted => isAccepted).length).toBeGreaterThan(40)
    expect(verdicts.filter(isAccepted => !isAccepted).length).toBeGreaterThan(40)
  })

  /** Undefined for what is no TOML. */
  function judge(text: string): { bySchema: boolean; byChecker: boolean } | undefined {
    const document = parseToml(text)
    if ('error' in document) return undefined
    return {
      bySchema: validate(toJsonValue(tomlToJson(document.root).value)),
      byChecker: !problemsOf(new TextEncoder().encode(text)).some(({ rule }) => SHAPE_RULE.test(rule)),
    }
  }
})
