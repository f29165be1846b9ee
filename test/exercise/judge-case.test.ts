import { describe, expect, test } from 'vitest'
import { judgeCase } from '../../src/exercise/judge-case.ts'
import type { CallOutcome } from '../../src/host/call-outcome.ts'

const meters = { fuel: 500, memoryPages: 18, wallMs: 1, hostCalls: 0 }
const ok = (summary: string, content: string | null = null): CallOutcome => ({
  status: 'ok',
  output: { summary, content },
  meters,
})
const error = (code: string, message: string) =>
  ok(`tool error: ${code}`, JSON.stringify({ error: { code, message } }))

describe('judgeCase', () => {
  test('holds when every stated field holds', () => {
    expect(judgeCase({ summary: 'done', content: 'x', maxFuel: 500, hostCalls: 0 }, ok('done', 'x'))).toEqual(
      [],
    )
    expect(judgeCase({ contentJson: { a: 1 } }, ok('done', '{"a":1}'))).toEqual([])
    expect(judgeCase({}, ok('anything'))).toEqual([])
  })

  test('compares exact numbers and null through content_json_text', () => {
    expect(
      judgeCase(
        { contentJsonText: '{"b":null,"a":12345678901234567890}' },
        ok('s', '{"a":12345678901234567890, "b":null}'),
      ),
    ).toEqual([])
    expect(
      judgeCase({ contentJsonText: '{"a":12345678901234567891}' }, ok('s', '{"a":12345678901234567890}')),
    ).toEqual([
      'content_json_text: expected {\\"a\\":12345678901234567891}, received {\\"a\\":12345678901234567890}',
    ])
  })

  test('reports content that is not JSON', () => {
    expect(judgeCase({ contentJson: {} }, ok('s', 'plain'))).toEqual([
      'content_json: expected JSON content, received "plain"',
    ])
    expect(judgeCase({ contentJson: {} }, ok('s'))).toEqual([
      'content_json: expected JSON content, received no content',
    ])
  })

  test('expects no tool error unless the case says so', () => {
    expect(judgeCase({}, error('failed', 'boom'))).toEqual([
      'expected no tool error, received tool error failed: boom',
    ])
    expect(judgeCase({ toolError: 'failed' }, error('failed', 'boom'))).toEqual([])
    expect(judgeCase({ toolError: 'denied' }, error('failed', 'boom'))).toEqual([
      'tool_error: expected denied, received tool error failed: boom',
    ])
    expect(judgeCase({ toolError: 'denied' }, ok('fine'))).toEqual([
      'tool_error: expected denied, received the output "fine"',
    ])
    expect(judgeCase({ summary: 'tool error: failed' }, error('failed', 'boom'))).toEqual([])
  })

  test('compares how a call failed', () => {
    const reached = { limit: 'fuel', value: 5_000_000, most: 5_000_000 } as const
    const limit: CallOutcome = { status: 'limit', ...reached, message: 'used 5000000 of 5000000', meters }
    expect(judgeCase({ error: 'limit:fuel' }, limit)).toEqual([])
    expect(judgeCase({ error: 'trap' }, limit)).toEqual([
      'error: expected trap, received limit:fuel (used 5000000 of 5000000)',
    ])
    expect(judgeCase({ error: 'trap' }, ok('fine'))).toEqual([
      'error: expected trap, received the output "fine"',
    ])
    expect(judgeCase({ summary: 's' }, limit)).toEqual([
      'expected a tool output, received limit:fuel: used 5000000 of 5000000',
    ])
  })

  test('holds the call to its budget', () => {
    expect(judgeCase({ maxFuel: 499, hostCalls: 1 }, ok('s'))).toEqual([
      'fuel: expected at most 499, used 500',
      'host_calls: expected 1, received 0',
    ])
  })

  test('looks at the files that the call left, however it ended', () => {
    const files = new Map([['data/a.txt', { text: 'new' }]])
    expect(judgeCase({ files: { 'data/a.txt': 'new' } }, ok('s'), files)).toEqual([])
    expect(judgeCase({ files: { 'data/a.txt': { $match: '^n' }, 'data/b': false } }, ok('s'), files)).toEqual(
      [],
    )
    const trap = { status: 'trap', message: 'x', meters: ok('s').meters } as const
    expect(judgeCase({ error: 'trap', files: { 'data/a.txt': 'old', 'data/b': 'x' } }, trap, files)).toEqual([
      'files["data/a.txt"]: expected "old", received "new"',
      'files["data/b"]: expected a file, received none: no folder is granted',
    ])
  })
})
