// Core programs made by chance, the same ones for the same seed: every kind of operator that the meter treats in its own way, loops that
// end, recursion that ends, now and then a trap. Their fuel is compared between our meter and other engines, in traps too.

/** How many; each is called with three inputs. */
const PROGRAMS = 24
const SEED = 20_260_815

/**
 * @param growth whether memories and tables grow, also past what the host allows; not every engine can be told to trap then
 * @returns names and core fields for test/guests/tool.wat, with the body of `call`
 */
export function randomPrograms(growth) {
  const maker = new Maker(SEED, growth)
  return Array.from({ length: PROGRAMS }, (_, index) => ({
    name: `made by chance, ${index + 1}`,
    ...maker.program(),
  }))
}

class Maker {
  constructor(seed, grows) {
    this.state = seed
    this.grows = grows
    this.labels = 0
  }

  /** A mask for what something grows by. */
  growth(most) {
    return this.grows ? most : 0
  }

  program() {
    const functions = [0, 1, 2].map(index => this.function(index)).join('\n')
    const fields = `(type $binary (func (param i32 i32) (result i32)))
      (table $table 8 ${this.pick(['', '64', '300'])} funcref) (elem (i32.const 0) func $f0 $f1 $f2 $f0)
      (global $any (mut i32) (i32.const 5)) (global $depth (mut i32) (i32.const 0))
      ${functions}`
    const call = () =>
      `(drop (call $f${this.below(3)} (local.get $input_length) (i32.load8_u (local.get $input))))`
    return { fields, code: `${call()} ${call()}` }
  }

  /** Goes no deeper than a few calls. Locals: two parameters, one of its own, a loop counter, the depth on entry. */
  function(index) {
    const tail =
      index === 2 && this.below(2) === 0 ? `(return_call $f0 ${this.value(0)} ${this.value(0)})` : ''
    return `(func $f${index} (type $binary) (local i32 i32) (local $entered i32)
      (local.set $entered (global.get $depth))
      (if (i32.gt_s (local.get $entered) (i32.const ${2 + this.below(3)})) (then (return (i32.const 1))))
      (global.set $depth (i32.add (local.get $entered) (i32.const 1)))
      ${this.statement(4)}
      (global.set $depth (local.get $entered))
      ${tail} ${this.value(0)})`
  }

  /** An expression of type i32. */
  value(depth) {
    const inner = () => this.value(depth - 1)
    if (depth <= 0)
      return this.pick([
        `(i32.const ${this.below(200) - 100})`,
        `(local.get ${this.below(3)})`,
        '(global.get $any)',
        `(i32.load8_u (i32.const ${this.below(132_000)}))`,
      ])
    return this.choose([
      () =>
        `(i32.${this.pick(['add', 'sub', 'mul', 'xor', 'shl', 'rotl', 'eq', 'lt_s', 'ge_u'])} ${inner()} ${inner()})`,
      () => `(i32.${this.pick(['div_s', 'rem_u'])} ${inner()} (i32.const ${this.pick([1, 3, 7, 0])}))`,
      () => `(select ${inner()} ${inner()} ${inner()})`,
      () => `(if (result i32) ${inner()} (then ${this.statement(depth - 1)} ${inner()}) (else ${inner()}))`,
      () => `(block (result i32) (br_if 0 ${inner()} ${inner()}) (drop) ${inner()})`,
      () => `(call $f${this.below(3)} ${inner()} ${inner()})`,
      () =>
        `(call_indirect (type $binary) ${inner()} ${inner()} (i32.and ${inner()} (i32.const ${this.pick([3, 3, 7])})))`,
      () => `(memory.grow (i32.and ${inner()} (i32.const ${this.growth(3)})))`,
      () => '(i32.add (memory.size) (table.size $table))',
      () => `(i32x4.extract_lane 1 (i32x4.add (i32x4.splat ${inner()}) (v128.const i32x4 1 2 3 4)))`,
      () => `(i32.trunc_sat_f64_s (f64.convert_i32_u ${inner()}))`,
      () => `(ref.is_null (table.get $table (i32.and ${inner()} (i32.const 3))))`,
    ])
  }

  statement(depth) {
    const value = () => this.value(depth - 1)
    const inner = () => this.statement(depth - 1)
    if (depth <= 0) return this.pick(['', '(nop)', `(local.set ${this.below(3)} ${this.value(0)})`])
    return this.choose([
      () => `(drop ${value()})`,
      () => `(global.set $any ${value()})`,
      () => `(i32.store8 (i32.and ${value()} (i32.const 0x3fff)) ${value()})`,
      () => `(block ${inner()} (br_if 0 ${value()}) ${inner()})`,
      () => `(block (block (block (br_table 0 1 2 ${value()})) ${inner()}) ${inner()})`,
      () =>
        `(if ${value()} (then ${inner()} ${this.pick(['', '', '', '(return (i32.const 3))', '(return (i32.const 4))', '(unreachable)'])}) (else ${inner()}))`,
      () => this.loop(inner),
      () =>
        `(memory.fill (i32.const ${this.below(9_000)}) (i32.const 7) (i32.and ${value()} (i32.const 0xfff)))`,
      () =>
        `(memory.copy (i32.const ${this.below(9_000)}) (i32.const 64) (i32.and ${value()} (i32.const 0xfff)))`,
      () => `(table.fill $table (i32.const 4) (ref.func $f0) (i32.and ${value()} (i32.const 3)))`,
      () => `(drop (table.grow $table (ref.null func) (i32.and ${value()} (i32.const ${this.growth(127)}))))`,
      () => `${inner()} ${inner()}`,
    ])
  }

  loop(inner) {
    const label = `$loop${++this.labels}`
    return `(local.set 3 (i32.const ${this.below(9)})) (loop ${label} ${inner()}
      (br_if ${label} (i32.gt_s (local.tee 3 (i32.sub (local.get 3) (i32.const 1))) (i32.const 0))))`
  }

  choose(makers) {
    return this.pick(makers)()
  }

  pick(items) {
    return items[this.below(items.length)]
  }

  below(count) {
    this.state = (this.state * 48_271) % 2_147_483_647
    return this.state % count
  }
}
