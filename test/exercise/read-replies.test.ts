import { describe, expect, test } from 'vitest'
import { readCase } from '../../src/exercise/read-case.ts'
import { ReplyQueue } from '../../src/exercise/replies/reply-queue.ts'

const read = (text: string) => readCase('cases/a.toml', new TextEncoder().encode(`tool = "t"\n${text}`))
const reply = (text: string) => read(`[[replies]]\n${text}`)
const answerOf = (text: string) => reply(text).entry?.replies[0]?.answer

describe('[[replies]]', () => {
  test('answer every host function, with what an answer needs filled in', () => {
    expect(answerOf('call = "request.request"\nanswer = { status = 204 }')).toEqual({
      kind: 'response',
      response: { status: 204, headers: [], body: '', truncated: false },
    })
    expect(
      answerOf(
        'call = "request.request"\nanswer = { status = 200, headers = { a = "b" }, body_json = { x = [1] }, truncated = true }',
      ),
    ).toEqual({
      kind: 'response',
      response: { status: 200, headers: [{ name: 'a', value: 'b' }], body: '{"x":[1]}', truncated: true },
    })
    expect(answerOf('call = "websocket.open"')).toEqual({ kind: 'done' })
    expect(answerOf('call = "websocket.recv"\nanswer = { text = "hi" }')).toEqual({
      kind: 'received',
      text: 'hi',
    })
    expect(answerOf('call = "websocket.recv"\nanswer = { text_json = { a = 1 } }')).toEqual({
      kind: 'received',
      text: '{"a":1}',
    })
    expect(answerOf('call = "websocket.recv"\nanswer = { closed = true }')).toEqual({ kind: 'closed' })
    expect(answerOf('call = "fs.read"\nanswer = { content = "x" }')).toEqual({
      kind: 'fs',
      members: { content: 'x', truncated: false },
    })
    expect(answerOf('call = "fs.list"\nanswer = { entries = ["a", { name = "b", kind = "dir" }] }')).toEqual({
      kind: 'fs',
      members: {
        entries: [
          { name: 'a', kind: 'file' },
          { name: 'b', kind: 'dir' },
        ],
        truncated: false,
      },
    })
    expect(answerOf('call = "fs.write"')).toEqual({ kind: 'done' })
    expect(answerOf('call = "request.request"\nfailure = "connection refused"')).toEqual({
      kind: 'failure',
      problem: 'connection refused',
    })
  })

  test.each([
    [
      'answer = {}',
      '2:3 The case cannot be used: "call" of a reply must be one of request.request, websocket.open',
    ],
    ['call = "request"', '3:8 The case cannot be used: "call" of a reply must be one of'],
    [
      'call = "fs.read"\nx = 1',
      '4:1 The case cannot be used: the key "x" is not one of call, with, answer, failure',
    ],
    [
      'call = "fs.read"\nanswer = { content = "a" }\nfailure = "b"',
      '5:11 The case cannot be used: "answer" and "failure" of a reply exclude each other',
    ],
    ['call = "fs.read"\nfailure = 1', '4:11 The case cannot be used: "failure" of a reply must be a string'],
    [
      'call = "fs.read"\nanswer = 1',
      '4:10 The case cannot be used: "answer" of fs.read must be a table with content, truncated',
    ],
    [
      'call = "fs.read"\nanswer = { text = "a" }',
      '"answer" of fs.read has the key "text"; expected content, truncated',
    ],
    ['call = "fs.read"\nanswer = { content = 1 }', 'has a "content" that is no string'],
    ['call = "fs.list"\nanswer = { entries = "a" }', 'has "entries" that are no list of names'],
    [
      'call = "fs.list"\nanswer = { entries = [{ name = "a", kind = "x" }] }',
      'has "entries" that are no list of names',
    ],
    ['call = "request.request"', 'needs "status", a number from 100 to 999'],
    ['call = "request.request"\nanswer = { status = 99 }', 'needs "status"'],
    [
      'call = "request.request"\nanswer = { status = 200, headers = { a = 1 } }',
      'has "headers" that are no table of strings',
    ],
    [
      'call = "request.request"\nanswer = { status = 200, body = "", body_json = {} }',
      'has both "body" and "body_json"',
    ],
    [
      'call = "request.request"\nanswer = { status = 200, truncated = 1 }',
      'has a "truncated" that is no boolean',
    ],
    ['call = "websocket.recv"', 'needs "text", "text_json" or "closed = true"'],
    [
      'call = "websocket.recv"\nanswer = { text = "a", closed = true }',
      'needs "text", "text_json" or "closed = true"',
    ],
    ['call = "websocket.open"\nanswer = { handle = 1 }', 'has the key "handle"; expected no key'],
  ])('%s is refused with its place', (text, problem) => {
    const { entry, findings } = reply(text)
    expect(entry).toBeUndefined()
    const told = findings
      .map(({ rule, message, at }) => `${rule} ${at?.line}:${at?.column} ${message}`)
      .join('\n')
    expect(told).toContain(problem)
    expect(told).toContain('case/unreadable')
  })

  test('are at most 100', () => {
    const many = (count: number, text: string) =>
      read(`[[replies]]\n${text}\n`.repeat(count)).findings.map(({ message, at }) => `${at?.line} ${message}`)
    expect(many(100, 'call = "fs.list"')).toEqual([])
    expect(many(101, 'call = "fs.list"')).toEqual([
      '202 The case cannot be used: 101 replies, more than 100.',
    ])
  })

  test('must be tables', () => {
    expect(read('replies = 1').findings).toMatchObject([{ at: { line: 2, column: 11 } }])
    expect(read('replies = [1]').findings).toMatchObject([{ at: { line: 2, column: 12 } }])
  })

  test('answer once each, the first that fits first', () => {
    const { entry } = read(`
[[replies]]
call = "fs.read"
with = { path = { "$match" = "^b" } }
answer = { content = "b" }
[[replies]]
call = "fs.read"
answer = { content = "any" }
[[replies]]
call = "fs.list"
`)
    const queue = new ReplyQueue(entry!.replies)
    const take = (call: string, path: string) => queue.take(call, { path, more: 1 })
    expect(take('fs.read', 'a')).toMatchObject({ members: { content: 'any' } })
    expect(take('fs.read', 'a')).toBeNull()
    expect(take('fs.read', 'b')).toMatchObject({ members: { content: 'b' } })
    expect(take('fs.write', 'b')).toBeNull()
    expect(queue.unused.map(({ call, at }) => `${call} ${at.line}`)).toEqual(['fs.list 10'])
  })
})

describe('cassette of a case', () => {
  test('is a file of the project', () => {
    expect(read('cassette = "cassettes/x.json"').entry?.cassette).toBe('cassettes/x.json')
    expect(read('').entry?.cassette).toBeNull()
  })

  test.each(['"../x.json"', '"/x.json"', '"cassettes/x.txt"', '1'])('%s is refused', text => {
    expect(read(`cassette = ${text}`)).toMatchObject({
      findings: [{ rule: 'case/unreadable', at: { line: 2, column: 12 } }],
    })
  })
})
