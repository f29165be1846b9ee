import { mkdirSync, readdirSync, readFileSync, symlinkSync } from 'node:fs'
import { join } from 'node:path'
import { getStaticTOMLValue, parseTOML } from 'toml-eslint-parser'
import { describe, expect, test } from 'vitest'
import { ONE_TOOL, packedPlugin, STUB } from '../support/packed-plugin.ts'
import { runInProcess } from '../support/run-in-process.ts'
import { useTemporaryFolders } from '../support/temporary-folder.ts'

const makeFolder = useTemporaryFolders()
const v1 = packedPlugin({ more: ONE_TOOL, files: STUB })
const v2 = packedPlugin({ version: '0.2.0', more: ONE_TOOL, files: STUB })
const FILES = { 'one.yoi-plugin': v1, 'two.yoi-plugin': v2 }
const storeOf = (folder: string) => join(folder, '.yoi/plugins')

describe('yoi-plugin install', () => {
  test('copies the very bytes into the project store, under a name of its own', async () => {
    const folder = makeFolder(FILES)
    const { exitCode, out } = await runInProcess(folder, 'install', 'one.yoi-plugin')
    expect(exitCode).toBe(0)
    expect(out).toContain('installed')
    expect(readdirSync(storeOf(folder))).toEqual(['acme.echo-0.1.0.yoi-plugin'])
    expect(readFileSync(join(storeOf(folder), 'acme.echo-0.1.0.yoi-plugin')).equals(v1)).toBe(true)
  })

  test('its snippets are complete, and enable the package where list looks', async () => {
    const folder = makeFolder(FILES)
    const report = JSON.parse((await runInProcess(folder, 'install', 'one.yoi-plugin', '--json')).out)
    expect(report).toMatchObject({ format: 'yoi-plugin/install@1', status: 'installed', was_there: false })
    for (const snippet of Object.values(report.enablement) as string[]) {
      expect(getStaticTOMLValue(parseTOML(snippet))).toMatchObject({
        feature: { plugins: { enabled: true } },
      })
      const config = makeFolder({ 'c.toml': snippet })
      const { out } = await runInProcess(folder, 'list', '--json', '--config', join(config, 'c.toml'))
      expect(JSON.parse(out).items).toMatchObject([{ reference: 'project:acme.echo', status: 'active' }])
    }
  })

  test('installing the same contents again changes nothing', async () => {
    const folder = makeFolder(FILES)
    await runInProcess(folder, 'install', 'one.yoi-plugin')
    expect((await runInProcess(folder, 'install', 'one.yoi-plugin')).out).toContain('was there already')
    expect(readdirSync(storeOf(folder))).toHaveLength(1)
  })

  test('refuses another version beside it, and takes its place with --replace', async () => {
    const folder = makeFolder(FILES)
    await runInProcess(folder, 'install', 'one.yoi-plugin')
    const refused = await runInProcess(folder, 'install', 'two.yoi-plugin')
    expect(refused).toMatchObject({ exitCode: 2, err: expect.stringContaining('--replace') })
    expect(readdirSync(storeOf(folder))).toEqual(['acme.echo-0.1.0.yoi-plugin'])
    const replaced = await runInProcess(folder, 'install', 'two.yoi-plugin', '--replace')
    expect(replaced.out).toContain('removed acme.echo-0.1.0.yoi-plugin')
    expect(readdirSync(storeOf(folder))).toEqual(['acme.echo-0.2.0.yoi-plugin'])
  })

  test('never writes over a file of that name that is another package', async () => {
    const stranger = packedPlugin({ id: 'acme.stranger' })
    const folder = makeFolder({ ...FILES, '.yoi/plugins/acme.echo-0.1.0.yoi-plugin': stranger })
    for (const words of [
      ['install', 'one.yoi-plugin'],
      ['install', 'one.yoi-plugin', '--replace'],
    ])
      expect((await runInProcess(folder, ...words)).exitCode).toBe(2)
    expect(readFileSync(join(storeOf(folder), 'acme.echo-0.1.0.yoi-plugin')).equals(stranger)).toBe(true)
  })

  test('--user takes the store that the documentation names', async () => {
    const folder = makeFolder(FILES)
    const report = JSON.parse(
      (await runInProcess(folder, 'install', 'one.yoi-plugin', '--user', '--json')).out,
    )
    expect(report.package.reference).toBe('user:acme.echo')
    expect(readdirSync(join(folder, 'home/.local/share/yoi/plugins'))).toEqual(['acme.echo-0.1.0.yoi-plugin'])
  })

  test('does not follow a link out of the workspace', async () => {
    const folder = makeFolder(FILES)
    const outside = makeFolder()
    mkdirSync(join(folder, '.yoi'))
    symlinkSync(outside, storeOf(folder))
    expect((await runInProcess(folder, 'install', 'one.yoi-plugin')).exitCode).toBe(2)
    expect(readdirSync(outside)).toEqual([])
  })

  test('a package that the host would refuse is not copied', async () => {
    const folder = makeFolder({ 'x.yoi-plugin': packedPlugin({ id: '.bad' }) })
    const { exitCode, out } = await runInProcess(folder, 'install', 'x.yoi-plugin', '--json')
    expect(exitCode).toBe(1)
    expect(JSON.parse(out)).toMatchObject({
      status: 'rejected',
      package: null,
      findings: [{ host: { kind: 'malformed', phase: 'manifest' } }],
    })
    expect(readdirSync(folder)).toEqual(['x.yoi-plugin'])
  })

  test.each([
    [['install', 'one.yoi-plugin', '--user', '--project'], 'two-stores'],
    [['install', 'none.yoi-plugin'], 'input-missing'],
    [['install', '.'], 'input-unreadable'],
  ])('%j is wrong use: %s', async (words, code) => {
    const { exitCode, out } = await runInProcess(makeFolder(FILES), ...words, '--json')
    expect(exitCode).toBe(2)
    expect(JSON.parse(out).code).toBe(code)
  })
})
