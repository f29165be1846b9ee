import fc from 'fast-check'
import { getStaticTOMLValue, parseTOML } from 'toml-eslint-parser'
import { describe, expect, test } from 'vitest'
import { setTomlStrings, tomlString } from '../../src/templates/toml-edit.ts'

const DOCUMENT = `# kept
id = 'old' # kept too
[[tools]]
name = "first"
[[tools]]
name = """
second"""
limits = [ { kind = "a" }, { kind = "b", "odd.key" = 1 } ]
[a.b]
c.d = "deep"
`

const read = (text: string) => getStaticTOMLValue(parseTOML(text)) as Record<string, unknown>

describe('setting strings in a TOML document', () => {
  test('changes only the named values and keeps the comments', () => {
    const edited = setTomlStrings(DOCUMENT, {
      id: 'new',
      'tools.1.name': 'x',
      'tools.1.limits.1.kind': 'y',
      'a.b.c.d': 'z',
    })
    expect(edited).toContain('# kept\nid = "new" # kept too\n')
    expect(read(edited)).toEqual({
      id: 'new',
      tools: [{ name: 'first' }, { name: 'x', limits: [{ kind: 'a' }, { kind: 'y', 'odd.key': 1 }] }],
      a: { b: { c: { d: 'z' } } },
    })
  })

  test('refuses a path that the document does not have', () => {
    expect(() => setTomlStrings(DOCUMENT, { 'tools.2.name': 'x' })).toThrow('no key tools.2.name')
  })

  test('writes any text so that it reads back the same', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), fc.string({ unit: 'binary' }), (id, name) => {
        expect(read(setTomlStrings(DOCUMENT, { id, 'tools.0.name': name }))).toMatchObject({
          id,
          tools: [{ name }, {}],
        })
      }),
      { numRuns: 300, seed: 1 },
    )
  })

  test.each([['"'], ['\\'], ['"""\n[grants]\nx = "'], ['\u0000\u0007\u007f\u0085'], ['日本 🦀'], ['\r\n\t']])(
    '%j survives',
    text => {
      expect(read(`x = ${tomlString(text)}`)).toEqual({ x: text })
    },
  )
})
