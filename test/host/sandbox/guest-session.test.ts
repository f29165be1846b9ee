import { describe, expect, test } from 'vitest'
import { HOST_API_FUNCTIONS, HOST_API_INTERFACES } from '../../../src/contract/worlds.ts'
import { GuestFailure } from '../../../src/host/sandbox/guest-failure.ts'
import { type CallReport, GuestSession } from '../../../src/host/sandbox/guest-session.ts'
import type { CallHost } from '../../../src/host/sandbox/host-imports.ts'
import type { SandboxLimits } from '../../../src/host/sandbox/sandbox-limits.ts'
import { assemble, assembleGuest } from '../../support/assemble.ts'
import { TOOL_LIMITS } from '../../support/tool-limits.ts'
import { answer, assembleTool, ONE_PAGE } from '../../support/tool-plugin.ts'

const LIMITS: SandboxLimits = { ...TOOL_LIMITS, coreInstances: 8, memories: 4, tables: 4 }
const REQUEST = {
  target: { name: 'call', params: ['string', 'string'], result: 'string' },
  args: ['tool', '{}'],
  fuel: 1_000_000,
} as const

const noHost: CallHost = () => {
  throw new Error('no host calls here')
}

function run(component: Uint8Array, limits = LIMITS, callHost: CallHost = noHost): CallReport {
  const interfaces = { [HOST_API_INTERFACES.fs]: HOST_API_FUNCTIONS.fs }
  const session = new GuestSession(limits, interfaces, callHost)
  const failure = session.load(component)
  if (failure !== null) return { ok: false, failure, usage: { fuel: 0, memoryPages: 0 }, trace: null }
  return session.call(REQUEST)
}

describe('a composed component', () => {
  test('passes resources, lists, records, options and results between its parts', async () => {
    expect(run(await assembleGuest('composed.wat'))).toMatchObject({
      ok: true,
      value: '{"summary":"1111111"}',
      usage: { memoryPages: 2 },
    })
  })

  test('is refused by name when it makes more core instances than the host allows', async () => {
    expect(run(await assembleGuest('composed.wat'), { ...LIMITS, coreInstances: 3 })).toMatchObject({
      failure: {
        kind: 'limit',
        limit: 'core-instances',
        message: 'the component makes 4 core instances; the host allows 3',
      },
    })
  })

  test('is refused when its parts double with every level', async () => {
    let text = '(component $c0)'
    for (let level = 1; level <= 20; level++)
      text = `(component $c${level} ${text} (instance (instantiate $c${level - 1})) (instance (instantiate $c${level - 1})))`
    expect(run(await assemble(`(component ${text} (instance (instantiate $c20)))`))).toMatchObject({
      failure: { kind: 'refused', message: 'more than 64 component instances' },
    })
  })
})

describe('an instance that is being called', () => {
  /** The guest of reads-file.wat with other code in its allocator. */
  async function guest(allocator: string): Promise<Uint8Array> {
    return assemble(`(component
      (import "yoi:host/fs@1.0.0" (instance $fs (export "read" (func (param "r" string) (result string)))))
      (alias export $fs "read" (func $read))
      (core module $libc (memory (export "memory") 1) (table (export "table") 1 funcref)
        (type $read (func (param i32 i32 i32)))
        (func (export "realloc") (param i32 i32 i32 i32) (result i32) ${allocator} (i32.const 1024)))
      (core instance $libc (instantiate $libc))
      (alias core export $libc "memory" (core memory $memory))
      (alias core export $libc "realloc" (core func $realloc))
      (core func $read_core (canon lower (func $read) (memory $memory) (realloc $realloc)))
      (core module $main
        (import "libc" "table" (table 1 funcref))
        (import "fs" "read" (func $read (param i32 i32 i32)))
        (elem (i32.const 0) func $read)
        (func (export "call") (param i32 i32 i32 i32) (result i32)
          (call $read (local.get 2) (local.get 3) (i32.const 16)) (i32.const 16)))
      (core instance $fs_core (export "read" (func $read_core)))
      (core instance $main (instantiate $main (with "libc" (instance $libc)) (with "fs" (instance $fs_core))))
      (func (export "call") (param "tool" string) (param "input" string) (result string)
        (canon lift (core func $main "call") (memory $memory) (realloc $realloc))))`)
  }

  test('may not call the host from its allocator', async () => {
    const report = run(
      await guest('(call_indirect (type $read) (i32.const 0) (i32.const 0) (i32.const 32) (i32.const 0))'),
      LIMITS,
      () => '',
    )
    expect(report).toMatchObject({ failure: { kind: 'trap', message: 'cannot leave component instance' } })
  })

  test('ends with the host call that is denied', async () => {
    const report = run(await guest(''), LIMITS, () => {
      throw new GuestFailure({ kind: 'denied', label: 'host_api.fs', message: 'no' })
    })
    expect(report).toMatchObject({ failure: { kind: 'denied', label: 'host_api.fs' } })
  })
})

