import { describe, expect, test } from 'vitest'
import type { DiscoveredPackage } from '../../src/package/discovered-package.ts'
import { judgePackage, reportPackage } from '../../src/package/host-verdict.ts'
import { readStorePackage } from '../../src/package/read-store-package.ts'
import { ONE_TOOL, packedPlugin, STUB } from '../support/packed-plugin.ts'

function read(more: string): DiscoveredPackage {
  const bytes = packedPlugin({ more, files: { ...STUB, 'README.md': 'hi' } })
  const outcome = readStorePackage(bytes, { source: 'project', path: './acme-echo', label: 'acme-echo' })
  if (!outcome.ok) throw new Error(outcome.diagnostic.message)
  return outcome.package
}

const judge = (more: string) => judgePackage(read(more), new Map())

describe('the static verdict of the host', () => {
  test('joins every problem of a tool in one malformed diagnostic', () => {
    const more = `${ONE_TOOL}[[tools]]\nname = "a b"\ndescription = ""\ninput_schema = { type = "string" }\n[[tools]]\nname = "a b"\ndescription = ""\ninput_schema = { type = "object" }\n`
    const { status, diagnostics, staticInspection } = judge(more)
    expect(status).toBe('rejected')
    expect(staticInspection).toEqual({ status: 'rejected', diagnostics: 2 })
    expect(diagnostics.map(({ kind, phase }) => `${kind}/${phase}`)).toEqual([
      'malformed/resolution',
      'malformed/resolution',
    ])
    expect(diagnostics[0]?.message.split('; ').length).toBeGreaterThanOrEqual(4)
  })

  test('cuts a message at 240 characters and keeps it on one line', () => {
    const long = '😀'.repeat(30)
    const more = ONE_TOOL.replace('name = "echo"\n', `name = "${long}\\n${long}"\n`)
    const [diagnostic] = judge(more).diagnostics
    expect([...(diagnostic?.message ?? '')].length).toBeLessThanOrEqual(241)
    expect(diagnostic?.message).not.toContain('\n')
  })

  test('knows the placeholder of the host template by its hash only', () => {
    const found = read(ONE_TOOL)
    expect(judgePackage(found, new Map([['plugin.component.wasm', Buffer.from('placeholder')]])).status).toBe(
      'active',
    )
  })

  test('grants a requested host API its own targets, so that it is not rejected for using it', () => {
    const more = `permissions = [{ kind = "host_api", api = "websocket" }, { kind = "host_api", api = "fs" }]
websocket = [{ scheme = "*", host = "*" }]
[runtime]
kind = "wasm-component"
component = "plugin.component.wasm"
world = "yoi:plugin/tool@1.0.0"
`
    expect(judge(more)).toEqual({
      status: 'active',
      diagnostics: [],
      staticInspection: { status: 'active', diagnostics: 0 },
    })
  })
})

test('the package object has the keys of the host in its order', () => {
  const report = reportPackage(read(ONE_TOOL))
  expect(Object.entries(report).filter(([key]) => key !== 'digest')).toEqual([
    ['reference', 'project:acme.echo'],
    ['package', 'acme.echo'],
    ['source', 'project'],
    ['version', '0.1.0'],
    ['schema_version', 1],
    ['package_path', './acme-echo'],
    ['entries', ['README.md', 'plugin.component.wasm', 'plugin.toml']],
    ['surfaces', ['tool']],
    ['tools', ['echo']],
    ['permissions', ['surfaces.tool', 'tool.echo']],
  ])
})
