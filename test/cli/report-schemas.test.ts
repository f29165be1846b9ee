import { mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { Ajv } from 'ajv'
import { beforeAll, expect, test } from 'vitest'
import { assembleGuest } from '../support/assemble.ts'
import { ONE_TOOL } from '../support/packed-plugin.ts'
import { emptyFolder } from '../support/run-cli.ts'
import { runInProcess } from '../support/run-in-process.ts'

const validatorOf = (name: string) =>
  new Ajv({ strict: false, allErrors: true }).compile(
    JSON.parse(readFileSync(new URL(`../../schema/${name}-report.schema.json`, import.meta.url), 'utf8')),
  )
const validators = { run: validatorOf('run'), test: validatorOf('test'), build: validatorOf('build') }

let folder = ''
/** A project that works, one that imports fs, and one that is no plugin. */
beforeAll(async () => {
  folder = emptyFolder()
  const manifest = `schema_version = 1\nid = "a"\nname = "A"\nversion = "1"\n${ONE_TOOL}`
  for (const [name, guest] of [
    ['good', 'echo.wat'],
    ['fs', 'reads-file.wat'],
    ['wasi', 'imports-wasi.wat'],
  ] as const) {
    mkdirSync(join(folder, name, 'cases'), { recursive: true })
    writeFileSync(join(folder, name, 'plugin.toml'), manifest)
    writeFileSync(join(folder, name, 'plugin.component.wasm'), await assembleGuest(guest))
    writeFileSync(join(folder, name, 'cases/a.toml'), 'tool = "echo"\n')
    writeFileSync(join(folder, name, 'cases/b.toml'), 'tool = 1\n')
  }
  mkdirSync(join(folder, 'broken'))
  writeFileSync(join(folder, 'broken/plugin.toml'), 'schema_version = 9\n')
})

test.each([
  ['run', './good', 'ok'],
  ['run', './fs', 'denied'],
  ['run', './wasi', 'load-refused'],
  ['run', './broken', 'rejected'],
  ['test', 'good', 'failed'],
  ['test', 'fs', 'failed'],
  ['test', 'broken', 'failed'],
] as const)('%s --json of %s keeps to its schema', async (command, path, status) => {
  const { out } = await runInProcess(folder, command, path, '--json')
  const report = JSON.parse(out)
  expect(report.status).toBe(status)
  const validate = validators[command]
  validate(report)
  expect(validate.errors ?? []).toEqual([])
})

test('run --json keeps to its schema for a host call that fails', async () => {
  const manifest = `schema_version = 1\nid = "a"\nname = "A"\nversion = "1"\n${ONE_TOOL}`
  const permission = '{ kind = "host_api", api = "fs" }'
  const words = ['surfaces.tool', 'tool.echo', 'host_api.fs', 'fs:read=.'].flatMap(word => ['--grant', word])
  writeFileSync(
    join(folder, 'fs/plugin.toml'),
    manifest.replace('permissions = [', `permissions = [${permission}, `),
  )
  const report = JSON.parse((await runInProcess(folder, 'run', './fs', '--json', ...words)).out)
  expect(report.error).toMatchObject({ kind: 'trap', hostCall: 'fs.read' })
  validators.run(report)
  expect(validators.run.errors ?? []).toEqual([])
})

test('run --json keeps to its schema for limits and for input that is no JSON', async () => {
  for (const words of [
    ['--input', '{'],
    ['--input', `"${'x'.repeat(65_536)}"`],
    ['--grant', 'tool.echo'],
  ]) {
    const { out } = await runInProcess(folder, 'run', './good', '--json', ...words)
    validators.run(JSON.parse(out))
    expect(validators.run.errors ?? []).toEqual([])
  }
})

test('build --json keeps to its schema, whatever comes of it', async () => {
  const build = async (name: string) => {
    const { out } = await runInProcess(folder, 'build', name, '--json')
    validators.build(JSON.parse(out))
    expect(validators.build.errors ?? []).toEqual([])
    return JSON.parse(out)
  }
  await runInProcess(folder, 'new', 'built', '--yes')
  expect(await build('built')).toMatchObject({ status: 'built' })
  writeFileSync(join(folder, 'built/src/plugin.ts'), 'export default {{')
  expect(await build('built')).toMatchObject({ status: 'failed', component: null, size: null, types: null })
  expect(await build('broken')).toMatchObject({ status: 'failed', fuel: null })
})
