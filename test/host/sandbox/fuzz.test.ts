import { describe, expect, test } from 'vitest'
import { HOST_API_FUNCTIONS, HOST_API_INTERFACES } from '../../../src/contract/worlds.ts'
import { GuestSession } from '../../../src/host/sandbox/guest-session.ts'
import type { SandboxLimits } from '../../../src/host/sandbox/sandbox-limits.ts'
import { assembleGuest } from '../../support/assemble.ts'
import { TOOL_LIMITS } from '../../support/tool-limits.ts'

const LIMITS: SandboxLimits = { ...TOOL_LIMITS, coreInstances: 8, memories: 4, tables: 4 }
const REQUEST = {
  target: { name: 'call', params: ['string', 'string'], result: 'string' },
  args: ['tool', '{}'],
  fuel: 20_000,
} as const
const ROUNDS = 300

/** Same numbers on every machine. */
function randomNumbers(seed: number): (below: number) => number {
  let state = seed
  return below => {
    state = (Math.imul(state, 1_103_515_245) + 12_345) >>> 0
    return (state >>> 8) % below
  }
}

/** One to three changed bytes, mostly small values, which are codes and indices; or the end cut off. */
function damage(bytes: Uint8Array, random: (below: number) => number): Uint8Array {
  const changes = random(4)
  if (changes === 3) return bytes.subarray(0, random(bytes.length))
  const damaged = bytes.slice()
  for (let change = 0; change <= changes; change++)
    damaged[8 + random(bytes.length - 8)] = random(3) === 0 ? random(256) : random(20)
  return damaged
}

function outcomeOf(component: Uint8Array): string {
  const interfaces = { [HOST_API_INTERFACES.fs]: HOST_API_FUNCTIONS.fs }
  const session = new GuestSession(LIMITS, interfaces, () => '{"summary":"read"}')
  const failure = session.load(component)
  if (failure !== null) return `${failure.kind}: ${failure.message}`
  const report = session.call(REQUEST)
  return report.ok ? 'ok' : `${report.failure.kind}: ${report.failure.message}`
}

describe('a damaged component', () => {
  test.each(['composed.wat', 'reads-file.wat', 'echo.wat', 'imports-wasi.wat'])(
    'made from %s is refused, traps or runs, and never breaks the runner',
    async guest => {
      const component = await assembleGuest(guest)
      const random = randomNumbers(component.length)
      const outcomes = Array.from({ length: ROUNDS }, () => outcomeOf(damage(component, random)))
      expect(outcomes.filter(outcome => outcome.includes('the runner failed'))).toEqual([])
      expect(outcomes.some(outcome => outcome.startsWith('refused: '))).toBe(true)
    },
  )
})
