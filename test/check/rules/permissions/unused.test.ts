import { describe, expect, test } from 'vitest'
import { ruleFindings } from '../../../support/rule-findings.ts'

const TOOL = '[[tools]]\nname = "acme_a"\ndescription = ""\ninput_schema = { type = "object" }'

describe('permissions/unused', () => {
  test.each([
    ['a tool that does not exist', '{ kind = "tool", name = "acme_b" }', TOOL],
    ['a namespace without a tool', '{ kind = "tool_namespace", namespace = "b_" }', TOOL],
    ['a surface without items', '{ kind = "surface", surface = "service" }', TOOL],
    ['a surface that nobody is asked for', '{ kind = "surface", surface = "wasm" }', TOOL],
    ['external_write without such a tool', '{ kind = "external_write" }', TOOL],
  ])('finds %s', (_, permission, items) => {
    expect(find(permission, items)).toHaveLength(1)
  })

  test.each([
    ['a tool', '{ kind = "tool", name = "acme_a" }', TOOL],
    ['a namespace', '{ kind = "tool_namespace", namespace = "acme_" }', TOOL],
  ] as const)('is silent about %s that is used', (_, permission, items) => {
    expect(find(permission, items)).toEqual([])
  })
})

function find(permission: string, items: string) {
  return ruleFindings('permissions/unused', {
    manifest: `permissions = [${permission}]\n${items}`,
  })
}
