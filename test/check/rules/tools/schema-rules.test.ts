import { describe, expect, test } from 'vitest'
import { HOST_FEATURE_TOOLS, HOST_TOOLS } from '../../../../src/contract/host-tools.ts'
import { ruleFindings } from '../../../support/rule-findings.ts'

describe('tools/secret-property', () => {
  test.each([
    'password',
    'token',
    'api_key',
    'apiKey',
    'accessToken',
    'client-secret',
    'privateKey',
    'APIKEY',
  ])('takes %s for a secret', name => {
    expect(properties('tools/secret-property', name, 'string')).toHaveLength(1)
  })

  test.each([
    'max_tokens',
    'page_token',
    'next_page_token',
    'key',
    'primary_key',
    'secret_santa',
    'tokenizer',
  ])('does not take %s for a secret', name => {
    expect(properties('tools/secret-property', name, 'string')).toEqual([])
  })

  test('does not take a flag for a secret', () => {
    expect(properties('tools/secret-property', 'password', 'boolean')).toEqual([])
  })
})

describe('tools/any-object', () => {
  test.each([
    ['an object without anything', '{ type = "object" }'],
    ['an object that says true', '{ type = "object", additionalProperties = true }'],
    ['an object with no properties', '{ type = "object", properties = {} }'],
    [
      'an object inside',
      '{ type = "object", additionalProperties = false, properties = { a = { type = "object" } } }',
    ],
    ['items', '{ type = "object", additionalProperties = { type = "array", items = { type = "object" } } }'],
  ])('finds %s', (_, schema) => {
    expect(ofSchema('tools/any-object', schema)).toHaveLength(1)
  })

  test.each([
    ['a tool that takes nothing', '{ type = "object", additionalProperties = false }'],
    ['a map', '{ type = "object", additionalProperties = { type = "string" } }'],
    ['properties', '{ type = "object", properties = { a = { type = "string" } } }'],
  ])('is silent about %s', (_, schema) => {
    expect(ofSchema('tools/any-object', schema)).toEqual([])
  })
})

describe('tools/additional-properties', () => {
  test('finds each object that does not say', () => {
    const inner = '{ type = "object", properties = { b = { type = "string" } } }'
    expect(
      ofSchema('tools/additional-properties', `{ type = "object", properties = { a = ${inner} } }`),
    ).toHaveLength(2)
  })

  test('is silent about true, which is an answer', () => {
    const schema =
      '{ type = "object", properties = { a = { type = "string" } }, additionalProperties = true }'
    expect(ofSchema('tools/additional-properties', schema)).toEqual([])
  })
})

describe('tools/builtin-name', () => {
  test('is an error for what every Worker may have, a warning for the tools of a feature', () => {
    expect(named('tools/builtin-name', 'Read')).toMatchObject([{ severity: 'error' }])
    expect(named('tools/builtin-name', 'TaskCreate')).toMatchObject([{ severity: 'warning' }])
    expect(named('tools/builtin-name', 'read')).toEqual([])
  })

  test('11.12: knows the tools that the contract names', () => {
    expect(HOST_TOOLS).toEqual(
      expect.arrayContaining(['Read', 'Write', 'Edit', 'Bash', 'Glob', 'Grep', 'WebFetch']),
    )
    expect(HOST_FEATURE_TOOLS.filter(name => HOST_TOOLS.includes(name))).toEqual([])
  })
})

describe('tools/provider-name', () => {
  test.each(['検索', 'a/b', 'a.b', 'x'.repeat(65)])('finds %s', name => {
    expect(named('tools/provider-name', name)).toHaveLength(1)
  })

  test.each(['a-b_C9', 'x'.repeat(64), 'what the host refuses'])('is silent about %s', name => {
    expect(named('tools/provider-name', name)).toEqual([])
  })
})

describe('tools/writes-undeclared', () => {
  const request = (methods: string) =>
    `[[request]]\nscheme = "https"\nhost = "a.example"\npath_prefixes = ["/"]\nmethods = ${methods}`
  const tool = (more: string) => `[[tools]]\nname = "a"\ndescription = ""\ninput_schema = {}\n${more}\n`
  const permission = 'permissions = [{ kind = "host_api", api = "request" }]\n'

  test.each(['["POST"]', '["GET", " delete "]'])('finds the methods %s', methods => {
    const manifest = `${permission}${tool('')}${request(methods)}`
    expect(ruleFindings('tools/writes-undeclared', { manifest })).toHaveLength(1)
  })

  test.each([
    ['a tool says so', permission, tool('external_write = true'), '["POST"]'],
    ['it only reads', permission, tool(''), '["GET"]'],
    ['it may not request at all', '', tool(''), '["POST"]'],
    ['there is no tool', permission, '', '["POST"]'],
  ])('is silent when %s', (_, permissions, tools, methods) => {
    const manifest = `${permissions}${tools}${request(methods)}`
    expect(ruleFindings('tools/writes-undeclared', { manifest })).toEqual([])
  })
})

describe('tools/token-cost', () => {
  test('counts name, description and schema, four bytes a token', () => {
    const [finding] = ruleFindings('tools/token-cost', {
      manifest: `[[tools]]\nname = "ab"\ndescription = "${'x'.repeat(2200)}"\ninput_schema = { type = "object" }`,
    })
    const bytes = 2 + 2200 + '{"type":"object"}'.length
    expect(finding).toMatchObject({
      severity: 'note',
      message: expect.stringContaining(`about ${Math.ceil(bytes / 4)} tokens`),
    })
  })
})

function ofSchema(rule: string, schema: string) {
  return ruleFindings(rule, {
    manifest: `[[tools]]\nname = "a"\ndescription = "b"\ninput_schema = ${schema}`,
  })
}

function properties(rule: string, name: string, type: string) {
  return ofSchema(rule, `{ type = "object", properties = { "${name}" = { type = "${type}" } } }`)
}

function named(rule: string, name: string) {
  return ruleFindings(rule, {
    manifest: `[[tools]]\nname = "${name}"\ndescription = "b"\ninput_schema = { type = "object" }`,
  })
}
