import { mkdirSync, readdirSync, readFileSync, symlinkSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { beforeEach, describe, expect, test } from 'vitest'
import type { FsGrant, FsOperation } from '../../../../src/grants/grants.ts'
import {
  answerOf,
  callFs,
  failureOf,
  fsAuthority,
  WAYS_TO_HOLD,
  wholeFolder,
} from '../../../support/fs-call.ts'
import { useTemporaryFolders } from '../../../support/temporary-folder.ts'

const temporaryFolder = useTemporaryFolders()
let root = ''
beforeEach(() => {
  root = temporaryFolder()
})

const write = (path: string, content: string | Uint8Array) => writeFileSync(join(root, path), content)
const read = (path: string) => readFileSync(join(root, path), 'utf8')

describe.each(WAYS_TO_HOLD)('fs, folders held %s', (_, hold) => {
  const call = (operation: FsOperation, request: unknown, grants: readonly FsGrant[] = [wholeFolder(root)]) =>
    callFs(fsAuthority(grants), operation, request, hold)
  const ask = async (operation: FsOperation, request: unknown, grants?: readonly FsGrant[]) =>
    answerOf(await call(operation, request, grants))
  const problem = async (operation: FsOperation, request: unknown, grants?: readonly FsGrant[]) =>
    failureOf(await call(operation, request, grants)).message

  describe('read', () => {
    const content = async (path: string) => JSON.parse(await ask('read', { path }))

    test('answers path, content and truncated, in this order', async () => {
      write('a.txt', '\ufeffhé"\\\n\u0000\u007f\u2028😀')
      expect(await ask('read', { path: './/a.txt' })).toBe(
        '{"path":".//a.txt","content":"\ufeffhé\\"\\\\\\n\\u0000\u007f\u2028😀","truncated":false}',
      )
      write('empty', '')
      expect(await ask('read', { path: 'empty' })).toBe('{"path":"empty","content":"","truncated":false}')
    })

    test('gives the first 65,536 bytes and says that there is more', async () => {
      write('full', 'x'.repeat(65_536))
      write('more', 'x'.repeat(65_537))
      expect(await content('full')).toEqual({ path: 'full', content: 'x'.repeat(65_536), truncated: false })
      expect(await content('more')).toEqual({ path: 'more', content: 'x'.repeat(65_536), truncated: true })
    })

    test('replaces what is not UTF-8, also a character that the limit cuts, so the text can be longer than the limit', async () => {
      write('broken', Buffer.from([0x61, 0xff, 0xe2, 0x82, 0x62, 0xed, 0xa0, 0x80]))
      expect((await content('broken')).content).toBe('a\ufffd\ufffdb\ufffd\ufffd\ufffd')
      write('cut', `${'x'.repeat(65_535)}é`)
      expect(await content('cut')).toMatchObject({ content: `${'x'.repeat(65_535)}\ufffd`, truncated: true })
      write('binary', Buffer.alloc(65_536, 0xff))
      expect((await content('binary')).content).toBe('\ufffd'.repeat(65_536))
    })

    test('of devices gives nothing and does not wait', async () => {
      const grants = [wholeFolder('/dev')]
      expect(await problem('read', { path: 'zero' }, grants)).toBe(
        'fs.read failed: "zero" is neither a file nor a folder in the granted folder "/dev"',
      )
      expect(await problem('write', { path: 'null', content: 'x' }, grants)).toContain('is neither a file')
    })
  })

  describe('list', () => {
    test('answers path, entries and truncated, in this order, each entry with name and kind', async () => {
      write('b.txt', '')
      mkdirSync(join(root, 'a'))
      symlinkSync('b.txt', join(root, 'c'))
      expect(await ask('list', { path: '.' })).toBe(
        '{"path":".","entries":[{"name":"a","kind":"dir"},{"name":"b.txt","kind":"file"},{"name":"c","kind":"symlink"}],"truncated":false}',
      )
      expect(await ask('list', { path: 'a' })).toBe('{"path":"a","entries":[],"truncated":false}')
      const devices = JSON.parse(await ask('list', { path: '.' }, [wholeFolder('/dev')]))
      expect(devices.entries).toContainEqual({ name: 'null', kind: 'other' })
    })

    test('sorts by the bytes of the names, and replaces what is not UTF-8 in them', async () => {
      const names = ['B', 'a', 'é', '\uffee', '\u{10000}', '.hidden']
      for (const name of names) write(name, '')
      writeFileSync(Buffer.concat([Buffer.from(`${root}/x`), Buffer.from([0xff, 0x79])]), '')
      const { entries } = JSON.parse(await ask('list', { path: '.' }))
      expect(entries.map(({ name }: { name: string }) => name)).toEqual([
        '.hidden',
        'B',
        'a',
        'x\ufffdy',
        'é',
        '\uffee',
        '\u{10000}',
      ])
    })

    test('gives 256 entries and says that there are more', async () => {
      for (let index = 0; index < 256; index++) write(String(index), '')
      const full = JSON.parse(await ask('list', { path: '.' }))
      expect([full.entries.length, full.truncated]).toEqual([256, false])
      write('256', '')
      const more = JSON.parse(await ask('list', { path: '.' }))
      expect([more.entries.length, more.truncated]).toEqual([256, true])
      const names = more.entries.map(({ name }: { name: string }) => name)
      expect(names).toEqual([...names].sort())
    })
  })

  describe('write', () => {
    test('answers path and bytes_written, which counts UTF-8 bytes', async () => {
      expect(await ask('write', { path: 'a.txt', content: 'hé😀' })).toBe(
        '{"path":"a.txt","bytes_written":7}',
      )
      expect(read('a.txt')).toBe('hé😀')
    })

    test('replaces what was there, and keeps the file', async () => {
      write('a.txt', 'long before')
      expect(await ask('write', { path: 'a.txt', content: 'now' })).toBe('{"path":"a.txt","bytes_written":3}')
      expect(read('a.txt')).toBe('now')
      expect(await ask('write', { path: 'a.txt', content: '' })).toBe('{"path":"a.txt","bytes_written":0}')
      expect(read('a.txt')).toBe('')
      expect(readdirSync(root)).toEqual(['a.txt'])
    })

    test('takes a request of 65,536 bytes and no more, so its content is always below the limit of its own', async () => {
      const envelope = '{"path":"a.txt","content":""}'.length
      const content = 'x'.repeat(65_536 - envelope)
      expect(await ask('write', { path: 'a.txt', content })).toContain(`"bytes_written":${content.length}`)
      expect(await problem('write', { path: 'a.txt', content: `${content}x` })).toBe(
        'fs.write failed: the request is 65537 bytes, more than 65536',
      )
      expect(read('a.txt')).toBe(content)
    })

    test('of two at once leaves one of them whole', async () => {
      const texts = ['a'.repeat(60_000), 'b'.repeat(50_000)]
      await Promise.all(texts.map(content => ask('write', { path: 'a.txt', content })))
      expect(texts).toContain(read('a.txt'))
    })
  })

  test('the path of an answer is the one that was asked for, redacted and cut', async () => {
    write('token.txt', 'x')
    expect(await ask('read', { path: 'token.txt' })).toContain('{"path":"token<redacted>",')
    const path = `${'./'.repeat(79)}é${'/'.repeat(20)}`
    mkdirSync(join(root, 'é'))
    expect(await ask('list', { path })).toBe(`{"path":"${'./'.repeat(79)}é…","entries":[],"truncated":false}`)
  })

  test('a message has room for what is wrong, however long the path is', async () => {
    const message = await problem('read', { path: `${'日本語'.repeat(20)}/`.repeat(6) })
    expect(Buffer.byteLength(message)).toBeLessThan(512)
    expect(message).toMatch(/ does not exist/)
  })

  describe('the root of a grant', () => {
    beforeEach(() => {
      mkdirSync(join(root, 'data'))
      write('data/a.txt', 'inside')
      symlinkSync('data', join(root, 'link'))
    })

    const at = (path: string): FsGrant[] => [wholeFolder(`${root}${path}`)]
    const usable = { root: '/nowhere', operations: ['write'] } as const

    test.each(['/data', '/data/', '/data/.', '//data', '/link/../data', '/data/../link/.'])(
      '%s is usable',
      async path => {
        expect(await ask('read', { path: 'a.txt' }, at(path))).toContain('inside')
      },
    )

    test('below a symlink is canonicalized', async () => {
      mkdirSync(join(root, 'data/deep'))
      write('data/deep/a.txt', 'deep')
      expect(await ask('read', { path: 'a.txt' }, at('/link/deep'))).toContain('deep')
    })

    test.each([
      ['/link', 'is itself a symlink'],
      ['/link/', 'is itself a symlink'],
      ['/link//', 'is itself a symlink'],
      ['/missing', 'cannot be used: not found'],
      ['/data/a.txt', 'is no folder'],
      ['/data/a.txt/', 'is no folder'],
      ['/da\0ta', 'cannot be used: invalid input'],
      [`/${'x'.repeat(4_096)}`, 'bytes, more than 4096'],
      [`/${'./'.repeat(2_040)}data`, 'bytes, more than 4096'],
    ])('%s %s', async (path, expected) => {
      expect(await problem('read', { path: 'a.txt' }, at(path))).toContain(expected)
    })

    test('is trimmed, though a grant with white space around it does not open the gate by itself', async () => {
      const spaced = wholeFolder(`\u0085 ${root}/data\t\n`)
      expect(failureOf(await call('read', { path: 'a.txt' }, [spaced]))).toMatchObject({
        kind: 'denied',
        label: 'host_api.fs',
      })
      expect(await ask('read', { path: 'a.txt' }, [usable, spaced])).toContain('inside')
    })

    test('must be absolute', async () => {
      const grants = [usable, wholeFolder('data'), wholeFolder(''), wholeFolder('~/data')]
      expect(await problem('read', { path: 'a.txt' }, grants)).toBe(
        'fs.read failed: the granted folder "~/data" is not an absolute path, the last of 3 that were tried',
      )
    })
  })

  describe('several grants', () => {
    const grant = (name: string, ...operations: FsOperation[]): FsGrant => ({
      root: join(root, name),
      label: name,
      operations,
    })

    beforeEach(() => {
      for (const folder of ['one', 'two']) mkdirSync(join(root, folder))
      write('two/a.txt', 'two')
    })

    test('are tried in order until root and path resolve', async () => {
      const grants = [grant('missing', 'read'), grant('one', 'read'), grant('two', 'read')]
      expect(await ask('read', { path: 'a.txt' }, grants)).toContain('"content":"two"')
      write('one/a.txt', 'one')
      expect(await ask('read', { path: 'a.txt' }, grants)).toContain('"content":"one"')
    })

    test('without the operation are passed over', async () => {
      write('one/a.txt', 'one')
      const grants = [grant('one', 'list', 'write'), grant('two', 'read')]
      expect(await ask('read', { path: 'a.txt' }, grants)).toContain('"content":"two"')
    })

    test('that all fail report the last problem', async () => {
      const grants = [grant('missing', 'read'), grant('one', 'read')]
      expect(await problem('read', { path: 'a.txt' }, grants)).toBe(
        'fs.read failed: "a.txt" does not exist in the granted folder "one", the last of 2 that were tried',
      )
      expect(await problem('read', { path: 'a.txt' }, [...grants].reverse())).toBe(
        'fs.read failed: the granted folder "missing" cannot be used: not found, the last of 2 that were tried',
      )
    })

    test('are not tried after one under which the path led somewhere', async () => {
      for (const name of ['one/b.txt', 'two/a', 'two/b.txt']) write(name, 'x')
      mkdirSync(join(root, 'one/a'))
      mkdirSync(join(root, 'two/f'))
      write('one/f', 'x')
      const grants = [grant('one', 'read', 'list'), grant('two', 'read', 'list')]
      expect(await problem('read', { path: 'a' }, grants)).toBe(
        'fs.read failed: "a" is a folder, not a file in the granted folder "one"',
      )
      expect(await problem('list', { path: 'f' }, grants)).toBe(
        'fs.list failed: "f" is no folder in the granted folder "one"',
      )
    })

    test('take a write where its folder is and no folder, link or pipe has its name', async () => {
      mkdirSync(join(root, 'one/a'))
      symlinkSync('../two/a.txt', join(root, 'one/b'))
      const grants = [grant('one', 'write'), grant('two', 'write')]
      for (const path of ['a', 'b']) await ask('write', { path, content: path }, grants)
      expect([read('two/a'), read('two/b'), read('two/a.txt')]).toEqual(['a', 'b', 'two'])
      await ask('write', { path: 'new', content: 'x' }, grants)
      expect(readdirSync(join(root, 'one'))).toEqual(['a', 'b', 'new'])
    })

    test('with none that has the operation deny it, and name the least that would allow it', async () => {
      const failure = failureOf(
        await call('write', { path: 'a.txt', content: 'x' }, [grant('two', 'read', 'list')]),
      )
      expect(failure).toMatchObject({
        kind: 'denied',
        label: 'host_api.fs',
        message: 'may not call fs.write for "a.txt": write is granted on no folder',
        denial: {
          stage: 'call',
          granted: ['host_api.fs', 'two read,list'],
          grantsToml: 'fs = [\n  { root = "two", operations = ["write"] },\n]\n',
          grantOptions: ['fs:write=two'],
        },
      })
      expect(read('two/a.txt')).toBe('two')
    })

    test('with write alone neither read nor list', async () => {
      for (const operation of ['read', 'list'] as const)
        expect(failureOf(await call(operation, { path: 'a.txt' }, [grant('two', 'write')])).kind).toBe(
          'denied',
        )
    })
  })
})
