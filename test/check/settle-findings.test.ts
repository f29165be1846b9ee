import { describe, expect, test } from 'vitest'
import type { KnownRules, RuleInfo } from '../../src/check/rule-info.ts'
import { settleFindings } from '../../src/check/settle-findings.ts'
import type { Finding, Severity } from '../../src/finding.ts'
import { readManifest } from '../../src/manifest/read-manifest.ts'
import { readProjectSettings } from '../../src/manifest/read-project-settings.ts'
import { finding } from '../support/check-reports.ts'

const bytes = (text: string) => new TextEncoder().encode(text)

const KNOWN: KnownRules = new Map(
  (
    [
      ['tools/style', 'warning', false],
      ['tools/other', 'warning', false],
      ['tools/secret', 'warning', true],
      ['case/failed', 'error', false],
      ['build/syntax', 'error', false],
      ['check/unused-suppression', 'warning', false],
    ] as const
  ).map(([id, severity, isSecurity]): [string, RuleInfo] => [id, { id, title: id, severity, isSecurity }]),
)

interface Given {
  /** Lines of plugin.toml after the four required keys, so the first is line 5. */
  readonly lines?: readonly string[]
  readonly settings?: string
  readonly isStrict?: boolean
  readonly ignoresProject?: boolean
  readonly wasExercised?: boolean
}

function settle(findings: readonly Finding[], given: Given = {}) {
  const toml = ['schema_version = 1', 'id = "a"', 'name = "A"', 'version = "1"', ...(given.lines ?? [])]
  const manifestReading = readManifest(bytes(`${toml.join('\n')}\n`), new Set())
  const { manifest } = manifestReading
  return settleFindings(findings, {
    plugin: {
      inputKind: 'directory',
      inputPath: '.',
      files: new Map(),
      findings: [],
      manifestReading,
      ...(manifest && { manifest }),
    },
    project: readProjectSettings(bytes(given.settings ?? '')),
    known: KNOWN,
    wasExercised: given.wasExercised ?? false,
    ignoresProject: given.ignoresProject ?? false,
    isStrict: given.isStrict ?? false,
  })
}

const style = (line: number, parts: Partial<Finding> = {}) =>
  finding({ rule: 'tools/style', severity: 'warning', at: { file: 'plugin.toml', line }, ...parts })

const rule = (id: string, severity: string, reason = 'because') =>
  `[rules."${id}"]\nseverity = "${severity}"\nreason = "${reason}"\n`

const shortly = ({ findings }: { readonly findings: readonly Finding[] }) =>
  findings.map(({ rule, severity, at }) => `${severity} ${rule}${at?.line ? `:${at.line}` : ''}`)

describe('a comment in plugin.toml', () => {
  test.each([
    ['on the line before', ['# yoi-plugin: ignore[tools/style] it is fine', 'surfaces = []'], 6],
    ['on the same line', ['surfaces = [] # yoi-plugin: ignore[tools/style] it is fine'], 5],
    ['among several ids', ['surfaces = [] #yoi-plugin: ignore[ tools/style ,tools/style]: it is fine'], 5],
  ])('%s silences a finding, with its reason', (_, lines, line) => {
    const { findings, suppressed } = settle([style(line)], { lines })
    expect(findings).toEqual([])
    expect(suppressed).toMatchObject([
      { by: 'comment', reason: expect.stringContaining('it is fine'), at: { file: 'plugin.toml', line: 5 } },
    ])
  })

  test('reaches no further, and names no other rule', () => {
    const lines = ['# yoi-plugin: ignore[tools/style] x', 'surfaces = []', 'tools = []']
    const given = [
      style(7),
      style(6, { rule: 'tools/other' }),
      style(6, { at: { file: 'README.md', line: 6 } }),
    ]
    expect(shortly(settle(given, { lines }))).toEqual([
      'warning tools/style:6',
      'warning check/unused-suppression:5',
      'warning tools/other:6',
      'warning tools/style:7',
    ])
  })

  test.each([
    ['without a reason', '# yoi-plugin: ignore[tools/style]', 'names no reason'],
    ['without a rule', '# yoi-plugin: ignore[] why', 'names no rule'],
    ['without brackets', '# yoi-plugin: ignore tools/style', 'names no rule'],
  ])('%s is an error and silences nothing', (_, comment, message) => {
    const settled = settle([style(6)], { lines: [comment, 'surfaces = []'] })
    expect(shortly(settled)).toEqual(['error check/bad-suppression:5', 'warning tools/style:6'])
    expect(settled.findings[0]?.message).toContain(message)
  })

  test('for a rule that does not exist is reported with the rule that was meant', () => {
    const settled = settle([], { lines: ['# yoi-plugin: ignore[tools/stlye] x'] })
    expect(settled.findings).toMatchObject([{ rule: 'check/unknown-rule', fix: 'Write tools/style.' }])
  })

  test('that is not used is reported with the edit that removes it', () => {
    const lines = ['# yoi-plugin: ignore[tools/style] x', 'surfaces = [] # yoi-plugin: ignore[tools/other] y']
    const { findings } = settle([], { lines })
    expect(findings).toMatchObject([
      { rule: 'check/unused-suppression', at: { line: 5 }, edits: [{ text: '' }] },
      { rule: 'check/unused-suppression', at: { line: 6 }, edits: [{ text: '' }] },
    ])
  })

  test('that is used in part has no edit', () => {
    const lines = ['surfaces = [] # yoi-plugin: ignore[tools/style, tools/other] x']
    const { findings } = settle([style(5)], { lines })
    expect(findings).toMatchObject([{ rule: 'check/unused-suppression' }])
    expect(findings[0]).not.toHaveProperty('edits')
  })

  test('that only mentions us is left alone', () => {
    expect(settle([], { lines: ['# yoi-plugin: see README', '# ignore[tools/style]'] }).findings).toEqual([])
  })
})

