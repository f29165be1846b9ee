import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { $init, generate } from '@bytecodealliance/jco-transpile/component'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { HOST_API_FUNCTIONS, HOST_APIS } from '../../../src/contract/worlds.ts'
import { fsApi } from '../../../src/host/apis/fs/fs-api.io.ts'
import { createHost, type Host } from '../../../src/host/host.io.ts'
import { hostLoadedPlugin } from '../../../src/host/host-loaded-plugin.ts'
import { buildFiles } from '../../support/build-plugin.ts'
import { buildHostTool, HostTool } from '../../support/host-tool.ts'
import { type RecordedCall, replyTo, takeReply } from '../../support/replies.ts'
import { toolPlugin } from '../../support/tool-plugin.ts'

const GUEST = new URL('../../guests/host-apis/', import.meta.url)
const TOOLS = ['call_all', 'call_none']

const calls: readonly RecordedCall[] = JSON.parse(readFileSync(new URL('wasmtime-calls.json', GUEST), 'utf8'))

/** The calls that the second engine makes too: see test/engines/run.mjs. */
describe('a guest that calls every host function', () => {
  let component: Uint8Array
  let folder: string
  beforeAll(async () => {
    const source = readFileSync(new URL('src/plugin.ts', GUEST), 'utf8')
    const built = await buildFiles({ 'src/plugin.ts': source }, TOOLS, HOST_APIS)
    component = (built as { component: Uint8Array }).component
    folder = mkdtempSync(join(tmpdir(), 'host-calls-'))
    await transpile(component, folder)
  })
  afterAll(() => rmSync(folder, { recursive: true, force: true }))

  test.each(calls)('works in the sandbox: $tool', async ({ tool, input, summary, content, replies }) => {
    const left = [...replies]
    const host = new HostTool(component, replyTo(left), TOOLS)
    const outcome = await host.call(JSON.parse(input), tool)
    host.close()
    expect(outcome).toMatchObject({ status: 'ok', output: { summary, content } })
    expect(left).toEqual([])
  })

  test.each(calls)('works where jco links it: $tool', async ({ tool, input, summary, content, replies }) => {
    const left = [...replies]
    const { instantiate } = await import(pathToFileURL(join(folder, 'plugin.js')).href)
    const core = (name: string) => new WebAssembly.Module(readFileSync(join(folder, name)))
    const exports = instantiate(
      core,
      jcoImports((name, args) => JSON.stringify(takeReply(left, name, args))),
    )
    const output = JSON.parse(exports.call(tool, input))
    expect({ content: null, ...output }).toEqual({ summary, content })
    expect(left).toEqual([])
  })
})

async function transpile(component: Uint8Array, folder: string): Promise<void> {
  await $init
  const { files } = generate(component, {
    name: 'plugin',
    noTypescript: true,
    instantiation: { tag: 'sync' },
  })
  writeFileSync(join(folder, 'package.json'), '{"type":"module"}')
  for (const [name, bytes] of files) writeFileSync(join(folder, name), bytes)
}

/** jco names interfaces without version and functions in camel case. */
function jcoImports(answer: (name: string, args: unknown[]) => string) {
  return Object.fromEntries(
    HOST_APIS.map(api => [
      `yoi:host/${api}`,
      Object.fromEntries(
        HOST_API_FUNCTIONS[api].map(({ name }) => [
          name.replace(/-(\w)/g, (_, letter: string) => letter.toUpperCase()),
          (...args: unknown[]) => answer(`${api}.${name}`, args),
        ]),
      ),
    ]),
  )
}

describe('a tool on real files', () => {
  let root: string
  let host: Host
  beforeAll(async () => {
    root = mkdtempSync(join(tmpdir(), 'host-calls-fs-'))
    writeFileSync(join(root, 'long.txt'), 'zwölf Boxkämpfer\n'.repeat(5_000))
    writeFileSync(join(root, 'binary'), Uint8Array.of(0x61, 0xff, 0x00, 0x62))
    const component = await buildHostTool(`
      if (input.write !== undefined) return { summary: String(writeText(input.path, input.write).bytesWritten) }
      if (input.list) return { summary: list(input.path).entries.map(entry => entry.kind + ' ' + entry.name).join() }
      const { content, truncated } = await readText(input.path)
      return { summary: content.length + ' ' + truncated, content: content.slice(-20) }`)
    const plugin = toolPlugin(component, ['tool'])
    const permissions = [
      ...plugin.manifest!.permissions,
      ...HOST_APIS.map(api => ({ kind: 'host_api', api }) as const),
    ]
    const target = { scheme: 'https', host: 'a.example', port: null, path_prefixes: [] }
    const manifest = {
      ...plugin.manifest!,
      permissions,
      request: [{ ...target, methods: ['GET'] }],
      websocket: [{ ...target, scheme: 'wss' }],
    }
    const { request, websocket } = manifest
    const fs = [{ root, operations: ['read', 'list', 'write'] as const }]
    const hosted = hostLoadedPlugin({ ...plugin, manifest }, { permissions, request, websocket, fs })!
    host = createHost({ plugins: [hosted], apis: { fs: fsApi() }, deadlineMs: 20_000 })
  })
  afterAll(() => {
    host.close()
    rmSync(root, { recursive: true, force: true })
  })

  const call = (input: object) => host.call('tool', JSON.stringify(input))

  test('writes what it reads again, character by character', async () => {
    const text = 'ä\r\n\t"quoted" \\ \u0001 日本 😀'.repeat(20)
    expect(await call({ path: 'new.txt', write: text })).toMatchObject({
      status: 'ok',
      output: { summary: String(Buffer.byteLength(text)) },
    })
    expect(readFileSync(join(root, 'new.txt'), 'utf8')).toBe(text)
    expect(await call({ path: './new.txt' })).toMatchObject({
      output: {
        summary: `${text.length} false`,
        content: text.slice(-20).replace('\u0001', ' ').replace('\r', ' '),
      },
    })
  })

  test('reads the first 64 KiB of a long file, and a binary one as text', async () => {
    const outcome = await call({ path: 'long.txt' })
    expect(outcome).toMatchObject({ status: 'ok', output: { summary: expect.stringMatching(/^\d+ true$/) } })
    expect(await call({ path: 'binary' })).toMatchObject({
      output: { summary: '4 false', content: 'a\ufffd b' },
    })
  })

  test('lists the folder', async () => {
    expect(await call({ path: '.', list: true })).toMatchObject({
      output: { summary: 'file binary,file long.txt,file new.txt' },
    })
  })

  test('ends in a trap for a file that is not there, and answers with the problem of a path that no host takes', async () => {
    expect(await call({ path: 'gone.txt' })).toMatchObject({ status: 'trap', hostCall: 'fs.read' })
    const refused = await call({ path: '../gone.txt' })
    expect(refused).toMatchObject({
      status: 'ok',
      output: { summary: 'tool error: failed' },
      meters: { hostCalls: 0 },
    })
  })
})
