import { afterEach, describe, expect, test, vi } from 'vitest'
import { assembleGuest } from '../support/assemble.ts'
import { ONE_TOOL, packedPlugin, STUB } from '../support/packed-plugin.ts'
import { readTree } from '../support/run-cli.ts'
import { runInProcess } from '../support/run-in-process.ts'
import { useTemporaryFolders } from '../support/temporary-folder.ts'

const makeFolder = useTemporaryFolders()
afterEach(() => {
  vi.unstubAllGlobals()
})

const echo = packedPlugin({ more: ONE_TOOL, files: STUB })
const IN_STORE = { '.yoi/plugins/echo.yoi-plugin': echo }
const CONFIG = '[feature.plugins]\nenabled = true\n[[plugins.enabled]]\nid = "project:acme.echo"\n'

describe('yoi-plugin list', () => {
  test('says what there is when there is nothing', async () => {
    const { exitCode, out } = await runInProcess(makeFolder(), 'list')
    expect(exitCode).toBe(0)
    expect(out).toContain('No package is in the stores')
  })

  test('keeps to 80 columns, whatever ids and messages are like', async () => {
    const folder = makeFolder({
      ...IN_STORE,
      '.yoi/plugins/long.yoi-plugin': packedPlugin({ id: 'x'.repeat(128), version: 'v'.repeat(300) }),
      [`.yoi/plugins/${'broken '.repeat(20)}.yoi-plugin`]: 'x',
      'c.toml': CONFIG,
    })
    const { out } = await runInProcess(folder, 'list', '--config', 'c.toml')
    expect(out.split('\n').filter(line => line.length > 80)).toEqual([])
    expect(out).toContain('rejected  project:acme.echo 0.1.0')
  })

  test('names the first mistakes of a configuration, and how many there are', async () => {
    const text = Array.from({ length: 500 }, (_, index) => `[plugins.x${index}]\n`).join('')
    const { exitCode, err } = await runInProcess(makeFolder({ 'c.toml': text }), 'list', '--config', 'c.toml')
    expect(exitCode).toBe(2)
    expect(err).toContain('plugins has the unknown key "x0"')
    expect(err).toContain('There are 492 more.')
    expect(err.length).toBeLessThan(2_000)
  })

  test('reads a Profile by path, TOML or JSON, and lays --config over it', async () => {
    const json = JSON.stringify({ plugins: { enabled: [{ id: 'project:from.json' }] } })
    const folder = makeFolder({ 'p/profile.json': json, 'c.toml': CONFIG })
    const { out } = await runInProcess(
      folder,
      'list',
      '--json',
      '--profile',
      'path:p/profile.json',
      '--config',
      'c.toml',
    )
    const report = JSON.parse(out)
    expect(report.format).toBe('yoi-plugin/list@1')
    expect(
      report.items.map((item: { reference: string; status: string }) => [item.reference, item.status]),
    ).toEqual([
      ['project:acme.echo', 'missing'],
      ['project:from.json', 'missing'],
    ])
  })

  test('the user store counts, and --workspace names the project store', async () => {
    const folder = makeFolder({
      'home/.local/share/yoi/plugins/a.yoi-plugin': echo,
      'other/.yoi/plugins/b.yoi-plugin': echo,
    })
    const { out } = await runInProcess(folder, 'list', '--workspace', 'other')
    expect(out).toContain('disabled  user:acme.echo 0.1.0')
    expect(out).toContain('disabled  project:acme.echo 0.1.0')
  })

  test.each([
    [['--profile', 'default'], 'profile-by-name'],
    [['--profile', 'user:mine'], 'profile-by-name'],
    [['--config', 'none.toml'], 'config-missing'],
    [['--config', 'bad.toml'], 'bad-configuration'],
    [['--config', 'latin.toml'], 'config-not-utf8'],
    [['--workspace', 'none'], 'workspace-missing'],
  ])('%j is wrong use: %s', async (words, code) => {
    const folder = makeFolder({
      'bad.toml': '[[plugins.enabled]]\nidd = 1\n',
      'latin.toml': Uint8Array.of(0x23, 0xe9, 0x0a),
    })
    const { exitCode, out } = await runInProcess(folder, 'list', '--json', ...words)
    expect(exitCode).toBe(2)
    expect(JSON.parse(out).code).toBe(code)
    expect(out).not.toContain(folder)
  })

  test('executes nothing: a component that traps on start and a file that is not wasm are listed alike', async () => {
    const trap = await assembleGuest('trap-on-start.wat')
    const packed = packedPlugin({ more: ONE_TOOL, files: { 'plugin.component.wasm': trap } })
    const uses = ['Module', 'Instance', 'compile', 'instantiate', 'validate']
    const forbidden = uses.map(use => [use, () => expect.unreachable(`WebAssembly.${use} was used`)])
    vi.stubGlobal('WebAssembly', Object.fromEntries(forbidden))
    const views = []
    for (const bytes of [packed, echo]) {
      const folder = makeFolder({ '.yoi/plugins/echo.yoi-plugin': bytes, 'c.toml': CONFIG })
      const before = readTree(folder)
      const { out } = await runInProcess(folder, 'list', '--config', 'c.toml', '--json')
      const [item] = JSON.parse(out).items
      views.push({ ...item, digest: '', package_path: '' })
      expect((await runInProcess(folder, 'show', 'acme.echo')).exitCode).toBe(0)
      expect((await runInProcess(folder, 'show', '.yoi/plugins/echo.yoi-plugin')).exitCode).toBe(0)
      expect(readTree(folder)).toEqual(before)
    }
    expect(views[0]).toEqual(views[1])
  })
})
