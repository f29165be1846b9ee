import { createHash } from 'node:crypto'
import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { buildTypeScript } from '../../../src/toolchains/typescript/build-typescript.ts'
import { readCoreModule } from '../../../src/wasm/core/read-core-module.ts'
import { buildFiles, PDK_IMPORT } from '../../support/build-plugin.ts'
import { coreModuleOf, PluginInstance } from '../../support/call-component.ts'

const ECHO = `${PDK_IMPORT}
export default defineTools({
  echo: { run(input: { text: string }) { return { summary: 'Echoed ' + input.text.length, content: input.text } } },
})
`

async function buildEcho(): Promise<Uint8Array> {
  const built = await buildFiles({ 'src/plugin.ts': ECHO }, ['echo'])
  if (!built.ok) throw new Error(JSON.stringify(built.findings))
  expect(built.findings).toEqual([])
  return built.component
}

describe('a built component', () => {
  test('answers a call', async () => {
    const plugin = new PluginInstance(await buildEcho())
    expect(plugin.call('echo', { text: 'hello' })).toEqual({ summary: 'Echoed 5', content: 'hello' })
  })

  test('is one core module without imports and table, of at most 20 pages and 650 KB', async () => {
    const component = await buildEcho()
    const core = readCoreModule(coreModuleOf(component))
    expect(core.imports).toEqual([])
    expect(core.tables).toEqual([])
    expect(core.memories).toHaveLength(1)
    expect(core.memories[0]!.min).toBeLessThanOrEqual(20)
    expect(core.exports.map(entry => entry.name).sort()).toEqual([
      'cabi_realloc',
      'call',
      'memory',
      'yoi-plugin:trace',
      'yoi-plugin:where',
    ])
    expect(component.length).toBeLessThanOrEqual(650_000)
  })

  test('has the same bytes when it is built twice, in two folders', async () => {
    const first = await buildEcho()
    const second = await buildEcho()
    expect(Buffer.from(first).equals(Buffer.from(second))).toBe(true)
  })

  test('holds neither source text nor a path of the machine', async () => {
    const built = await buildFiles(
      { 'src/plugin.ts': `${ECHO}// a-comment-of-the-author\nfunction unused() { return 'x' }\n` },
      ['echo'],
    )
    const text = Buffer.from((built as { component: Uint8Array }).component).toString('latin1')
    for (const secret of [
      'a-comment-of-the-author',
      'input.text',
      'yoi-plugin-build-',
      process.cwd(),
      '/src/plugin',
    ]) {
      expect(text.includes(secret), secret).toBe(false)
    }
  })

  test('names the engine, its licence and its makers', async () => {
    const text = Buffer.from(await buildEcho()).toString('latin1')
    expect(text).toContain('producers')
    expect(text).toContain('quickjs@1')
    for (const holder of ['Vercel, Inc.', 'Fabrice Bellard', 'Rich Felker', 'Unicode, Inc.'])
      expect(text).toContain(holder)
    expect(text).toContain('Permission is hereby granted, free of charge')
  })

  test('comes with the hash of every file that went in, in order', async () => {
    const helper = 'export const label = (n: number) => "n=" + n\n'
    const plugin = `${PDK_IMPORT}import { label } from './lib/label.ts'\nexport default defineTools({ echo: { run() { return { summary: label(3) } } } })`
    const built = await buildFiles({ 'src/plugin.ts': plugin, 'src/lib/label.ts': helper }, ['echo'])
    const sha256 = (text: string) => createHash('sha256').update(text).digest('hex')
    expect(built.ok && built.inputs).toEqual([
      { path: 'src/lib/label.ts', sha256: sha256(helper) },
      { path: 'src/plugin.ts', sha256: sha256(plugin) },
    ])
    expect(built.ok && built.engine).toBe('quickjs@1')
    expect(JSON.parse((built.ok && built.sourceMap) || '{}').sources).toContain('src/plugin.ts')
  })

  test('is the same when the project is reached through a link', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'yoi-plugin-link-'))
    try {
      mkdirSync(join(folder, 'real/src'), { recursive: true })
      writeFileSync(join(folder, 'real/src/plugin.ts'), ECHO)
      symlinkSync('real', join(folder, 'link'), 'dir')
      const manifest = {
        tools: [{ name: 'echo', description: '', input_schema: {}, external_write: false }],
        permissions: [],
        request: [],
        websocket: [],
      }
      const project = {
        projectDir: join(folder, 'link'),
        entry: 'src/plugin.ts',
        engine: 'quickjs',
        manifest,
      }
      const built = await buildTypeScript(project)
      expect(built.ok && built.inputs.map(input => input.path)).toEqual(['src/plugin.ts'])
      expect(built.ok && Buffer.from(built.component).equals(Buffer.from(await buildEcho()))).toBe(true)
    } finally {
      rmSync(folder, { recursive: true, force: true })
    }
  })

  test('is refused for an engine that this version does not have', async () => {
    const project = {
      projectDir: tmpdir(),
      entry: 'x.ts',
      engine: 'quickjs@7',
      manifest: { tools: [], permissions: [], request: [], websocket: [] },
    }
    await expect(buildTypeScript(project)).rejects.toMatchObject({ code: 'engine-not-available' })
  })

  test('keeps the state that the top level left, and starts from it in every instance', async () => {
    const source = `${PDK_IMPORT}let calls = 0\nconst squares = Array.from({ length: 50 }, (_, n) => n * n)
export default defineTools({ next: { run() { return { summary: String(squares[7] + calls++) } } } })`
    const built = await buildFiles({ 'src/plugin.ts': source }, ['next'])
    const component = (built as { component: Uint8Array }).component
    expect(new PluginInstance(component).call('next', {}).summary).toBe('49')
    expect(new PluginInstance(component).call('next', {}).summary).toBe('49')
  })
})
