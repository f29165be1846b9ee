/** A module, the call of its export `f`, and the fuel of both cost tables, counted by hand from the rules of contract 6.3. */
export interface FuelCase {
  readonly name: string
  readonly module: string
  readonly args?: readonly number[]
  /** `wasmtime-45`. */
  readonly fuel: number
  /** `wasmtime-49`, where it differs. */
  readonly laterFuel?: number
}

const BULK = `(memory 2) (table $t 10 20 funcref) (table $u 10 funcref)
  (data $d "abcdefghijklmnop") (elem $e func 0 0 0 0)`

export const FUEL_CASES: readonly FuelCase[] = [
  { name: 'an empty function costs its entry', module: '(func (export "f"))', fuel: 1 },
  {
    name: 'nop, drop, block, return and end are free',
    module: '(func (export "f") nop (block nop) i32.const 1 drop return)',
    fuel: 2,
  },
  {
    name: 'constants, locals and arithmetic cost one each',
    module: '(func (export "f") (result i32) (local i32) i32.const 2 local.tee 0 local.get 0 i32.mul)',
    fuel: 5,
  },
  {
    name: 'an if costs one, its else and end nothing, and only the taken arm counts',
    module: `(func (export "f") (param i32)
      local.get 0 (if (then i32.const 1 drop i32.const 1 drop) (else nop)))`,
    args: [1],
    fuel: 5,
  },
  {
    name: 'the other arm of an if',
    module: `(func (export "f") (param i32)
      local.get 0 (if (then i32.const 1 drop i32.const 1 drop) (else nop)))`,
    args: [0],
    fuel: 3,
  },
  {
    name: 'a loop of ten rounds pays for each round',
    module: `(func (export "f") (local i32)
      (loop $again
        (local.set 0 (i32.add (local.get 0) (i32.const 1)))
        (br_if $again (i32.lt_u (local.get 0) (i32.const 10)))))`,
    fuel: 1 + 10 * 8,
  },
  {
    name: 'code after a branch is not paid',
    module: '(func (export "f") (block br 0 i32.const 1 drop i32.const 1 drop) i32.const 1 drop)',
    fuel: 3,
  },
  {
    name: 'br_table costs one whichever label it takes',
    module: '(func (export "f") (param i32) (block (block (br_table 0 1 0 (local.get 0)))))',
    args: [1],
    fuel: 3,
  },
  {
    name: 'a call costs one and the entry of the callee one more',
    module: '(func $g (result i32) i32.const 7) (func (export "f") (result i32) call $g)',
    fuel: 4,
  },
  {
    name: 'an indirect call costs the same besides its index',
    module: `(type $t (func)) (table 1 funcref) (elem (i32.const 0) func $g) (func $g)
      (func (export "f") i32.const 0 call_indirect (type $t))`,
    fuel: 4,
  },
  {
    name: 'tail calls cost one and the entry of the callee',
    module: `(func $g (param i32) (result i32)
      (if (result i32) (local.get 0)
        (then (return_call $g (i32.sub (local.get 0) (i32.const 1))))
        (else (i32.const 5))))
      (func (export "f") (result i32) (return_call $g (i32.const 3)))`,
    fuel: 3 + 3 * 7 + 4,
  },
  {
    name: 'a return from within blocks publishes what was used',
    module: `(func $g (param i32) (result i32)
      (block (loop (br_if 1 (i32.eqz (local.get 0))) (return (i32.const 1)))) (i32.const 2))
      (func (export "f") (result i32) (i32.add (call $g (i32.const 0)) (call $g (i32.const 1))))`,
    fuel: 1 + 2 + 5 + 2 + 5 + 1,
  },
  {
    name: 'a branch to the end of the function publishes what was used',
    module: `(func $g (param i32) (result i32)
      i32.const 9 (br_if 0 (local.get 0)) drop i32.const 8)
      (func (export "f") (result i32) (i32.add (call $g (i32.const 0)) (call $g (i32.const 1))))`,
    fuel: 1 + 2 + 5 + 2 + 4 + 1,
  },
  {
    name: 'several results',
    module: `(func $g (result i32 i64 f32) i32.const 1 i64.const 2 f32.const 3)
      (func (export "f") call $g drop drop drop)`,
    fuel: 1 + 1 + 4,
  },
  {
    name: 'blocks with parameters and several results',
    module: `(func (export "f") (result i32)
      i32.const 1 i32.const 2 (block (param i32 i32) (result i32 i32)) i32.add)`,
    fuel: 4,
  },
  {
    name: 'globals keep their values next to the added ones',
    module: `(global $a (mut i32) (i32.const 40)) (global $b (mut i64) (i64.const 1))
      (func (export "f") (result i32)
        (global.set $a (i32.add (global.get $a) (i32.const 2))) (global.get $a))`,
    fuel: 6,
  },
  {
    name: 'vector operators cost one each',
    module: `(func (export "f") (result i32)
      (i32x4.extract_lane 2 (i32x4.add (v128.const i32x4 1 2 3 4) (v128.const i32x4 1 2 3 4))))`,
    fuel: 5,
  },
  {
    name: 'loads and stores cost one each',
    module: '(memory 1) (func (export "f") (i32.store (i32.const 8) (i32.load (i32.const 4))))',
    fuel: 5,
  },
  {
    name: 'memory.fill costs one, in the later table its length too',
    module: `${BULK} (func (export "f") (memory.fill (i32.const 0) (i32.const 0) (i32.const 100)))`,
    fuel: 5,
    laterFuel: 105,
  },
  {
    name: 'memory.copy of nothing',
    module: `${BULK} (func (export "f") (memory.copy (i32.const 0) (i32.const 0) (i32.const 0)))`,
    fuel: 5,
  },
  {
    name: 'memory.init',
    module: `${BULK} (func (export "f") (memory.init $d (i32.const 0) (i32.const 0) (i32.const 10)))`,
    fuel: 5,
    laterFuel: 15,
  },
  {
    name: 'table.fill, table.copy and table.init',
    module: `${BULK} (func (export "f")
      (table.fill $t (i32.const 0) (ref.null func) (i32.const 5))
      (table.copy $t $u (i32.const 0) (i32.const 0) (i32.const 6))
      (table.init $t $e (i32.const 0) (i32.const 0) (i32.const 3)))`,
    fuel: 13,
    laterFuel: 13 + 5 + 6 + 3,
  },
  {
    name: 'table.grow, whose failure traps',
    module: `${BULK} (func (export "f") (drop (table.grow $t (ref.null func) (i32.const 5))))`,
    fuel: 4,
    laterFuel: 9,
  },
  {
    name: 'memory.grow, whose failure traps',
    module: '(memory 1 4) (func (export "f") (drop (memory.grow (i32.const 3))))',
    fuel: 3,
    laterFuel: 6,
  },
  {
    name: 'memory.size, data.drop and elem.drop',
    module: `${BULK} (func (export "f") (drop (memory.size)) (data.drop $d) (elem.drop $e))`,
    fuel: 4,
  },
]
