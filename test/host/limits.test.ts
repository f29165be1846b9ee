import { expect, test } from 'vitest'
import { YOI_2026_08 } from '../../src/contract/host-revisions.ts'
import { createHost } from '../../src/host/host.io.ts'
import { assemble } from '../support/assemble.ts'
import { answer, assembleTool, type GuestParts, hostedTool, ONE_PAGE } from '../support/tool-plugin.ts'

const ENDLESS = '(loop (br 0)) (unreachable)'

/** Answers with this text. */
function says(text: string): GuestParts {
  const pages = Math.ceil((text.length + 64) / 65_536)
  const data = text.replaceAll('"', '\\"')
  return {
    fields: `(memory (export "memory") ${pages}) (data (i32.const 16) "${data}")`,
    call: answer(16, text.length),
  }
}

const output = (summary: string, content: string) => JSON.stringify({ summary, content })

/** Every limit of contract 6.3 and 6.7 that one tool call can reach: the name, who reaches it, the value, what is allowed, what is said. */
const LIMITS: readonly (readonly [string, GuestParts, number, number, string])[] = [
  ['fuel', { call: ENDLESS }, 5_000_000, 5_000_000, 'all of its 5000000 fuel is used'],
  [
    'memory',
    { fields: '(memory (export "memory") 33)', call: '(unreachable)' },
    33,
    32,
    "the module's memory starts with 33 pages, more than 32",
  ],
  [
    'memory',
    { fields: ONE_PAGE, call: '(drop (memory.grow (i32.const 40))) (unreachable)' },
    41,
    32,
    'memory.grow to 41 pages of 64 KiB, more than 32',
  ],
  [
    'memory',
    {
      fields: `${ONE_PAGE} (func $start (drop (memory.grow (i32.const 32)))) (start $start)`,
      call: '(unreachable)',
    },
    33,
    32,
    'memory.grow to 33 pages of 64 KiB, more than 32',
  ],
  [
    'memory',
    { fields: '(memory (export "memory") 1 2)', call: '(drop (memory.grow (i32.const 2))) (unreachable)' },
    3,
    32,
    'memory.grow to 3 pages of 64 KiB, more than the module declares for its memory',
  ],
  [
    'table',
    { fields: `${ONE_PAGE} (table 257 funcref)`, call: '(unreachable)' },
    257,
    256,
    "the module's table starts with 257 elements, more than 256",
  ],
  [
    'table',
    {
      fields: `${ONE_PAGE} (table 1 funcref)`,
      call: '(drop (table.grow (ref.null func) (i32.const 300))) (unreachable)',
    },
    301,
    256,
    'table.grow to 301 elements, more than 256',
  ],
  [
    'tables',
    { fields: `${ONE_PAGE} (table 1 funcref) (table 1 funcref)`, call: '(unreachable)' },
    2,
    1,
    'the component makes 2 tables; the host allows 1',
  ],
  [
    'memories',
    { fields: `${ONE_PAGE} (memory 1)`, call: '(unreachable)' },
    2,
    1,
    'a module has 2 memories; the host allows 1',
  ],
  [
    'output',
    says(output('s', 'x'.repeat(65_536))),
    65_564,
    65_536,
    'the output is 65564 bytes, more than 65536',
  ],
  ['summary', says(output('x'.repeat(1_025), '')), 1_025, 1_024, 'the summary is 1025 bytes, more than 1024'],
]

test.each(LIMITS)(
  'the limit %s is reported by name, with value and limit',
  async (limit, guest, value, most, message) => {
    const host = createHost({ plugins: [hostedTool(await assembleTool(guest))], deadlineMs: 10_000 })
    try {
      const outcome = await host.call('example_echo', '{}')
      expect(outcome).toMatchObject({ status: 'limit', limit, value, most, message })
    } finally {
      host.close()
    }
  },
)

test('the limit input is reported by name, with value and limit', async () => {
  const host = createHost({ plugins: [hostedTool(await assembleTool({ call: '(unreachable)' }))] })
  expect(await host.call('example_echo', JSON.stringify('x'.repeat(65_535)))).toMatchObject({
    status: 'limit',
    limit: 'input',
    value: 65_537,
    most: 65_536,
  })
})

test('the limit core-instances is reported by name, with value and limit', async () => {
  const component = await assemble(`(component
    (core module $empty) (core instance (instantiate $empty)) (core instance (instantiate $empty)))`)
  const host = createHost({ plugins: [hostedTool(component)], deadlineMs: 10_000 })
  expect(await host.call('example_echo', '{}')).toMatchObject({
    status: 'limit',
    limit: 'core-instances',
    value: 2,
    most: 1,
  })
  host.close()
})

test('the wall limit is that of the host revision', async () => {
  const limits = { ...YOI_2026_08, fuelPerCall: Number.MAX_SAFE_INTEGER }
  const host = createHost({ plugins: [hostedTool(await assembleTool({ call: ENDLESS }))], limits })
  try {
    expect(await host.call('example_echo', '{}')).toMatchObject({
      status: 'limit',
      limit: 'wall',
      value: 1_000,
      most: 1_000,
      message: 'the call took more than 1000 ms',
    })
  } finally {
    host.close()
  }
})
