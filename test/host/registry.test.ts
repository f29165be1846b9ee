import { describe, expect, test } from 'vitest'
import { ToolRegistry } from '../../src/host/registry.ts'
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
      { name: 'b', description: 'Does b.', input_schema: { type: 'object' } },
      { name: 'a', description: 'Does a.', input_schema: { type: 'object' } },
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

  test.each(['検索', 'a/b', '__proto__', 'x'.repeat(128)])('takes the name %j', name => {
    expect(new ToolRegistry<null>().register(tool(name), null)).toEqual({ ok: true })
  })
})
