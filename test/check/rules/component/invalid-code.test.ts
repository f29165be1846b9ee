import { describe, expect, test } from 'vitest'
import { checkPlugin } from '../../../../src/check/check-plugin.ts'
import { readComponent } from '../../../../src/component/read-component.ts'
import { YOI_2026_08 } from '../../../../src/contract/host-revisions.ts'
import { assemble } from '../../../support/assemble.ts'

describe('component/invalid-code', () => {
  test.each([
    [
      'a function that gives another type than it says',
      '(func (result i32) i64.const 0)',
      /function 0 does not validate/,
    ],
    ['an atomic operator', '(func atomic.fence)', /operator 0xfe/],
  ])('finds %s', async (_, fields, reason) => {
    const findings = await findingsOf(`(component (core module ${fields}))`)
    expect(findings).toMatchObject([
      { severity: 'error', at: { file: 'plugin.wasm' }, message: expect.stringMatching(reason) },
    ])
  })

  test.each([
    ['code that validates', '(component (core module (func (result i32) i32.const 0)))'],
    ['a component that is refused for something else', '(component (core module (func i64.const 0) (tag)))'],
    ['a core module, which is no component', '(module (func (result i32) i64.const 0))'],
  ])('is silent about %s', async (_, text) => {
    expect(await findingsOf(text)).toEqual([])
  })
})

async function findingsOf(text: string) {
  const bytes = await assemble(text)
  const plugin = {
    inputKind: 'component',
    inputPath: 'plugin.wasm',
    componentPath: 'plugin.wasm',
    files: new Map([['plugin.wasm', bytes]]),
    component: readComponent(bytes),
    findings: [],
  } as const
  return checkPlugin(plugin, YOI_2026_08).filter(finding => finding.rule === 'component/invalid-code')
}
