import { describe, expect, test } from 'vitest'
import { countColumns } from '../../src/cli/columns.ts'
import { assemble, assembleGuest } from '../support/assemble.ts'
import { ONE_TOOL, packedPlugin, STUB } from '../support/packed-plugin.ts'
import { runInProcess } from '../support/run-in-process.ts'
import { useTemporaryFolders } from '../support/temporary-folder.ts'

const makeFolder = useTemporaryFolders()
const echo = packedPlugin({ more: ONE_TOOL, files: STUB })

const NETWORK = ONE_TOOL.replace(
  'permissions = [',
  'request = [{ scheme = "https", host = "*", methods = ["GET"], path_prefixes = ["/"] }]\npermissions = [{ kind = "host_api", api = "request" }, ',
).replace('"Echoes."', '"First line \\u001b[31m.\\nSecond line."')

describe('yoi-plugin show of an installed package', () => {
  test('takes a reference or a unique id', async () => {
    const folder = makeFolder({ '.yoi/plugins/a.yoi-plugin': echo })
    const byReference = await runInProcess(folder, 'show', 'project:acme.echo', '--json')
    expect(JSON.parse(byReference.out)).toMatchObject({
      format: 'yoi-plugin/show@1',
      reference: 'project:acme.echo',
      status: 'disabled',
    })
    expect((await runInProcess(folder, 'show', 'acme.echo', '--json')).out).toBe(byReference.out)
  })

  test('an id of two stores is ambiguous, an unknown one is not found', async () => {
    const folder = makeFolder({
      '.yoi/plugins/a.yoi-plugin': echo,
      'home/.local/share/yoi/plugins/a.yoi-plugin': echo,
    })
    const ambiguous = await runInProcess(folder, 'show', 'acme.echo')
    expect(ambiguous).toMatchObject({
      exitCode: 2,
      err: expect.stringContaining('project:acme.echo, user:acme.echo'),
    })
    expect(await runInProcess(folder, 'show', 'acme.none', '--json')).toMatchObject({
      exitCode: 2,
      out: expect.stringContaining('plugin-not-found'),
    })
  })

  test('names what is requested, granted and missing', async () => {
    const folder = makeFolder({
      '.yoi/plugins/a.yoi-plugin': echo,
      'c.toml': '[[plugins.enabled]]\nid = "project:acme.echo"\n',
    })
    const { out } = await runInProcess(folder, 'show', 'acme.echo', '--config', 'c.toml')
    expect(out).toContain('project:acme.echo 0.1.0  rejected')
    expect(out).toContain('requests  surfaces.tool, tool.echo')
    expect(out).toContain('echo may not run: surfaces.tool is not granted')
    expect(out.split('\n').filter(line => line.length > 80)).toEqual([])
  })
})

