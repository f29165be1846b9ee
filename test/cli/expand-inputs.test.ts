import { symlinkSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { expandInputs } from '../../src/cli/expand-inputs.ts'
import { UserError } from '../../src/errors.ts'
import { useTemporaryFolders } from '../support/temporary-folder.ts'

const temporary = useTemporaryFolders()

const workspace = () =>
  temporary({
    'plugins/b/plugin.toml': '',
    'plugins/a/plugin.toml': '',
    'plugins/a/deep/c/plugin.toml': '',
    'plugins/only-settings/yoi-plugin.toml': '',
    'plugins/docs/README.md': '',
    'plugins/.hidden/plugin.toml': '',
    'plugins/node_modules/x/plugin.toml': '',
    'plugins/README.md': '',
    'dist/a-1.yoi-plugin': '',
    'dist/a.wasm': '',
    'dist/notes.txt': '',
  })

describe('expandInputs', () => {
  test.each([
    ['plugins/*', ['plugins/a', 'plugins/b', 'plugins/only-settings']],
    ['plugins/?', ['plugins/a', 'plugins/b']],
    ['*/a', ['plugins/a']],
    ['./plugins/a*', ['./plugins/a']],
    ['plugins/*/', ['plugins/a', 'plugins/b', 'plugins/only-settings']],
    ['plugins/**', ['plugins/a', 'plugins/a/deep/c', 'plugins/b', 'plugins/only-settings']],
    ['**/c', ['plugins/a/deep/c']],
    ['dist/*', ['dist/a-1.yoi-plugin', 'dist/a.wasm']],
    ['dist/*.yoi-plugin', ['dist/a-1.yoi-plugin']],
    ['plugins/.*', ['plugins/.hidden']],
  ])('%s stands for the plugins that it matches', (pattern, paths) => {
    expect(expandInputs([pattern], workspace())).toEqual({ paths, isMany: true })
  })

  test('the order of the inputs is kept, and none is checked twice', () => {
    expect(expandInputs(['plugins/b', 'plugins/*', './plugins/a'], workspace()).paths).toEqual([
      'plugins/b',
      'plugins/a',
      'plugins/only-settings',
    ])
  })

  test('without an argument the current folder is meant', () => {
    expect(expandInputs([], workspace())).toEqual({ paths: ['.'], isMany: false })
  })

  test('one input is one also when it does not exist, several are several', () => {
    expect(expandInputs(['nothing'], workspace())).toEqual({ paths: ['nothing'], isMany: false })
    expect(expandInputs(['nothing', 'plugins/a'], workspace()).isMany).toBe(true)
  })

  test('patterns may lead out of the current folder and begin at the root', () => {
    const folder = workspace()
    expect(expandInputs(['../plugins/*'], join(folder, 'dist')).paths).toContain('../plugins/a')
    expect(expandInputs([`${folder}/plugins/b*`], '/').paths).toEqual([`${folder}/plugins/b`])
  })

  test('a name with a star is that name when it exists', () => {
    const folder = temporary({ 'a*/plugin.toml': '', 'ab/plugin.toml': '' })
    expect(expandInputs(['a*'], folder)).toEqual({ paths: ['a*'], isMany: false })
  })

  test('a circle of links ends', () => {
    const folder = workspace()
    symlinkSync('..', join(folder, 'plugins/loop'))
    symlinkSync('a', join(folder, 'plugins/link'))
    expect(expandInputs(['plugins/**'], folder).paths).toHaveLength(4)
    expect(expandInputs(['plugins/l*'], folder).paths).toEqual(['plugins/link'])
  })

  test('a pattern that matches no plugin is a mistake at the keyboard', () => {
    const act = () => expandInputs(['plugins/d*'], workspace())
    expect(act).toThrow(UserError)
    expect(act).toThrow('No plugin matches "plugins/d*".')
  })
})