describe('string encodings', () => {
  /** Answers with its own input, taken and given in one encoding. */
  const echo = (encoding: string) =>
    assemble(`(component
      (core module $guest ${ONE_PAGE}
        (global $next (mut i32) (i32.const 1024))
        (func (export "realloc") (param i32 i32 i32 i32) (result i32)
          (global.set $next (i32.and (i32.add (global.get $next) (i32.const 7)) (i32.const -8)))
          (memory.copy (global.get $next) (local.get 0)
            (select (local.get 1) (local.get 3) (i32.lt_u (local.get 1) (local.get 3))))
          (global.get $next)
          (global.set $next (i32.add (global.get $next) (local.get 3))))
        (func (export "call") (param i32 i32 i32 i32) (result i32)
          (i32.store (i32.const 0) (local.get 2)) (i32.store (i32.const 4) (local.get 3)) (i32.const 0)))
      (core instance $main (instantiate $guest))
      (func (export "call") (param "tool" string) (param "input" string) (result string)
        (canon lift (core func $main "call") string-encoding=${encoding}
          (memory (core memory $main "memory")) (realloc (core func $main "realloc")))))`)

  test.each(['utf8', 'utf16', 'latin1+utf16'])('%s carries any text both ways', async encoding => {
    const session = new GuestSession(LIMITS, {}, noHost)
    expect(session.load(await echo(encoding))).toBeNull()
    for (const text of ['', 'plain', 'höflich', '検索 😀', '\ufeff\u0000'])
      expect(session.call({ ...REQUEST, args: ['tool', text] })).toMatchObject({ ok: true, value: text })
  })
})

describe('a string that leaves the guest', () => {
  const EACH = 2 * 1024 * 1024 + 8
  /** Answers with two megabytes of one byte. */
  const filled = (encoding: string) =>
    assemble(`(component
      (core module $guest (memory (export "memory") 64)
        (func (export "realloc") (param i32 i32 i32 i32) (result i32) (i32.const 64))
        (func (export "call") (param i32 i32 i32 i32) (result i32)
          (memory.fill (i32.const 1024) (i32.const 0xff) (i32.const ${EACH}))
          (i32.store (i32.const 0) (i32.const 1024)) (i32.store (i32.const 4) (i32.const ${EACH})) (i32.const 0)))
      (core instance $main (instantiate $guest))
      (func (export "call") (param "tool" string) (param "input" string) (result string)
        (canon lift (core func $main "call") string-encoding=${encoding}
          (memory (core memory $main "memory")) (realloc (core func $main "realloc")))))`)

  test('is counted as the UTF-8 that it becomes, not as the Latin-1 that it was', async () => {
    const report = run(await filled('latin1+utf16'), { ...LIMITS, memoryPages: 64 })
    expect(report).toMatchObject({ failure: { kind: 'limit', limit: 'output', value: 2 * EACH } })
  })
})

describe('a lifted function', () => {
  test('is refused when its core function has another type, which JavaScript would not notice', async () => {
    const report = run(
      await assemble(`(component
        (core module $guest ${ONE_PAGE}
          (func (export "realloc") (param i32 i32 i32 i32) (result i32) (i32.const 16))
          (func (export "call") (param i32) (result i32) (i32.const 0)))
        (core instance $main (instantiate $guest))
        (func (export "call") (param "tool" string) (param "input" string) (result string)
          (canon lift (core func $main "call")
            (memory (core memory $main "memory")) (realloc (core func $main "realloc")))))`),
    )
    expect(report).toMatchObject({
      failure: {
        kind: 'refused',
        message: 'a lifted function has the core type (i32) -> (i32), expected (i32, i32, i32, i32) -> (i32)',
      },
    })
  })

  test('pays for its allocations and its own operators', async () => {
    const component = await assembleTool({
      fields: `${ONE_PAGE} (data (i32.const 16) "{\\"summary\\":\\"x\\"}")`,
      call: answer(16, 15),
    })
    // Two allocations of 15 operators and a call of 7, each with its entry.
    expect(run(component)).toMatchObject({ ok: true, usage: { fuel: 2 * 16 + 8 } })
  })
})
