import { readFileSync } from 'node:fs'
import { describe, expect, test } from 'vitest'
import type { ManifestProblem } from '../../src/manifest/manifest-reading.ts'
import { readManifest } from '../../src/manifest/read-manifest.ts'

const HEAD = 'schema_version = 1\nid = "a"\nname = "A"\nversion = "1"\n'
const RUNTIME = '[runtime]\nkind = "wasm-component"\nworld = "yoi:plugin/tool@1.0.0"\ncomponent = "c.wasm"\n'
const PATHS = new Set(['plugin.toml', 'c.wasm'])

const read = (text: string) => readManifest(new TextEncoder().encode(text), PATHS)

function describeProblem({ rule, kind, at, isHostFirst }: ManifestProblem): string {
  const place = at.line === undefined ? '' : ` ${at.line}:${at.column}-${at.endLine}:${at.endColumn}`
  return `${isHostFirst ? '* ' : ''}${rule} ${kind ?? '-'}${place}`
}

const problemsOf = (text: string) => read(text).problems.map(describeProblem)

describe('readManifest', () => {
  test('fills in every default', () => {
    expect(read(HEAD)).toMatchObject({
      problems: [],
      toolSchemas: [],
      manifest: {
        schema_version: 1,
        id: 'a',
        name: 'A',
        version: '1',
        description: null,
        surfaces: [],
        runtime: null,
        hooks: [],
        tools: [],
        services: [],
        ingresses: [],
        permissions: [],
        request: [],
        websocket: [],
      },
    })
  })

  test('fills in the defaults of every table', () => {
    const text = `${HEAD}request = [{}]\nwebsocket = [{}]
${RUNTIME.replace('tool@', 'instance@')}[[tools]]\nname = "t"\ndescription = ""\ninput_schema = 9007199254740993
[[services]]\nname = "s"\ndescription = ""\n[[ingresses]]\nname = "i"\ndescription = ""\n`
    const { manifest, problems, toolSchemas } = read(text)
    expect(problems).toEqual([])
    expect(toolSchemas).toEqual([9_007_199_254_740_993n])
    expect(manifest).toMatchObject({
      runtime: { kind: 'wasm-component', entry: null, abi: null, component: 'c.wasm' },
      tools: [{ name: 't', description: '', input_schema: 9_007_199_254_740_992, external_write: false }],
      services: [{ name: 's', description: '', lifecycle: '', status_schema: null, side_effects: [] }],
      ingresses: [
        { name: 'i', description: '', event_kinds: [], input_schema: null, sources: [], side_effects: [] },
      ],
      request: [{ scheme: '', host: '', port: null, methods: [], path_prefixes: [] }],
      websocket: [{ scheme: '', host: '', port: null, path_prefixes: [] }],
    })
  })

  test('reports every problem of a file at once, each with its place and its words', async () => {
    const bytes = readFileSync(new URL('../fixtures/manifest/everything-wrong.toml', import.meta.url))
    const { manifest, problems } = readManifest(bytes, PATHS)
    expect(manifest).toBeUndefined()
    const report = problems.map(problem => {
      const { message, why, fix, edits } = problem
      const edit = edits?.map(({ text }) => `  edit: ${text}\n`).join('') ?? ''
      return `${describeProblem(problem)}\n  ${message}\n  ${why}\n  ${fix}\n${edit}`
    })
    await expect(report.join('')).toMatchFileSnapshot('../fixtures/manifest/expected.everything-wrong.txt')
  })

  test.each([
    ['an unknown key', 'x = 1\n', '* manifest/unknown-key malformed 5:1-5:2'],
    ['a key of a table', '[runtime]\nkind = 1\n', '* manifest/wrong-type malformed 6:8-6:9'],
    ['a table without its key', '[[hooks]]\nid = "h"\n', '* manifest/missing-key malformed 5:3-5:8'],
    ['an item of an array', 'surfaces = ["tool", "x"]\n', '* manifest/unknown-value malformed 5:21-5:24'],
    ['an inline table', 'permissions = [{}]\n', '* manifest/missing-key malformed 5:16-5:18'],
    ['a table over two lines', 'permissions = [{\n}]\n', '* manifest/missing-key malformed 5:16-6:2'],
    ['a syntax error', 'x = \n', '* manifest/syntax malformed 5:4-5:5'],
    ['the world', RUNTIME.replace('tool@', 'x@'), '* manifest/unsupported-world api 7:9-7:29'],
    ['an absent world', RUNTIME.replace(/world.*\n/, ''), '* manifest/missing-world api 5:2-5:9'],
    ['columns in UTF-16 units', 'description = "😀"; x\n', '* manifest/syntax malformed 5:19-5:20'],
  ])('the place of %s', (_, text, problem) => {
    expect(problemsOf(HEAD + text)).toEqual([problem])
  })

  test('the host stops at the text before the shape, and at the shape before the meaning', () => {
    expect(problemsOf(`${HEAD.replace('= 1', '= 2')}x = 1\n`)).toEqual([
      '* manifest/unknown-key malformed 5:1-5:2',
      'manifest/unsupported-schema-version api 1:18-1:19',
    ])
    expect(problemsOf(`${HEAD.replace('= 1', '= 2')}x =\n`)).toHaveLength(1)
  })

  test('a leniency is a warning and never what the host stops at', () => {
    expect(problemsOf(`${HEAD}surfaces = [{ tool = {} }]\n${RUNTIME.replace('c.wasm', 'x')}`)).toEqual([
      'manifest/lenient-form - 5:13-5:26',
      '* manifest/component-not-in-package missing 9:13-9:16',
    ])
  })

  test.each([
    ['manifest/missing', 'missing', undefined],
    ['manifest/too-large', 'bounds', '#'.repeat(65_537)],
    ['manifest/not-utf-8', 'malformed', '\xff'],
  ])('%s is %s', (rule, kind, latin1) => {
    const bytes = latin1 === undefined ? undefined : Buffer.from(latin1, 'latin1')
    const { manifest, problems, locate } = readManifest(bytes, PATHS)
    expect(manifest).toBeUndefined()
    expect(problems).toMatchObject([{ rule, kind, phase: 'manifest', isHostFirst: true, hasIdentity: false }])
    expect(locate('runtime.world')).toEqual({ file: 'plugin.toml' })
  })

  test('the host attaches the identity to semantic problems except that of the id', () => {
    const identityOf = (text: string) => read(text).problems.map(({ hasIdentity }) => hasIdentity)
    expect(identityOf(HEAD.replace('"a"', '""'))).toEqual([false])
    expect(identityOf(HEAD.replace('"A"', '""'))).toEqual([true])
    expect(identityOf(`${HEAD}x = 1`)).toEqual([false])
  })

  test('what is retired has rules of its own, with the migration as the fix', () => {
    expect(problemsOf(`${HEAD}[runtime]\nkind = "wasm"\n`)).toEqual(['* legacy/raw-runtime api 6:8-6:14'])
    expect(problemsOf(`${HEAD + RUNTIME}abi = "x"\n`)).toEqual(['* legacy/raw-metadata malformed 9:1-9:4'])
    expect(problemsOf(`${HEAD}[[https]]\n`)).toEqual(['* legacy/https-targets malformed 5:3-5:8'])
    expect(problemsOf(`${HEAD}permissions = [{ kind = "host_api", api = "https" }]\n`)).toEqual([
      '* legacy/https-api malformed 5:43-5:50',
    ])
  })

  const NASTY = `\\u001B[2J${'x'.repeat(500)}`

  test.each([
    ['a key', `"${NASTY}" = 1`],
    ['a key in a table', `[runtime]\nkind = "wasm-component"\n"${NASTY}" = 1`],
    ['an ignored key', `permissions = [{ kind = "external_write", "${NASTY}" = 1 }]`],
    ['a word', `surfaces = ["${NASTY}"]`],
    ['a runtime', `runtime = { kind = "${NASTY}" }`],
    ['a path', `runtime = { kind = "wasm-component", component = "${NASTY}", world = "${NASTY}" }`],
    ['a service', `[[services]]\nname = "${NASTY}"\ndescription = ""`],
    ['a hook', `[[hooks]]\nid = "${NASTY}"\nfile = "${NASTY}"`],
    ['a number', `request = [{ port = ${'9'.repeat(20_000)} }]`],
    ['a key inside a schema', `services = [["s", "", "", { "${NASTY}" = 1e999 }]]`],
  ])('%s from the manifest is escaped and cut in messages', (_, text) => {
    const { problems } = read(`${HEAD}${text}\n`)
    expect(problems.length).toBeGreaterThan(0)
    for (const { message, fix } of problems) {
      expect(message.length).toBeLessThan(600)
      expect(message + fix).not.toContain('\u001b')
    }
  })
})

