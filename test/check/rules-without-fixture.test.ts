import { mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { asset } from '../../src/assets.io.ts'
import { catalogue } from '../../src/check/catalogue.ts'
import { PACKAGE_LIMITS } from '../../src/contract/limits.ts'
import { checkPath } from '../../src/exercise/check-path.io.ts'
import { readHostDirectory } from '../../src/package/read-host-directory.io.ts'
import { assemble } from '../support/assemble.ts'
import { buildFiles, PDK_IMPORT } from '../support/build-plugin.ts'
import { inPluginFolder, listCheckFixtures } from '../support/check-fixture.ts'
import { type RawEntry, rawZip } from '../support/raw-zip.ts'
import { useTemporaryFolders } from '../support/temporary-folder.ts'

const makeFolder = useTemporaryFolders()
const PLUGIN = asset('test/fixtures/check/build/missing/valid-built/plugin')
const MANIFEST = readFileSync(join(PLUGIN, 'plugin.toml'))
const MIB = 1024 * 1024

describe('a plugin that is too large to be a fixture', () => {
  test('has a component over 8 MiB', async () => {
    const rules = await rulesAfter(plugin => {
      const path = join(plugin, 'plugin.component.wasm')
      writeFileSync(path, Buffer.concat([readFileSync(path), customSection(8 * MIB)]))
    })
    expect(rules).toEqual(['package/file-too-large'])
  })

  test('is a bare component over 8 MiB', async () => {
    const bytes = Buffer.concat([await assemble('(component)'), customSection(8 * MIB)])
    const path = join(makeFolder({ 'a.wasm': bytes }), 'a.wasm')
    const { findings } = await checkPath(path, { inputPath: 'a.wasm', isStatic: true })
    expect(findings.map(({ rule }) => rule)).toEqual(['component/missing-export', 'host/component-too-large'])
  })

  test('has a yoi-plugin.toml over 64 KiB', async () => {
    expect(await rulesAfter(write('yoi-plugin.toml', `# ${'x'.repeat(64 * 1024)}\n`))).toEqual([
      'project/too-large',
    ])
  })
})

test('a file whose name no disk takes is not there', async () => {
  const manifest = MANIFEST.toString().replace('plugin.component', 'x'.repeat(300))
  expect(await rulesAfter(write('plugin.toml', manifest))).toEqual(['build/missing'])
})

test('a folder that is not there cannot be read', () => {
  const { findings } = readHostDirectory(join(makeFolder(), 'none'), PACKAGE_LIMITS)
  expect(findings).toMatchObject([{ rule: 'package/unreadable', host: { kind: 'io', phase: 'discovery' } }])
})

describe('an archive that no packer of ours writes', () => {
  test.each<[rule: string, entries: RawEntry[]]>([
    ['package/compressed-entry', [{ name: 'plugin.toml', content: MANIFEST, method: 8 }]],
    ['package/encrypted-entry', [{ name: 'plugin.toml', content: MANIFEST, flags: 1 }]],
    ['package/duplicate-path', twice({ name: 'plugin.toml', content: MANIFEST })],
    ['package/malformed-archive', [{ name: 'plugin.toml', content: MANIFEST, localSignature: 0 }]],
    ['package/symlink', [{ name: 'a', content: '', externalAttributes: 0o120777 * 0x10000 }]],
    ['package/unsafe-path', [{ name: '../plugin.toml', content: MANIFEST }]],
  ])('is refused once, by %s', async (rule, entries) => {
    const path = join(makeFolder({ 'a.yoi-plugin': rawZip(entries) }), 'a.yoi-plugin')
    const { findings } = await checkPath(path, { inputPath: 'a.yoi-plugin', isStatic: true })
    expect(findings.map(finding => finding.rule)).toEqual([rule])
    expect(findings[0]).toMatchObject({ severity: 'error', isHostFirst: true })
  })
})

describe('what only shows when something is run', () => {
  test('is a case with a wrong key', async () => {
    expect(await rulesAfter(write('cases/a.toml', 'tool = "echo"\nexpects = {}\n'), false)).toContain(
      'case/unreadable',
    )
  })

  test('is a case with grants of a folder that is not there', async () => {
    const grants = 'fs = [{ root = "nothing", operations = ["read"] }]'
    const text = `tool = "echo"\ninput = { text = "a" }\ngrants = { ${grants} }\n`
    expect(await rulesAfter(write('cases/a.toml', text), false)).toContain('case/unusable')
  })

  test('is code that compiles and is probably wrong', async () => {
    const source = `${PDK_IMPORT}export default defineTools({ echo: { run: x => ({ summary: x === NaN ? 'a' : 'b' }) } })\n`
    const { findings } = await buildFiles({ 'src/plugin.ts': source }, ['echo'])
    expect(findings).toMatchObject([{ rule: 'build/suspicious-code', severity: 'warning' }])
  })
})

test('every rule without a fixture is named by a test', () => {
  const withFixture = new Set(listCheckFixtures().map(({ rule }) => rule))
  const texts = readdirSync(asset('test'), { recursive: true, encoding: 'utf8' })
    .filter(path => path.endsWith('.ts'))
    .map(path => readFileSync(asset(`test/${path}`), 'utf8'))
  const untested = catalogue
    .map(({ id }) => id)
    .filter(id => !withFixture.has(id) && !texts.some(text => text.includes(id)))
  expect(untested).toEqual([])
})

async function rulesAfter(change: (plugin: string) => void, isStatic = true): Promise<string[]> {
  return inPluginFolder(PLUGIN, async plugin => {
    change(plugin)
    const { findings } = await checkPath(plugin, { inputPath: 'plugin', isStatic })
    return findings.map(finding => finding.rule)
  })
}

function write(path: string, text: string): (plugin: string) => void {
  return plugin => {
    mkdirSync(join(plugin, path, '..'), { recursive: true })
    writeFileSync(join(plugin, path), text)
  }
}

function twice(entry: RawEntry): RawEntry[] {
  return [entry, { ...entry }]
}

/** A custom section of about so many bytes. */
function customSection(byteLength: number): Buffer {
  const content = Buffer.alloc(byteLength)
  content.write('\x01x', 'latin1')
  const length = [0, 7, 14, 21].map(shift => ((byteLength >> shift) & 0x7f) | (shift < 21 ? 0x80 : 0))
  return Buffer.concat([Buffer.from([0, ...length]), content])
}
