import { readdirSync, readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { describe, expect, test } from 'vitest'
import { readComponent } from '../../src/component/read-component.ts'
import { validateCoreModules } from '../../src/component/validate-core-modules.ts'
import { assemble } from '../support/assemble.ts'

const folder = fileURLToPath(new URL('../fixtures/component', import.meta.url))

/** The verdicts are those of wasmtime under the host's features; the names of the folders say which. */
describe('small components', () => {
  test.each(textsOf('valid'))('%s is sound', async (_, text) => {
    const bytes = await assemble(text)
    expect(readComponent(bytes).refusal).toBeUndefined()
    expect(validateCoreModules(bytes).filter(each => each.verdict === 'invalid')).toEqual([])
  })

  test.each(textsOf('invalid'))('%s is refused', async (_, text) => {
    expect(await complaintsOf(text)).not.toEqual([])
  })

  test('each refusal says what is wrong', async () => {
    const lines: string[] = []
    for (const [name, text] of textsOf('invalid')) {
      lines.push(`${name}: ${(await complaintsOf(text)).join('; ')}`)
    }
    await expect(`${lines.join('\n')}\n`).toMatchFileSnapshot(`${folder}/invalid/expected.txt`)
  })
})

describe('validating core modules', () => {
  test('tells the place and the fault of a module whose code does not validate', async () => {
    const bytes = await assemble(
      '(component (core module) (core module (func (result i32) i64.const 0)) (component (core module)))',
    )
    const [first, second, third] = validateCoreModules(bytes)
    expect([first?.verdict, second?.verdict, third?.verdict]).toEqual(['valid', 'invalid', 'valid'])
    expect(second?.reason).toBe('function 0 does not validate (byte 26 of the module)')
    expect(second?.offset).toBeGreaterThan(first!.offset + first!.byteLength)
  })

  test('takes a bare core module, and tells nothing of other files', async () => {
    expect(validateCoreModules(await assemble('(module (memory 1))'))).toMatchObject([
      { offset: 0, verdict: 'valid', reason: null },
    ])
    expect(validateCoreModules(new TextEncoder().encode('hello'))).toEqual([])
  })

  test.each([
    ['atomics', '(func atomic.fence)'],
    ['exceptions', '(tag $t) (func throw $t)'],
    ['host references', '(func (param externref))'],
    ['structs', '(type (struct))'],
    ['shared memory', '(memory 1 1 shared)'],
  ])('refuses %s, which the host leaves off', async (_, fields) => {
    const [module] = validateCoreModules(await assemble(`(module ${fields})`))
    expect(module?.verdict).toBe('invalid')
  })

  test.each([
    ['tail calls', '(func $f return_call $f)'],
    ['vectors', '(func (result v128) v128.const i64x2 0 0)'],
    ['bulk memory', '(memory 1) (func (memory.fill (i32.const 0) (i32.const 0) (i32.const 1)))'],
    ['two memories', '(memory 1) (memory 1)'],
    ['64-bit memories', '(memory i64 1)'],
    ['extended constants', '(global i32 (i32.add (i32.const 1) (i32.const 1)))'],
  ])('never calls %s invalid, whatever this Node can do', async (_, fields) => {
    const [module] = validateCoreModules(await assemble(`(module ${fields})`))
    expect(module?.verdict).not.toBe('invalid')
  })
})

function textsOf(kind: 'valid' | 'invalid'): [name: string, text: string][] {
  return readdirSync(`${folder}/${kind}`)
    .filter(name => name.endsWith('.wat'))
    .sort()
    .map(name => [name.replace('.wat', ''), readFileSync(`${folder}/${kind}/${name}`, 'utf8')])
}

async function complaintsOf(text: string): Promise<string[]> {
  const bytes = await assemble(text)
  const { refusal } = readComponent(bytes)
  if (refusal) return [`${refusal.kind}: ${refusal.reason}`]
  return validateCoreModules(bytes)
    .filter(each => each.verdict === 'invalid')
    .map(each => `core module: ${each.reason}`)
}
