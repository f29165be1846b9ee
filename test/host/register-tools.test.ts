import { afterEach, describe, expect, test } from 'vitest'
import { createHost, type Host } from '../../src/host/host.io.ts'
import { modelText } from '../../src/host/model-text.ts'
import type { JsonValue, Tool } from '../../src/manifest/manifest.ts'
import { assembleGuest } from '../support/assemble.ts'
import { hostAsRequested, toolPlugin } from '../support/tool-plugin.ts'

const component = await assembleGuest('echo.wat')
let host: Host | undefined

afterEach(() => host?.close())

/** A host of one plugin whose tools are these, all of them requested and granted. */
function open(tools: readonly (Partial<Tool> & { readonly name: string })[]): Host {
  const names = tools.map(({ name }) => name)
  const plugin = toolPlugin(component, names)
  const manifest = plugin.manifest!
  const changed = manifest.tools.map((tool, index) => ({ ...tool, ...tools[index] }))
  host = createHost({
    plugins: [hostAsRequested({ ...plugin, manifest: { ...manifest, tools: changed } })],
    deadlineMs: 5_000,
  })
  return host
}

describe('a tool that the host would not install', () => {
  test.each<[string, JsonValue]>([
    ['an unknown keyword', { type: 'object', $schema: 'x' }],
    ['no type', {}],
    ['no object', 'no'],
    ['another type than object', { type: 'array' }],
  ])('for its schema is not registered: %s', async (_, input_schema) => {
    const opened = open([{ name: 'good' }, { name: 'bad', input_schema }])
    expect(opened.tools.map(({ name }) => name)).toEqual(['good'])
    expect(opened.refusals).toMatchObject([{ tool: 'bad', reason: 'bad-schema' }])
    const outcome = await opened.call('bad', '{}')
    expect(outcome).toMatchObject({
      status: 'load-refused',
      host: { kind: 'malformed', phase: 'resolution' },
      message: opened.refusals[0]?.message,
    })
    expect(modelText(outcome, 'bad', { identity: 'project:x', digest: 'sha256:0' })).toContain('not offered')
    expect(await opened.call('good', '{}')).toMatchObject({ status: 'ok' })
  })

  test('for a name that two of its tools have: neither is, whatever each may do', async () => {
    const opened = open([{ name: 'a', external_write: true }, { name: 'a' }])
    expect(opened.tools).toEqual([])
    expect(opened.refusals).toMatchObject([
      { tool: 'a', reason: 'duplicate' },
      { tool: 'a', reason: 'duplicate' },
    ])
    expect(await opened.call('a', '{}')).toMatchObject({
      status: 'load-refused',
      message: expect.stringContaining('2 tools are called "a"'),
    })
  })

  test('for the name of a tool of the host itself', async () => {
    const opened = open([{ name: 'Read' }])
    expect(opened.tools).toEqual([])
    expect(await opened.call('Read', '{}')).toMatchObject({
      message: 'tool name "Read" is taken by a tool of the host itself',
    })
  })
})
