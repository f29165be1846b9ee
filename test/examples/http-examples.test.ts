import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { beforeAll, describe, expect, test } from 'vitest'
import { asset } from '../../src/assets.io.ts'
import { readManifest } from '../../src/manifest/read-manifest.ts'
import { buildTypeScript } from '../../src/toolchains/typescript/build-typescript.ts'
import { HostTool } from '../support/host-tool.ts'
import { type RecordedCall, replyTo } from '../support/replies.ts'

async function build(projectDir: string): Promise<Uint8Array> {
  const { manifest } = readManifest(
    readFileSync(join(projectDir, 'plugin.toml')),
    new Set(['plugin.component.wasm']),
  )
  const built = await buildTypeScript({
    projectDir,
    entry: 'src/plugin.ts',
    engine: 'quickjs',
    manifest: manifest!,
  })
  if (!built.ok) throw new Error(JSON.stringify(built.findings, null, 2))
  return built.component
}

describe.each(['discord-webhook', 'web-page-outline'])('the example %s', name => {
  const projectDir = asset(`examples/${name}`)
  const calls: readonly RecordedCall[] = JSON.parse(
    readFileSync(join(projectDir, 'wasmtime-calls.json'), 'utf8'),
  )
  let component: Uint8Array
  beforeAll(async () => {
    component = await build(projectDir)
  })

  test.each(calls.map(call => [call.tool, call.input, call] as const))(
    '%s %s sends what the host expects, and answers',
    async (tool, input, { summary, content, replies }) => {
      const left = [...replies]
      const host = new HostTool(component, replyTo(left), [tool])
      const outcome = await host.call(JSON.parse(input), tool)
      host.close()
      expect(outcome).toMatchObject({
        status: 'ok',
        output: { summary, ...(content !== null && { content }) },
      })
      expect(left).toEqual([])
    },
  )
})

test('the example web-page-outline outlines the beginning of a page of 64 KiB with the fuel of a call', async () => {
  const section = (number: number) =>
    `<section id="s${number}">\n<h2>Section ${number}<a class="headerlink" href="#s${number}">¶</a></h2>\n` +
    `<p>${'Some <em>text</em> with "quotes" and <code class="x">code</code>. '.repeat(24)}</p>\n</section>\n`
  const body = `<h1>Über alles</h1>\n${Array.from({ length: 60 }, (_, number) => section(number)).join('')}`
  const host = new HostTool(
    await build(asset('examples/web-page-outline')),
    () => ({
      status: 200,
      headers: [],
      body: Buffer.from(body).subarray(0, 65_536).toString(),
      truncated: true,
    }),
    ['outline_page'],
  )
  const outcome = await host.call({ page: 'long.html' }, 'outline_page')
  host.close()
  expect(outcome).toMatchObject({
    status: 'ok',
    output: { summary: expect.stringMatching(/^2\d headings in its beginning: Über alles$/) },
  })
  expect(outcome.meters.fuel).toBeLessThan(4_500_000)
})
