import { describe, expect, test } from 'vitest'
import { renderJunit } from '../../../src/check/reporters/junit.ts'
import { finding, HOSTILE, inputOf, reportOf } from '../../support/check-reports.ts'
import { parseXml } from '../../support/parse-xml.ts'

const call = {
  tool: 'a',
  differences: [],
  fuel: 1,
  memoryPages: 1,
  hostCalls: 0,
  printed: [],
  fault: null,
} as const

describe('renderJunit', () => {
  test('errors fail, warnings pass with their text, suppressed findings are skipped, calls are tests', () => {
    const report = reportOf(
      [
        finding({ at: { file: 'plugin.toml', line: 2, column: 6 } }),
        finding({ rule: 'tools/token-cost', severity: 'warning' }),
      ],
      {
        suppressed: [
          {
            finding: finding({ rule: 'tools/any-object' }),
            by: 'settings',
            reason: 'wanted',
            at: { file: 'yoi-plugin.toml' },
          },
        ],
        cases: [
          { ...call, kind: 'case', file: 'cases/a.toml', status: 'passed' },
          { ...call, kind: 'case', file: 'cases/b.toml', status: 'failed' },
          { ...call, kind: 'smoke', file: null, status: 'passed' },
        ],
      },
    )
    expect(renderJunit([report])).toMatchInlineSnapshot(`
      "<?xml version="1.0" encoding="UTF-8"?>
      <testsuites name="yoi-plugin check" tests="5" failures="1" errors="0" skipped="1">
        <testsuite name="plugins/echo" tests="5" failures="1" errors="0" skipped="1">
          <testcase classname="plugins/echo" name="manifest/unknown-key at plugins/echo/plugin.toml:2:6"><failure type="manifest/unknown-key" message="The message.">manifest/unknown-key at plugins/echo/plugin.toml:2:6&#10;The message.&#10;why: The reason.&#10;fix: The remedy.</failure></testcase>
          <testcase classname="plugins/echo" name="tools/token-cost at plugins/echo/plugin.toml"><system-out>warning: tools/token-cost at plugins/echo/plugin.toml&#10;The message.&#10;why: The reason.&#10;fix: The remedy.</system-out></testcase>
          <testcase classname="plugins/echo" name="tools/any-object at plugins/echo/plugin.toml"><skipped message="suppressed: wanted"/></testcase>
          <testcase classname="plugins/echo" name="cases/a.toml"/>
          <testcase classname="plugins/echo" name="smoke call of a"/>
        </testsuite>
      </testsuites>"
    `)
  })

  test('a plugin without findings has one test that passes', () => {
    const root = parseXml(renderJunit([reportOf([]), reportOf([])]))
    expect(root.attributes).toMatchObject({ tests: '2', failures: '0' })
    expect(root.children.map(suite => suite.children.map(({ attributes }) => attributes.name))).toEqual([
      ['check'],
      ['check'],
    ])
  })

  test('hostile text stays text', () => {
    const hostile = finding({ message: HOSTILE, why: HOSTILE, fix: HOSTILE, at: { file: HOSTILE } })
    const report = reportOf([hostile, { ...hostile, severity: 'note' }], {
      ...inputOf('directory', HOSTILE),
      suppressed: [{ finding: hostile, by: 'comment', reason: HOSTILE, at: { file: HOSTILE } }],
    })
    const text = renderJunit([report])
    const [suite] = parseXml(text).children
    expect(suite?.children.map(({ children }) => children.map(({ name }) => name))).toEqual([
      ['failure'],
      ['system-out'],
      ['skipped'],
    ])
    expect(suite?.children[0]?.children[0]?.attributes.message).toContain(']]></failure><script>&"\'')
    expect(text).not.toMatch(/##\[|^\s*::/m)
  })
})
