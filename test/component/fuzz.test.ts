import { readdirSync, readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { beforeAll, describe, expect, test } from 'vitest'
import type { ComponentFacts } from '../../src/component/component-facts.ts'
import { matchWorld } from '../../src/component/match-world.ts'
import { readComponent } from '../../src/component/read-component.ts'
import { validateCoreModules } from '../../src/component/validate-core-modules.ts'
import { TOOL_WORLD } from '../../src/contract/worlds.ts'
import { ByteWriter } from '../../src/wasm/byte-writer.ts'
import { WasmError } from '../../src/wasm/wasm-error.ts'
import { assemble, assembleGuest } from '../support/assemble.ts'
import { buildFromWit } from '../support/build-from-wit.ts'
import { mutate, type Random, randomSource } from '../support/mutate.ts'
import { witSource } from '../support/wit-source.ts'

const PREAMBLE = [0x00, 0x61, 0x73, 0x6d, 0x0d, 0x00, 0x01, 0x00]
const CORE_PREAMBLE = [0x00, 0x61, 0x73, 0x6d, 0x01, 0x00, 0x00, 0x00]
const SEED = 0x5eed
const MUTATIONS = 20_000
const LARGE_MUTATIONS = 200
/** The longest that any one input may take; ordinary ones take well under a millisecond. */
const MAX_MILLISECONDS = 10_000

let seeds: Uint8Array[] = []

beforeAll(async () => {
  const folder = fileURLToPath(new URL('../fixtures/component/valid', import.meta.url))
  const texts = readdirSync(folder).map(name => readFileSync(`${folder}/${name}`, 'utf8'))
  seeds = [
    await assembleGuest('echo-tool.wat'),
    await buildFromWit(witSource(), 'instance'),
    ...(await Promise.all(texts.map(assemble))),
  ]
})

describe('bytes that somebody has damaged', () => {
  test(`${MUTATIONS} mutated components are each read or refused, none hangs`, { timeout: 120_000 }, () => {
    const random = randomSource(SEED)
    const outcomes = { sound: 0, malformed: 0, unsupported: 0 }
    let slowest = 0
    for (let round = 0; round < MUTATIONS; round++) {
      const bytes = mutate(seeds[random(seeds.length)]!, random)
      const started = performance.now()
      outcomes[judge(bytes)]++
      slowest = Math.max(slowest, performance.now() - started)
    }
    expect(slowest).toBeLessThan(MAX_MILLISECONDS)
    expect(outcomes.malformed).toBeGreaterThan(MUTATIONS / 4)
    expect(outcomes.sound).toBeGreaterThan(MUTATIONS / 100)
    expect(outcomes.unsupported).toBeGreaterThan(MUTATIONS / 100)
  })

  test(`${LARGE_MUTATIONS} mutated components of 600 KB are each read or refused, none hangs`, {
    timeout: 120_000,
  }, () => {
    const engine = readFileSync(fileURLToPath(import.meta.resolve('quickjs-wasi/quickjs.wasm')))
    const large = wrap(engine)
    const random = randomSource(SEED)
    const outcomes = { sound: 0, malformed: 0, unsupported: 0 }
    for (let round = 0; round < LARGE_MUTATIONS; round++) {
      const bytes = damage(large, random)
      const started = performance.now()
      outcomes[readComponent(bytes).refusal?.kind ?? 'sound']++
      if (round % 10 === 0) judge(bytes)
      expect(performance.now() - started).toBeLessThan(MAX_MILLISECONDS)
    }
    expect(outcomes.sound).toBeGreaterThan(0)
    expect(outcomes.malformed).toBeGreaterThan(0)
  })

  test('a component cut at any byte is read or refused', () => {
    for (const bytes of seeds) {
      for (let length = 0; length < bytes.length; length++) judge(bytes.subarray(0, length))
    }
    expect(judge(seeds[0]!.subarray(0, seeds[0]!.length - 1))).toBe('malformed')
  })

  test('random bytes after a good beginning are refused', () => {
    const random = randomSource(SEED)
    for (let round = 0; round < 2_000; round++) {
      const noise = Uint8Array.from({ length: 1 + random(200) }, () => random(256))
      judge(Uint8Array.from([...PREAMBLE, ...noise]))
      judge(noise)
    }
    expect(judge(Uint8Array.from([...PREAMBLE, 0xde, 0xad]))).toBe('malformed')
  })
})

describe('bombs', () => {
  test.each<[string, () => Uint8Array | Promise<Uint8Array>, RegExp]>([
    [
      'components that each instantiate the one before twice',
      () => assemble(doubling(24)),
      /more than 2000 instances/,
    ],
    ['types that each name the one before twice', () => assemble(doublingTypes(40)), /more than 10000 nodes/],
    [
      'an instance of instances of instances',
      () => assemble(doublingInstanceTypes(24)),
      /more than 2000 instances|too intricate/,
    ],
    ['three million definitions', () => repeated(7, 0x7f, 3_000_000), /more than 500000/],
    ['two million custom sections', () => customSections(2_000_000), /more than 500000/],
    ['two thousand empty core modules', () => emptyModules(2_000), /more than 500000/],
    ['a core module of two million tables', () => manyTables(2_000_000), /more than 500000/],
    ['a vector that claims four thousand million types', () => hugeCount(7), /count 4294967295/],
    ['a vector that claims four thousand million imports', () => hugeCount(10), /count 4294967295/],
    ['a core module that claims four thousand million functions', hugeCore, /count 4294967295/],
    ['a hundred thousand nested lists', () => nestedTypes(0x70, 100_000), /more than 100 deep/],
    ['a hundred thousand nested options', () => nestedTypes(0x6b, 100_000), /more than 100 deep/],
    ['wide comparisons, many times over', () => assemble(wideComparisons()), /too intricate/],
  ])('%s', async (_, build, reason) => {
    const bytes = await build()
    const started = performance.now()
    const { refusal } = readComponent(bytes)
    expect(performance.now() - started).toBeLessThan(MAX_MILLISECONDS)
    expect(refusal?.reason).toMatch(reason)
  })
})

/** Reads in every way; whatever is thrown other than the codec's own refusal fails the test. */
function judge(bytes: Uint8Array): 'sound' | 'malformed' | 'unsupported' {
  const facts: ComponentFacts = readComponent(bytes)
  matchWorld(facts, TOOL_WORLD)
  try {
    validateCoreModules(bytes)
  } catch (error) {
    if (!(error instanceof WasmError)) throw error
    if (facts.refusal === undefined) throw new Error('the reader took what the validator refused')
  }
  return facts.refusal?.kind ?? 'sound'
}

/** Bytes changed in place, half of them near the start, where the structure is dense. */
function damage(source: Uint8Array, random: Random): Uint8Array {
  const bytes = Uint8Array.from(source)
  for (let times = 1 + random(8); times > 0; times--) {
    bytes[8 + random(random(2) === 0 ? 4_000 : bytes.length - 8)] = random(256)
  }
  return bytes
}

function doubling(levels: number): string {
  const components = Array.from({ length: levels }, (_, level) => {
    const inner = level === 0 ? '' : `(alias outer $root $c${level - 1} (component $p))`
    const twice = level === 0 ? '' : '(instance (instantiate $p)) (instance (instantiate $p))'
    return `(component $c${level} ${inner} ${twice})`
  })
  return `(component $root ${components.join('\n')} (instance (instantiate $c${levels - 1})))`
}

function doublingTypes(levels: number): string {
  const types = Array.from({ length: levels }, (_, level) => `(type (tuple ${level} ${level}))`)
  return `(component (type u8) ${types.join(' ')})`
}

function doublingInstanceTypes(levels: number): string {
  const types = Array.from(
    { length: levels },
    (_, level) =>
      `(type $t${level + 1} (instance (alias outer $root $t${level} (type $p)) (export "a" (instance (type $p))) (export "b" (instance (type $p)))))`,
  )
  return `(component $root (type $t0 (instance)) ${types.join('\n')} (import "a:b/c" (instance (type $t${levels}))))`
}

/** Two equal types of thousands of nodes, compared for each of thousands of arguments. */
function wideComparisons(): string {
  const pairs = (prefix: string) =>
    `(type $${prefix}0 (tuple u8 u8)) ${Array.from({ length: 10 }, (_, level) => `(type $${prefix}${level + 1} (tuple $${prefix}${level} $${prefix}${level}))`).join(' ')}`
  const uses = Array.from({ length: 1_500 }, () => '(instance (instantiate $c (with "f" (func $f))))')
  return `(component ${pairs('a')} ${pairs('b')}
    (import "f" (func $f (param "p" $a10)))
    (type $wanted (func (param "p" $b10)))
    (component $c (alias outer 1 $wanted (type $t)) (import "f" (func (type $t))))
    ${uses.join('\n')})`
}

function repeated(section: number, byte: number, count: number): Uint8Array {
  return new ByteWriter()
    .raw(PREAMBLE)
    .section(section, body => body.u32(count).raw(new Uint8Array(count).fill(byte)))
    .finish()
}

function hugeCount(section: number): Uint8Array {
  return new ByteWriter()
    .raw(PREAMBLE)
    .section(section, body => body.u32(0xffff_ffff).raw([0x7f]))
    .finish()
}

function hugeCore(): Uint8Array {
  const core = new ByteWriter()
    .raw(CORE_PREAMBLE)
    .section(3, body => body.u32(0xffff_ffff).raw([0]))
    .finish()
  return wrap(core)
}

function customSections(count: number): Uint8Array {
  const writer = new ByteWriter().raw(PREAMBLE)
  for (let index = 0; index < count; index++) writer.u8(0).u8(1).u8(0)
  return writer.finish()
}

function emptyModules(count: number): Uint8Array {
  const writer = new ByteWriter().raw(PREAMBLE)
  for (let index = 0; index < count; index++) writer.section(1, body => body.raw(CORE_PREAMBLE))
  return writer.finish()
}

function manyTables(count: number): Uint8Array {
  const core = new ByteWriter().raw(CORE_PREAMBLE).section(4, body => {
    body.u32(count)
    for (let index = 0; index < count; index++) body.u8(0x70).u8(0).u8(0)
  })
  return wrap(core.finish())
}

/** A component that holds one core module. */
function wrap(core: Uint8Array): Uint8Array {
  return new ByteWriter()
    .raw(PREAMBLE)
    .section(1, body => body.raw(core))
    .finish()
}

function nestedTypes(form: number, levels: number): Uint8Array {
  return new ByteWriter()
    .raw(PREAMBLE)
    .section(7, body => {
      body.u32(levels + 1).u8(0x7f)
      for (let level = 0; level < levels; level++) body.u8(form).s32(level)
    })
    .finish()
}
