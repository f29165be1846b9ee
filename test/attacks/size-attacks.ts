import { rawComponent } from '../support/raw-wasm.ts'
import { answer, ONE_PAGE } from '../support/tool-plugin.ts'
import { type Attack, attacksOf } from './attack.ts'

const QUIET = '(i32.const 0)'

/** A function that keeps a compiler busy: each of its blocks has every local to merge. */
const bomb = (locals: number, blocks: number) =>
  `(func (result i32) (local ${'i64 '.repeat(locals)}) ${'(block (br_if 0 (i32.const 0)))'.repeat(blocks)} (i32.const 0))`

/** Empty components, one inside the other; no assembler nests them so deep. */
function nested(levels: number): Uint8Array {
  let bytes = rawComponent()
  for (let level = 1; level < levels; level++) bytes = rawComponent([COMPONENT_SECTION, bytes])
  return bytes
}

const COMPONENT_SECTION = 4

/** Guests that want more room or time than a compiler, a memory or a table may take. */
export const SIZE_ATTACKS: readonly Attack[] = [
  ...attacksOf([
    [
      'a memory that grows for ever',
      { call: '(loop (drop (memory.grow (i32.const 1))) (br 0)) (unreachable)' },
      'limit:memory',
      'memory.grow to 33 pages of 64 KiB, more than 32',
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
      'table.grow to 301 elements, more than 256',
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
    [
      'a memory of 4 GiB that is touched page by page',
      {
        fields: '(memory (export "memory") 1 65536)',
        call: `(loop
        (i32.store8 (i32.shl (memory.grow (i32.const 1)) (i32.const 16)) (i32.const 1)) (br 0)) (unreachable)`,
      },
      'limit:memory',
      'memory.grow to 33 pages',
    ],
    [
      'a memory that grows by 4 GiB at once',
      { call: '(drop (memory.grow (i32.const 65535))) (unreachable)' },
      'limit:memory',
      'memory.grow to 65536 pages',
    ],
    [
      'a table that grows by 10 million elements at once',
      {
        fields: `${ONE_PAGE} (table $t 1 funcref)`,
        call: '(table.grow $t (ref.null func) (i32.const 10000000))',
      },
      'limit:table',
      'table.grow to 10000001 elements',
    ],
    [
      '64 tables of external references',
      { fields: `${ONE_PAGE} ${'(table 10000000 externref)'.repeat(64)}`, call: QUIET },
      'load-refused',
      'externref',
    ],
    [
      'a megabyte of code with 49,000 locals',
      { fields: `${ONE_PAGE} ${bomb(49_000, 110_000)}`, call: QUIET },
      'load-refused',
      '49000 locals, more than 2000',
    ],
    [
      '300,000 functions',
      { fields: `${ONE_PAGE} ${'(func)'.repeat(300_000)}`, call: answer(0, 0) },
      'load-refused',
      'more than 500000 items',
    ],
    [
      'a branch with 60,000 targets',
      { call: `(block (br_table ${'0 '.repeat(60_000)} (i32.const 1))) (i32.const 0)` },
      'bad-output',
    ],
    [
      '20,000 nested blocks',
      { call: `${'(block '.repeat(20_000)}${')'.repeat(20_000)} (i32.const 0)` },
      ['bad-output', 'load-refused'],
    ],
    [
      '100,000 types',
      { fields: `${ONE_PAGE} ${'(type (func (param i32 i64)))'.repeat(100_000)}`, call: QUIET },
      'bad-output',
    ],
    [
      'a component of nine megabytes',
      { fields: `${ONE_PAGE} (data "${'x'.repeat(9 << 20)}")`, call: QUIET },
      'load-refused',
      'more than 8388608',
    ],
    ['components nested a thousand deep', nested(1_000), 'load-refused', 'nest'],
  ]),
  {
    name: 'six functions that are as hard to compile as is admitted',
    guest: { fields: `${ONE_PAGE} ${bomb(2_000, 60_000).repeat(6)}`, call: '(i32.add (call 1) (call 2))' },
    outcome: 'limit:wall',
    endedBy: 'deadline',
  },
]
