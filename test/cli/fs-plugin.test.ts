import { mkdirSync, readdirSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { assembleGuest } from '../support/assemble.ts'
import { emptyFolder, readTree } from '../support/run-cli.ts'
import { runInProcess } from '../support/run-in-process.ts'

const TOOLS = ['read', 'list', 'write']

const MANIFEST = `schema_version = 1
id = "acme.files"
name = "Files"
version = "0.1.0"
surfaces = ["tool"]
permissions = [
  { kind = "surface", surface = "tool" },
  { kind = "host_api", api = "fs" },
${TOOLS.map(name => `  { kind = "tool", name = "${name}" },\n`).join('')}]
[runtime]
kind = "wasm-component"
component = "plugin.component.wasm"
world = "yoi:plugin/tool@1.0.0"
${TOOLS.map(name => `[[tools]]\nname = "${name}"\ndescription = "Calls fs."\ninput_schema = { type = "object" }\n`).join('')}`

const PERMISSIONS = `permissions = [
  { kind = "surface", surface = "tool" },
  { kind = "host_api", api = "fs" },
${TOOLS.map(name => `  { kind = "tool", name = "${name}" },\n`).join('')}]`

let component: Uint8Array
let folder = ''
let project = ''

beforeAll(async () => {
  component = await assembleGuest('files.wat')
})

/** A plugin whose tools pass their input to the host's fs, and the answer back. */
beforeEach(() => {
  folder = emptyFolder()
  project = join(folder, 'plugin')
  for (const path of ['cases', 'data/notes/old']) mkdirSync(join(project, path), { recursive: true })
  write('plugin.toml', MANIFEST)
  write('data/notes/a.txt', 'inside')
  write('data/notes/old/b.txt', 'old')
  writeFileSync(join(project, 'plugin.component.wasm'), component)
})

const write = (path: string, text: string) => writeFileSync(join(project, path), text)
const grants = (...fs: readonly string[]) => `[grants]\n${PERMISSIONS}\nfs = [${fs.join(', ')}]\n`
const NOTES = '{ root = "data/notes", operations = ["read", "list", "write"] }'
const runTest = () => runInProcess(folder, 'test', 'plugin')
const run = (tool: string, request: object, ...words: readonly string[]) =>
  runInProcess(folder, 'run', tool, './plugin', '--input', JSON.stringify(request), ...words)

/** As `--grant` words: everything but folders, and these folders. */
const granting = (...fs: readonly string[]) =>
  ['surfaces.tool', 'host_api.fs', ...TOOLS.map(name => `tool.${name}`), ...fs].flatMap(word => [
    '--grant',
    word,
  ])

const copies = () => readdirSync(tmpdir()).filter(name => name.startsWith('yoi-plugin-run-'))

describe('cases of a plugin that uses files', () => {
  test('read, list and write copies of the folders that are granted; the project stays as it is', async () => {
    write('yoi-plugin.toml', grants(NOTES))
    write(
      'cases/1-read.toml',
      `tool = "read"\ninput = { path = "a.txt" }\n[expect]\ncontent_json = { path = "a.txt", content = "inside", truncated = false }\nhost_calls = 1\n`,
    )
    write(
      'cases/2-write.toml',
      `tool = "write"\ninput = { path = "old/c.txt", content = "new\\n" }
[expect]
content_json = { path = "old/c.txt", bytes_written = 4 }
[expect.files]
"data/notes/old/c.txt" = "new\\n"
"data/notes/old/b.txt" = { "$match" = "^o" }
"data/notes/c.txt" = false
`,
    )
    write(
      'cases/3-list.toml',
      `tool = "list"\ninput = { path = "old" }\n[expect]\ncontent_json = { path = "old", entries = [{ name = "b.txt", kind = "file" }], truncated = false }\n`,
    )
    const before = readTree(project)
    expect(await runTest()).toEqual({
      exitCode: 0,
      err: '',
      out: expect.stringContaining('3 of 3 cases as expected'),
    })
    expect(readTree(project)).toEqual(before)
  })

  test('fail with the files that are not as expected', async () => {
    write('yoi-plugin.toml', grants(NOTES))
    write(
      'cases/a.toml',
      `tool = "write"\ninput = { path = "c.txt", content = "new" }
[expect.files]
"data/notes/c.txt" = "other"
"data/notes/a.txt" = false
"data/notes/missing.txt" = "x"
"data/notes/old" = "x"
"elsewhere.txt" = "x"
`,
    )
    const { exitCode, out } = await runTest()
    expect(exitCode).toBe(1)
    for (const line of [
      'files["data/notes/c.txt"]: expected "other", received "new"',
      'files["data/notes/a.txt"]: expected no file, received "inside"',
      'files["data/notes/missing.txt"]: expected a file, received none: the granted folders hold no such file',
      'files["data/notes/old"]: expected a file, received none: it is a folder',
      'files["elsewhere.txt"]: expected a file, received none: the granted folders hold no such file',
    ])
      expect(out).toContain(line)
    write('yoi-plugin.toml', '')
    expect((await runTest()).out).toContain('received none: no folder is granted')
  })

  test('see one folder where two grants name the same, or one inside the other', async () => {
    write(
      'yoi-plugin.toml',
      grants(
        '{ root = "data/notes/old", operations = ["write"] }',
        '{ root = "data/notes", operations = ["read"] }',
        '{ root = "data/notes", operations = ["list"] }',
      ),
    )
    write(
      'cases/a.toml',
      `tool = "write"\ninput = { path = "c.txt", content = "new" }\n[expect]\nfiles = { "data/notes/old/c.txt" = "new", "data/notes/old/b.txt" = "old" }\n`,
    )
    write(
      'cases/b.toml',
      `tool = "read"\ninput = { path = "old/b.txt" }\n[expect]\ncontent = { "$match" = '"old"' }\n`,
    )
    expect(await runTest()).toMatchObject({ exitCode: 0 })
  })

  test('say how a host call ends them: a trap when it fails, a denial when it is not granted', async () => {
    write('yoi-plugin.toml', grants('{ root = "data/notes", operations = ["read"] }'))
    write('cases/a.toml', 'tool = "read"\ninput = { path = "../a.txt" }\n[expect]\nerror = "trap"\n')
    write(
      'cases/b.toml',
      'tool = "write"\ninput = { path = "a", content = "" }\n[expect]\ndenied = "host_api.fs"\nfiles = { "data/notes/a" = false }\n',
    )
    expect(await runTest()).toMatchObject({ exitCode: 0 })
    write('cases/a.toml', 'tool = "read"\ninput = { path = "b.txt" }\n')
    write('cases/b.toml', 'tool = "write"\ninput = { path = "a", content = "" }\n')
    const { out } = await runTest()
    expect(out).toContain(
      'received trap: fs.read failed: "b.txt" does not exist in the granted folder "data/notes"',
    )
    expect(out).toContain('add to [grants]:')
    expect(out).toContain('{ root = "data/notes", operations = ["write"] },')
    expect(out).not.toContain(tmpdir())
  })

  test('leave no copy behind', async () => {
    const before = copies()
    write('yoi-plugin.toml', grants(NOTES))
    write('cases/a.toml', 'tool = "write"\ninput = { path = "c", content = "x" }\n')
    await runTest()
    expect(copies()).toEqual(before)
  })

  test('are run by check without further options; a made-up input that finds no file is only noted', async () => {
    write('yoi-plugin.toml', grants(NOTES))
    write('cases/a.toml', 'tool = "write"\ninput = { path = "c", content = "x" }\n')
    const { out } = await runInProcess(folder, 'check', 'plugin')
    expect(out).toContain(
      '"read" was not exercised: with its smallest valid input fs.read failed: the request has no path',
    )
    expect(out).not.toContain('exercise/trap')
    expect(out).not.toContain('case/failed')
    write('yoi-plugin.toml', grants())
    expect((await runInProcess(folder, 'check', 'plugin')).out).toContain(
      '"read" was not exercised: it may not import yoi:host/fs@1.0.0: a usable host_api.fs target is not granted',
    )
  })
})

describe('a run of a plugin that uses files', () => {
  test('writes to a folder of [grants] only in a copy, and says so', async () => {
    write('yoi-plugin.toml', grants(NOTES))
    const before = readTree(project)
    const { exitCode, out } = await run('write', { path: 'a.txt', content: 'new' })
    expect(exitCode).toBe(0)
    expect(out).toContain('"bytes_written":3')
    expect(out).toContain(
      'writes   went to a copy of data/notes, which is gone now; --grant fs:write=FOLDER names a real one',
    )
    expect(readTree(project)).toEqual(before)
    expect((await run('read', { path: 'a.txt' })).out).not.toContain('to a copy')
  })

  test('writes to a folder that --grant names', async () => {
    const { exitCode, out } = await run(
      'write',
      { path: 'a.txt', content: 'new' },
      ...granting('fs:write=plugin/data/notes'),
    )
    expect(exitCode).toBe(0)
    expect(out).not.toContain('to a copy')
    expect(readTree(project)['data/notes/a.txt']).toBe('new')
  })

  test('gets the longest answers whole: the beginning of a large file, a folder of long names', async () => {
    write('data/notes/large', 'x'.repeat(70_000))
    for (let index = 0; index < 300; index++) write(`data/notes/old/${String(index).padStart(255, 'x')}`, '')
    for (const [tool, path] of [
      ['read', 'large'],
      ['list', 'old'],
    ] as const) {
      const { out } = await run(tool, { path }, ...granting('fs:read,list=plugin/data/notes'))
      expect(out).toMatch(/limit:output .*\n {2}the output is \d{5,} bytes, more than 65536\n/)
    }
  })

  test('does not get out of it', async () => {
    write('secret.txt', 'SECRET')
    for (const path of ['../secret.txt', join(project, 'secret.txt'), 'old/../../secret.txt']) {
      const { exitCode, out } = await run('read', { path }, ...granting('fs:read=plugin/data/notes'))
      expect(exitCode).toBe(1)
      expect(out).toContain('trap read')
      expect(out).toContain(
        '  a failed host call ends the tool call, in the host too; the plugin cannot catch it\n',
      )
      expect(out).not.toContain('SECRET')
    }
  })

  test('that is denied names the folders that are granted and the word that would allow it', async () => {
    const { exitCode, out } = await run(
      'write',
      { path: 'a.txt', content: 'new' },
      ...granting('fs:read,list=plugin/data/notes'),
    )
    expect(exitCode).toBe(1)
    expect(out).toContain('denied:host_api.fs write')
    expect(out).toContain('may not call fs.write for "a.txt": write is granted on no folder')
    expect(out).toContain('host_api.fs, tool.read, tool.list, tool.write, plugin/data/notes read,list\n')
    expect(out).toContain('  add to the command line:\n    --grant fs:write=plugin/data/notes\n')
  })
})
