import { componentWit, print } from '@bytecodealliance/jco-transpile/wasm-tools'
import { beforeAll, describe, expect, test } from 'vitest'
import { readComponent } from '../../../src/component/read-component.ts'
import { validateCoreModules } from '../../../src/component/validate-core-modules.ts'
import { HOST_APIS, type HostApi } from '../../../src/contract/worlds.ts'
import { readCoreModule } from '../../../src/wasm/core/read-core-module.ts'
import { buildFiles } from '../../support/build-plugin.ts'
import { coreModulesOf } from '../../support/host-component.ts'

/** Builds one tool; the SDK is imported by these names. */
async function build(names: string, body: string, apis: readonly HostApi[] = HOST_APIS, rest = '') {
  const source = `import { defineTools, ${names} } from 'yoi-plugin/pdk'
${rest}
export default defineTools({ tool: { run(input: any) {
  ${body}
  return { summary: 'ok' }
} } })
`
  return buildFiles({ 'src/plugin.ts': source }, ['tool'], apis)
}

async function importsOf(names: string, body: string, rest = ''): Promise<string[]> {
  const built = await build(names, body, HOST_APIS, rest)
  if (!built.ok) throw new Error(JSON.stringify(built.findings, null, 2))
  const { imports, refusal, footprint, fits } = readComponent(built.component)
  expect(refusal).toBeUndefined()
  expect(fits).toEqual(['yoi:plugin/tool@1.0.0'])
  expect(footprint).toMatchObject({ coreInstances: imports.length > 0 ? 2 : 1, memories: 1, tables: 0 })
  return imports.map(entry => `${entry.name}: ${entry.functions.map(each => each.name).join(' ')}`)
}

const ALL = 'list, readText, request, websocket, writeText'

describe('a component imports what its code uses', () => {
  test.each([
    ['nothing', '', []],
    ['request', "request({ method: 'GET', url: input.url })", ['yoi:host/request@1.0.0: request']],
    ['reading', 'readText(input.path)', ['yoi:host/fs@1.0.0: read']],
    ['listing', 'list(input.path)', ['yoi:host/fs@1.0.0: list']],
    ['reading and writing', "writeText('a', readText('b').content)", ['yoi:host/fs@1.0.0: read write']],
    ['a connection', 'websocket.close(websocket.open(input.url))', ['yoi:host/websocket@1.0.0: open close']],
    ['receiving', 'websocket.recv(input, 5)', ['yoi:host/websocket@1.0.0: recv']],
    ['sending', "websocket.send(input, 'x')", ['yoi:host/websocket@1.0.0: send-text']],
    [
      'two host APIs',
      "readText('a'); request({ method: 'GET', url: input.url })",
      ['yoi:host/request@1.0.0: request', 'yoi:host/fs@1.0.0: read'],
    ],
    [
      'every host API',
      'return [list, readText, request, websocket, writeText][input.n] as any',
      [
        'yoi:host/request@1.0.0: request',
        'yoi:host/websocket@1.0.0: open send-text recv close',
        'yoi:host/fs@1.0.0: read list write',
      ],
    ],
  ])('%s', async (_, body, expected) => {
    expect(await importsOf(ALL, body)).toEqual(expected)
  })

  test.each([
    ['taken apart', 'const { open } = websocket; open(input.url)'],
    ['by a computed name', 'websocket[input.name as "close"](input)'],
    ['handed on', 'input.f(websocket)'],
    ['as a conditional chain', 'websocket?.close(input)'],
    ['copied', 'input.f({ ...websocket })'],
  ])('all of websocket where it is used %s', async (_, body) => {
    expect(await importsOf('websocket', body)).toEqual([
      'yoi:host/websocket@1.0.0: open send-text recv close',
    ])
  })

  test('also through a namespace, another name, a re-export, and beside the same names of the author', async () => {
    const rest =
      "import * as pdk from 'yoi-plugin/pdk'\nfunction yoi$list() { return 'mine' }\nconst yoi$readText = yoi$list"
    expect(
      await importsOf('request as send', 'send(input); pdk.writeText(yoi$list(), yoi$readText())', rest),
    ).toEqual(['yoi:host/request@1.0.0: request', 'yoi:host/fs@1.0.0: write'])
    expect(await importsOf('list', '', 'export { list as listing }')).toEqual(['yoi:host/fs@1.0.0: list'])
  })

  test('and nothing for a text or a function of the author that looks like it', async () => {
    const body =
      'const read = (path: string) => path; return { summary: read("yoi$readText") + "yoi$websocket.open" }'
    expect(await importsOf('request', body, 'const unused = () => request')).toEqual([])
  })
})

