import { pathToFileURL } from 'node:url'
import { expect, test } from 'vitest'
import { asset } from '../../src/assets.io.ts'
import { PDK_EXPORTS } from '../../src/toolchains/typescript/pdk-exports.ts'

test('the SDK can be loaded in Node, where tools are defined but not called', async () => {
  const pdk = await import(pathToFileURL(asset('dist/pdk/index.js')).href)
  expect(Object.keys(pdk).sort()).toEqual([...PDK_EXPORTS, 'yoi$console'])
  const plugin = pdk.defineTools({ echo: { run: () => ({ summary: 'x' }) } })
  expect(plugin.kind).toBe('tools')
  expect(() => pdk.defineTools({ echo: {} })).toThrow('the tool "echo" has no run function')
  expect(() => pdk.readText('a')).toThrow('tools run inside the engine: use yoi-plugin/testing')
  const error = new pdk.ToolError('denied', 'no', { why: 1 })
  expect(error).toMatchObject({ name: 'ToolError', code: 'denied', message: 'no', details: { why: 1 } })
})
