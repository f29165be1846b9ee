import { describe, expect, test } from 'vitest'
import {
  PLAIN,
  renderFinding,
  renderText,
  renderTextReports,
  type Style,
} from '../../../src/check/reporters/text.ts'
import { finding, HOSTILE, inputOf, reportOf } from '../../support/check-reports.ts'

const at = (line: number, column: number, endColumn: number) => ({
  file: 'plugin.toml',
  line,
  column,
  endLine: line,
  endColumn,
})

describe('renderText', () => {
  test('says in one line that all is well', () => {
    expect(renderText(reportOf([]), PLAIN)).toBe(
      'ok plugins/echo: static rules of yoi-2026-08, the plugin was not run',
    )
  })

  test('groups by file, aligns, and marks the offending part of the line', () => {
    const report = reportOf([
      finding({ at: at(2, 6, 17), isHostFirst: true }),
      finding({ rule: 'cases/failed', message: 'One.\n  Two.', at: { file: 'cases/a.toml' } }),
      finding({
        rule: 'tools/token-cost',
        severity: 'warning',
        at: { file: 'plugin.toml', line: 12 },
        edits: [{ file: 'plugin.toml', start: 0, end: 0, text: '' }],
      }),
    ])
    expect(renderText(report, PLAIN)).toMatchInlineSnapshot(`
      "plugin.toml
        2:6   error    manifest/unknown-key  (the host stops here)
              The message.
                2 | id = "acme.echo"
                         ^^^^^^^^^^^
              why: The reason.
              fix: The remedy.
        12:1  warning  tools/token-cost  (--fix can do this)
              The message.
              why: The reason.
              fix: The remedy.

      cases/a.toml
        error    cases/failed
        One.
          Two.
        why: The reason.
        fix: The remedy.

      rejected plugins/echo (2 errors, 1 warning): static rules of yoi-2026-08, the plugin was not run
      to correct 1 of these: yoi-plugin check --fix; more about a rule: yoi-plugin explain manifest/unknown-key"
    `)
  })

  test('shows tabs as spaces and control characters as escapes, with the marker below the right place', () => {
    const [excerpt, marker] = renderText(reportOf([finding({ at: at(3, 9, 23) })]), PLAIN)
      .split('\n')
      .slice(3, 5)
    expect(excerpt).toContain('3 |  name = "Acme \\u{1b}[31m"')
    expect(marker?.indexOf('^')).toBe(excerpt?.indexOf('"'))
    expect(marker?.lastIndexOf('^')).toBe(excerpt?.lastIndexOf('"'))
  })

  test('shows lines of files beside the package, and none that holds a secret', () => {
    const line = { file: 'yoi-plugin.toml', line: 1, column: 1, endLine: 1, endColumn: 8 }
    const sources = new Map([['yoi-plugin.toml', new TextEncoder().encode('[build]')]])
    expect(renderText(reportOf([finding({ at: line })], { sources }), PLAIN)).toContain('1 | [build]')
    expect(
      renderText(reportOf([finding({ at: line, isLineSecret: true })], { sources }), PLAIN),
    ).not.toContain('[build]')
  })

  test('shows of a long line the part around the problem', () => {
    const line = `${'x'.repeat(500)}HERE${'y'.repeat(500)}`
    const report = reportOf([finding({ at: at(1, 501, 505) })], {
      plugin: {
        ...inputOf('directory', '.').plugin,
        files: new Map([['plugin.toml', new TextEncoder().encode(line)]]),
      },
    })
    const [excerpt, marker] = renderText(report, PLAIN).split('\n').slice(3, 5)
    expect(excerpt).toMatch(/^ +1 \| …x{40}HEREy{56}…$/)
    expect(marker?.indexOf('^^^^')).toBe(excerpt?.indexOf('HERE'))
  })

  test('tells any number of findings', () => {
    const count = 150_000
    const text = renderText(
      reportOf(Array.from({ length: count }, () => finding({ at: at(2, 6, 17) }))),
      PLAIN,
    )
    expect(text).toContain(`(${count} errors)`)
    expect(text.match(/The message\./g)).toHaveLength(count)
  })

  test('counts what is suppressed and names the dearest call', () => {
    const call = {
      kind: 'smoke',
      file: null,
      tool: 'a',
      differences: [],
      hostCalls: 0,
      printed: [],
      fault: null,
    } as const
    const report = reportOf([], {
      wasExercised: true,
      suppressed: [{ finding: finding(), by: 'comment', reason: 'r', at: { file: 'plugin.toml' } }],
      cases: [
        { ...call, status: 'passed', fuel: 1_000_000, memoryPages: 17 },
        { ...call, status: 'not-exercised', fuel: 0, memoryPages: 1 },
      ],
    })
    expect(renderText(report, PLAIN)).toBe(
      'ok plugins/echo (1 suppressed): 1 of 2 calls as expected under yoi-2026-08\n' +
        "dearest call: 1000000 fuel (20.0 % of a call's budget), 17 memory pages",
    )
  })

  test('lets nothing through that a terminal or a CI runner would obey', () => {
    const hostile = finding({
      message: `${HOSTILE}\n${HOSTILE}`,
      why: HOSTILE,
      fix: HOSTILE,
      at: { file: HOSTILE },
    })
    const report = reportOf([hostile], inputOf('directory', HOSTILE))
    const texts = [
      renderText(report, PLAIN),
      renderTextReports([report, report], PLAIN),
      renderFinding(hostile, undefined, PLAIN),
    ]
    for (const text of texts) {
      expect(text).not.toMatch(/(?!\n)[\p{Cc}\p{Cf}]/u)
      expect(text).not.toMatch(/^\s*::|##\[/m)
    }
  })

  test('marks up with the style that it is given, rule ids as links', () => {
    const style: Style = {
      bold: text => `*${text}*`,
      dim: text => text,
      severity: (severity, text) => `<${severity}>${text}`,
      rule: id => `[${id}]`,
    }
    const text = renderText(reportOf([finding({ at: at(2, 6, 17) })]), style)
    expect(text).toContain('*plugin.toml*\n  2:6  <error>error    [manifest/unknown-key]\n')
    expect(text).toContain('<error>rejected plugins/echo')
  })
})

describe('findings of one rule', () => {
  const place = (line: number) => at(line, 1, 3)
  const of = (line: number, parts: Parameters<typeof finding>[0] = {}) =>
    finding({ rule: 'tools/any-object', severity: 'warning', at: place(line), ...parts })

  test('stand together, and say once what is the same of them', () => {
    const report = reportOf([
      of(1, { message: 'First.' }),
      finding({ severity: 'warning', at: place(2) }),
      of(2, { message: 'Second, at another line.' }),
      of(2, { message: 'Third, with another remedy.', fix: 'Another.' }),
    ])
    expect(renderText(report, PLAIN)).toMatchInlineSnapshot(`
      "plugin.toml
        1:1  warning  tools/any-object
             First.
               1 | schema_version = 1
                   ^^
             why: The reason.
             fix: The remedy.
        2:1  warning  tools/any-object
             Second, at another line.
               2 | id = "acme.echo"
                   ^^
        2:1  warning  tools/any-object
             Third, with another remedy.
             fix: Another.
        2:1  warning  manifest/unknown-key
             The message.
               2 | id = "acme.echo"
                   ^^
             why: The reason.
             fix: The remedy.

      ok plugins/echo (4 warnings): static rules of yoi-2026-08, the plugin was not run
      more about a rule: yoi-plugin explain tools/any-object"
    `)
  })

  test('that stand in two files are told in full in each', () => {
    const text = renderText(reportOf([of(1), of(1, { at: { file: 'a.toml', line: 1 } })]), PLAIN)
    expect(text.match(/why: The reason/g)).toHaveLength(2)
  })
})

describe('the last line says what to type', () => {
  const fixable = finding({ edits: [{ file: 'plugin.toml', start: 0, end: 0, text: '' }] })

  test.each([
    [
      'where --fix can help',
      [fixable, finding()],
      inputOf('directory', '.'),
      /\nto correct 1 of these: yoi-plugin check --fix; more about a rule: yoi-plugin explain manifest\/unknown-key$/,
    ],
    [
      'where it cannot, in a package',
      [fixable],
      inputOf('package', 'a.yoi-plugin'),
      /\nmore about a rule: yoi-plugin explain manifest\/unknown-key$/,
    ],
    [
      'and nothing when there are notes only',
      [finding({ severity: 'note' })],
      inputOf('directory', '.'),
      /the plugin was not run$/,
    ],
  ])('%s', (_, findings, input, end) => {
    expect(renderText(reportOf(findings, input), PLAIN)).toMatch(end)
  })
})

describe('renderTextReports', () => {
  test('says in one line that all plugins are well', () => {
    expect(renderTextReports([reportOf([]), reportOf([])], PLAIN)).toBe(
      'ok 2 plugins: the plugins were not run',
    )
  })

  test('tells of plugins with findings under their path and sums up', () => {
    const bad = reportOf([finding()], inputOf('directory', 'plugins/bad'))
    const text = renderTextReports([reportOf([]), bad], PLAIN)
    expect(text).toContain('== plugins/bad\n\nplugins/bad\n  error    manifest/unknown-key\n')
    expect(text).toMatch(
      /\n\nrejected 1 of 2 plugins \(1 error\): the plugins were not run\nmore about a rule: .+$/,
    )
    expect(text.match(/more about a rule/g)).toHaveLength(1)
  })
})
