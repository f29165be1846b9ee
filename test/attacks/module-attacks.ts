import { ONE_PAGE } from '../support/tool-plugin.ts'
import { type Attack, attacksOf, LIFT_CALL } from './attack.ts'

const asyncLift = (options: string) => `(component
  (core module $guest (func (export "call") (result i32) (i32.const 0)) (func (export "callback") (param i32 i32 i32) (result i32) (i32.const 0)))
  (core instance $main (instantiate $guest))
  (func (export "call") async (canon lift (core func $main "call") ${options})))`

const importing = (from: string, name: string) => `(component
  (core module $guest (import "${from}" "${name}" (func)) ${ONE_PAGE}
    (func (export "realloc") (param i32 i32 i32 i32) (result i32) (i32.const 1024))
    (func (export "call") (param i32 i32 i32 i32) (result i32) (i32.const 0)))
  (core instance $main (instantiate $guest))
  ${LIFT_CALL})`

/** A core module is given a global of another type, which V8 notices and tells with the name of the import. */
const wrongGlobal = (name: string) => `(component
  (core module $inner (global (export "${name}") i32 (i32.const 0)))
  (core instance $inner (instantiate $inner))
  (core module $guest (import "inner" "${name}" (global i64)) ${ONE_PAGE}
    (func (export "realloc") (param i32 i32 i32 i32) (result i32) (i32.const 1024))
    (func (export "call") (param i32 i32 i32 i32) (result i32) (i32.const 0)))
  (core instance $main (instantiate $guest (with "inner" (instance $inner))))
  ${LIFT_CALL})`

/** Guests that use what the host leaves off, or reach for what is outside. */
export const MODULE_ATTACKS: readonly Attack[] = [
  ...attacksOf([
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
    [
      'operators behind a block of a typed reference, which newer engines read in another way',
      {
        fields: `${ONE_PAGE} ${'(type (func))'.repeat(1_700)} (global (mut i64) (i64.const 0))
        (func $hide (drop (block (result (ref null 1661))
          (global.set 0 (i64.const 0x3fffffffffffffff)) (return) nop nop nop nop nop nop (ref.null nofunc))))`,
        call: '(call $hide) (i32.const 0)',
      },
      'load-refused',
    ],
    [
      'an endless loop behind a select of typed references',
      {
        fields: `${ONE_PAGE} ${'(type (func))'.repeat(50)}`,
        call: `(drop (select (result (ref null 40)) (ref.null 40) (ref.null 40) (i32.const 1)))
        (loop (br 0)) (i32.const 0)`,
      },
      'load-refused',
    ],
    [
      'a null reference to the outside',
      { fields: ONE_PAGE, call: '(drop (ref.null extern)) (i32.const 0)' },
      'load-refused',
      'null reference that is no function',
    ],
    [
      'a block with a reference to the outside',
      { fields: ONE_PAGE, call: '(block (result externref) (unreachable)) (drop) (i32.const 0)' },
      'load-refused',
      'block with a typed or external reference',
    ],
    [
      'a garbage-collected array',
      { fields: `${ONE_PAGE} (type (array (mut i64)))`, call: '(i32.const 0)' },
      'load-refused',
      'type form 0x5e',
    ],
    [
      'a 64-bit memory',
      { fields: `${ONE_PAGE} (memory i64 1)`, call: '(i32.const 0)' },
      ['runner-cannot', 'limit:memories'],
    ],
    ['an async function', asyncLift('async'), 'load-refused', 'async'],
    [
      'an async function with a callback',
      asyncLift('async (callback (core func $main "callback"))'),
      'load-refused',
      'async',
    ],
    ['a stream', '(component (type (stream u8)))', 'load-refused', 'stream'],
    ['a future', '(component (type (future u8)))', 'load-refused', 'future'],
    ['an error context', '(component (type error-context))', 'load-refused', 'error-context'],
    ['a task', '(component (core func (canon task.return)))', 'load-refused', 'async'],
    ['a thread', '(component (core func (canon thread.available_parallelism)))', 'load-refused', 'thread'],
    ['an import of Node’s process', importing('process', 'exit'), 'load-refused', 'nothing is given'],
    [
      'an import of a name that every object has',
      importing('constructor', 'constructor'),
      'load-refused',
      'nothing is given',
    ],
    ['an import of a prototype', importing('__proto__', 'toString'), 'load-refused', 'nothing is given'],
    [
      'an import of a name of six megabytes',
      importing('a'.repeat(6_000_000), 'b'),
      'load-refused',
      'nothing is given for the core import "aaa',
    ],
    [
      'an import of a name that would turn the line around',
      importing('\\u{202e}evil\\u{2066}', '\\u{1b}[31m'),
      'load-refused',
      'nothing is given for the core import "\\u202eevil\\u2066.\\u001b[31m"',
    ],
    [
      'an alias of six megabytes',
      `(component (core module $guest) (core instance $main (instantiate $guest))
      (alias core export $main "${'z\u200b'.repeat(1_500_000)}" (core func)))`,
      'load-refused',
      'exports no core func "z\\u200bz',
    ],
    [
      'an import of WASI',
      '(component (import "wasi:cli/environment@0.2.0" (instance)))',
      'load-refused',
      'wasi:cli/environment@0.2.0',
    ],
    [
      'an import of a name that every object has, as a component',
      '(component (import "constructor" (instance)))',
      'load-refused',
      'unsupported component import',
    ],
    [
      'an import of a host API that is not requested',
      '(component (import "yoi:host/fs@1.0.0" (instance)))',
      'denied:host_api.fs',
    ],
    [
      'constants that are computed, which every Node runs',
      {
        fields: `${ONE_PAGE} (global $at i32 (i32.add (i32.const 10) (i32.const 6)))
        (data (offset (i32.add (i32.const 10) (i32.const 6))) "{\\"summary\\":\\"x\\"}")`,
        call: '(i32.store (i32.const 0) (global.get $at)) (i32.store (i32.const 4) (i32.const 15)) (i32.const 0)',
      },
      'ok',
    ],
    [
      'data past the memory',
      { fields: `${ONE_PAGE} (data (i32.const 65535) "abc")`, call: '(i32.const 0)' },
      'trap',
      'out of bounds segment access',
    ],
    [
      'elements past the table',
      { fields: `${ONE_PAGE} (table 1 funcref) (elem (i32.const 1) func 0)`, call: '(i32.const 0)' },
      'trap',
      'out of bounds table access',
    ],
  ]),
  ...attacksOf(
    [
      [
        'a name of three megabytes that V8 tells of',
        wrongGlobal('g'.repeat(3_000_000)),
        'load-refused',
        'does not link',
      ],
      [
        'a name that would turn the line around and that V8 tells of',
        wrongGlobal('\\u{202e}evil'),
        'load-refused',
        '"\\u202eevil"',
      ],
    ],
    { isComposed: true },
  ),
]
