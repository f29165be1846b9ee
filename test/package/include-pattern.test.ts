import { describe, expect, test } from 'vitest'
import { isNeverPacked, matchSegment, parseIncludePattern } from '../../src/package/include-pattern.ts'

describe('matchSegment', () => {
  test.each([
    ['*.md', 'a.md', true],
    ['*.md', '.md', false],
    ['*.md', 'a.mdx', false],
    ['a*c*e', 'abcde', true],
    ['a*c*e', 'abcdef', false],
    ['a*bc', 'abbcbc', true],
    ['?.txt', 'a.txt', true],
    ['?.txt', '.txt', false],
    ['?', 'ab', false],
    ['*', '', true],
    ['name', 'name', true],
    ['name', 'Name', false],
    ['*', '.env', false],
    ['.*', '.env', true],
    ['.env', '.env', true],
    ['*', 'node_modules', false],
    ['node_*', 'node_modules', false],
    ['node_modules', 'node_modules', true],
  ])('%j against %j is %s', (segment, name, isMatch) => {
    expect(matchSegment(segment, name, false)).toBe(isMatch)
  })

  test('never takes a wildcard at the root for the folder of the sources', () => {
    expect(matchSegment('*', 'src', true)).toBe(false)
    expect(matchSegment('*', 'target', true)).toBe(false)
    expect(matchSegment('*', 'src', false)).toBe(true)
    expect(matchSegment('src', 'src', true)).toBe(true)
  })

  test('takes no time over a pattern that would keep a regular expression busy for ever', () => {
    const pattern = `${'a*'.repeat(120)}b`
    expect(matchSegment(pattern, 'a'.repeat(255), false)).toBe(false)
  })
})

describe('parseIncludePattern', () => {
  test('splits a pattern at its slashes', () => {
    expect(parseIncludePattern('assets/**/*.json')).toEqual({
      text: 'assets/**/*.json',
      segments: ['assets', '**', '*.json'],
    })
  })

  test.each([
    ['../x', 'it has a `.` or `..` part'],
    ['/etc/*', 'it starts with `/`'],
    ['~/x', 'it starts with `~`'],
    ['a\\b', 'it contains a backslash'],
    ['', 'it is empty'],
    ['assets/', 'it ends with `/`; write `folder/**` for all files below a folder'],
    ['*.{md,txt}', 'only the wildcards `*`, `?` and `**` are understood'],
    ['!x', 'only the wildcards `*`, `?` and `**` are understood'],
    ['**/'.repeat(40).concat('a'), 'it has more than 32 parts'],
    ['a**', '`**` must stand alone between slashes'],
  ])('refuses %j: %s', (text, reason) => {
    expect(parseIncludePattern(text)).toBe(reason)
  })
})

describe('isNeverPacked', () => {
  test.each([
    ['readme-0.1.0.yoi-plugin', true],
    ['old/a.YOI-PLUGIN', true],
    ['yoi-plugin.toml', true],
    ['docs/yoi-plugin.toml', false],
    ['.yoi-plugin/build.json', true],
    ['README.md', false],
  ])('%j: %s', (path, isNever) => {
    expect(isNeverPacked(path)).toBe(isNever)
  })
})
