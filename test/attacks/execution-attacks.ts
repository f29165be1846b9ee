import { answer, type GuestParts, ONE_PAGE } from '../support/tool-plugin.ts'
import { type Attack, attacksOf } from './attack.ts'

const ENDLESS = '(loop (br 0)) (unreachable)'
const POST_RETURN = '(post-return (core func $main "post"))'
const SUMMARY = '(data (i32.const 16) "{\\"summary\\":\\"x\\"}")'
const QUIET = '(i32.const 0)'
/** Cheap in fuel and slow: bulk operators cost one each. */
const FILL = '(loop (memory.fill (i32.const 0) (i32.const 7) (i32.const 2097152)) (br 0)) (unreachable)'
/** JavaScript throws when it reads a vector. */
const VECTOR_TRACE = `${ONE_PAGE} ${SUMMARY} (global (export "yoi-plugin:trace") v128 (v128.const i64x2 1 2))`

const AGAIN = '(func $again (result i32) (return_call $again))'

/** Code that never ends, by where it runs. */
const ENDLESS_GUESTS: readonly (readonly [name: string, guest: GuestParts])[] = [
  ['a loop', { call: ENDLESS }],
  ['a loop in the start function', { fields: `${ONE_PAGE} (func $s ${ENDLESS}) (start $s)`, call: QUIET }],
  [
    'a loop in post-return',
    {
      fields: `${ONE_PAGE} ${SUMMARY} (func (export "post") (param i32) ${ENDLESS})`,
      call: answer(16, 15),
      options: POST_RETURN,
    },
  ],
  ['a loop of tail calls', { fields: `${ONE_PAGE} ${AGAIN}`, call: '(return_call $again)' }],
  [
    'a loop of calls in a loop',
    { fields: `${ONE_PAGE} (func $idle)`, call: '(loop (call $idle) (br 0)) (unreachable)' },
  ],
  [
    'a loop of vector operators',
    { call: '(loop (drop (i8x16.popcnt (v128.const i64x2 1 2))) (br 0)) (unreachable)' },
  ],
  ['a loop that fills the memory', { fields: '(memory (export "memory") 32)', call: FILL }],
]

const ENDED = ENDLESS_GUESTS.flatMap(([name, guest]): Attack[] => [
  { name: `${name}, ended by the deadline`, guest, outcome: 'limit:wall', endedBy: 'deadline' },
  { name: `${name}, ended by an abort`, guest, outcome: 'aborted', endedBy: 'abort' },
])

/** Guests whose code does not stop, or stops by a trap. */
export const EXECUTION_ATTACKS: readonly Attack[] = [
  ...attacksOf([
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
      'an address of a trace that no JavaScript can hold',
      { fields: VECTOR_TRACE, call: answer(16, 15) },
      'ok',
    ],
    [
      'an address of a trace that no JavaScript can hold, after a trap',
      { fields: VECTOR_TRACE, call: '(unreachable)' },
      'trap',
      'unreachable instruction executed',
    ],
  ]),
  ...ENDED,
]
