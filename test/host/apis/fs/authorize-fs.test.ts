import { describe, expect, test } from 'vitest'
import type { Authority, FsOperation } from '../../../../src/grants/grants.ts'
import { authorizeFs, authorizeFsRequest } from '../../../../src/host/apis/fs/authorize-fs.ts'
import { fsAuthority } from '../../../support/fs-call.ts'

const reader = fsAuthority([{ root: '/data', operations: ['read'] }])
const ungranted: Authority = { ...reader, grants: { ...reader.grants, permissions: [] } }

function refusal(authority: Authority, operation: FsOperation, text: string): string {
  const verdict = authorizeFs(authority, operation, text)
  return verdict.ok ? 'ok' : `${verdict.failure.kind}: ${verdict.failure.message}`
}

describe('the order of the decision', () => {
  const long = `{"path":"..","extra":"${'x'.repeat(65_536)}"}`
  test.each([
    [
      'the length comes first',
      ungranted,
      long,
      `trap: fs.write failed: the request is ${long.length} bytes, more than 65536`,
    ],
    ['then the gate', ungranted, 'no JSON', 'denied: may not call fs.write: host_api.fs is not granted'],
    [
      'then the shape',
      reader,
      '{"path":"..","mode":1}',
      'trap: fs.write failed: the request has the key "mode"; only path and content may be there',
    ],
    [
      'then the path',
      reader,
      '{"path":"..","content":"x"}',
      'trap: fs.write of ".." failed: the path has "..", which is refused even where it would stay inside',
    ],
    [
      'then the grants',
      reader,
      '{"path":"a","content":"x"}',
      'denied: may not call fs.write for "a": write is granted on no folder',
    ],
  ])('%s', (_, authority, text, expected) => {
    expect(refusal(authority, 'write', text)).toBe(expected)
  })

  test('the content is measured after the path and before the grants', () => {
    const content = 'x'.repeat(65_537)
    const verdict = (path: string) => authorizeFsRequest(reader, { operation: 'write', path, content })
    expect(verdict('..')).toMatchObject({ failure: { message: expect.stringContaining('".."') } })
    expect(verdict('a')).toMatchObject({
      failure: {
        kind: 'trap',
        message: 'fs.write of "a" failed: the content is 65537 bytes, more than 65536',
      },
    })
    expect(
      authorizeFsRequest(reader, { operation: 'write', path: 'a', content: content.slice(1) }),
    ).toMatchObject({
      failure: { kind: 'denied' },
    })
  })

  test('every failure names the host call, so that a case can tell it from a bug of the guest', () => {
    expect(authorizeFs(reader, 'read', '{}')).toMatchObject({
      failure: { kind: 'trap', hostCall: 'fs.read' },
    })
  })
})

describe('the shape of a request', () => {
  test.each([
    ['read', '{"path":"a"}', 'ok'],
    ['read', ' {\n"path" : "\\u0061" } ', 'ok'],
    ['read', '{"path":"a","content":"x"}', 'the request has the key "content"; only path may be there'],
    ['read', '{"Path":"a"}', 'the request has the key "Path"; only path may be there'],
    ['read', '{"path":"a","path":"b"}', 'the request has the key "path" twice'],
    ['read', '{}', 'the request has no path'],
    ['read', '{"path":null}', 'the request has a path that is no string'],
    ['read', '{"path":1}', 'the request has a path that is no string'],
    ['read', '{"path":["a"]}', 'the request has a path that is no string'],
    ['read', '["a"]', 'the request is JSON, but not an object'],
    ['read', '"a"', 'the request is JSON, but not an object'],
    ['read', 'null', 'the request is JSON, but not an object'],
    ['read', '', 'the request is not valid JSON'],
    ['read', '{"path":"a"} x', 'the request is not valid JSON: text follows the JSON value'],
    ['read', "{'path':'a'}", 'the request is not valid JSON'],
    ['read', '{"path":"a",}', 'the request is not valid JSON'],
    ['read', '\ufeff{"path":"a"}', 'the request is not valid JSON'],
    ['read', '{"path":"\\ud800"}', 'the request is not valid JSON: a lone surrogate escape'],
    ['write', '{"path":"a"}', 'the request has no content'],
    ['write', '{"path":"a","content":null}', 'the request has a content that is no string'],
    ['write', '{"content":"x"}', 'the request has no path'],
    ['write', '{"path":"a","content":"x","mode":420}', 'the request has the key "mode"'],
    ['list', '{"path":"a","recursive":true}', 'the request has the key "recursive"'],
  ] as const)('%s %s: %s', (operation, text, expected) => {
    const authority = fsAuthority([{ root: '/data', operations: ['read', 'list', 'write'] }])
    expect(refusal(authority, operation, text)).toContain(expected)
  })
})

test('an unusable folder does not open the gate, but counts among several', () => {
  const spaced = { root: ' /data', operations: ['write'] } as const
  expect(refusal(fsAuthority([spaced]), 'write', '{}')).toBe(
    'denied: may not call fs.write: a usable host_api.fs target is not granted',
  )
  const verdict = authorizeFs(
    fsAuthority([{ root: '/b', operations: ['read'] }, spaced]),
    'write',
    '{"path":"a","content":""}',
  )
  expect(verdict).toMatchObject({ ok: true, authorized: { names: ['a'], grants: [spaced] } })
})

test('a path in a message is redacted and safe to print', () => {
  expect(refusal(reader, 'read', JSON.stringify({ path: '/token=abc \u001b[2J' }))).toBe(
    'trap: fs.read of "/token=<redacted> \\u001b[2J" failed: the path is absolute; it must be relative to a granted folder',
  )
})
