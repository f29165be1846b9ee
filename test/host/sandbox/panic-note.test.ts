import { describe, expect, test } from 'vitest'
import { GuestSession } from '../../../src/host/sandbox/guest-session.ts'
import { readPanicNote } from '../../../src/host/sandbox/read-panic-note.ts'
import { assemble } from '../../support/assemble.ts'
import { TOOL_LIMITS } from '../../support/tool-limits.ts'

const MARK = 'yoi-plugin-panic'

/** A component whose call traps, with a text in its memory. */
function trapping(text: string): Promise<Uint8Array> {
  return assemble(`(component
    (core module $m
      (memory (export "memory") 1)
      (data (i32.const 100) "${MARK}\\00\\00\\00\\00${MARK}\\${text.length.toString(16).padStart(2, '0')}\\00\\00\\00${text}")
      (func (export "realloc") (param i32 i32 i32 i32) (result i32) (i32.const 1024))
      (func (export "call") (param i32 i32 i32 i32) (result i32) unreachable))
    (core instance $i (instantiate $m))
    (func (export "call") (param "tool" string) (param "input" string) (result string)
      (canon lift (core func $i "call") (memory (core memory $i "memory")) (realloc (core func $i "realloc")))))`)
}

async function messageOf(text: string): Promise<string> {
  const session = new GuestSession(TOOL_LIMITS, {}, () => '')
  expect(session.load(await trapping(text))).toBeNull()
  const target = { name: 'call', params: ['string', 'string'], result: 'string' } as const
  const report = session.call({ target, args: ['tool', '{}'], fuel: 1_000 })
  if (report.ok) throw new Error('the call did not trap')
  return report.failure.message
}

const memory = (text: string) => [{ buffer: Uint8Array.from(Buffer.from(text, 'latin1')).buffer }]

describe('a trap after a panic', () => {
  test('says message and place of the panic', async () => {
    expect(await messageOf('panicked at src/lib.rs:3:5: no')).toBe(
      'unreachable instruction executed: panicked at src/lib.rs:3:5: no',
    )
  })

  test('says only what happened when the plugin left no note', async () => {
    expect(await messageOf('')).toBe('unreachable instruction executed')
  })
})

describe('a note of a panic', () => {
  test('is one line', () => {
    expect(readPanicNote(memory(`${MARK}\x09\0\0\0a:\n  b\n c`))).toBe('a: b c')
  })

  test('is safe to print', () => {
    const text = '\u202e\u001b[31m "a" \\n'
    const [{ buffer }] = memory(`${MARK}\0\0\0\0`) as [{ buffer: ArrayBuffer }]
    const noted = Buffer.concat([Buffer.from(buffer), Buffer.from(text)])
    noted.writeUInt32LE(Buffer.byteLength(text), MARK.length)
    expect(readPanicNote([{ buffer: Uint8Array.from(noted).buffer }])).toBe('\\u202e\\u001b[31m "a" \\n')
  })

  test.each([
    ['an empty memory', ''],
    ['a mark at the end of the memory', MARK],
    ['a length of zero', `${MARK}\0\0\0\0text`],
    ['a length past the end of the memory', `${MARK}\x09\0\0\0text`],
    ['a length above the bound', `${MARK}\x01\x02\0\0${'x'.repeat(600)}`],
  ])('is not found in %s', (_, text) => {
    expect(readPanicNote(memory(text))).toBeNull()
  })
})
