import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { writeTemplate } from '../../src/templates/write-template.io.ts'
import { emptyFolder } from '../support/run-cli.ts'

/** The third file cannot be written: its folder is the first file. */
const HALF = new Map([
  ['first', 'a file'],
  ['sub/second', 'below a new folder'],
  ['first/third', 'below a file'],
])

describe('a project of which a file cannot be written', () => {
  test('leaves nothing behind, not even the parents that were created for it', () => {
    const folder = emptyFolder()
    expect(() => writeTemplate(join(folder, 'a/b/c'), HALF)).toThrow()
    expect(readdirSync(folder)).toEqual([])
  })

  test('leaves a folder that was there before as empty as it was', () => {
    const folder = emptyFolder()
    mkdirSync(join(folder, 'project'))
    expect(() => writeTemplate(join(folder, 'project'), HALF)).toThrow()
    expect(existsSync(join(folder, 'project'))).toBe(true)
    expect(readdirSync(join(folder, 'project'))).toEqual([])
  })

  test('never replaces or removes a file that appeared meanwhile', () => {
    const folder = emptyFolder()
    writeFileSync(join(folder, 'b'), 'mine')
    const files = new Map([
      ['a', 'new'],
      ['b', 'new'],
    ])
    expect(() => writeTemplate(folder, files)).toThrow()
    expect(readdirSync(folder)).toEqual(['b'])
    expect(readFileSync(join(folder, 'b'), 'utf8')).toBe('mine')
  })
})
