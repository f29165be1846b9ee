import { mkdirSync, readFileSync, rmSync, statSync, symlinkSync, truncateSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { beforeEach, describe, expect, test } from 'vitest'
import { keepOneTool } from '../support/keep-one-tool.ts'
import { emptyFolder, readTree, runCli } from '../support/run-cli.ts'

let folder = ''
let project = ''

beforeEach(async () => {
  folder = emptyFolder()
  project = join(folder, 'p')
  await runCli(['new', 'p', '--id', 'acme.echo', '--tool', 'say'], { cwd: folder })
  keepOneTool(project)
})

const bytesOf = (path: string) => readFileSync(join(project, path))
const textOf = (path: string) => readFileSync(join(project, path), 'utf8')
const write = (path: string, text: string) => writeFileSync(join(project, path), text)

function change(path: string, from: string, to: string): void {
  const text = textOf(path)
  if (!text.includes(from)) throw new Error(`${path} does not contain ${from}`)
  write(path, text.replace(from, to))
}

describe('yoi-plugin build', () => {
  test('writes the component and prints its size, its largest sources and what a call costs', async () => {
    const run = await runCli(['build'], { cwd: project })
    expect(run).toMatchObject({ exitCode: 0, stderr: '' })
    const lines = [
      String.raw`plugin\.component\.wasm {2}\d+\.\d KiB {2}quickjs@1 {2}\d+\.\d\d s`,
      String.raw` {2}engine \d+\.\d KiB, application \d+\.\d KiB, data \d+\.\d KiB`,
      String.raw` {2}largest sources: yoi-plugin/pdk \d\.\d KiB, src/plugin\.ts 0\.\d KiB`,
      String.raw` {2}smallest call: say \d+ fuel \(\d\.\d %\)`,
      String.raw`types not checked: no typescript is installed in the project \(npm install --save-dev typescript\)`,
    ]
    expect(run.stdout).toMatch(new RegExp(`^${lines.join('\n')}\n$`))
    expect(bytesOf('plugin.component.wasm').subarray(0, 8)).toEqual(
      Buffer.from('\0asm\x0d\0\x01\0', 'latin1'),
    )
  })

  test('gives the same bytes again, and in another folder', async () => {
    await runCli(['build'], { cwd: project })
    const first = bytesOf('plugin.component.wasm')
    await runCli(['build', 'p'], { cwd: folder })
    expect(bytesOf('plugin.component.wasm').equals(first)).toBe(true)
    await runCli(['new', 'a/deeper/folder', '--id', 'acme.echo', '--tool', 'say'], { cwd: folder })
    keepOneTool(join(folder, 'a/deeper/folder'))
    await runCli(['build', 'a/deeper/folder'], { cwd: folder })
    const other = readFileSync(join(folder, 'a/deeper/folder/plugin.component.wasm'))
    expect(other.equals(first)).toBe(true)
  })

  test('reports as JSON, without times', async () => {
    const run = await runCli(['build', '--json'], { cwd: project })
    expect(JSON.parse(run.stdout)).toEqual({
      format: 'yoi-plugin/build@1',
      command: 'build',
      status: 'built',
      input_path: '.',
      component: {
        path: 'plugin.component.wasm',
        bytes: statSync(join(project, 'plugin.component.wasm')).size,
        sha256: expect.stringMatching(/^[0-9a-f]{64}$/),
        engine: 'quickjs@1',
      },
      size: {
        engine_bytes: expect.any(Number),
        application_bytes: expect.any(Number),
        data_bytes: expect.any(Number),
        modules: [
          { path: 'yoi-plugin/pdk', bytes: expect.any(Number) },
          { path: 'src/plugin.ts', bytes: expect.any(Number) },
        ],
      },
      fuel: { budget: 5_000_000, calls: [{ tool: 'say', fuel: expect.any(Number), problem: null }] },
      types: { status: 'not-checked', reason: expect.any(String) },
      reproduced: null,
      findings: [],
    })
    const { component, size } = JSON.parse(run.stdout)
    expect(size.engine_bytes + size.application_bytes + size.data_bytes).toBe(component.bytes)
  })

  test('counts a large table of the top level as data, and code as application', async () => {
    const sizeOf = async () => JSON.parse((await runCli(['build', '--json'], { cwd: project })).stdout).size
    const before = await sizeOf()
    change(
      'src/plugin.ts',
      'export default',
      'const table = Array.from({ length: 9000 }, (_, i) => i * 1.5)\nexport default',
    )
    change('src/plugin.ts', 'input.text.length', 'table[input.text.length]')
    const after = await sizeOf()
    expect(after.data_bytes - before.data_bytes).toBeGreaterThan(9000 * 8)
    expect(after.application_bytes - before.application_bytes).toBeLessThan(500)
    expect(after.engine_bytes - before.engine_bytes).toBeLessThan(20_000)
  })

  test('leaves a record that is not stale until a source changes', async () => {
    await runCli(['build'], { cwd: project })
    expect((await runCli(['pack', '--static'], { cwd: project })).exitCode).toBe(0)
    change('src/plugin.ts', 'Echoed', 'Repeated')
    const run = await runCli(['pack', '--static'], { cwd: project })
    expect(run.exitCode).toBe(1)
    expect(run.stdout).toContain('error build/stale')
    expect(run.stdout).toContain('src/plugin.ts')
  })

  test('writes the input types of the tools after plugin.toml', async () => {
    change('plugin.toml', 'required = ["text"]', 'required = []')
    await runCli(['build'], { cwd: project })
    expect(textOf('src/generated/tools.d.ts')).toContain('text?: string')
  })

  test('keeps to the size budget of yoi-plugin.toml', async () => {
    change('yoi-plugin.toml', '[build]', '[build]\nmax_component_bytes = 1000')
    const run = await runCli(['build'], { cwd: project })
    expect(run.exitCode).toBe(1)
    expect(run.stdout).toContain('error build/over-budget')
    expect(run.stdout).toMatch(/would have 6\d{5} bytes, 6\d{5} more than the budget of 1000\./)
    expect(Object.keys(readTree(project))).not.toContain('plugin.component.wasm')
  })

  test('keeps to the fuel budget of yoi-plugin.toml, and the component as it was', async () => {
    await runCli(['build'], { cwd: project })
    const before = bytesOf('plugin.component.wasm')
    change('yoi-plugin.toml', '[build]', '[build]\nmax_fuel = 60_000')
    expect((await runCli(['build'], { cwd: project })).exitCode).toBe(0)
    change('src/plugin.ts', 'return {', 'for (let i = 0; i < 1000; i++);\n      return {')
    const run = await runCli(['build'], { cwd: project })
    expect(run.exitCode).toBe(1)
    expect(run.stdout).toMatch(
      /smallest valid input takes \d{6} fuel, \d{5,6} more than the budget of 60000\./,
    )
    expect(bytesOf('plugin.component.wasm').equals(before)).toBe(true)
    change('src/plugin.ts', 'i < 1000', 'true')
    const endless = await runCli(['build'], { cwd: project })
    expect(endless.exitCode).toBe(1)
    expect(endless.stdout).toContain('The fuel of "say" is not known')
    change('yoi-plugin.toml', 'max_fuel = 60_000', '')
    const kept = await runCli(['build'], { cwd: project })
    expect(kept.exitCode).toBe(0)
    expect(kept.stdout).toContain('smallest call: say not measured')
  })
})

function sparseFile(path: string): void {
  writeFileSync(path, '')
  truncateSync(path, 1024 ** 3)
}

describe('a build that fails', () => {
  test.each([
    ['a syntax error', 'return {', 'return {{', 'src/plugin.ts:7:', 'build/syntax'],
    [
      'an import that is not there',
      "'./generated/tools'",
      "'./generated/tools'\nimport './gone'",
      'src/plugin.ts:3:',
      'build/unresolved-import',
    ],
    [
      'no default export',
      'export default',
      'export const plugin =',
      'src/plugin.ts',
      'build/no-default-export',
    ],
    [
      'top-level code that throws',
      'export default',
      "throw new Error('boom')\nexport default",
      'src/plugin.ts:4:',
      'build/top-level',
    ],
    [
      'top-level code that never ends',
      'export default',
      'for (;;);\nexport default',
      'src/plugin.ts',
      'build/top-level',
    ],
  ])('for %s names the place and keeps the previous component', async (_, from, to, place, rule) => {
    await runCli(['build'], { cwd: project })
    change('src/plugin.ts', from, to)
    const before = [readTree(project), statSync(join(project, 'plugin.component.wasm')).mtimeMs]
    const run = await runCli(['build'], { cwd: project })
    expect(run).toMatchObject({ exitCode: 1, stderr: '' })
    expect(run.stdout).toContain(place)
    expect(run.stdout).toContain(` error ${rule}`)
    expect(run.stdout).toMatch(/^ {2}why: .+\n {2}fix: .+$/m)
    expect(run.stdout).not.toContain(folder)
    expect([readTree(project), statSync(join(project, 'plugin.component.wasm')).mtimeMs]).toEqual(before)
  })

  test.each([
    ['a folder', (path: string) => mkdirSync(path)],
    ['a file of 1 GiB', sparseFile],
  ])('for an entry that is %s', async (_, make) => {
    rmSync(join(project, 'src/plugin.ts'))
    make(join(project, 'src/plugin.ts'))
    expect((await runCli(['build'], { cwd: project })).stdout).toContain('error build/entry-unusable')
  })

  test('for an entry that is not there', async () => {
    rmSync(join(project, 'src/plugin.ts'))
    const report = JSON.parse((await runCli(['build', '--json'], { cwd: project })).stdout)
    expect(report).toMatchObject({ status: 'failed', component: null, findings: [{ severity: 'error' }] })
  })

  test.each([
    ['a key that the host does not know', 'surfaces', 'surface', 'manifest/unknown-key'],
    ['a retired runtime', 'kind = "wasm-component"', 'kind = "wasm"', 'legacy/raw-runtime'],
    ['the instance world', 'tool@1.0.0', 'instance@1.0.0', 'build/world-not-available'],
    [
      'a component outside the project',
      '"plugin.component.wasm"',
      '"../x.wasm"',
      'manifest/unsafe-component-path',
    ],
  ])('for a manifest with %s', async (_, from, to, rule) => {
    change('plugin.toml', from, to)
    const run = await runCli(['build'], { cwd: project })
    expect(run).toMatchObject({ exitCode: 1, stderr: '' })
    expect(run.stdout).toContain(` error ${rule}`)
    expect(Object.keys(readTree(folder)).filter(path => path.endsWith('.wasm'))).toEqual([])
  })

  test('for a manifest without a runtime', async () => {
    write('plugin.toml', 'schema_version = 1\nid = "x"\nname = "x"\nversion = "1"\n')
    expect((await runCli(['build'], { cwd: project })).stdout).toContain('error build/no-runtime')
  })

  test.each([
    ['a folder', () => mkdirSync(join(project, 'plugin.toml'))],
    ['a symbolic link', () => symlinkSync('yoi-plugin.toml', join(project, 'plugin.toml'))],
    ['not UTF-8', () => writeFileSync(join(project, 'plugin.toml'), Buffer.from([0x69, 0x64, 0xff]))],
    [
      'random bytes',
      () => writeFileSync(join(project, 'plugin.toml'), Buffer.from('00ff12ab37\0\0', 'latin1')),
    ],
  ])('for a plugin.toml that is %s', async (_, make) => {
    rmSync(join(project, 'plugin.toml'))
    make()
    const run = await runCli(['build'], { cwd: project })
    expect(run).toMatchObject({ exitCode: 1, stderr: '' })
    expect(run.stdout).toMatch(/^plugin\.toml\S* +error \S+\/\S+/)
  })
})

describe('yoi-plugin build leaves alone what is not its own', () => {
  test('a file that is not WebAssembly', async () => {
    change('plugin.toml', '"plugin.component.wasm"', '"README.md"')
    const readme = textOf('README.md')
    const run = await runCli(['build'], { cwd: project })
    expect(run).toMatchObject({ exitCode: 2, stdout: '' })
    expect(run.stderr).toMatch(/^error: .*README\.md.*\nfix: .+\n$/)
    expect(textOf('README.md')).toBe(readme)
  })

  test('a symbolic link to a component elsewhere', async () => {
    await runCli(['build'], { cwd: project })
    const elsewhere = join(folder, 'elsewhere.wasm')
    writeFileSync(elsewhere, bytesOf('plugin.component.wasm'))
    rmSync(join(project, 'plugin.component.wasm'))
    symlinkSync(elsewhere, join(project, 'plugin.component.wasm'))
    change('src/plugin.ts', 'Echoed', 'Repeated')
    const before = readFileSync(elsewhere)
    expect((await runCli(['build'], { cwd: project })).exitCode).toBe(2)
    expect(readFileSync(elsewhere).equals(before)).toBe(true)
  })

  test('a folder behind a symbolic link', async () => {
    mkdirSync(join(folder, 'elsewhere'))
    symlinkSync('../elsewhere', join(project, 'out'))
    change('plugin.toml', '"plugin.component.wasm"', '"out/plugin.wasm"')
    expect((await runCli(['build'], { cwd: project })).exitCode).toBe(2)
    expect(readTree(join(folder, 'elsewhere'))).toEqual({})
  })

  test('types that somebody wrote by hand', async () => {
    write('src/generated/tools.d.ts', 'export interface ToolInputs { say: { text: string } }\n')
    const run = await runCli(['build'], { cwd: project })
    expect(run.exitCode).toBe(2)
    expect(run.stderr).toContain('tools.d.ts was not written by')
  })

  test.each([
    [['nowhere'], 'project-missing'],
    [['p/plugin.toml'], 'project-missing'],
    [['p/plugin.toml/below'], 'project-missing'],
    [['x'.repeat(300)], 'project-missing'],
    [['.'], 'not-a-project'],
  ])('with %j there is nothing to build: %s', async (words, code) => {
    const run = await runCli(['build', ...words, '--json'], { cwd: folder })
    expect(run.exitCode).toBe(2)
    expect(JSON.parse(run.stdout)).toMatchObject({ format: 'yoi-plugin/error@1', code })
  })

  test.each([
    [{ RUSTC: '/nowhere/rustc' }, 'rustc-missing', 'RUSTC'],
    [{ PATH: '/nowhere' }, 'rustc-missing', 'rustup target add wasm32-unknown-unknown'],
  ])('with %j a Rust project is not built, and it says why', async (env, code, fix) => {
    change('yoi-plugin.toml', '"typescript"', '"rust"')
    writeFileSync(join(project, 'Cargo.toml'), '[package]\nname = "p"\n')
    const run = await runCli(['build', '--json'], { cwd: project, env })
    expect(run.exitCode).toBe(2)
    expect(JSON.parse(run.stdout)).toMatchObject({ code, fix: expect.stringContaining(fix) })
  })
})
