import { spawn, spawnSync } from 'node:child_process'
import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  symlinkSync,
  utimesSync,
  writeFileSync,
} from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { UserError } from '../../src/errors.ts'
import { writeFileAtomically } from '../../src/package/write-file.io.ts'
import { writeArchive } from '../../src/package/zip/write-archive.ts'
import { type BundledScript, bundleScript } from '../support/bundle-script.ts'
import { packedPlugin } from '../support/packed-plugin.ts'

const NEW = new TextEncoder().encode('new bytes')
const WASM = Uint8Array.of(0, 0x61, 0x73, 0x6d, 1, 0, 0, 0)

let folder: string

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'yoi-plugin-write-'))
})

afterEach(() => {
  rmSync(folder, { recursive: true, force: true })
})

function errorOf(work: () => void): UserError {
  try {
    work()
  } catch (error) {
    if (error instanceof UserError) return error
    throw error
  }
  throw new Error('nothing was thrown')
}

describe('writeFileAtomically', () => {
  test('creates the file with its folders, and replaces it, leaving nothing else behind', () => {
    const path = join(folder, 'a/b/out.bin')
    writeFileAtomically(path, Uint8Array.of(1))
    writeFileAtomically(path, NEW)
    expect(readFileSync(path)).toEqual(Buffer.from(NEW))
    expect(readdirSync(join(folder, 'a/b'))).toEqual(['out.bin'])
  })

  test('writes an empty file', () => {
    writeFileAtomically(join(folder, 'empty'), new Uint8Array())
    expect(statSync(join(folder, 'empty')).size).toBe(0)
  })

  test('refuses a link at the target, whatever it points to, and leaves it', () => {
    writeFileSync(join(folder, 'real'), 'old')
    symlinkSync(join(folder, 'real'), join(folder, 'link'))
    symlinkSync(join(folder, 'nowhere'), join(folder, 'dangling'))
    for (const name of ['link', 'dangling'])
      expect(errorOf(() => writeFileAtomically(join(folder, name), NEW))).toMatchObject({
        code: 'unsafe-output',
      })
    expect(readFileSync(join(folder, 'real'), 'utf8')).toBe('old')
    expect(existsSync(join(folder, 'nowhere'))).toBe(false)
  })

  test('refuses a folder at the target', () => {
    mkdirSync(join(folder, 'out'))
    expect(errorOf(() => writeFileAtomically(join(folder, 'out'), NEW)).code).toBe('unsafe-output')
  })

  test('refuses to replace what we would not have written', () => {
    const path = join(folder, 'README.md')
    writeFileSync(path, '# Read me')
    const error = errorOf(() => writeFileAtomically(path, WASM, { replace: 'wasm' }))
    expect(error.code).toBe('output-not-ours')
    expect(error.what).toContain('is not a WebAssembly file')
    expect(errorOf(() => writeFileAtomically(path, NEW, { replace: 'package' })).code).toBe('output-not-ours')
    expect(errorOf(() => writeFileAtomically(path, NEW, { replace: 'nothing' })).code).toBe('output-exists')
    expect(readFileSync(path, 'utf8')).toBe('# Read me')
  })

  test('replaces wasm by wasm, a package by a package, and an empty file by either', () => {
    const path = join(folder, 'out')
    writeFileSync(path, '')
    writeFileAtomically(path, WASM, { replace: 'wasm' })
    writeFileAtomically(path, WASM, { replace: 'wasm' })
    writeFileSync(path, packedPlugin())
    writeFileAtomically(path, NEW, { replace: 'package' })
    expect(readFileSync(path)).toEqual(Buffer.from(NEW))
    writeFileSync(path, '')
    writeFileAtomically(path, NEW, { replace: 'package' })
    expect(readFileSync(path)).toEqual(Buffer.from(NEW))
  })

  test('another zip archive is no package, and a file is named as the caller says', () => {
    const path = join(folder, 'photos.zip')
    const photos = writeArchive(new Map([['a.jpg', NEW]]))
    writeFileSync(path, photos.ok ? photos.bytes : '')
    const error = errorOf(() =>
      writeFileAtomically(path, NEW, { replace: 'package', shownAs: '../photos.zip' }),
    )
    expect(error).toMatchObject({
      code: 'output-not-ours',
      what: '"../photos.zip" exists and is not a .yoi-plugin package; it is left as it is.',
    })
  })

  test('stays inside a folder when asked to', () => {
    const project = join(folder, 'project')
    mkdirSync(join(project, 'real'), { recursive: true })
    mkdirSync(join(folder, 'outside'))
    symlinkSync(join(folder, 'outside'), join(project, 'linked'))
    writeFileSync(join(project, 'file'), '')
    const options = { inside: project }
    writeFileAtomically('real/deep/out', NEW, options)
    expect(readFileSync(join(project, 'real/deep/out'))).toEqual(Buffer.from(NEW))
    for (const path of ['../out', '/tmp/out', 'real/../../out', 'linked/out', 'file/out'])
      expect(errorOf(() => writeFileAtomically(path, NEW, options)).code).toBe('unsafe-output')
    expect(readdirSync(join(folder, 'outside'))).toEqual([])
    expect(readdirSync(folder).sort()).toEqual(['outside', 'project'])
  })

  test('explains a name that the disk refuses, without naming folders of this machine', () => {
    const error = errorOf(() => writeFileAtomically(join(folder, 'x'.repeat(300)), NEW))
    expect(error.code).toBe('cannot-write')
    expect(error.what).toContain('its name is too long')
    expect(error.what).not.toContain(folder)
    expect(readdirSync(folder)).toEqual([])
  })
})