describe('a component that calls host APIs', () => {
  let component: Uint8Array
  beforeAll(async () => {
    const built = await build(
      'readText, request',
      "readText('a'); request({ method: 'GET', url: input.url })",
    )
    component = (built as { component: Uint8Array }).component
  })

  test('is valid for this engine, for our reader and for the tooling of WIT', async () => {
    expect(validateCoreModules(component).map(({ verdict }) => verdict)).toEqual(['valid', 'valid'])
    const wit = await componentWit(component)
    expect(wit.match(/import .*/g)).toEqual(['import yoi:host/request@1.0.0;', 'import yoi:host/fs@1.0.0;'])
    expect((await print(component)).match(/\(export .* \(func \(type/g)).toEqual([
      '(export (;0;) "request" (func (type',
      '(export (;0;) "read" (func (type',
    ])
  })

  test('holds its memory in the first core module, which has no code but that of an allocator', () => {
    const [memory, engine] = coreModulesOf(component).map(bytes => readCoreModule(bytes))
    expect([
      memory!.memories.length,
      engine!.memories.length,
      memory!.tables.length,
      engine!.tables.length,
    ]).toEqual([1, 0, 0, 0])
    expect(memory!.bodies.length).toBeLessThan(16)
    expect(memory!.memories[0]).toMatchObject({ min: 18, max: null })
  })

  test('carries the licences of the engine and names it', () => {
    const { engine, customSections } = readComponent(component)
    expect(engine).toBe('quickjs')
    expect(customSections.map(({ name }) => name)).toEqual(['producers', 'licence'])
  })

  test('is built to the same bytes again', async () => {
    const again = await build(
      'readText, request',
      "readText('a'); request({ method: 'GET', url: input.url })",
    )
    expect(Buffer.from((again as { component: Uint8Array }).component).equals(Buffer.from(component))).toBe(
      true,
    )
  })
})

describe('a host API that the manifest does not request fails the build', () => {
  async function findings(names: string, body: string, apis: readonly HostApi[] = [], rest = '') {
    const built = await build(names, body, apis, rest)
    expect(built.ok).toBe(false)
    return built.findings.map(({ rule, message, fix, at }) => ({
      rule,
      message,
      fix,
      at: [at?.file, at?.line, at?.column].join(':'),
    }))
  }

  test('at the first call, with the permission and the target to add', async () => {
    const body =
      "const url = 'https://API.example.com:8443/v1/rows'\n  if (input.x) request({ method: 'POST', url })"
    expect(await findings('request', body)).toEqual([
      {
        rule: 'build/host-api-not-requested',
        message: 'The code uses the host API request, but plugin.toml does not request it.',
        fix: 'Add { kind = "host_api", api = "request" } to permissions in plugin.toml, and [[request]] with scheme = "https", host = "api.example.com", port = 8443, methods = ["POST"] and path_prefixes = ["/v1/"]; or remove the call.',
        at: 'src/plugin.ts:5:16',
      },
    ])
  })

  test('with the start of an address that a template completes', async () => {
    const { fix } = (
      await findings('request', `request({ method: 'GET', url: \`https://a.example/v2/rows/\${input.id}\` })`)
    )[0]!
    expect(fix).toContain('host = "a.example", methods = ["GET"] and path_prefixes = ["/v2/rows/"]')
    const other = await findings(
      'request',
      `request({ method: 'GET', url: \`https://a.\${input.region}.example/\` })`,
    )
    expect(other[0]!.fix).toContain('host = "api.example.com"')
  })

  test('with an example of a target where the code has no address, or several', async () => {
    const example = 'host = "api.example.com", methods = ["GET"] and path_prefixes = ["/v1/"]'
    expect((await findings('request', 'request(input)'))[0]!.fix).toContain(example)
    const several = "request(input.a ? 'https://a.example/' : ('http://b.example/' as any))"
    expect((await findings('request', several))[0]!.fix).toContain(example)
    expect((await findings('websocket', 'websocket.open(input.url)'))[0]!.fix).toContain(
      'and [[websocket]] with scheme = "wss", host = "gateway.example.com" and path_prefixes = ["/"]; or',
    )
  })

  test('for each host API of its own, in the file that calls it', async () => {
    const built = await buildFiles(
      {
        'src/plugin.ts':
          "import { defineTools } from 'yoi-plugin/pdk'\nimport { notes } from './notes.ts'\nexport default defineTools({ tool: { run: notes } })\n",
        'src/notes.ts':
          "import { list, request, websocket } from 'yoi-plugin/pdk'\n\nexport function notes() {\n  list('.')\n  return { summary: String(websocket.close({ handle: 1, url: '' })) }\n}\n",
      },
      ['tool'],
      ['request'],
    )
    expect(built.findings.map(({ rule, at, fix }) => [rule, at?.file, at?.line, at?.column, fix])).toEqual([
      ['build/host-api-not-requested', 'src/notes.ts', 5, 28, expect.stringContaining('api = "websocket"')],
      [
        'build/host-api-not-requested',
        'src/notes.ts',
        4,
        3,
        'Add { kind = "host_api", api = "fs" } to permissions in plugin.toml; or remove the call.',
      ],
    ])
  })

  test('and one that is requested and not used is no matter of the build', async () => {
    expect((await build('request', '')).findings).toEqual([])
  })
})

test('a host API that the top level calls fails the build at its place', async () => {
  const built = await build('readText', '', ['fs'], "\nconst template = readText('template.txt').content")
  expect(built.findings).toMatchObject([
    {
      rule: 'build/top-level-throws',
      message:
        'The top level of the plugin throws: TypeError: a host API was called outside of a call: move it into run().',
      at: { file: 'src/plugin.ts', line: 3 },
    },
  ])
})
