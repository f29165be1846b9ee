import { beforeAll, describe, expect, test } from 'vitest'
import { readComponent } from '../../src/component/read-component.ts'
import { mutate, randomSource } from '../support/mutate.ts'
import { BOMBS } from './fuzz/bombs.ts'
import { damage, largeSeeds, smallSeeds } from './fuzz/inputs.ts'
import { judgeBytes, type Verdict } from './fuzz/judge-bytes.ts'

// `node test/component/fuzz/run.mjs` does ten times as much, and watches time and memory.
const PREAMBLE = [0x00, 0x61, 0x73, 0x6d, 0x0d, 0x00, 0x01, 0x00]
const SEED = 0x5eed
const MUTATIONS = 2_000
const LARGE_MUTATIONS = 10

let seeds: Uint8Array[] = []

beforeAll(async () => {
  seeds = await smallSeeds()
})

describe('bytes that somebody has damaged', () => {
  test(`${MUTATIONS} mutated components are each read or refused`, { timeout: 120_000 }, () => {
    const random = randomSource(SEED)
    const outcomes: Record<Verdict, number> = { sound: 0, malformed: 0, unsupported: 0 }
    for (let round = 0; round < MUTATIONS; round++)
      outcomes[judgeBytes(mutate(seeds[random(seeds.length)]!, random))]++
    expect(outcomes.malformed).toBeGreaterThan(MUTATIONS / 4)
    expect(outcomes.sound).toBeGreaterThan(MUTATIONS / 100)
    expect(outcomes.unsupported).toBeGreaterThan(MUTATIONS / 100)
  })

  test(`${LARGE_MUTATIONS} mutated components of 600 KB are each read or refused`, {
    timeout: 120_000,
  }, () => {
    const random = randomSource(SEED)
    const verdicts = Array.from({ length: LARGE_MUTATIONS }, () =>
      judgeBytes(damage(largeSeeds()[0]!, random)),
    )
    expect(verdicts).toContain('malformed')
  })

  test('a component cut at any byte is read or refused', { timeout: 120_000 }, () => {
    const small = seeds.filter(bytes => bytes.length < 1_000)
    for (const bytes of small) {
      for (let length = 0; length < bytes.length; length++) judgeBytes(bytes.subarray(0, length))
    }
    expect(small.length).toBeGreaterThan(10)
    expect(judgeBytes(seeds[0]!.subarray(0, seeds[0]!.length - 1))).toBe('malformed')
  })

  test('random bytes after a good beginning are refused', () => {
    const random = randomSource(SEED)
    for (let round = 0; round < 500; round++) {
      const noise = Uint8Array.from({ length: 1 + random(200) }, () => random(256))
      judgeBytes(Uint8Array.from([...PREAMBLE, ...noise]))
      judgeBytes(noise)
    }
    expect(judgeBytes(Uint8Array.from([...PREAMBLE, 0xde, 0xad]))).toBe('malformed')
  })
})

describe('bombs', () => {
  test.each(BOMBS)('$name', { timeout: 120_000 }, async ({ build, reason }) => {
    const bytes = await build()
    const { refusal } = readComponent(bytes)
    expect(refusal?.reason ?? '').toMatch(reason ?? /^$/)
    expect(judgeBytes(bytes)).toBe(refusal?.kind ?? 'sound')
  })
})
