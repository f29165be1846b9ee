// Components whose fuel is compared between our meter and other engines. Each is test/guests/tool.wat with its own code;
// how much it does depends on the length of its input.
import { readFileSync } from 'node:fs'
import { parse } from '@bytecodealliance/jco-transpile/wasm-tools'
import { randomPrograms } from './random-programs.mjs'

const MEMORY = '(memory (export "memory") 2)'
/** `{"summary":"x"}` at address 16. */
const DATA = '(data (i32.const 16) "{\\"summary\\":\\"x\\"}")'
const ANSWER =
  '(i32.store (i32.const 0) (i32.const 16)) (i32.store (i32.const 4) (i32.const 15)) (i32.const 0)'

/** Runs code once for each byte of the input. */
const each = code => `(local $i i32)
  (loop $next
    ${code}
    (local.set $i (i32.add (local.get $i) (i32.const 1)))
    (br_if $next (i32.lt_u (local.get $i) (local.get $input_length))))`

const TEXTS = ['{"text":"abc"}', '{"text":"größer"}', '{"text":"größer als 7 €, 検索 😀"}']

const GUESTS = [
  ['straight code', '', ''],
  ['loops', '', each('(loop $inner (br_if $inner (i32.const 0)))')],
  [
    'calls',
    '(func $double (param i32) (result i32) (i32.mul (local.get 0) (i32.const 2)))',
    each('(drop (call $double (local.get $i)))'),
  ],
  [
    'recursion',
    `(func $sum (param i32) (result i32)
      (if (result i32) (i32.eqz (local.get 0))
        (then (i32.const 0))
        (else (i32.add (local.get 0) (call $sum (i32.sub (local.get 0) (i32.const 1)))))))`,
    '(drop (call $sum (local.get $input_length)))',
  ],
  [
    'indirect calls',
    `(type $unary (func (param i32) (result i32)))
    (table 2 funcref) (elem (i32.const 0) func $up $down)
    (func $up (type $unary) (i32.add (local.get 0) (i32.const 1)))
    (func $down (type $unary) (nop) (i32.sub (local.get 0) (i32.const 1)))`,
    each('(drop (call_indirect (type $unary) (local.get $i) (i32.and (local.get $i) (i32.const 1))))'),
  ],
  [
    'br_table',
    `(func $pick (param i32) (result i32)
      (block $c (block $b (block $a (br_table $a $b $c (local.get 0))) (return (i32.const 1)))
        (drop (i32.const 5)) (return (i32.const 2))) (i32.const 3))`,
    each('(drop (call $pick (i32.rem_u (local.get $i) (i32.const 4))))'),
  ],
  [
    'tail calls',
    `(type $step (func (param i32) (result i32)))
    (table 1 funcref) (elem (i32.const 0) func $direct)
    (func $direct (type $step)
      (if (i32.eqz (local.get 0)) (then (return (i32.const 7))))
      (return_call $indirect (i32.sub (local.get 0) (i32.const 1))))
    (func $indirect (type $step)
      (if (i32.eqz (local.get 0)) (then (return (i32.const 8))))
      (return_call_indirect (type $step) (i32.sub (local.get 0) (i32.const 1)) (i32.const 0)))`,
    '(drop (call $direct (local.get $input_length)))',
  ],
  [
    'bulk memory',
    '(data $words "abcdefghijklmnopqrstuvwxyz")',
    `(memory.fill (i32.const 4096) (i32.const 7) (local.get $input_length))
    (memory.copy (i32.const 8192) (i32.const 4096) (local.get $input_length))
    (memory.init $words (i32.const 12288) (i32.const 0) (i32.rem_u (local.get $input_length) (i32.const 27)))
    (data.drop $words)`,
  ],
  [
    'bulk tables',
    '(table $table 8 64 funcref) (elem $items func $one $one $one $one $one $one) (func $one)',
    `(local $count i32)
    (local.set $count (i32.rem_u (local.get $input_length) (i32.const 5)))
    (table.fill $table (i32.const 0) (ref.func $one) (local.get $count))
    (table.copy $table $table (i32.const 1) (i32.const 0) (local.get $count))
    (table.init $table $items (i32.const 2) (i32.const 0) (local.get $count))
    (drop (table.grow $table (ref.null func) (local.get $count)))
    (table.set $table (local.get $count) (ref.null func))
    (drop (ref.is_null (table.get $table (i32.add (table.size $table) (i32.const -1)))))
    (elem.drop $items)`,
  ],
  [
    'vectors',
    '',
    each(`(v128.store (i32.const 4096)
      (i32x4.add (v128.load (i32.const 4096)) (i32x4.splat (local.get $i))))
      (drop (i8x16.extract_lane_u 3 (i8x16.shuffle 0 1 2 3 4 5 6 7 8 9 10 11 12 13 14 15
        (v128.const i32x4 1 2 3 4) (v128.load (i32.const 4096)))))`),
  ],
  [
    'growing memory',
    '',
    '(drop (memory.grow (i32.rem_u (local.get $input_length) (i32.const 5)))) (drop (memory.size))',
  ],
  [
    'post-return',
    '(func (export "post") (param i32) (local i32) (loop (br_if 0 (i32.lt_u (local.tee 1 (i32.add (local.get 1) (i32.const 1))) (i32.const 9)))))',
    each(''),
    '(post-return (core func $main "post"))',
  ],
  [
    'a start function',
    `(global $seen (mut i32) (i32.const 0))
    (func $start (local i32) (loop
      (global.set $seen (i32.add (global.get $seen) (i32.const 2)))
      (br_if 0 (i32.lt_u (global.get $seen) (i32.const 50)))))
    (start $start)`,
    each('(global.set $seen (i32.const 1))'),
  ],
  [
    'several results, blocks with parameters, early returns',
    `(func $both (param i32 i64) (result i64 i32) (local.get 1) (local.get 0))
    (func $early (param i32) (result i32)
      (block $out (result i32)
        (br_if $out (i32.const 1) (local.get 0))
        (drop)
        (return (i32.const 2))))`,
    each(`(drop (call $early (i32.and (local.get $i) (i32.const 1))))
      (call $both (local.get $i) (i64.const 5))
      (drop) (drop)
      (i32.const 3) (i32.const 4) (block (param i32 i32) (result i32) (i32.add)) (drop)`),
  ],
  [
    'segments and globals that are computed',
    `(table $table 16 funcref) (func $one)
    (global $sum i32 (i32.sub (i32.const 40) (i32.const 2))) (global $function funcref (ref.func $one))
    (elem (i32.const 0) func $one) (elem (i32.add (i32.const 1) (i32.const 2)) func $one $one)
    (elem (i32.const 8) funcref (ref.null func) (ref.func $one)) (elem funcref (ref.func $one) (ref.null func))
    (data (i32.mul (i32.const 64) (i32.const 64)) "abcdef")`,
    '(drop (global.get $sum))',
  ],
  [
    'computed globals beside plain data and a start function',
    '(global $sum i32 (i32.sub (i32.const 40) (i32.const 2))) (func $start) (start $start)',
    '(drop (global.get $sum))',
  ],
  ['code after a branch', '', each('(block $out (br $out) (drop (i32.const 1)) (drop (i32.const 2)))')],
  [
    'extended constants and select',
    '(global $sum i32 (i32.add (i32.const 40) (i32.const 2)))',
    each('(drop (select (global.get $sum) (i32.const 1) (local.get $i)))'),
  ],
  // Text that is not ASCII is written into these in two or three steps, each a call of their allocator.
  ['text in UTF-16', '', each(''), 'string-encoding=utf16', TEXTS],
  ['text in Latin-1 or UTF-16', '', '', 'string-encoding=latin1+utf16', TEXTS],
]

/**
 * @param growth see `randomPrograms`
 * @returns name and bytes of every component, and its inputs where they are not the usual ones
 */
export async function fuelComponents(growth) {
  const template = readFileSync('test/guests/tool.wat', 'utf8')
  const components = []
  const programs = randomPrograms(growth).map(({ name, fields, code }) => [name, fields, code])
  for (const [name, fields, code, options = '', inputs] of [...GUESTS, ...programs]) {
    const text = template
      .replace(';;FIELDS', () => `${MEMORY} ${DATA} ${fields}`)
      .replace(';;CALL', () => `${code} ${ANSWER}`)
      .replace(';;OPTIONS', () => options)
    components.push({ name, bytes: await parse(text), inputs })
  }
  return components
}
