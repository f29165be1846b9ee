import { lstatSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { makeFolders } from '../src/make-folders.io.ts'

let folder: string
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'yoi-plugin-folders-'))
})
afterEach(() => {
  rmSync(folder, { recursive: true, force: true })
})

describe('makeFolders', () => {
  test('makes what is missing, with the mode, and tells the topmost folder that it made', () => {
    expect(makeFolders(join(folder, 'a', 'b', 'c'), 0o700)).toBe(join(folder, 'a'))
    expect(lstatSync(join(folder, 'a', 'b')).mode & 0o777).toBe(0o700)
    expect(makeFolders(join(folder, 'a', 'b', 'd'))).toBe(join(folder, 'a', 'b', 'd'))
    expect(makeFolders(join(folder, 'a'))).toBeUndefined()
  })

  test('fails where a file stands in the way', () => {
    writeFileSync(join(folder, 'file'), '')
    expect(() => makeFolders(join(folder, 'file', 'below'))).toThrow('ENOTDIR')
  })

  test.runIf(process.platform === 'linux')('fails, and returns, where the system makes no folders', () => {
    expect(() => makeFolders('/proc/no-such-folder/below')).toThrow('ENOENT')
  })
})
