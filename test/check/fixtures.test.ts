import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { catalogue } from '../../src/check/catalogue.ts'
import { PLAIN } from '../../src/check/reporters/style.ts'
import { renderText } from '../../src/check/reporters/text.ts'
import { checkFixture, listCheckFixtures } from '../support/check-fixture.ts'

const fixtures = listCheckFixtures()

describe.each(catalogue.filter(({ id }) => fixtures.some(({ rule }) => rule === id)))(
  '$id',
  ({ id, severity }) => {
    const cases = fixtures.filter(({ rule }) => rule === id)

    test('has an invalid and a valid case', () => {
      const kinds = new Set(cases.map(({ name }) => name.slice(0, name.indexOf('-'))))
      expect([...kinds].sort()).toEqual(['invalid', 'valid'])
    })

    test.each(cases)('$name', async ({ name, folder }) => {
      const report = await checkFixture(folder)
      const found = report.findings.filter(({ rule }) => rule === id)
      expect(found.length > 0).toBe(name.startsWith('invalid-'))
      expect(found.every(finding => finding.severity === severity)).toBe(true)
      await expect(`${renderText(report, PLAIN)}\n`).toMatchFileSnapshot(join(folder, 'expected.txt'))
    })
  },
)

test('every fixture belongs to a rule', () => {
  const ids = catalogue.map(({ id }) => id)
  expect(fixtures.map(({ rule }) => rule).filter(rule => !ids.includes(rule))).toEqual([])
})
