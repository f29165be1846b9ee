import { readFileSync } from 'node:fs'
import { Ajv } from 'ajv'
import { describe, expect, test } from 'vitest'
import { renderJson, renderJsonReports } from '../../../src/check/reporters/json.ts'
import { checkPath } from '../../../src/exercise/check-path.io.ts'
import { assemble } from '../../support/assemble.ts'
import { finding, inputOf, reportOf } from '../../support/check-reports.ts'
import { packedPlugin } from '../../support/packed-plugin.ts'
import { useTemporaryFolders } from '../../support/temporary-folder.ts'

const schema = JSON.parse(
  readFileSync(new URL('../../../schema/check-report.schema.json', import.meta.url), 'utf8'),
)
const validate = new Ajv({ strict: false, allErrors: true }).compile(schema)
const temporary = useTemporaryFolders()

function expectValid(report: object): void {
  validate(JSON.parse(JSON.stringify(report)))
  expect(validate.errors ?? []).toEqual([])
}

const GOOD = 'schema_version = 1\nid = "a"\nname = "A"\nversion = "1"\n'

describe('check --json keeps to schema/check-report.schema.json', () => {
  test.each([
    ['a package without runtime', { 'plugin.toml': GOOD }],
    ['a broken manifest with a fix', { 'plugin.toml': `${GOOD}[runtime]\nkimd = 1\n` }],
    ['no manifest', { 'README.md': 'x' }],
    ['text that is not TOML', { 'plugin.toml': '= =' }],
    [
      'a suppressed finding',
      {
        'plugin.toml': GOOD.replace('version = "1"', 'version = "1"\nlicence = "x"'),
        'yoi-plugin.toml': '[rules."component/no-runtime"]\nseverity = "off"\nreason = "data only"\n',
      },
    ],
  ])('%s', async (_, files) => {
    expectValid(renderJson(await checkPath(temporary(files), { inputPath: 'x', isStatic: true })))
  })

  test('an archive, a damaged archive, a component that is none', async () => {
    const folder = temporary({
      'a.yoi-plugin': packedPlugin(),
      'b.yoi-plugin': 'PK damaged',
      'c.wasm': 'not wasm',
    })
    const reports = await Promise.all(
      ['a.yoi-plugin', 'b.yoi-plugin', 'c.wasm'].map(name =>
        checkPath(`${folder}/${name}`, { inputPath: name, isStatic: true }),
      ),
    )
    for (const report of reports) expectValid(renderJson(report))
    expectValid(renderJsonReports(reports))
  })

  test('every part that a report can have', () => {
    const at = { file: 'plugin.toml', line: 1, column: 2, endLine: 3, endColumn: 4 }
    const full = finding({
      at,
      edits: [{ file: 'plugin.toml', start: 1, end: 2, text: 'x' }],
      host: { kind: 'malformed', phase: 'manifest' },
      isHostFirst: true,
    })
    const report = reportOf([full], {
      suppressed: [{ finding: full, by: 'comment', reason: 'because', at }],
      cases: [
        {
          kind: 'case',
          file: 'cases/a.toml',
          tool: 'a',
          status: 'failed',
          differences: ['x'],
          fuel: 1,
          memoryPages: 2,
          hostCalls: 3,
          printed: [{ level: 'log', text: 'x' }],
          fault: { message: 'broke', at: { file: 'src/plugin.ts', line: 1, column: 2 } },
        },
      ],
      footprint: { coreInstances: 1, memories: 1, tables: 0, memoryPages: 18, tableElements: 0 },
    })
    expectValid(renderJson(report))
    expect(renderJson(report)).toMatchObject({
      findings: [{ page: 'docs/rules/manifest/unknown-key.md', host: { is_first: true } }],
      suppressed: [{ rule: 'manifest/unknown-key', suppression: { by: 'comment', reason: 'because', at } }],
    })
  })

  test('a component with its parts, however many and however long their names', async () => {
    const many = '(core module (memory 1 2) (table 1 funcref))'.repeat(120)
    const named = `(@custom "${'n'.repeat(1_000)}" "abc")`
    const types = '(type $r (record (field "x" u8))) (export "r" (type (eq $r)))'
    const imported = `(import "a:b/c" (instance (export "f" (func)) ${types}))`
    const wat = `(component ${named} ${many} ${imported} (core module (func nop nop)))`
    const folder = temporary({ 'a.wasm': await assemble(wat) })
    const report = renderJson(await checkPath(`${folder}/a.wasm`, { inputPath: 'a.wasm', isStatic: true }))
    expectValid(report)
    expect(report).toMatchObject({
      compile_cost: { codeBytes: 3, largestThatFits: 860_000, ratio: 0 },
      component: {
        format: 'component',
        imports: {
          count: 1,
          items: [
            {
              name: 'a:b/c',
              kind: 'instance',
              functions: { count: 1 },
              types: { count: 1, items: [{ name: 'r', type: 'record { x: u8 }' }] },
            },
          ],
        },
        coreModules: { count: 121 },
        customSections: { count: 1, items: [{ name: `${'n'.repeat(240)}…`, byteLength: 3 }] },
      },
    })
    expect(Object(report).component.coreModules.items).toHaveLength(100)
  })

  test('a component that is broken', async () => {
    const folder = temporary({ 'a.wasm': (await assemble('(component (core module))')).subarray(0, 14) })
    const report = renderJson(await checkPath(`${folder}/a.wasm`, { inputPath: 'a.wasm', isStatic: true }))
    expectValid(report)
    expect(report).toMatchObject({ component: { refusal: { kind: 'malformed' } } })
  })

  test('the schema describes every key and allows no other', () => {
    const extra = { ...renderJson(reportOf([], inputOf('component', 'a.wasm'))), surprise: 1 }
    expect(validate(extra)).toBe(false)
    expect(JSON.stringify(schema.definitions)).not.toContain('"description":""')
  })

  test('the format comes first, then the keys of the host in its order', () => {
    expect(Object.keys(renderJson(reportOf([]))).slice(0, 10)).toEqual([
      'format',
      'command',
      'status',
      'input_path',
      'input_kind',
      'package',
      'diagnostics',
      'static_inspection',
      'safety',
      'next_steps',
    ])
  })
})
