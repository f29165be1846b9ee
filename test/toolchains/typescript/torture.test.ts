import { readFileSync } from 'node:fs'
import { build } from 'esbuild'
import { beforeAll, describe, expect, test } from 'vitest'
import { asset } from '../../../src/assets.io.ts'
import { readManifest } from '../../../src/manifest/read-manifest.ts'
import { buildTypeScript } from '../../../src/toolchains/typescript/build-typescript.ts'
import { HostTool } from '../../support/host-tool.ts'

const PROJECT = asset('test/guests/torture')
const TOOL = 'torture_run'

interface Call {
  readonly input: string
  readonly summary: string
  readonly content: string | null
}

const calls: readonly Call[] = JSON.parse(readFileSync(`${PROJECT}/wasmtime-calls.json`, 'utf8'))
const areaOf = ({ input }: Call): string => JSON.parse(input).area

/** Areas that need more than the oldest Node has. */
const NEWER = ['newer']

let host: HostTool
let areas: ReadonlyMap<string, () => object | Promise<object>>

beforeAll(async () => {
  const { manifest } = readManifest(
    readFileSync(`${PROJECT}/plugin.toml`),
    new Set(['plugin.component.wasm']),
  )
  const built = await buildTypeScript({
    projectDir: PROJECT,
    entry: 'src/plugin.ts',
    engine: 'quickjs',
    manifest: manifest!,
  })
  if (!built.ok) throw new Error(JSON.stringify(built.findings, null, 2))
  host = new HostTool(built.component, () => undefined, [TOOL])
  areas = await loadInNode()
  return () => host.close()
})

/** The same modules without the SDK, as plain Node runs them: an engine that is not ours says what is right. */
async function loadInNode(): Promise<typeof areas> {
  const { outputFiles } = await build({
    entryPoints: [`${PROJECT}/src/areas.ts`],
    bundle: true,
    write: false,
    format: 'esm',
    target: 'es2023',
    tsconfigRaw: '{}',
  })
  const url = `data:text/javascript;base64,${Buffer.from(outputFiles[0]!.contents).toString('base64')}`
  return (await import(url)).areas
}

describe('the torture plugin', () => {
  test.each(calls.map(call => [areaOf(call), call] as const))('%s', async (area, { summary, content }) => {
    const outcome = await host.call({ area }, TOOL)
    expect(outcome).toMatchObject({
      status: 'ok',
      output: { summary, ...(content !== null && { content }) },
    })
  })

  test('expects of every area what plain Node answers', async () => {
    const expected = new Map(calls.map(call => [areaOf(call), call.content]))
    expect([...areas.keys()].every(area => expected.has(area))).toBe(true)
    for (const [area, run] of areas)
      if (!NEWER.includes(area)) expect(JSON.stringify(await run())).toBe(expected.get(area))
  })

  test('has a case for every area, which expects the same', () => {
    for (const call of calls.filter(({ content }) => content !== null)) {
      const text = readFileSync(`${PROJECT}/cases/${areaOf(call)}.toml`, 'utf8')
      const [, stated] = /content_json_text = '''\n(.*)'''/s.exec(text)!
      expect(JSON.parse(stated!)).toEqual(JSON.parse(call.content!))
    }
  })
})