describe('yoi-plugin show of a file or folder', () => {
  test('reviews a package on one screen', async () => {
    const files = { 'plugin.component.wasm': await assembleGuest('echo.wat') }
    const folder = makeFolder({ 'x.yoi-plugin': packedPlugin({ more: NETWORK, files }) })
    const { exitCode, out } = await runInProcess(folder, 'show', 'x.yoi-plugin')
    expect(exitCode).toBe(0)
    expect(out).toContain('Acme Echo (acme.echo) 0.1.0')
    expect(out).toMatch(/^ {2}sha256:[0-9a-f]{64}$/m)
    expect(out).toContain('accepts it, if everything that it asks for is granted')
    expect(out).toContain('! send GET to any host by https, paths /')
    expect(out).toContain('64.0 KiB memory at start, 0 table elements, 1 core instance')
    expect(out).toContain('echo  First line \\u001b[31m.')
    expect(out).not.toContain('Second line')
    expect(out.split('\n').filter(line => line.length > 80)).toEqual([])
    expect(out.split('\n').length).toBeLessThan(24)
  })

  test('keeps a large plugin to one screen and what is far-reaching in sight', async () => {
    const tools = Array.from(
      { length: 30 },
      (_, index) =>
        `[[tools]]\nname = "検索_${index}"\ndescription = "${'長い説明、'.repeat(40)}"\ninput_schema = { type = "object" }\n`,
    )
    const targets = Array.from(
      { length: 20 },
      (_, index) =>
        `[[request]]\nscheme = "https"\nhost = "a${index}.example"\nmethods = ["GET"]\npath_prefixes = ["/${'p'.repeat(200)}/"]\n`,
    )
    const more = `description = "${'words '.repeat(200)}"\npermissions = [{ kind = "host_api", api = "request" }]\n${[
      ...tools,
      ...targets,
    ].join('')}[[request]]\nscheme = "https"\nhost = "*."\nmethods = ["POST"]\npath_prefixes = ["/"]\n`
    const folder = makeFolder({ 'x.yoi-plugin': packedPlugin({ more }) })
    const { out } = await runInProcess(folder, 'show', 'x.yoi-plugin')
    const lines = out.split('\n')
    expect(lines.length).toBeLessThanOrEqual(40)
    expect(lines.filter(line => countColumns(line) > 80)).toEqual([])
    expect(out).toContain('asks to   ! send POST to any host by https, paths /\n')
    expect(out).toContain('and 24 more, see --json')
    expect(out).toContain('and 13 more, see --json')
  })

  test('tells everything about a bare component', async () => {
    const component = await assemble(`(component
      (import "yoi:host/fs@1.0.0" (instance (export "read" (func (param "r" string) (result string)))))
      (component)
      (core module (memory 2 3) (table 4 funcref) (data (i32.const 0) "abc") (func nop) (@custom "notes" "abc"))
      (core instance (instantiate 0)) (@custom "a\\1bb" "12345"))`)
    const folder = makeFolder({ 'a.wasm': component })
    const { exitCode, out } = await runInProcess(folder, 'show', 'a.wasm')
    expect(exitCode).toBe(0)
    expect(out).toMatchInlineSnapshot(`
      "a.wasm
        component component, 142 bytes, 1 core module, 2 bytes of code
        fits      no Yoi world
        imports   yoi:host/fs@1.0.0
                  - read: func(string) -> string
        modules   at byte 66, 59 bytes: 2 bytes of code in 1 function, 3 bytes of
                  data, 0 imports, 0 exports
                  - memory of 2 pages, at most 3
                  - table of 4 elements, no maximum
                  - sections: notes (3 bytes)
        nested    1 component
        sections  a\\u001bb (5 bytes)
        footprint 128.0 KiB memory at start, 4 table elements, 1 core instance, 1
                  memory, 1 table
      "
    `)
    const { component: facts } = JSON.parse((await runInProcess(folder, 'show', 'a.wasm', '--json')).out)
    expect(facts).toMatchObject({ format: 'component', nestedComponents: 1, coreModules: { count: 1 } })
  })

  test('says of what is no component what it is, and of a broken one why', async () => {
    const folder = makeFolder({
      'a.wasm': await assemble('(module)'),
      'b.wasm': await assemble('(component (core module (tag)))'),
    })
    expect((await runInProcess(folder, 'show', 'a.wasm')).out).toContain(
      'no component but a core module, 8 bytes',
    )
    expect((await runInProcess(folder, 'show', 'b.wasm')).out).toMatch(
      /component, 29 bytes, cannot be read: \w/,
    )
  })

  test('gives programs the package object of the host', async () => {
    const folder = makeFolder({ 'x.yoi-plugin': packedPlugin({ more: NETWORK, files: STUB }) })
    const report = JSON.parse((await runInProcess(folder, 'show', './x.yoi-plugin', '--json')).out)
    expect(report).toMatchObject({
      format: 'yoi-plugin/show@1',
      status: 'active',
      input_kind: 'package',
      package: { reference: 'project:acme.echo', tools: ['echo'], package_path: './x.yoi-plugin' },
      safety: { no_plugin_execution: true },
      footprint: null,
    })
  })

  test('reviews a project folder by its pack selection', async () => {
    const toml = `schema_version = 1\nid = "acme.echo"\nname = "Acme Echo"\nversion = "0.1.0"\n${ONE_TOOL}`
    const folder = makeFolder({ 'p/plugin.toml': toml, 'p/plugin.component.wasm': 'x', 'p/.env': 'SECRET=1' })
    const report = JSON.parse((await runInProcess(folder, 'show', 'p', '--json')).out)
    expect(report.package.entries).toEqual(['plugin.component.wasm', 'plugin.toml'])
  })

  test('says why the host would refuse a package, and fails', async () => {
    const folder = makeFolder({ 'x.yoi-plugin': packedPlugin({ version: '' }), 'y.yoi-plugin': 'junk' })
    for (const name of ['x.yoi-plugin', 'y.yoi-plugin']) {
      const { exitCode, out } = await runInProcess(folder, 'show', name)
      expect(exitCode).toBe(1)
      expect(out).toContain('refuses the package')
      expect(out).toContain('(the host stops here)')
    }
  })

  test('a file that is not there is wrong use', async () => {
    expect((await runInProcess(makeFolder(), 'show', './none.yoi-plugin')).exitCode).toBe(2)
  })
})
