import { execFileSync } from 'node:child_process'
import { existsSync, mkdirSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { beforeEach, describe, expect, test } from 'vitest'
import { assembleGuest } from '../support/assemble.ts'
import { emptyFolder, readTree } from '../support/run-cli.ts'
import { runInProcess } from '../support/run-in-process.ts'

const MANIFEST = `schema_version = 1
id = "acme.say"
name = "Say"
version = "0.1.0"
surfaces = ["tool"]
permissions = [{ kind = "surface", surface = "tool" }, { kind = "tool", name = "say" }, { kind = "host_api", api = "fs" }]
[runtime]
kind = "wasm-component"
component = "plugin.component.wasm"
world = "yoi:plugin/tool@1.0.0"
[[tools]]
name = "say"
description = "Says."
input_schema = { type = "object" }
`

let folder = ''
let project = ''

/** A project whose component is assembled by hand and answers with its input's length. */
beforeEach(async () => {
  folder = emptyFolder()
  project = join(folder, 'plugin')
  mkdirSync(join(project, 'cases'), { recursive: true })
  writeFileSync(join(project, 'plugin.toml'), MANIFEST)
  writeFileSync(join(project, 'plugin.component.wasm'), await assembleGuest('echo.wat'))
})

const useFileReader = async () =>
  writeFileSync(join(project, 'plugin.component.wasm'), await assembleGuest('reads-file.wat'))
const write = (name: string, text: string) => writeFileSync(join(project, name), text)
const runTest = (...words: string[]) => runInProcess(folder, 'test', 'plugin', ...words)
const runJson = async (...words: string[]) => JSON.parse((await runTest(...words, '--json')).out)

describe('yoi-plugin test', () => {
  test('says that there are no cases and exits with 0', async () => {
    expect(await runTest()).toMatchObject({ exitCode: 0, err: '', out: expect.stringContaining('no cases:') })
  })

  test('runs every case and prints them in the order of their files', async () => {
    write('cases/b.toml', 'tool = "say"\n[expect]\nsummary = "echo"\ncontent = "0002"\n')
    mkdirSync(join(project, 'cases/a'))
    write('cases/a/z.toml', 'tool = "say"\ninput = { a = 1 }\n[expect]\ncontent = "0007"\nmax_fuel = 118\n')
    const { exitCode, out } = await runTest()
    expect(exitCode).toBe(0)
    expect(out).toBe(`ok      cases/a/z.toml  say  118 fuel (0.0 %)
ok      cases/b.toml  say  118 fuel (0.0 %)

passed: 2 of 2 cases as expected
`)
  })

  test('prints what differs and exits with 1', async () => {
    write('cases/a.toml', 'tool = "say"\n[expect]\nsummary = "other"\nmax_fuel = 10\n')
    write('cases/b.toml', 'tool = "say"\n')
    const { exitCode, out } = await runTest()
    expect(exitCode).toBe(1)
    expect(out).toContain('FAILED  cases/a.toml  say')
    expect(out).toContain('summary: expected "other", received "echo"')
    expect(out).toContain('fuel: expected at most 10, used 118')
    expect(out).toContain('failed: 1 of 2 cases as expected')
    expect(await runJson()).toMatchObject({
      format: 'yoi-plugin/test@1',
      status: 'failed',
      case_count: 2,
      cases: [
        { file: 'cases/a.toml', status: 'failed' },
        { file: 'cases/b.toml', status: 'passed', fuel: 118 },
      ],
      findings: [{ rule: 'case/failed', at: { file: 'cases/a.toml' } }],
    })
  })

  test('keeps the order of the files when many cases run at once, and gives the same report each time', async () => {
    for (let index = 10; index < 60; index++) write(`cases/${index}.toml`, 'tool = "say"\n')
    const first = await runTest('--json')
    expect(JSON.parse(first.out).cases.map((entry: { file: string }) => entry.file)).toEqual(
      Array.from({ length: 50 }, (_, index) => `cases/${index + 10}.toml`),
    )
    expect((await runTest('--json')).out).toBe(first.out)
  })

  test('runs only what the filter names, and complains when that is nothing', async () => {
    for (const name of ['one', 'two']) write(`cases/${name}.toml`, 'tool = "say"\n')
    expect((await runJson('--filter', 'two')).cases).toMatchObject([{ file: 'cases/two.toml' }])
    expect(await runTest('--filter', 'three')).toMatchObject({
      exitCode: 2,
      err: expect.stringContaining('None of the 2 cases has "three" in its file or tool.'),
    })
  })

  test('fails for a case that cannot be read, for an unknown tool and for a missing component', async () => {
    write('cases/a.toml', 'tool = 1\n')
    write('cases/b.toml', 'tool = "other"\n')
    const { exitCode, out } = await runTest()
    expect(exitCode).toBe(1)
    expect(out).toContain('case/unreadable')
    expect(out).toContain('The case calls the tool "other", but plugin.toml declares "say"')
    expect(await runInProcess(folder, 'test', 'nowhere')).toMatchObject({ exitCode: 2 })
    write('plugin.toml', MANIFEST.replace('plugin.component.wasm', 'other.wasm'))
    expect(await runTest()).toMatchObject({ exitCode: 1 })
  })
})

describe('grants of a case', () => {
  test('stand in place of [grants]; without takes single ones away', async () => {
    const tool = 'permissions = [{ kind = "surface", surface = "tool" }, { kind = "tool", name = "say" }]'
    write('yoi-plugin.toml', `[grants]\n${tool}\n`)
    write('cases/1-project.toml', 'tool = "say"\n')
    write('cases/2-none.toml', 'tool = "say"\n[grants]\n[expect]\nerror = "denied:surfaces.tool"\n')
    write('cases/3-without.toml', 'tool = "say"\nwithout = ["tool.say"]\n[expect]\ndenied = "tool.say"\n')
    write('cases/4-own.toml', `tool = "say"\n[grants]\n${tool}\n`)
    expect(await runTest()).toMatchObject({
      exitCode: 0,
      out: expect.stringContaining('4 of 4 cases as expected'),
    })
  })

  test('a case fails that is denied unexpectedly, with the least that would allow it', async () => {
    await useFileReader()
    write('cases/a.toml', 'tool = "say"\n')
    const { exitCode, out } = await runTest()
    expect(exitCode).toBe(1)
    expect(out).toContain('received denied:host_api.fs: may not import yoi:host/fs@1.0.0')
    expect(out).toContain('add to [grants]:')
    expect(out).toContain('{ root = "data", operations = ["read"] },')
  })

  test('a label that is not granted anyway cannot be taken away', async () => {
    write('yoi-plugin.toml', '[grants]\n')
    write('cases/a.toml', 'tool = "say"\nwithout = ["tool.say"]\n[expect]\ndenied = "surfaces.tool"\n')
    expect(await runTest()).toMatchObject({
      exitCode: 1,
      out: expect.stringContaining('"without" names "tool.say", which is not granted anyway'),
    })
  })
})

describe('a hostile project', () => {
  let outside = ''
  beforeEach(() => {
    outside = join(folder, 'outside')
    mkdirSync(outside)
    writeFileSync(join(outside, 'key'), 'SECRET')
    write('cases/a.toml', 'tool = "say"\n')
  })

  const commands = [['check'], ['test'], ['run'], ['check', '--json'], ['test', '--json'], ['run', '--json']]

  /** What lies there, but for the cache, which is no secret of the project. */
  const tree = () => Object.entries(readTree(folder)).filter(([path]) => !path.startsWith('home/'))

  /** Runs every command and expects that each refuses, says nothing of the outside and changes nothing. */
  async function expectRefusal(reason: string): Promise<void> {
    const before = tree()
    for (const [command, ...flags] of commands) {
      const { exitCode, out, err } = await runInProcess(folder, command!, './plugin', ...flags)
      expect({ command, exitCode }).toEqual({ command, exitCode: 1 })
      expect(out + err).toContain(reason)
      expect(out + err).not.toContain('SECRET')
    }
    expect(tree()).toEqual(before)
  }

  test.each(['../outside', '/etc', 'data/../../outside', '~'])(
    'that grants the folder %s is refused',
    async root => {
      write('yoi-plugin.toml', `[grants]\nfs = [{ root = "${root}", operations = ["read"] }]\n`)
      await expectRefusal('project/unsafe-path')
    },
  )

  test('that packs what is above it, or runs a component from there, is refused', async () => {
    write('yoi-plugin.toml', '[pack]\ninclude = ["../outside/key"]\n')
    await expectRefusal('project/unsafe-path')
    write('yoi-plugin.toml', '')
    write('plugin.toml', MANIFEST.replace('"plugin.component.wasm"', '"../outside/key"'))
    await expectRefusal('component')
  })

  test('whose component or settings are links is refused', async () => {
    symlinkSync(join(outside, 'key'), join(project, 'other.wasm'))
    write('plugin.toml', MANIFEST.replace('plugin.component.wasm', 'other.wasm'))
    await expectRefusal('symlink')
    write('plugin.toml', MANIFEST)
    symlinkSync(join(outside, 'key'), join(project, 'yoi-plugin.toml'))
    await expectRefusal('symlink')
    rmSync(join(project, 'yoi-plugin.toml'))
    rmSync(join(project, 'plugin.toml'))
    symlinkSync(join(outside, 'key'), join(project, 'plugin.toml'))
    await expectRefusal('symlink')
  })

  test('whose cases and components are pipes or devices is refused at once', async () => {
    execFileSync('mkfifo', [join(project, 'cases/b.toml')])
    for (const command of ['check', 'test'])
      expect(await runInProcess(folder, command, 'plugin')).toMatchObject({
        exitCode: 1,
        out: expect.stringContaining('not a regular file'),
      })
    rmSync(join(project, 'cases/b.toml'))
    rmSync(join(project, 'plugin.component.wasm'))
    execFileSync('mkfifo', [join(project, 'plugin.component.wasm')])
    for (const command of ['check', 'test', 'run'])
      expect((await runInProcess(folder, command, './plugin')).exitCode).toBe(1)
  })

  test('that grants a folder behind a link, in [grants] or a case, does not run', async () => {
    symlinkSync(outside, join(project, 'link'))
    const grants =
      'permissions = [{ kind = "surface", surface = "tool" }, { kind = "tool", name = "say" }]\nfs = [{ root = "link", operations = ["read"] }]\n'
    write('cases/a.toml', `tool = "say"\n[grants]\n${grants}`)
    for (const command of ['check', 'test'])
      expect(await runInProcess(folder, command, 'plugin')).toMatchObject({
        exitCode: 1,
        out: expect.stringContaining('behind a link'),
      })
    write('yoi-plugin.toml', `[grants]\n${grants}`)
    expect(await runInProcess(folder, 'run', './plugin')).toMatchObject({
      exitCode: 1,
      out: expect.stringContaining('project/unusable-grants'),
    })
  })

  test.each(['../outside', '/etc', 'C:/x'])('whose case grants the folder %s is refused', async root => {
    write('cases/a.toml', `tool = "say"\n[grants]\nfs = [{ root = "${root}", operations = ["write"] }]\n`)
    for (const command of ['check', 'test'])
      expect(await runInProcess(folder, command, 'plugin')).toMatchObject({
        exitCode: 1,
        out: expect.stringContaining('is no plain path'),
      })
  })

  test('whose cases are links is not read', async () => {
    symlinkSync(join(outside, 'key'), join(project, 'cases/b.toml'))
    symlinkSync(outside, join(project, 'cases/more'))
    for (const command of ['check', 'test']) {
      const { exitCode, out } = await runInProcess(folder, command, 'plugin')
      expect(exitCode).toBe(1)
      expect(out).toContain('a symlink')
      expect(out).not.toContain('SECRET')
    }
  })

  test('whose version names a path writes nothing', async () => {
    write('plugin.toml', MANIFEST.replace('version = "0.1.0"', 'version = "../../outside/0"'))
    const before = readTree(outside)
    for (const [command, ...flags] of commands) await runInProcess(folder, command!, './plugin', ...flags)
    expect(readTree(outside)).toEqual(before)
    expect(existsSync(join(folder, 'outside/0'))).toBe(false)
    expect(readFileSync(join(outside, 'key'), 'utf8')).toBe('SECRET')
  })
})
