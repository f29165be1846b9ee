import { readFileSync } from 'node:fs'
import { Ajv } from 'ajv'
import { describe, expect, test } from 'vitest'
import { renderSarif, type SarifContext } from '../../../src/check/reporters/sarif.ts'
import { finding, HOSTILE, inputOf, reportOf } from '../../support/check-reports.ts'

const {
  $schema: _,
  id: __,
  ...schema
} = JSON.parse(readFileSync(new URL('../../fixtures/sarif/sarif-2.1.0-rtm.5.json', import.meta.url), 'utf8'))
const ajv = new Ajv({ strict: false, unicodeRegExp: false })
ajv.addFormat('uri', text => URL.canParse(text))
ajv.addFormat(
  'uri-reference',
  text => URL.canParse(text, 'file:///') && /^[!#$&-;=?-Z_a-z~%[\]]*$/.test(text),
)
ajv.addFormat('date-time', true)
const validate = ajv.compile(schema)

const context: SarifContext = {
  toolVersion: '0.1.0',
  ruleInfo: id => ({ id, title: 'A title', severity: 'warning', isSecurity: id === 'tools/secret' }),
  readPage: id => (id === 'manifest/unknown-key' ? '# The page' : undefined),
}

interface Sarif {
  readonly runs: readonly {
    readonly tool: { readonly driver: { readonly rules: readonly Record<string, unknown>[] } }
    readonly results: readonly Record<string, never>[]
  }[]
}

function render(...reports: Parameters<typeof renderSarif>[0]): Sarif['runs'][number] {
  const sarif = renderSarif(reports, context) as Sarif
  validate(sarif)
  expect(validate.errors ?? []).toEqual([])
  return sarif.runs[0] as Sarif['runs'][number]
}

const at = { file: 'plugin.toml', line: 2, column: 6, endLine: 2, endColumn: 17 }

describe('renderSarif', () => {
  test('a clean report is a run without results', () => {
    expect(render(reportOf([]))).toMatchObject({
      results: [],
      tool: { driver: { name: 'yoi-plugin', rules: [] } },
    })
  })

  test('maps places, severities and rules', () => {
    const run = render(reportOf([finding({ at }), finding({ rule: 'tools/secret', severity: 'note' })]))
    expect(run.results).toMatchObject([
      {
        ruleId: 'manifest/unknown-key',
        ruleIndex: 0,
        level: 'error',
        message: { text: 'The message.\nThe reason.\nThe remedy.' },
        locations: [
          {
            physicalLocation: {
              artifactLocation: { uri: 'plugins/echo/plugin.toml' },
              region: { startLine: 2, startColumn: 6, endLine: 2, endColumn: 17 },
            },
          },
        ],
      },
      { ruleId: 'tools/secret', ruleIndex: 1, level: 'note' },
    ])
    expect(run.tool.driver.rules).toMatchObject([
      {
        id: 'manifest/unknown-key',
        shortDescription: { text: 'A title.' },
        defaultConfiguration: { level: 'warning' },
        help: { markdown: '# The page', text: expect.stringContaining('docs/rules/manifest/unknown-key.md') },
        properties: { tags: ['manifest'] },
      },
      { id: 'tools/secret', properties: { tags: ['tools', 'security'] } },
    ])
  })

  test('gives edits as fixes', () => {
    const edits = [{ file: 'plugin.toml', start: 20, end: 24, text: 'name' }]
    expect(render(reportOf([finding({ at, edits })])).results[0]).toMatchObject({
      fixes: [
        {
          description: { text: 'The remedy.' },
          artifactChanges: [
            {
              artifactLocation: { uri: 'plugins/echo/plugin.toml' },
              replacements: [
                { deletedRegion: { charOffset: 20, charLength: 4 }, insertedContent: { text: 'name' } },
              ],
            },
          ],
        },
      ],
    })
  })

  test('lists suppressed findings with who suppressed them and why', () => {
    const suppressed = [
      { finding: finding({ at }), by: 'comment', reason: 'one', at },
      { finding: finding(), by: 'settings', reason: 'two', at: { file: 'yoi-plugin.toml' } },
    ] as const
    expect(render(reportOf([], { suppressed })).results.map(({ suppressions }) => suppressions)).toEqual([
      [{ kind: 'inSource', justification: 'one' }],
      [{ kind: 'external', justification: 'two' }],
    ])
  })

  test.each([
    ['directory', 'a b/ü#?%', 'a%20b/%C3%BC%23%3F%25/plugin.toml'],
    ['directory', '.', 'plugin.toml'],
    ['directory', '../x/', '../x/plugin.toml'],
    ['directory', '/abs/x', 'file:///abs/x/plugin.toml'],
    ['directory', 'C:\\plugins\\x', 'file:///C:/plugins/x/plugin.toml'],
    ['package', './out/a.yoi-plugin', 'out/a.yoi-plugin'],
    ['component', 'a.wasm', 'a.wasm'],
  ] as const)('names a %s %s as %s', (kind, path, uri) => {
    const [result] = render(reportOf([finding({ at })], inputOf(kind, path))).results
    expect(result).toMatchObject({ locations: [{ physicalLocation: { artifactLocation: { uri } } }] })
  })

  test('text of plugins becomes no link, and lone surrogates no error', () => {
    const hostile = finding({
      message: HOSTILE,
      why: HOSTILE,
      fix: HOSTILE,
      at: { file: `${HOSTILE}\ud800` },
    })
    const run = render(reportOf([hostile], inputOf('directory', `a\ud800/${HOSTILE}`)))
    expect(JSON.stringify(run.results)).not.toMatch(/\]\(|##\[/)
  })
})
