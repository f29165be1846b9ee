import { describe, expect, test } from 'vitest'
import { assemble } from '../support/assemble.ts'
import { runInProcess } from '../support/run-in-process.ts'
import { useTemporaryFolders } from '../support/temporary-folder.ts'

const temporary = useTemporaryFolders()

async function checkText(wat: string) {
  return runInProcess(temporary({ 'a.wasm': await assemble(wat) }), 'check', 'a.wasm')
}

describe('a bare .wasm file', () => {
  test('is told with what it is, below its findings', async () => {
    const { out } = await checkText(
      '(component (import "wasi:io/poll@0.2.0" (instance)) (core module (memory 40)) (core instance (instantiate 0)))',
    )
    expect(out).toContain('"wasi:io/poll@0.2.0"')
    expect(out).toContain('The component starts with 40 memory pages')
    expect(out.trimEnd().split('\n').slice(-4)).toEqual([
      'rejected a.wasm (3 errors): static rules of yoi-2026-08, the plugin was not run',
      'component of 59 bytes, exports of no Yoi world, 1 import, 1 core instance, 40 memory pages, 0 table elements',
      'within the limits of js-engines, not of yoi-2026-08',
      'more about a rule: yoi-plugin explain component/missing-export',
    ])
  })

  test('with none of the exports of a world is refused as a tool', async () => {
    const { exitCode, out } = await checkText('(component)')
    expect(exitCode).toBe(1)
    expect(out).toContain('The component lacks the export "call" of type func(string, string) -> string.')
  })

  test('that cannot be read is told with its size only', async () => {
    const { out } = await checkText('(component (core module (tag)))')
    expect(out.trimEnd().split('\n').at(-2)).toBe('component of 29 bytes')
  })
})
