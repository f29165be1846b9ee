import { describe, expect, test } from 'vitest'
import { mapPosition } from '../../../../src/component/map-position.ts'
import { readComponent } from '../../../../src/component/read-component.ts'
import { TOOL_WORLD } from '../../../../src/contract/worlds.ts'
import type { HostFunctionUse } from '../../../../src/toolchains/typescript/find-host-functions.ts'
import { moduleText, worldText } from '../../../../src/toolchains/typescript/starlingmonkey/module-text.ts'
import { buildFromWit } from '../../../support/build-from-wit.ts'

const uses: readonly HostFunctionUse[] = [
  { host: { api: 'request', name: 'request' }, offsets: [1] },
  { host: { api: 'fs', name: 'list' }, offsets: [2] },
  { host: { api: 'websocket', name: 'send-text' }, offsets: [3] },
  { host: { api: 'websocket', name: 'recv' }, offsets: [4] },
]

describe('the world of a plugin', () => {
  test('has the export of tools and no import where no host API is used', async () => {
    const facts = readComponent(await buildFromWit(worldText([]), 'tool'))
    expect(facts).toMatchObject({ fits: [TOOL_WORLD], imports: [] })
  })

  test('imports exactly the host functions that are used, as the contract types them', async () => {
    const facts = readComponent(await buildFromWit(worldText(uses), 'tool'))
    expect(facts.fits).toEqual([TOOL_WORLD])
    const functions = facts.imports.map(({ name, functions }) => [name, functions?.map(each => each.name)])
    expect(functions).toEqual([
      ['yoi:host/request@1.0.0', ['request']],
      ['yoi:host/fs@1.0.0', ['list']],
      ['yoi:host/websocket@1.0.0', ['send-text', 'recv']],
    ])
  })
})

describe('the module of a plugin', () => {
  const adapter = 'var adapter = 1;\n'

  test('has a source map that knows where the bundle begins', () => {
    const map = JSON.stringify({ version: 3, sources: ['src/plugin.ts'], names: [], mappings: 'AAAA;AACA' })
    const { text, sourceMap } = moduleText(adapter, {
      bundle: { code: '(() => 1)()\n', sourceMap: map },
      hostFunctions: uses,
      schemas: [],
    })
    const line = text.split('\n').indexOf('(() => 1)()') + 1
    expect(mapPosition(sourceMap, line, 1)).toEqual({ file: 'src/plugin.ts', line: 1, column: 1 })
    expect(mapPosition(sourceMap, line - 1, 1)).toBeUndefined()
  })

  test('hands over the imports under the numbers of the SDK', () => {
    const { text } = moduleText(adapter, {
      bundle: { code: '1', sourceMap: '{"mappings":""}' },
      hostFunctions: uses,
      schemas: [{ name: 'a', schema: new Map([['type', 'object']]) }],
    })
    expect(text).toContain("import { sendText as host2 } from 'yoi:host/websocket@1.0.0'")
    expect(text).toContain('adapter.start({ 0: host0, 6: host6, 2: host2, 3: host3 }, JSON.parse(')
  })
})
