import { describe, expect, test } from 'vitest'
import type { CoreModuleFacts } from '../../../../src/component/component-facts.ts'
import { YOI_2026_08 } from '../../../../src/contract/host-revisions.ts'
import { ruleFindings } from '../../../support/rule-findings.ts'

const MODULE: CoreModuleFacts = {
  offset: 0,
  byteLength: 0,
  codeBytes: 0,
  dataBytes: 0,
  functions: 0,
  imports: [],
  exports: [],
  memories: [],
  tables: [],
  customSections: [],
}

describe('host/compile-cost', () => {
  test('gives the code of all modules and its ratio to what fits', () => {
    const half = { ...MODULE, codeBytes: YOI_2026_08.compiledCodeBytes }
    const [finding] = ruleFindings('host/compile-cost', { component: { coreModules: [half, half] } })
    expect(finding).toMatchObject({
      severity: 'warning',
      message: expect.stringContaining('1720000 bytes of code, 2.0 times'),
    })
    expect(JSON.stringify(finding)).not.toMatch(/\d ?ms\b/)
  })

  test.each([
    ['what just fits', { coreModules: [{ ...MODULE, codeBytes: YOI_2026_08.compiledCodeBytes }] }],
    [
      'a file that the host refuses for its size',
      { byteLength: 9_000_000, coreModules: [{ ...MODULE, codeBytes: 8_000_000 }] },
    ],
    [
      'a component of the instance world, which is compiled once',
      { coreModules: [{ ...MODULE, codeBytes: 8_000_000 }] },
      '[runtime]\nkind = "wasm-component"\nworld = "yoi:plugin/instance@1.0.0"\ncomponent = "a.wasm"',
    ],
  ])('is silent about %s', (_, component, manifest = '') => {
    const files = { 'a.wasm': '' }
    expect(ruleFindings('host/compile-cost', { component, manifest, files })).toEqual([])
  })
})

describe('component/not-stripped', () => {
  test('adds up names and debug information', () => {
    const customSections = [
      { name: 'name', byteLength: 10_000 },
      { name: '.debug_info', byteLength: 10_000 },
    ]
    expect(
      ruleFindings('component/not-stripped', { component: { coreModules: [{ ...MODULE, customSections }] } }),
    ).toMatchObject([
      { severity: 'note', message: expect.stringContaining('20000 bytes of debug information') },
    ])
  })

  test('is silent about other sections, and about few names', () => {
    const customSections = [
      { name: 'name', byteLength: 10_000 },
      { name: 'licence', byteLength: 100_000 },
    ]
    expect(ruleFindings('component/not-stripped', { component: { customSections } })).toEqual([])
  })
})
