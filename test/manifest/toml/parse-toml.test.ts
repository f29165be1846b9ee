import { describe, expect, test } from 'vitest'
import { exactJsonText } from '../../../src/manifest/exact-json.ts'
import { parseToml } from '../../../src/manifest/toml/parse-toml.ts'
import { tomlToJson } from '../../../src/manifest/toml/toml-to-json.ts'

function jsonOf(text: string): string {
  const document = parseToml(text)
  if ('error' in document) return `refused: ${document.error}`
  const { value, outOfRange } = tomlToJson(document.root)
  return outOfRange.length > 0 ? `out of range: ${outOfRange.length}` : exactJsonText(value)
}

// Every expectation was read off toml 1.1.2 with serde_json 1.0.149, the host's pinned libraries.
describe('TOML as the host reads it', () => {
  test.each([
    ['', '{}'],
    ['\ufeffa = 1', '{"a":1}'],
    ['a = { b = 1,\n c = 2, # x\n}', '{"a":{"b":1,"c":2}}'],
    ['a = { b\n= # c\n1 }', '{"a":{"b":1}}'],
    ['a = "\\x41\\e\\u00e9"', '{"a":"A\\u001bé"}'],
    ['a = 9223372036854775808', '{"a":9223372036854775808}'],
    ['a = 18446744073709551616', 'out of range: 1'],
    ['a = [-9223372036854775809, 1e400]', 'out of range: 2'],
    [
      'a = [1.0, -0.0, 1e15, 1e16, 123456789012345680.0]',
      '{"a":[1.0,-0.0,1000000000000000.0,1e+16,1.2345678901234568e+17]}',
    ],
    ['a = [1e-5, 1.5e-5, 1e-6, 5e-324]', '{"a":[0.00001,0.000015,1e-6,5e-324]}'],
    ['a = [nan, inf, -inf]', '{"a":[null,null,null]}'],
    ['b = 1\na = 2\n"\u{10000}" = 3\n"\uffee" = 4', '{"a":2,"b":1,"\uffee":4,"\u{10000}":3}'],
    ['a.b = 1\na.c.d = 2', '{"a":{"b":1,"c":{"d":2}}}'],
    ['[[a]]\nb = 1\n[a.c]\nd = 1\n[[a]]\n[[a.e]]\nf = 1', '{"a":[{"b":1,"c":{"d":1}},{"e":[{"f":1}]}]}'],
    ['[a.b]\nc = 1\n[a]\nd = 2', '{"a":{"b":{"c":1},"d":2}}'],
    ['__proto__ = { a = 1 }', '{"__proto__":{"a":1}}'],
    ['a = """\r\nb\r\nc\n"""', '{"a":"b\\r\\nc\\n"}'],
    ["a = '''\r\nb\\\r\n'''", '{"a":"b\\\\\\r\\n"}'],
    ['a = """b\\\r\n \t\r\n c\\x41\\u00e9\\U0001F600\\n\\e""""', '{"a":"bcAé\u{1f600}\\n\\u001b\\""}'],
  ])('%j is %s', (text, json) => {
    expect(jsonOf(text)).toBe(json)
  })

  test.each([
    ['1979-05-27 07:32:00.500z', '1979-05-27T07:32:00.5Z'],
    ['07:32:00.100', '07:32:00.1'],
    ['07:32:00.000', '07:32:00.0'],
    ['07:32', '07:32'],
    ['1979-05-27t07:32', '1979-05-27T07:32'],
    ['1979-05-27T07:32:00-00:00', '1979-05-27T07:32:00+00:00'],
    ['1979-05-27T07:32:00.123456789012Z', '1979-05-27T07:32:00.123456789Z'],
    ['1979-05-27', '1979-05-27'],
  ])('the date or time %s is spelled %s', (source, text) => {
    expect(jsonOf(`a = ${source}`)).toBe(`{"a":{"$__toml_private_datetime":"${text}"}}`)
  })

  test.each([
    ['a = 1\rb = 2', 'a carriage return must be followed by a line feed', 5, 6],
    ['a = 1\na = 2', 'defining a key multiple times is invalid', 6, 7],
    [`a = ${'['.repeat(81)}`, 'arrays and inline tables nest deeper than 80', 84, 85],
    [`${Array(81).fill('a').join('.')} = 1`, 'a key has more than 80 parts', 0, 161],
    ['a =\n\nb = 1', 'a value is missing after `=`', 3, 4],
    ['a = [1\n2]', 'expected comma (,) token', 6, 7],
    ['a = "x', 'unterminated string constant', 6, 6],
  ])('%j is refused: %s', (text, error, start, end) => {
    expect(parseToml(text)).toEqual({ error, start, end })
  })

  test.each([
    ['arrays', `a = ${'['.repeat(80)}${']'.repeat(80)}`],
    ['inline tables', `a = ${'{a='.repeat(80)}1${'}'.repeat(80)}`],
    ['the parts of a key', `${Array(80).fill('a').join('.')} = 1`],
    [
      'brackets in strings',
      `a = '${'['.repeat(200)}'\nb = "${'\\"['.repeat(200)}"\nc = """${'["'.repeat(200)}\n"""`,
    ],
    ['brackets in comments', `# ${'['.repeat(200)}\na = [ # ${'['.repeat(200)}\n]`],
    ['brackets in headers', `["${'['.repeat(200)}"]\n[['${']'.repeat(200)}']]`],
    ['many headers', '[[a]]\n'.repeat(200)],
  ])('the nesting limit leaves %s alone', (_, text) => {
    expect(parseToml(text)).toHaveProperty('root')
  })

  test('sixty thousand open brackets are refused without falling over the stack', () => {
    expect(parseToml(`a = ${'[{a='.repeat(15_000)}`)).toHaveProperty('error')
  })

  const long = (length: number) => 'x'.repeat(length)

  test.each([
    ['a string', `"${long(99_998)}"`],
    ['a string in single quotes', `'${long(99_998)}'`],
    ['a long string', `"""${'x\n'.repeat(49_997)}"""`],
    ['a long string with line breaks of Windows', `"""${'x\r\n'.repeat(33_331)}"""`],
    ['a string deep inside', `${'['.repeat(80)}"${long(99_998)}"${']'.repeat(80)}`],
    ['a comment', `1 # ${long(1_000_000)}`],
  ])('%s may have 100,000 characters', (_, value) => {
    expect(parseToml(`a = ${value}`)).toHaveProperty('root')
  })

  test.each([
    ['a string', `"${long(99_999)}"`, 4],
    ['a string in single quotes', `'${long(99_999)}'`, 4],
    ['a long string', `"""${'x\n'.repeat(500_000)}"""`, 4],
    ['a long string in single quotes', `'''${'x\n'.repeat(500_000)}'''`, 4],
    ['a string that does not end', `"${'\\\\'.repeat(500_000)}`, 4],
    ['a string in an inline table', `{ b = [1, "${long(200_000)}"] }`, 14],
    ['a number', '1'.repeat(200_000), 4],
    ['a number with parts', `1_0.5e-${'1'.repeat(200_000)}`, 4],
    ['a quoted key', `1\n"${long(200_000)}" = 1`, 6],
    ['a quoted key of a header', `1\n[b."${long(200_000)}"]`, 6],
  ])('%s with more than 100,000 characters is refused, not fallen over', (_, value, start) => {
    const error = 'a string, a number or a key has more than 100000 characters'
    expect(parseToml(`a = ${value}`)).toEqual({ error, start, end: start + 1 })
  })

  test('a thousand levels by keys with many parts are read, more are refused with their place', () => {
    const tables = (parts: number, count: number) => {
      const key = Array(parts).fill('a').join('.')
      return `${`${key} = {`.repeat(count)}${key} = 1${'}'.repeat(count)}`
    }
    expect(jsonOf(tables(50, 19))).toContain('{"a":1}')
    expect(parseToml(tables(50, 20))).toMatchObject({
      error: 'arrays and tables nest deeper than 1000, keys with many parts included',
    })
    expect(parseToml(tables(80, 79))).toHaveProperty('start', expect.any(Number))
  })

  test('places are offsets into the text as given, BOM and blanked line breaks included', () => {
    const text = '\ufeffa = { b\n= "x" }'
    const document = parseToml(text)
    const a = 'root' in document ? document.root.entries.get('a') : undefined
    const b = a?.value.kind === 'table' ? a.value.entries.get('b') : undefined
    expect([a, b].map(entry => entry && text.slice(entry.keyStart, entry.keyEnd))).toEqual(['a', 'b'])
    expect(b && text.slice(b.value.start, b.value.end)).toBe('"x"')
  })

  test('comments are handed on with their places', () => {
    const document = parseToml('# one\na = "#no" # two\n')
    expect('comments' in document && document.comments).toEqual([
      { text: '# one', start: 0, end: 5 },
      { text: '# two', start: 16, end: 21 },
    ])
  })
})
