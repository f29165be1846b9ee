import { expect, test } from 'vitest'
import { rewriteModule } from '../../../src/host/sandbox/rewrite-module.ts'
import { assemble } from '../../support/assemble.ts'
import { TOOL_LIMITS } from '../../support/tool-limits.ts'

const TWO_MEMORIES = Uint8Array.from([0x00, 0x61, 0x73, 0x6d, 1, 0, 0, 0, 5, 5, 2, 0, 1, 0, 1])

test.skipIf(WebAssembly.validate(TWO_MEMORIES))(
  'what this Node lacks and the host has is no fault of the plugin',
  async () => {
    const twice = await assemble('(module (import "a" "m" (memory 1)) (import "a" "m" (memory 1)))')
    expect(() => rewriteModule(twice, TOOL_LIMITS)).toThrow(
      expect.objectContaining({
        failure: {
          kind: 'runner-cannot',
          message: `the core module uses multi-memory, which Node ${process.versions.node} lacks`,
        },
      }),
    )
  },
)

test('what no engine takes is refused', async () => {
  const broken = await assemble('(module (func (result i32)))')
  expect(() => rewriteModule(broken, TOOL_LIMITS)).toThrow(
    expect.objectContaining({
      failure: { kind: 'refused', message: 'the core module is not valid WebAssembly' },
    }),
  )
})
