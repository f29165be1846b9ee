import { describe, expect, test } from 'vitest'
import { ruleFindings } from '../../../support/rule-findings.ts'

const REQUEST = { name: 'yoi:host/request@1.0.0', kind: 'instance', type: '', functions: [] } as const
const INGRESS = '[[ingresses]]\nname = "a"\ndescription = ""'
const TOOL = '[[tools]]\nname = "acme_a"\ndescription = ""\ninput_schema = { type = "object" }'

describe('permissions/not-imported', () => {
  test.each([
    ['a host API that is not imported', '{ kind = "host_api", api = "request" }', TOOL, { imports: [] }],
    ['fs beside an ingress', '{ kind = "host_api", api = "fs" }', INGRESS, { imports: [] }],
  ])('finds %s', (_, permission, items, component) => {
    expect(find(permission, items, component)).toHaveLength(1)
  })

  test.each([
    ['an imported host API', '{ kind = "host_api", api = "request" }', TOOL, { imports: [REQUEST] }],
    ['a host API of a core module', '{ kind = "host_api", api = "fs" }', TOOL, { format: 'core-module' }],
    ['websocket for a connection of the host', '{ kind = "host_api", api = "websocket" }', INGRESS, {}],
  ] as const)('is silent about %s', (_, permission, items, component) => {
    expect(find(permission, items, component)).toEqual([])
  })

  test('is silent before the first build', () => {
    const manifest = `permissions = [{ kind = "host_api", api = "request" }]\n${TOOL}`
    expect(ruleFindings('permissions/not-imported', { manifest })).toEqual([])
  })
})

function find(permission: string, items: string, component: object) {
  return ruleFindings('permissions/not-imported', {
    manifest: `permissions = [${permission}]\n${items}`,
    component,
  })
}