test('what killed writes left behind an hour ago is removed, and nothing else', () => {
  const leftover = `.yoi-plugin-${'0'.repeat(18)}.tmp`
  const fresh = `.yoi-plugin-${'1'.repeat(18)}.tmp`
  const longAgo = new Date(Date.now() - 2 * 60 * 60 * 1_000)
  for (const name of [leftover, fresh, '.yoi-plugin-mine.tmp', 'old.tmp']) {
    writeFileSync(join(folder, name), '')
    if (name !== fresh) utimesSync(join(folder, name), longAgo, longAgo)
  }
  writeFileAtomically(join(folder, 'out'), NEW)
  expect(readdirSync(folder).sort()).toEqual(['.yoi-plugin-mine.tmp', fresh, 'old.tmp', 'out'].sort())
})

describe('a process that is stopped', () => {
  const OLD_BYTES = 3_000_000
  const NEW_BYTES = 5_000_000
  let script: BundledScript

  beforeAll(async () => {
    script = await bundleScript(`
      import { writeFileAtomically } from './src/package/write-file.io.ts'
      const [path, count] = process.argv.slice(2)
      const bytes = new Uint8Array(${NEW_BYTES}).fill(2)
      process.stdout.write('ready')
      try {
        for (let index = 0; index < Number(count); index++) writeFileAtomically(path, bytes)
      } catch (error) {
        process.stderr.write(JSON.stringify({ code: error.code, what: error.what, fix: error.fix }))
        process.exitCode = 2
      }
    `)
  })

  afterAll(() => script.remove())

  function isWhole(path: string): boolean {
    const bytes = readFileSync(path)
    const value = bytes.byteLength === OLD_BYTES ? 1 : 2
    return [OLD_BYTES, NEW_BYTES].includes(bytes.byteLength) && bytes.every(byte => byte === value)
  }

  test('by kill -9 at any moment leaves the old or the new file, whole', async () => {
    const path = join(folder, 'out')
    for (const delayMs of [0, 1, 2, 3, 5, 8, 11, 15, 20, 26]) {
      writeFileSync(path, new Uint8Array(OLD_BYTES).fill(1))
      const child = spawn(process.execPath, [script.path, path, '1000'], {
        stdio: ['ignore', 'pipe', 'ignore'],
      })
      const ended = new Promise(resolve => child.on('close', resolve))
      await new Promise(resolve => child.stdout.once('data', resolve))
      await new Promise(resolve => setTimeout(resolve, delayMs))
      child.kill('SIGKILL')
      await ended
      expect(child.signalCode).toBe('SIGKILL')
      expect(isWhole(path)).toBe(true)
    }
  })

  test('by a full disk says so, exits 2 and leaves the old file alone', () => {
    const path = join(folder, 'out')
    writeFileSync(path, new Uint8Array(OLD_BYTES).fill(1))
    const limit = `ulimit -f 4000; exec "$0" "$@"`
    const run = spawnSync('sh', ['-c', limit, process.execPath, script.path, path, '1'], { encoding: 'utf8' })
    expect(run.status).toBe(2)
    expect(JSON.parse(run.stderr)).toEqual({
      code: 'cannot-write',
      what: '"out" cannot be written: it is larger than this process may write. What was there before is unchanged.',
      fix: 'Raise the file size limit (`ulimit -f`) and try again.',
    })
    expect(statSync(path).size).toBe(OLD_BYTES)
    expect(isWhole(path)).toBe(true)
    expect(readdirSync(folder)).toEqual(['out'])
  })
})
