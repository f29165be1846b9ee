import { describe, expect, test } from 'vitest'
import { INGRESS_EVENT_KINDS, MAX_WEBSOCKET_SOURCES } from '../../../../src/contract/ingress.ts'
import { ruleFindings } from '../../../support/rule-findings.ts'

const TARGET = '[[websocket]]\nscheme = "wss"\nhost = "a.example"\npath_prefixes = ["/"]\n'
const REQUESTED = 'permissions = [{ kind = "host_api", api = "websocket" }]\n'

describe('sources of an ingress', () => {
  test('8.6, 8.8: kinds and number of connections', () => {
    expect(INGRESS_EVENT_KINDS).toEqual(['websocket_text', 'websocket_close', 'websocket_error'])
    expect(MAX_WEBSOCKET_SOURCES).toBe(4)
  })

  test.each(['https://a.example/', 'timer:5s', 'wss:a.example', ''])('%j is ignored by the host', text => {
    expect(find('bad-source', [text])[0]?.message).toContain('of no form that the host knows')
  })

  test.each(['websocket:', 'websocket:https://a.example/', 'wss://', 'ws://a b/'])('%j is no URL', text => {
    expect(find('bad-source', [text])[0]?.message).toContain('holds no ws:// or wss:// URL')
  })

  test.each(['wss://a.example/x', ' websocket: wss://a.example ', 'ws://[::1]:80/'])('%j is read', text => {
    expect(find('bad-source', [text])).toEqual([])
  })

  test('a source needs a target and the permission', () => {
    const source = ['wss://a.example/x']
    expect(find('source-without-target', source, REQUESTED)[0]?.fix).toContain('host = "a.example"')
    expect(find('source-without-target', source, '', TARGET)[0]?.fix).toContain('host_api')
    expect(find('source-without-target', ['ws://a.example/x'], REQUESTED, TARGET)).toHaveLength(1)
    expect(find('source-without-target', source, REQUESTED, TARGET)).toEqual([])
  })

  test('the fifth source is one too many, those counted that fail', () => {
    const four = ['wss://a.example', 'wss://b.example', 'wss://c.example', 'websocket:']
    expect(find('too-many-sources', [...four, 'timer:5s'])).toEqual([])
    expect(find('too-many-sources', [...four, 'wss://e.example'])).toMatchObject([
      { message: expect.stringContaining('have 5 WebSocket sources') },
    ])
  })

  test('two spellings of one URL are one connection', () => {
    expect(find('duplicate-source', ['wss://a.example', 'websocket:wss://A.example:443/'])).toHaveLength(1)
    expect(find('duplicate-source', ['wss://a.example/?x', 'wss://a.example/'])).toEqual([])
  })
})

function find(problem: string, sources: readonly string[], before = '', after = '') {
  const ingress = `[[ingresses]]\nname = "a"\ndescription = ""\nsources = ${JSON.stringify(sources)}\n`
  return ruleFindings(`ingresses/${problem}`, { manifest: `${before}${ingress}${after}` })
}
