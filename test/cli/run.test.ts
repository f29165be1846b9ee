import { mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { beforeEach, describe, expect, test } from 'vitest'
import { runCli } from '../../src/cli/run-cli.ts'
import { loadPlugin } from '../../src/package/load-plugin.ts'
import { readPackage } from '../../src/package/read-package.io.ts'
import { assembleGuest } from '../support/assemble.ts'
import { fakeTerminal } from '../support/fake-terminal.ts'
import { emptyFolder, runCli as runChild } from '../support/run-cli.ts'
import { runInProcess } from '../support/run-in-process.ts'
import { answer, assembleTool, ONE_PAGE } from '../support/tool-plugin.ts'

let folder = ''

/** A project whose component is assembled by hand and answers with its input's length. */
beforeEach(async () => {
  folder = emptyFolder()
  writeProject('plugin', ['say'])
  writeFileSync(join(folder, 'plugin/plugin.component.wasm'), await assembleGuest('echo.wat'))
})

function writeProject(name: string, tools: readonly string[], more = ''): void {
  mkdirSync(join(folder, name), { recursive: true })
  const permissions = [
    '{ kind = "surface", surface = "tool" }',
    ...tools.map(tool => `{ kind = "tool", name = "${tool}" }`),
  ]
  const tables = tools.map(
    tool => `[[tools]]\nname = "${tool}"\ndescription = "Says."\ninput_schema = { type = "object" }\n`,
  )
  writeFileSync(
    join(folder, name, 'plugin.toml'),
    `schema_version = 1\nid = "acme.say"\nname = "Say"\nversion = "0.1.0"\nsurfaces = ["tool"]
permissions = [${permissions.join(', ')}${more}]
[runtime]\nkind = "wasm-component"\ncomponent = "plugin.component.wasm"\nworld = "yoi:plugin/tool@1.0.0"\n${tables.join('')}`,
  )
}

const run = (...words: string[]) => runInProcess(folder, 'run', ...words)
const runJson = async (...words: string[]) => JSON.parse((await run(...words, '--json')).out)

/** A component that does this instead of answering. */
async function replaceComponent(call: string, fields = ONE_PAGE): Promise<void> {
  writeFileSync(join(folder, 'plugin/plugin.component.wasm'), await assembleTool({ fields, call }))
}

describe('yoi-plugin run', () => {
  test('calls the only tool and prints what it returned and used', async () => {
    const { exitCode, out, err } = await run('./plugin', '--input', ' {"a": 1} ')
    expect({ exitCode, err }).toEqual({ exitCode: 0, err: '' })
    expect(out.replace(/wall .*/, 'wall')).toBe(
      `ok say project:acme.say, granted by what the manifest requests, without broad and local targets

summary  echo
content  0007

fuel     118 (0.0 % of 5000000)
memory   1 of 32 pages
calls    0 to the host
wall\n`,
    )
  })

  test('prints the same as data, with the text that the model would see', async () => {
    expect(await runJson('say', 'plugin', '--input', '{}')).toMatchObject({
      format: 'yoi-plugin/run@1',
      status: 'ok',
      input_path: 'plugin',
      package: { ref: 'project:acme.say', version: '0.1.0', digest: expect.stringMatching(/^sha256:/) },
      tool: 'say',
      grants: { source: 'manifest' },
      output: { summary: 'echo', content: '0002' },
      error: null,
      model_text: 'echo\n0002',
      meters: { fuel: 118, fuelBudget: 5_000_000, memoryPages: 1, hostCalls: 0 },
      calls: { count: 1 },
    })
  })

  test('reads its input from a file and from stdin, never from a terminal', async () => {
    writeFileSync(join(folder, 'input.json'), '{"text":"12345"}')
    expect(await runJson('./plugin', '--input', '@input.json')).toMatchObject({ output: { content: '0016' } })
    const piped = await runChild(['run', './plugin', '--input', '-', '--json'], {
      cwd: folder,
      input: '{"a":1}',
    })
    expect(JSON.parse(piped.stdout)).toMatchObject({ output: { content: '0007' } })
    const terminal = { ...fakeTerminal(), cwd: folder, isInputTTY: true }
    expect(await runCli(['run', './plugin', '--input', '-'], terminal)).toBe(2)
    expect(terminal.written().err).toContain('--input - reads from a pipe, but stdin is the terminal.')
  })

  test.each([
    [['nobody', 'plugin'], 'The plugin declares no tool "nobody"; declared: "say".'],
    [['./plugin', '--input', '@none.json'], 'There is no file "none.json".'],
    [['./plugin', '--input', '@'], '--input @ names no file.\nfix: Write --input @input.json.'],
    [['./plugin', '--input', ' '], '--input is empty, and no JSON.\nfix: For no arguments write --input {}'],
    [['./plugin', '--input', '\ufeff{}'], '--input begins with a byte order mark'],
    [['./plugin', '--input', '-'], 'stdin is empty, and no JSON.'],
    [['./plugin', '--repeat', '0'], '--repeat "0" is no number from 1 to 10000.'],
    [['./plugin', '--repeat', '2', '--record', 'cassettes/a.json'], '--record records one call.'],
    [['./plugin', '--repeat', '2', '--suggest-grants'], '--suggest-grants looks at one call.'],
    [['./plugin', '--grant', 'everything'], '--grant "everything" is none of a label'],
    [
      ['./nowhere'],
      '"./nowhere" cannot be read: not found.\nfix: Name a project folder or a .yoi-plugin file.\n',
    ],
    [
      ['say', 'plugin/plugin.component.wasm'],
      'is a component alone: its tools and permissions stand in the manifest of a plugin.\n' +
        'fix: Name a project folder or a .yoi-plugin file.\n',
    ],
  ])('says what is wrong with %j and exits with 2', async (words, message) => {
    const { exitCode, err } = await run(...words)
    expect({ exitCode, err }).toEqual({ exitCode: 2, err: expect.stringContaining(message) })
  })

  test('wants the tool named when there are two', async () => {
    writeProject('plugin', ['one', 'two'])
    expect(await run('./plugin')).toMatchObject({
      exitCode: 2,
      err: expect.stringContaining('There is not exactly one tool to call; declared: "one", "two".'),
    })
    expect(await run('two', 'plugin')).toMatchObject({ exitCode: 0 })
  })

  test('exits with 2 for input that is no JSON', async () => {
    expect(await run('./plugin', '--input', '{')).toMatchObject({
      exitCode: 2,
      out: expect.stringContaining(
        '  tool input is not valid JSON: expected a key in double quotes at line 1, column 2\n  fix: keys and strings',
      ),
    })
  })

  test('exits with 1 for a trap, and shows what the model would see', async () => {
    await replaceComponent('(unreachable)')
    const { exitCode, out } = await run('./plugin')
    expect(exitCode).toBe(1)
    expect(out).toContain('trap say')
    expect(out).toContain('  unreachable instruction executed')
    expect(out).toMatch(/^model {4}tool execution failed: .* error while executing at wasm backtrace$/m)
  })

  test('ends an endless loop by fuel, and names the limit', async () => {
    await replaceComponent('(loop (br 0)) (unreachable)')
    expect(await run('./plugin')).toMatchObject({
      exitCode: 1,
      out: expect.stringContaining('limit:fuel say'),
    })
    expect((await runJson('./plugin')).error).toMatchObject({ kind: 'limit', limit: 'fuel' })
  })

  test('takes the wall limit and the fuel from [host], never above its ceilings', async () => {
    await replaceComponent('(loop (br 0)) (unreachable)')
    writeFileSync(join(folder, 'plugin/yoi-plugin.toml'), '[host]\nfuel_per_call = 100\n')
    expect((await runJson('./plugin')).error).toMatchObject({
      limit: 'fuel',
      message: 'all of its 100 fuel is used',
    })
    expect((await runJson('./plugin', '--no-config')).error).toMatchObject({
      message: 'all of its 5000000 fuel is used',
    })
    writeFileSync(join(folder, 'plugin/yoi-plugin.toml'), '[host]\nfuel_per_call = 1_000_000_001\n')
    expect(await run('./plugin')).toMatchObject({
      exitCode: 1,
      out: expect.stringContaining('project/out-of-range'),
    })
  })

  test('fails on a tool error only when asked', async () => {
    const output = '{"summary":"tool error: failed","content":"{}"}'
    const data = `${ONE_PAGE} (data (i32.const 16) "${output.replaceAll('"', '\\"')}")`
    await replaceComponent(answer(16, output.length), data)
    expect(await run('./plugin')).toMatchObject({ exitCode: 0 })
    expect(await run('./plugin', '--fail-on-tool-error')).toMatchObject({ exitCode: 1 })
  })

  test('prints text of the plugin without its control characters', async () => {
    const output = '{"summary":"a\\u001b[2Jb","content":"::error::x\\nline"}'
    const data = `${ONE_PAGE} (data (i32.const 16) "${output.replaceAll('\\', '\\\\').replaceAll('"', '\\"')}")`
    await replaceComponent(answer(16, output.length), data)
    const { out } = await run('./plugin')
    expect(out).not.toContain('\u001b')
    expect(out).toContain('summary  a\\u{1b}[2Jb')
    expect(out).toMatch(/^ {9}line$/m)
  })

  test('repeats the call in fresh instances and gives the median', async () => {
    expect((await runJson('./plugin', '--repeat', '5')).calls).toMatchObject({ count: 5 })
    expect((await run('./plugin', '--repeat', '5')).out).toMatch(
      /wall {5}[\d.]+ ms median, [\d.]+ ms least of 5/,
    )
  })

  test('does not run what could not be read, and says why', async () => {
    writeFileSync(join(folder, 'plugin/plugin.toml'), 'schema_version = 2\n')
    const { exitCode, out } = await run('./plugin')
    expect(exitCode).toBe(1)
    expect(out).toContain('not run: the plugin cannot be called')
    expect(await runJson('./plugin')).toMatchObject({ status: 'rejected', output: null, meters: null })
  })
})

describe('grants of a run', () => {
  test('--grant grants exactly that; the denial says what is missing and what would help', async () => {
    const { exitCode, out } = await run('./plugin', '--grant', 'surfaces.tool')
    expect(exitCode).toBe(1)
    expect(out).toContain('denied:tool.say say project:acme.say, granted by --grant')
    expect(out).toContain('  declared surfaces.tool, tool.say\n  granted  surfaces.tool\n')
    expect(out).toContain('  add to the command line:\n    --grant tool.say\n')
    expect(out).toContain('nothing: a tool that may not run is not offered to the model')
    expect(await run('./plugin', '--grant', 'surfaces.tool', '--grant', 'tool.say')).toMatchObject({
      exitCode: 0,
    })
  })

  test('each source speaks alone: --grant, --config, [grants], the manifest', async () => {
    const source = async (...words: string[]) => {
      const { grants, status } = await runJson('./plugin', ...words)
      return `${grants.source} ${status}`
    }
    expect(await source()).toBe('manifest ok')
    writeFileSync(join(folder, 'plugin/yoi-plugin.toml'), '[grants]\n')
    expect(await source()).toBe('project denied')
    writeFileSync(join(folder, 'worker.toml'), await configFor('0.1.0'))
    expect(await source('--config', 'worker.toml')).toBe('config ok')
    expect(await source('--config', 'worker.toml', '--grant', 'tool.say')).toBe('option denied')
    expect(await source('--no-config')).toBe('manifest ok')
  })

  test('--config must enable this very package', async () => {
    writeFileSync(join(folder, 'worker.toml'), await configFor('0.2.0'))
    expect(await run('./plugin', '--config', 'worker.toml')).toMatchObject({
      exitCode: 2,
      err: expect.stringContaining('does not enable this package: version'),
    })
    writeFileSync(join(folder, 'worker.toml'), '')
    expect(await run('./plugin', '--config', 'worker.toml')).toMatchObject({
      exitCode: 2,
      err: expect.stringContaining('does not name the plugin "acme.say"'),
    })
  })

  test('a plugin that imports fs is not instantiated until a folder is granted', async () => {
    writeProject('plugin', ['say'], ', { kind = "host_api", api = "fs" }')
    writeFileSync(join(folder, 'plugin/plugin.component.wasm'), await assembleGuest('reads-file.wat'))
    expect((await runJson('./plugin')).error).toMatchObject({
      kind: 'denied',
      label: 'host_api.fs',
      operation: 'import yoi:host/fs@1.0.0',
      grantsToml: 'fs = [\n  { root = "data", operations = ["read"] },\n]\n',
    })
    const all = ['surfaces.tool', 'tool.say', 'host_api.fs', 'fs:read=.']
    const words = all.flatMap(grant => ['--grant', grant])
    expect(await run('./plugin', ...words)).toMatchObject({
      exitCode: 1,
      out: expect.stringContaining('  fs.read failed: the request has no path\n'),
    })
    for (const left of all) {
      const others = all.filter(grant => grant !== left).flatMap(grant => ['--grant', grant])
      const label = left.startsWith('fs:') ? 'host_api.fs' : left
      expect((await runJson('./plugin', ...others)).error).toMatchObject({ kind: 'denied', label })
    }
  })
})

async function configFor(version: string): Promise<string> {
  const { digest } = loadPlugin(await readPackage(join(folder, 'plugin')))
  const pins = `id = "project:acme.say"\nversion = "${version}"\ndigest = "${digest}"\n`
  return `[feature.plugins]\nenabled = true\n[[plugins.enabled]]\n${pins}[plugins.enabled.grants]\n${pins}
permissions = [{ kind = "surface", surface = "tool" }, { kind = "tool", name = "say" }]\n`
}