describe('[rules] of yoi-plugin.toml', () => {
  test('"off" silences a rule everywhere, with its reason', () => {
    const { findings, suppressed } = settle([style(1), style(2)], { settings: rule('tools/style', 'off') })
    expect(findings).toEqual([])
    expect(suppressed).toMatchObject([
      { by: 'settings', reason: 'because', at: { file: 'yoi-plugin.toml', line: 1 } },
      { by: 'settings' },
    ])
  })

  test.each(['note', 'error'])('"%s" changes the severity', severity => {
    expect(shortly(settle([style(1)], { settings: rule('tools/style', severity) }))).toEqual([
      `${severity} tools/style:1`,
    ])
  })

  test('a setting with a blank reason has no effect', () => {
    expect(shortly(settle([style(1)], { settings: rule('tools/style', 'off', ' ') }))).toEqual([
      'warning tools/style:1',
    ])
  })

  test('what silences nothing is reported, what only makes stricter is not', () => {
    expect(shortly(settle([], { settings: rule('tools/style', 'off') }))).toEqual([
      'warning check/unused-suppression:1',
    ])
    expect(settle([], { settings: rule('tools/style', 'error') }).findings).toEqual([])
  })

  test('a rule that does not exist is reported', () => {
    expect(shortly(settle([], { settings: rule('tools/nothing', 'off') }))).toEqual([
      'warning check/unknown-rule:1',
    ])
  })

  test('rules that were not applied in this run are not called unused', () => {
    const settings = rule('case/failed', 'off') + rule('build/syntax', 'off')
    expect(settle([], { settings }).findings).toEqual([])
    expect(shortly(settle([], { settings, wasExercised: true }))).toEqual([
      'warning check/unused-suppression:1',
    ])
    const lines = ['unknown_key = 1 # yoi-plugin: ignore[tools/style] x']
    expect(settle([], { lines }).findings, 'rules are silent when the manifest cannot be read').toEqual([])
  })

  test('that a suppression is not used can be silenced itself', () => {
    const settings = rule('tools/style', 'off') + rule('check/unused-suppression', 'off')
    const { findings, suppressed } = settle([], { settings })
    expect(findings).toEqual([])
    expect(suppressed).toMatchObject([{ finding: { rule: 'check/unused-suppression' } }])
  })
})

describe('what cannot be silenced', () => {
  const secret = style(6, { rule: 'tools/secret' })
  const refusal = style(6, { severity: 'error', host: { kind: 'malformed', phase: 'resolution' } })
  const comment = (id: string) => ({ lines: [`# yoi-plugin: ignore[${id}] x`, 'surfaces = []'] })

  test.each([
    ['by a comment', comment('tools/secret')],
    ['by "off"', { settings: rule('tools/secret', 'off') }],
    ['by a lower severity', { settings: rule('tools/secret', 'note') }],
  ])('a security rule, %s', (_, given) => {
    const { findings, suppressed } = settle([secret], given)
    expect(findings.map(({ rule, severity }) => `${severity} ${rule}`)).toEqual([
      'error check/security-rule',
      'warning tools/secret',
    ])
    expect(suppressed).toEqual([])
  })

  test('a security rule that finds nothing today', () => {
    expect(shortly(settle([], comment('tools/secret')))).toEqual(['error check/security-rule:5'])
    expect(shortly(settle([], { settings: rule('tools/secret', 'off') }))).toEqual([
      'error check/security-rule:1',
    ])
  })

  test('but a security rule can be made stricter', () => {
    expect(shortly(settle([secret], { settings: rule('tools/secret', 'error') }))).toEqual([
      'error tools/secret:6',
    ])
  })

  test.each([
    ['by a comment', comment('tools/style')],
    ['by a setting', { settings: rule('tools/style', 'warning') }],
  ])('what the host itself refuses, %s', (_, given) => {
    const { findings } = settle([refusal], given)
    expect(findings.map(({ rule, severity }) => `${severity} ${rule}`).sort()).toEqual([
      'error check/host-refusal',
      'error tools/style',
    ])
  })
})

test('--no-config ignores all suppressions and says nothing of them', () => {
  const lines = ['# yoi-plugin: ignore[tools/style] x', 'surfaces = [] # yoi-plugin: ignore[nothing] y']
  const given = { lines, settings: rule('tools/other', 'off'), ignoresProject: true }
  expect(settle([style(6)], given)).toMatchObject({ findings: [{ rule: 'tools/style' }], suppressed: [] })
})

test.each([
  ['warning', 'error'],
  ['error', 'error'],
  ['note', 'note'],
] as const)('--strict makes of a %s an %s', (severity: Severity, strict) => {
  expect(settle([style(1, { severity })], { isStrict: true }).findings).toMatchObject([{ severity: strict }])
})
