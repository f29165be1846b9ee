import { describe, expect, test } from 'vitest'
import type { CallOutcome } from '../../src/host/call-outcome.ts'
import { createHost } from '../../src/host/host.io.ts'
import { answer, assembleTool, type GuestParts, hostedTool, ONE_PAGE } from '../support/tool-plugin.ts'

/** Name, guest, outcome as `status`, `limit:<name>` or `status`, and a part of the message. */
type Attack = readonly [name: string, guest: GuestParts, outcome: string, message: string]

const ATTACKS: readonly Attack[] = [
  [
    'an endless loop',
    { call: '(loop (br 0)) (unreachable)' },
    'limit:fuel',
    'all of its 5000000 fuel is used',
  ],
  [
    'a loop of tail calls',
    {
      fields: `${ONE_PAGE} (func $again (result i32) (return_call $again))`,
      call: '(return_call $again)',
    },
    'limit:fuel',
    'fuel',
  ],
  [
    'a loop of indirect tail calls',
    {
      fields: `${ONE_PAGE} (type $t (func (result i32))) (table 1 funcref) (elem (i32.const 0) func $again)
        (func $again (type $t) (return_call_indirect (type $t) (i32.const 0)))`,
      call: '(return_call $again)',
    },
    'limit:fuel',
    'fuel',
  ],
  [
    'a deep recursion',
    {
      fields: `${ONE_PAGE} (func $deeper (param i64 i64 i64 i64) (result i32) (local i64 i64 i64 i64)
        (i32.add (call $deeper (local.get 0) (local.get 1) (local.get 2) (local.get 3)) (i32.const 1)))`,
      call: '(call $deeper (i64.const 0) (i64.const 0) (i64.const 0) (i64.const 0))',
    },
    'trap',
    'call stack exhausted',
  ],
  ['unreachable', { call: '(unreachable)' }, 'trap', 'unreachable instruction executed'],
  [
    'a division by zero',
    { call: '(i32.div_u (i32.const 1) (i32.const 0))' },
    'trap',
    'integer divide by zero',
  ],
  ['a load past the memory', { call: '(i32.load (i32.const -4))' }, 'trap', 'out of bounds memory access'],
  [
    'a memory that grows for ever',
    { call: '(loop (drop (memory.grow (i32.const 1))) (br 0)) (unreachable)' },
    'limit:memory',
    'memory.grow went past 32 pages of 64 KiB',
  ],
  [
    'a memory that starts too large',
    { fields: '(memory (export "memory") 33)', call: '(i32.const 0)' },
    'limit:memory',
    'starts with 33 pages, more than 32',
  ],
  [
    'a table that grows for ever',
    {
      fields: `${ONE_PAGE} (table $t 1 funcref)`,
      call: '(loop (drop (table.grow $t (ref.null func) (i32.const 100))) (br 0)) (unreachable)',
    },
    'limit:table',
    'table.grow went past 256 elements',
  ],
  [
    'a table that starts too large',
    { fields: `${ONE_PAGE} (table 257 funcref)`, call: '(i32.const 0)' },
    'limit:table',
    'starts with 257 elements, more than 256',
  ],
  [
    'two memories',
    { fields: `${ONE_PAGE} (memory 1)`, call: '(i32.const 0)' },
    'limit:memories',
    'a module has 2 memories; the host allows 1',
  ],
  [
    'two tables',
    { fields: `${ONE_PAGE} (table 1 funcref) (table 1 funcref)`, call: '(i32.const 0)' },
    'limit:tables',
    '2 tables; the host allows 1',
  ],
  [
    'a table of external references',
    { fields: `${ONE_PAGE} (table 1 externref)`, call: '(i32.const 0)' },
    'load-refused',
    'externref',
  ],
  [
    'a shared memory',
    { fields: '(memory (export "memory") 1 2 shared)', call: '(i32.const 0)' },
    'load-refused',
    'shared memory',
  ],
  [
    'a 64-bit table',
    { fields: `${ONE_PAGE} (table i64 1 funcref)`, call: '(i32.const 0)' },
    'runner-cannot',
    '64-bit table',
  ],
  [
    'a garbage-collected type',
    { fields: `${ONE_PAGE} (type (struct (field i32)))`, call: '(i32.const 0)' },
    'load-refused',
    'type form 0x5f',
  ],
  [
    'an exception tag',
    { fields: `${ONE_PAGE} (tag (param i32))`, call: '(i32.const 0)' },
    'load-refused',
    'section 13',
  ],
  [
    'a function with 49,000 locals',
    { fields: `${ONE_PAGE} (func (local ${'i64 '.repeat(49_000)}))`, call: '(i32.const 0)' },
    'load-refused',
    '49000 locals, more than 2000',
  ],
  [
    'a function of a megabyte',
    { fields: `${ONE_PAGE} (func ${'(block)'.repeat(300_000)})`, call: '(i32.const 0)' },
    'load-refused',
    'more than 524288',
  ],
  ['a returned 10 MB', { call: answer(0, 10_000_000) }, 'trap', '0 + 10000000 bytes in a memory of 65536'],
  ['a returned 1 GiB', { call: answer(0, 1 << 30) }, 'trap', '0 + 1073741824 bytes in a memory of 65536'],
  [
    'a returned 100 KiB',
    { fields: '(memory (export "memory") 2)', call: answer(16, 102_400) },
    'limit:output',
    'the output is 102400 bytes, more than 65536',
  ],
  ['a pointer past the memory', { call: answer(70_000, 1) }, 'trap', '70000 + 1 bytes in a memory of 65536'],
  ['a misaligned result', { call: '(i32.const 2)' }, 'trap', 'pointer 2 is not aligned to 4 bytes'],
  ['a result past the memory', { call: '(i32.const 65532)' }, 'trap', '65532 + 8 bytes in a memory of 65536'],
  [
    'a string that is not UTF-8',
    { fields: `${ONE_PAGE} (data (i32.const 16) "\\ff\\fe")`, call: answer(16, 2) },
    'trap',
    'not valid UTF-8',
  ],
  [
    'a surrogate in UTF-8',
    { fields: `${ONE_PAGE} (data (i32.const 16) "\\ed\\a0\\80")`, call: answer(16, 3) },
    'trap',
    'not valid UTF-8',
  ],
  ['an empty answer', { call: answer(0, 0) }, 'bad-output', 'empty string'],
  [
    'an answer that is no JSON',
    { fields: `${ONE_PAGE} (data (i32.const 16) "hello")`, call: answer(16, 5) },
    'bad-output',
    'not valid JSON',
  ],
  [
    'a trap in the start function',
    { fields: `${ONE_PAGE} (func $start unreachable) (start $start)`, call: '(i32.const 0)' },
    'trap',
    'unreachable instruction executed',
  ],
  [
    'an endless start function',
    { fields: `${ONE_PAGE} (func $start (loop (br 0))) (start $start)`, call: '(i32.const 0)' },
    'limit:fuel',
    'fuel',
  ],
  [
    'a trap in post-return',
    {
      fields: `${ONE_PAGE} (data (i32.const 16) "{\\"summary\\":\\"x\\"}") (func (export "post") (param i32) unreachable)`,
      call: answer(16, 15),
      options: '(post-return (core func $main "post"))',
    },
    'trap',
    'unreachable instruction executed',
  ],
  [
    'a post-return of another type',
    {
      fields: `${ONE_PAGE} (func (export "post"))`,
      call: answer(0, 0),
      options: '(post-return (core func $main "post"))',
    },
    'load-refused',
    'post-return',
  ],
  [
    'a module that imports the runner’s own globals',
    { fields: `(import "yoi:meter" "fuel" (global (mut i64))) ${ONE_PAGE}`, call: '(i32.const 0)' },
    'load-refused',
    'yoi:meter',
  ],
  [
    'a module that is not valid',
    { fields: `${ONE_PAGE} (func (result i32))`, call: '(i32.const 0)' },
    'load-refused',
    'not valid WebAssembly',
  ],
  [
    'a function that counts on the locals of the rewrite',
    { fields: `${ONE_PAGE} (func (local.set 0 (i64.const 1000000)))`, call: '(i32.const 0)' },
    'load-refused',
    'not valid WebAssembly',
  ],
]

describe('a hostile guest gets a typed refusal and the host stays usable', () => {
  test.each(ATTACKS)('%s', async (_, guest, expected, message) => {
    const host = createHost({ plugins: [hostedTool(await assembleTool(guest))], deadlineMs: 5_000 })
    try {
      const outcome = await host.call('example_echo', '{}')
      expect({ outcome: label(outcome), message: messageOf(outcome) }).toEqual({
        outcome: expected,
        message: expect.stringContaining(message),
      })
      expect(await host.call('example_echo', '{}')).toMatchObject({ status: outcome.status })
    } finally {
      host.close()
    }
  })
})

function label(outcome: CallOutcome): string {
  return outcome.status === 'limit' ? `limit:${outcome.limit}` : outcome.status
}

function messageOf(outcome: CallOutcome): string {
  return outcome.status === 'ok' ? '' : outcome.message
}
