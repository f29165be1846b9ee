import { createHash } from 'node:crypto'
import { mkdirSync, readFileSync, symlinkSync, truncateSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { readBuildState, writeBuildRecord } from '../../src/package/build-record.io.ts'
import { BUILD_RECORD_FORMAT } from '../../src/package/build-record.ts'
import { packageDigest } from '../../src/package/digest.ts'
import { loadPlugin } from '../../src/package/load-plugin.ts'
import type { LoadedPlugin, PluginWithFacts } from '../../src/package/loaded-plugin.ts'
import { readFacts } from '../../src/package/read-facts.ts'
import { readPackage } from '../../src/package/read-package.io.ts'
import { EXAMPLE_MANIFEST } from '../support/package-vectors.ts'
import { rawZip } from '../support/raw-zip.ts'
import { useTemporaryFolders } from '../support/temporary-folder.ts'

const makeFolder = useTemporaryFolders()

const EMPTY_COMPONENT = Uint8Array.of(0, 0x61, 0x73, 0x6d, 0x0d, 0, 1, 0)
const MANIFEST = `${EXAMPLE_MANIFEST}
[runtime]
kind = "wasm-component"
world = "yoi:plugin/tool@1.0.0"
component = "plugin.component.wasm"
`

async function load(path: string, asHostDirectory = false): Promise<PluginWithFacts> {
  return readFacts(loadPlugin(await readPackage(path, { asHostDirectory, inputPath: '.' })))
}

function summaryOf({ findings }: LoadedPlugin) {
  return findings.map(({ rule, severity, host, isHostFirst }) => [
    rule,
    severity,
    host?.kind,
    isHostFirst ?? false,
  ])
}

function sha256(content: string | Uint8Array): string {
  return createHash('sha256').update(content).digest('hex')
}

describe('a folder', () => {
  test('that is whole gives manifest, component facts and digest', async () => {
    const folder = makeFolder({ 'plugin.toml': MANIFEST, 'plugin.component.wasm': EMPTY_COMPONENT })
    const plugin = await load(folder)
    expect(plugin).toMatchObject({
      inputKind: 'directory',
      inputPath: '.',
      manifest: { id: 'acme.echo' },
      component: { format: 'component', byteLength: 8 },
      componentPath: 'plugin.component.wasm',
      digest: packageDigest(plugin.files),
      findings: [],
    })
  })

  test('without its component has not been built, and the host would stop there', async () => {
    const plugin = await load(makeFolder({ 'plugin.toml': MANIFEST }))
    expect(summaryOf(plugin)).toEqual([['build/missing', 'error', 'missing', true]])
    expect(plugin.findings[0]).toMatchObject({
      message: 'The component "plugin.component.wasm" does not exist.',
      fix: 'Run `yoi-plugin build`.',
      at: { file: 'plugin.toml', line: 9 },
    })
    expect(plugin).toMatchObject({
      componentPath: 'plugin.component.wasm',
      digest: expect.stringMatching(/^sha256:/),
    })
    expect(plugin.component).toBeUndefined()
  })

  test('without a manifest is told so once', async () => {
    const plugin = await load(makeFolder({ 'README.md': '' }))
    expect(summaryOf(plugin)).toEqual([['manifest/missing', 'error', 'missing', true]])
    expect(plugin.manifest).toBeUndefined()
  })

  test('with a folder in place of the manifest is not called one without a manifest too', async () => {
    const folder = makeFolder()
    mkdirSync(join(folder, 'plugin.toml'))
    expect(summaryOf(await load(folder))).toEqual([['package/not-a-file', 'error', 'missing', true]])
  })

  test('with a link in place of the component is refused for the link, not for a missing component', async () => {
    const folder = makeFolder({ 'plugin.toml': MANIFEST, other: EMPTY_COMPONENT })
    symlinkSync('other', join(folder, 'plugin.component.wasm'))
    const plugin = await load(folder)
    expect(summaryOf(plugin)).toEqual([['package/symlink', 'error', 'traversal', true]])
    expect(plugin.digest).toBeUndefined()
    expect(plugin.manifest?.id).toBe('acme.echo')
  })

  test('with a bad document and a bad manifest shows both, and that the host stops at the document', async () => {
    const folder = makeFolder({ 'plugin.toml': MANIFEST.replace('= 1', '= 2') })
    symlinkSync('x', join(folder, 'README.md'))
    expect(summaryOf(await load(folder))).toEqual([
      ['package/symlink', 'error', 'traversal', true],
      ['manifest/unsupported-schema-version', 'error', 'api', false],
      ['build/missing', 'error', 'missing', false],
    ])
  })

  test('read as the host reads it stops where the host stops', async () => {
    const folder = makeFolder({ 'plugin.toml': MANIFEST, 'plugin.component.wasm': EMPTY_COMPONENT })
    expect(summaryOf(await load(folder, true))).toEqual([])
    symlinkSync('x', join(folder, 'any'))
    const plugin = await load(folder, true)
    expect(summaryOf(plugin)).toEqual([['package/symlink', 'error', 'traversal', true]])
    expect(plugin.manifest).toBeUndefined()
  })
})

describe('a folder with a record of its build', () => {
  const SOURCE = 'export const x = 1\n'
  const RECORD = {
    format: BUILD_RECORD_FORMAT,
    tool: '0.1.0',
    engine: 'quickjs@1',
    component: { path: 'plugin.component.wasm', sha256: sha256(EMPTY_COMPONENT) },
  } as const

  function built(): string {
    const folder = makeFolder({
      'plugin.toml': MANIFEST,
      'plugin.component.wasm': EMPTY_COMPONENT,
      'src/plugin.ts': SOURCE,
    })
    writeBuildRecord(folder, {
      ...RECORD,
      inputs: [
        { path: 'src/plugin.ts', sha256: sha256(SOURCE) },
        { path: '../outside.ts', sha256: sha256('anything') },
      ],
    })
    return folder
  }

  test('is fresh while nothing changes; what lies outside the project does not count', async () => {
    const plugin = await load(built())
    expect(plugin.findings).toEqual([])
    expect([...plugin.files.keys()]).toEqual(['plugin.component.wasm', 'plugin.toml'])
  })

  test('is stale, and soon known to be, when its record names more than 64 MiB of inputs', async () => {
    const folder = built()
    const name = (index: number) => `src/${String(index).padStart(3, '0')}.bin`
    const half = 32 * 1024 * 1024
    const hashOfHalf = sha256(new Uint8Array(half))
    const inputs = Array.from({ length: 200 }, (_, index) => ({ path: name(index), sha256: hashOfHalf }))
    for (const { path } of inputs) {
      writeFileSync(join(folder, path), '')
      truncateSync(join(folder, path), half)
    }
    writeBuildRecord(folder, { ...RECORD, inputs })
    expect([...readBuildState(folder)!.current.keys()]).toEqual(['plugin.component.wasm', name(0), name(1)])
    expect((await load(folder)).findings[0]?.message).toBe(
      `Changed since the last build: "${name(2)}", "${name(3)}", "${name(4)}" and 195 more.`,
    )
  })

  test('is stale, with a warning, once a source or the component changes', async () => {
    const folder = built()
    writeFileSync(join(folder, 'src/plugin.ts'), `${SOURCE}\n`)
    const plugin = await load(folder)
    expect(summaryOf(plugin)).toEqual([['build/stale', 'warning', undefined, false]])
    expect(plugin.findings[0]?.message).toBe('Changed since the last build: "src/plugin.ts".')
    writeFileSync(join(folder, 'plugin.component.wasm'), Buffer.concat([EMPTY_COMPONENT, Buffer.of(0)]))
    expect((await load(folder)).findings[0]?.message).toContain('"plugin.component.wasm"')
  })

  test('is only missing its component when that is gone', async () => {
    const folder = built()
    writeFileSync(join(folder, 'plugin.toml'), MANIFEST.replace('plugin.component', 'other'))
    expect(summaryOf(await load(folder)).map(([rule]) => rule)).toEqual(['build/missing'])
  })

  test('is taken as it is when the record is of a component outside the project', async () => {
    const folder = built()
    const path = join(folder, '.yoi-plugin/build.json')
    for (const outside of ['/etc/passwd', '../plugin.component.wasm']) {
      const record = JSON.parse(readFileSync(path, 'utf8'))
      writeFileSync(path, JSON.stringify({ ...record, component: { ...record.component, path: outside } }))
      expect((await load(folder)).findings).toEqual([])
    }
  })

  test('is taken as it is when the record is damaged', async () => {
    const folder = built()
    for (const text of [
      '',
      '{',
      '[]',
      '{"format":"yoi-plugin/build@2"}',
      '{"format":"yoi-plugin/build@1"}',
    ]) {
      writeFileSync(join(folder, '.yoi-plugin/build.json'), text)
      writeFileSync(join(folder, 'src/plugin.ts'), 'changed')
      expect((await load(folder)).findings).toEqual([])
    }
  })
})

describe('a package', () => {
  test('with a warning about its archive is still a whole plugin', async () => {
    const folder = makeFolder({
      'a.yoi-plugin': rawZip([{ name: 'plugin.toml', content: EXAMPLE_MANIFEST }]),
    })
    const plugin = await load(join(folder, 'a.yoi-plugin'))
    expect(summaryOf(plugin)).toEqual([['package/crc-mismatch', 'warning', undefined, false]])
    expect(plugin.digest).toBe('sha256:40803d1bfe20b0599ef28110113815b809a1f9c05748b91a58ea6e0715941c23')
  })

  test('without the component that it names is refused as the host refuses it', async () => {
    const folder = makeFolder({ 'a.yoi-plugin': rawZip([{ name: 'plugin.toml', content: MANIFEST }]) })
    expect(summaryOf(await load(join(folder, 'a.yoi-plugin')))).toContainEqual([
      'manifest/component-not-in-package',
      'error',
      'missing',
      true,
    ])
  })

  test('that is refused has no manifest, no digest and one finding', async () => {
    const plugin = await load(join(makeFolder({ 'a.yoi-plugin': 'x' }), 'a.yoi-plugin'))
    expect(summaryOf(plugin)).toEqual([['package/not-an-archive', 'error', 'malformed', true]])
    expect(plugin.digest ?? plugin.manifest).toBeUndefined()
  })
})

test('a bare component has facts, no manifest and no digest', async () => {
  const plugin = await load(join(makeFolder({ 'x.wasm': EMPTY_COMPONENT }), 'x.wasm'))
  expect(plugin).toMatchObject({
    inputKind: 'component',
    component: { format: 'component' },
    componentPath: 'x.wasm',
    findings: [],
  })
  expect(plugin.digest ?? plugin.manifest).toBeUndefined()
})
