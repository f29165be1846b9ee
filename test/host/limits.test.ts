import { expect, test } from 'vitest'
import { YOI_2026_08 } from '../../src/contract/host-revisions.ts'
import { createHost } from '../../src/host/host.io.ts'
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

/** Every limit of contract 6.3 and 6.7 that one tool call can reach, with what is said: the value, where it is known, and the limit. */
const LIMITS: readonly (readonly [name: string, guest: GuestParts, message: string])[] = [
  ['fuel', { call: ENDLESS }, 'all of its 5000000 fuel is used'],
  [
    'memory',
    { fields: '(memory (export "memory") 33)', call: '(unreachable)' },
    "the module's memory starts with 33 pages, more than 32",
  ],
  [
    'memory',
    { fields: ONE_PAGE, call: '(drop (memory.grow (i32.const 32))) (unreachable)' },
    'memory.grow went past 32 pages of 64 KiB',
  ],
  [
    'table',
    { fields: `${ONE_PAGE} (table 257 funcref)`, call: '(unreachable)' },
    "the module's table starts with 257 elements, more than 256",
  ],
  [
    'table',
    {
      fields: `${ONE_PAGE} (table 1 funcref)`,
      call: '(drop (table.grow (ref.null func) (i32.const 256))) (unreachable)',
    },
    'table.grow went past 256 elements',
  ],
  [
    'tables',
    { fields: `${ONE_PAGE} (table 1 funcref) (table 1 funcref)`, call: '(unreachable)' },
    'the component makes 2 tables; the host allows 1',
  ],
  ['output', says(output('s', 'x'.repeat(65_536))), 'the output is 65564 bytes, more than 65536'],
  ['summary', says(output('x'.repeat(1_025), '')), 'the summary is 1025 bytes, more than 1024'],
]

test.each(LIMITS)('the limit %s is reported by name', async (name, guest, message) => {
  const host = createHost({ plugins: [hostedTool(await assembleTool(guest))], deadlineMs: 10_000 })
  try {
    expect(await host.call('example_echo', '{}')).toMatchObject({ status: 'limit', limit: name, message })
  } finally {
    host.close()
  }
})

test('the wall limit is that of the host revision', async () => {
  const limits = { ...YOI_2026_08, fuelPerCall: Number.MAX_SAFE_INTEGER }
  const host = createHost({ plugins: [hostedTool(await assembleTool({ call: ENDLESS }))], limits })
  try {
    expect(await host.call('example_echo', '{}')).toMatchObject({
      status: 'limit',
      limit: 'wall',
      message: 'the call took more than 1000 ms',
    })
  } finally {
    host.close()
  }
})
