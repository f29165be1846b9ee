import { describe, expect, test } from 'vitest'
import { ruleFindings } from '../../../support/rule-findings.ts'

describe('package/secret-file', () => {
  test.each(['.env', '.env.production', 'keys/id_ed25519', 'cert.P12', '.npmrc', 'home/.aws/credentials'])(
    'finds %s',
    path => {
      const [finding] = ruleFindings('package/secret-file', { files: { [path]: '' } })
      expect(finding?.at).toEqual({ file: path })
    },
  )

  test.each(['.env.example', 'id_rsa.pub', 'environment.md', 'cert.pem', 'src/env.ts'])(
    'leaves %s alone',
    path => {
      expect(ruleFindings('package/secret-file', { files: { [path]: '' } })).toEqual([])
    },
  )
})

describe('package/secret-text', () => {
  test('does not repeat the secret', () => {
    const secret = `AKIA${'QRST2UVW3XYZQRST'}`
    const [finding] = ruleFindings('package/secret-text', { files: { 'a.md': `x\n${secret}` } })
    expect(finding).toMatchObject({ severity: 'warning', at: { file: 'a.md', line: 2 } })
    expect(JSON.stringify(finding)).not.toContain(secret)
  })
})

describe('package/case-collision', () => {
  test.each([
    ['case', 'data/Words.txt', 'data/words.txt'],
    ['the form of an accent', 'caf\u00e9.md', 'cafe\u0301.md'],
  ])('finds two paths that differ in %s', (_, one, other) => {
    expect(ruleFindings('package/case-collision', { files: { [one]: '', [other]: '' } })).toHaveLength(1)
  })

  test('is silent about different paths', () => {
    expect(ruleFindings('package/case-collision', { files: { 'a/B': '', 'b/A': '' } })).toEqual([])
  })
})

describe('package/source-map', () => {
  test('finds a source map by name and content', () => {
    const files = { 'plugin.js.map': '{"version":3,"sources":[],"mappings":""}', 'world.map': 'grass water' }
    expect(ruleFindings('package/source-map', { files }).map(({ at }) => at?.file)).toEqual(['plugin.js.map'])
  })
})

describe('package/large-file', () => {
  const component = 'component = "c.wasm"'
  const manifest = `[runtime]\nkind = "wasm-component"\nworld = "yoi:plugin/tool@1.0.0"\n${component}`

  test('counts every file but the component', () => {
    const files = {
      'c.wasm': new Uint8Array(1024 * 1024 + 1),
      'demo.bin': new Uint8Array(1024 * 1024 + 1),
      'fits.bin': new Uint8Array(1024 * 1024),
    }
    expect(ruleFindings('package/large-file', { manifest, files }).map(({ at }) => at?.file)).toEqual([
      'demo.bin',
    ])
  })
})

describe('package/no-documents', () => {
  test('says of an archive what it lacks, and nothing of a folder', () => {
    const parts = { files: { 'readme.txt': '' } }
    expect(ruleFindings('package/no-documents', parts)).toEqual([])
    const [finding] = ruleFindings('package/no-documents', { ...parts, inputKind: 'package' })
    expect(finding?.message).toBe('The package holds no LICENSE.')
  })

  test('is silent when both are there', () => {
    const files = { 'README.md': '', COPYING: '' }
    expect(ruleFindings('package/no-documents', { files, inputKind: 'package' })).toEqual([])
  })
})

describe('package/template-leftover', () => {
  test('finds the heading that the template wrote', () => {
    const [finding] = ruleFindings('package/template-leftover', { files: { 'README.md': '# Example\n' } })
    expect(finding).toMatchObject({ at: { file: 'README.md', line: 1 } })
  })

  test('is silent about a description that the author kept', () => {
    const manifest = 'description = "Answers with the text that it is given."'
    expect(ruleFindings('package/template-leftover', { manifest })).toEqual([])
  })
})