test('of tens of thousands of problems the first thousand are listed, and the rest counted', () => {
  const { problems } = read(`${HEAD}permissions = [${'1,'.repeat(30_000)}]\n`)
  expect(problems).toHaveLength(1_000)
  expect(problems.at(-1)?.message).toBe(
    'permissions[999] is an integer; expected a table. The file has 29000 more problems of this kind, which are not listed.',
  )
})

describe('locate', () => {
  const text = `${HEAD}[[tools]]\nname = "t"\ndescription = ""\n[tools.input_schema]
type = "object"\nproperties = { "a.b" = { type = "string" } }\n`
  const place = (path: string, part?: 'key' | 'value') => {
    const { line, column, endLine, endColumn } = read(text).locate(path, part)
    return `${line}:${column}-${endLine}:${endColumn}`
  }

  test.each([
    ['id', '2:6-2:9'],
    ['tools[0].name', '6:8-6:11'],
    ['tools[0]', '5:3-5:8'],
    ['tools', '5:3-5:8'],
    ['tools[0].input_schema', '8:2-8:20'],
    ['tools[0].input_schema.type', '9:8-9:16'],
    ['tools[0].input_schema.properties["a.b"].type', '10:33-10:41'],
    ['tools[0].nothing.here', '5:3-5:8'],
    ['tools[7].name', '5:3-5:8'],
    ['runtime.world', '1:1-1:1'],
    ['', '1:1-1:1'],
  ])('%s stands at %s', (path, expected) => {
    expect(place(path)).toBe(expected)
  })

  test('the key can be asked for instead of the value', () => {
    expect(place('tools[0].input_schema.type', 'key')).toBe('9:1-9:5')
    expect(place('id', 'key')).toBe('2:1-2:3')
  })
})
