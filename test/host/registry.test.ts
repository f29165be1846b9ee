import { describe, expect, test } from 'vitest'
import { ToolRegistry } from '../../src/host/registry.ts'
import type { ExactJson } from '../../src/manifest/exact-json.ts'
import type { Tool } from '../../src/manifest/manifest.ts'

const tool = (name: string): Tool => ({
  name,
  description: `Does ${name}.`,
  input_schema: { type: 'object' },
  external_write: true,
})

describe('ToolRegistry', () => {
  test('finds a tool with its owner and lists what the model is shown, in order', () => {
    const registry = new ToolRegistry<string>()
    for (const name of ['b', 'a'])
      expect(registry.register(tool(name), `owner of ${name}`)).toEqual({ ok: true })
    expect(registry.get('a')?.owner).toBe('owner of a')
    expect(registry.get('c')).toBeUndefined()
    expect(registry.list()).toEqual([
      {
        name: 'b',
        description: 'Does b.',
        input_schema: { type: 'object' },
        input_schema_json: '{"type":"object"}',
      },
      {
        name: 'a',
        description: 'Does a.',
        input_schema: { type: 'object' },
        input_schema_json: '{"type":"object"}',
      },
    ])
  })

  test('refuses a name that is taken and keeps the first', () => {
    const registry = new ToolRegistry<number>()
    registry.register(tool('a'), 1)
    expect(registry.register(tool('a'), 2)).toMatchObject({ ok: false, reason: 'duplicate' })
    expect(registry.get('a')?.owner).toBe(1)
  })

  test.each(['', 'a b', 'a\u0000', 'x'.repeat(129)])('refuses the name %j', name => {
    expect(new ToolRegistry<null>().register(tool(name), null)).toMatchObject({
      ok: false,
      reason: 'bad-name',
    })
  })

  test('refuses the name of a tool that the host has itself', () => {
    expect(new ToolRegistry<null>().register(tool('Read'), null)).toMatchObject({ reason: 'duplicate' })
  })

  test('keeps the schema as the host prints it', () => {
    const registry = new ToolRegistry<null>()
    const schema = new Map<string, ExactJson>([
      ['type', 'object'],
      ['enum', [9_007_199_254_740_993n, 1n, 1]],
    ])
    registry.register(tool('a'), null, schema)
    expect(registry.list()[0]?.input_schema_json).toBe('{"enum":[9007199254740993,1,1.0],"type":"object"}')
  })

  test.each(['検索', 'a/b', '__proto__', 'x'.repeat(128)])('takes the name %j', name => {
    expect(new ToolRegistry<null>().register(tool(name), null)).toEqual({ ok: true })
  })
})
