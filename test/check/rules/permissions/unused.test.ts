import { describe, expect, test } from 'vitest'
import { ruleFindings } from '../../../support/rule-findings.ts'

const REQUEST = { name: 'yoi:host/request@1.0.0', kind: 'instance', type: '', functions: [] } as const
const INGRESS = '[[ingresses]]\nname = "a"\ndescription = ""'
const TOOL = '[[tools]]\nname = "acme_a"\ndescription = ""\ninput_schema = { type = "object" }'

describe('permissions/unused', () => {
  test.each([
    ['a tool that does not exist', '{ kind = "tool", name = "acme_b" }', TOOL, {}],
    ['a namespace without a tool', '{ kind = "tool_namespace", namespace = "b_" }', TOOL, {}],
    ['a surface without items', '{ kind = "surface", surface = "service" }', TOOL, {}],
    ['a surface that nobody is asked for', '{ kind = "surface", surface = "wasm" }', TOOL, {}],
    ['external_write without such a tool', '{ kind = "external_write" }', TOOL, {}],
    ['a host API that is not imported', '{ kind = "host_api", api = "request" }', TOOL, { imports: [] }],
    ['fs beside an ingress', '{ kind = "host_api", api = "fs" }', INGRESS, { imports: [] }],
  ])('finds %s', (_, permission, items, component) => {
    expect(find(permission, items, component)).toHaveLength(1)
  })

  test.each([
    ['a tool', '{ kind = "tool", name = "acme_a" }', TOOL, {}],
    ['a namespace', '{ kind = "tool_namespace", namespace = "acme_" }', TOOL, {}],
    ['an imported host API', '{ kind = "host_api", api = "request" }', TOOL, { imports: [REQUEST] }],
    ['a host API of a core module', '{ kind = "host_api", api = "fs" }', TOOL, { format: 'core-module' }],
    ['websocket for a connection of the host', '{ kind = "host_api", api = "websocket" }', INGRESS, {}],
  ] as const)('is silent about %s that is used', (_, permission, items, component) => {
    expect(find(permission, items, component)).toEqual([])
  })

  test('is silent about a host API before the first build', () => {
    const manifest = `permissions = [{ kind = "host_api", api = "request" }]\n${TOOL}`
    expect(ruleFindings('permissions/unused', { manifest })).toEqual([])
  })
})

function find(permission: string, items: string, component: object) {
  return ruleFindings('permissions/unused', {
    manifest: `permissions = [${permission}]\n${items}`,
    component,
  })
}
