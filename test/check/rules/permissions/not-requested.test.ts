import { expect, test } from 'vitest'
import { ruleFindings } from '../../../support/rule-findings.ts'

test('--fix requests a tool by name, and leaves a name that the host refuses to the author', () => {
  const tool = (name: string) =>
    `[[tools]]\nname = "${name}"\ndescription = ""\ninput_schema = { type = "object" }\n`
  const findings = ruleFindings('permissions/not-requested', {
    manifest: `permissions = [{ kind = "surface", surface = "tool" }]\n${tool('say')}${tool('say it')}`,
  })
  expect(findings.map(({ edits }) => edits?.map(({ text }) => text))).toEqual([
    [expect.stringContaining('{ kind = "tool", name = "say" }')],
    undefined,
  ])
})
