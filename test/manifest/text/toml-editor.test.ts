import { describe, expect, test } from 'vitest'
import { applyEdits } from '../../../src/check/apply-edits.ts'
import type { Edit } from '../../../src/finding.ts'
import { toJsonValue } from '../../../src/manifest/exact-json.ts'
import { createTomlEditor, type TomlEditor } from '../../../src/manifest/text/toml-editor.ts'
import { parseToml } from '../../../src/manifest/toml/parse-toml.ts'
import { tomlToJson } from '../../../src/manifest/toml/toml-to-json.ts'
import { randomSource } from '../../support/random-source.ts'

/** The text after an edit, which must still be TOML. */
function edited(text: string, edit: (editor: TomlEditor) => readonly Edit[]): string {
  const document = parseToml(text)
  if ('error' in document) throw new Error(document.error)
  const edits = edit(createTomlEditor('plugin.toml', text, document.root))
  const after = applyEdits(text, [edits]).text
  expect(parseToml(after)).not.toHaveProperty('error')
  return after
}

describe('appendItem', () => {
  test.each([
    ['an empty array', 'a = []\n', 'a = [9]\n'],
    ['an array with only a comment', 'a = [\n  # none\n]\n', 'a = [9\n  # none\n]\n'],
    ['one line', 'a = [1, 2] # x\n', 'a = [1, 2, 9] # x\n'],
    ['one line with a comma at the end', 'a = [1, 2, ]\n', 'a = [1, 2, 9, ]\n'],
    ['lines', 'a = [\n  1,\n  2\n]\n', 'a = [\n  1,\n  2,\n  9\n]\n'],
    [
      'lines with comments',
      'a = [\n\t1, # one\n\t2, # two,\n]\n',
      'a = [\n\t1, # one\n\t2, # two,\n\t9,\n]\n',
    ],
    ['a comma only in a comment', 'a = [\n  1 # one, two\n]\n', 'a = [\n  1, # one, two\n  9\n]\n'],
    ['lines that end in CRLF', 'a = [\r\n  1,\r\n]\r\n', 'a = [\r\n  1,\r\n  9,\r\n]\r\n'],
    ['an irregular array', 'a = [1,\n  2]\n', 'a = [1,\n  2, 9]\n'],
    ['two items on the last line', 'a = [\n  1, 2,\n]\n', 'a = [\n  1, 2, 9,\n]\n'],
  ])('%s', (_, before, after) => {
    expect(edited(before, editor => editor.appendItem('a', '9'))).toBe(after)
  })

  test('makes the key where there is none, above the first header', () => {
    const before = 'version = "1" # one\n\n[runtime]\n'
    expect(edited(before, editor => editor.appendItem('a', '9'))).toBe(
      'version = "1" # one\na = [9]\n\n[runtime]\n',
    )
  })

  test('makes the key at the end of a file without a last line break, and with CRLF', () => {
    expect(edited('x = 1\r\nversion = "1"', editor => editor.appendItem('a', '9'))).toBe(
      'x = 1\r\nversion = "1"\r\na = [9]',
    )
  })

  test.each(['[[a]]\nb = 1\n', 'a = 1\n', 'a = { b = 1 }\n'])('leaves %j alone', text => {
    expect(edited(text, editor => editor.appendItem('a', '9'))).toBe(text)
  })
})

describe('appendTable', () => {
  const add = (text: string) =>
    edited(text, editor =>
      editor.appendTable('a', [
        ['b', '9'],
        ['c', '"x"'],
      ]),
    )
  test.each([
    [
      'within brackets',
      'a = [\n  { b = 1 }, # one\n]\n',
      'a = [\n  { b = 1 }, # one\n  { b = 9, c = "x" },\n]\n',
    ],
    ['under a header', '[[a]]\nb = 1 # one\n\n[d]\n', '[[a]]\nb = 1 # one\n\n[[a]]\nb = 9\nc = "x"\n\n[d]\n'],
    ['under a header without keys, in CRLF', '[[a]]\r\n', '[[a]]\r\n\r\n[[a]]\r\nb = 9\r\nc = "x"\r\n'],
    ['where there is none', 'version = "1"\n[d]\n', 'version = "1"\na = [{ b = 9, c = "x" }]\n[d]\n'],
  ])('%s', (_, before, after) => {
    expect(add(before)).toBe(after)
  })
})

describe('removeItem', () => {
  test.each([
    ['of one', 'a = [1] # x\n', 0, 'a = [] # x\n'],
    ['of one with a comma', 'a = [1, ]\n', 0, 'a = [ ]\n'],
    ['the first on a line', 'a = [1, 2, 3]\n', 0, 'a = [2, 3]\n'],
    ['the middle of a line', 'a = [1, 2, 3]\n', 1, 'a = [1, 3]\n'],
    ['the last on a line', 'a = [1, 2, 3]\n', 2, 'a = [1, 2]\n'],
    [
      'with its line and comment',
      'a = [\n  1, # one\n  # of three\n  2, # two\n  3\n]\n',
      1,
      'a = [\n  1, # one\n  # of three\n  3\n]\n',
    ],
    ['the last line', 'a = [\n  1, # one\n  2 # two\n]\n', 1, 'a = [\n  1, # one\n]\n'],
    ['the only line, in CRLF', 'a = [\r\n  1,\r\n]\r\nb = 1\r\n', 0, 'a = [\r\n]\r\nb = 1\r\n'],
    [
      'under a header',
      '# one\n[[a]]\nb = 1\n\n# two\n[[a]]\nb = [\n  2,\n]\n\n[c]\n',
      1,
      '# one\n[[a]]\nb = 1\n\n# two\n[c]\n',
    ],
    ['the first header', '[[a]]\nb = 1\n[[a]]\nb = 2', 0, '[[a]]\nb = 2'],
    ['the last header of a file', '[[a]]\nb = 1\n\n[[a]]\nb = 2', 1, '[[a]]\nb = 1\n\n'],
    ['that is not there', 'a = [1]\n', 1, 'a = [1]\n'],
  ])('%s', (_, before, index, after) => {
    expect(edited(before, editor => editor.removeItem(`a[${index}]`))).toBe(after)
  })

  test('of a list inside an item', () => {
    const before = 'a = [{ b = [1, 2], c = 3 }]\n[[d]]\ne = ["x", "y"] # z\n'
    expect(edited(before, editor => editor.removeItem('a[0].b[1]'))).toBe(before.replace('1, 2', '1'))
    expect(edited(before, editor => editor.removeItem('d[0].e[0]'))).toBe(before.replace('"x", ', ''))
  })

  test('takes that item and nothing else, however the list is written', () => {
    const random = randomSource(666)
    for (let round = 0; round < 1_500; round++) {
      const count = 1 + random.below(4)
      const gap = () => random.pick(['', ' ', '\n', '\n  ', ' # c, [\n', '\n\n  # d\n'])
      const items = Array.from({ length: count }, (_, index) =>
        random.pick([`${index}`, `"${index}#,"`, `{ a = ${index} }`, `[${index}]`]),
      )
      const text = `a = [${gap()}${items.map(item => `${item}${gap()}`).join(`,${gap()}`)}${random.pick(['', ','])}${gap()}]\nb = 1\n`
      const readValue = (toml: string) => {
        const document = parseToml(toml)
        if ('error' in document) throw new Error(`${document.error} in ${toml}`)
        return toJsonValue(tomlToJson(document.root).value) as { a: unknown[] }
      }
      const index = random.below(count)
      const after = edited(text, editor => editor.removeItem(`a[${index}]`))
      const before = readValue(text)
      expect(readValue(after), text).toEqual({ ...before, a: before.a.filter((_, other) => other !== index) })
    }
  })
})

describe('removeEntry', () => {
  test.each([
    ['with its line and comment', '[t]\na = 1 # x\nb = 2\n', '[t]\nb = 2\n'],
    ['written with dots', 't.a = 1\nt.b = 2\n', 't.b = 2\n'],
    ['over several lines', '[t]\na = [\n  1\n]\nb = 2\n', '[t]\nb = 2\n'],
    ['at the end of the file', '[t]\na = 1', '[t]\n'],
    ['with CRLF', '[t]\r\na = 1\r\nb = 2\r\n', '[t]\r\nb = 2\r\n'],
  ])('takes a key away, %s', (_, before, after) => {
    expect(edited(before, editor => editor.removeEntry('t.a'))).toBe(after)
  })

  test.each(['t = { a = 1, b = 2 }\n', '[t]\nb = 1\n', '[t.a]\nx = 1\n'])('leaves %j alone', text => {
    expect(edited(text, editor => editor.removeEntry('t.a'))).toBe(text)
  })
})

describe('removeComment', () => {
  test.each([
    ['alone on its line', 'a = 1\n  # gone\nb = 2\n', 'a = 1\nb = 2\n'],
    ['after a value', 'a = 1   # gone\nb = 2\n', 'a = 1\nb = 2\n'],
    ['with CRLF', 'a = 1 # gone\r\nb = 2\r\n', 'a = 1\r\nb = 2\r\n'],
  ])('takes a comment away %s', (_, before, after) => {
    const start = before.indexOf('#')
    expect(edited(before, editor => editor.removeComment(start, start + '# gone'.length))).toBe(after)
  })
})

describe('addBeside', () => {
  test.each([
    ['on a line of its own', '[t]\na = 1 # x\nb = 2\n', '[t]\na = 1 # x\nc = 9\nb = 2\n'],
    ['at the end of the file', '[t]\na = 1', '[t]\na = 1\nc = 9'],
    ['with indentation and dots', '[x]\n  t.a = 1\n', '[x]\n  t.a = 1\n  t.c = 9\n', 'x.t.a'],
    ['with CRLF', '[t]\r\na = 1\r\n', '[t]\r\na = 1\r\nc = 9\r\n'],
    ['in an inline table', 't = { a = 1, b = 2 }\n', 't = { a = 1, c = 9, b = 2 }\n'],
    ['in an inline table over lines', 't = {\n  a = 1\n}\n', 't = {\n  a = 1, c = 9\n}\n'],
    ['with dots in an inline table', 'x = { t.a = 1 }\n', 'x = { t.a = 1, t.c = 9 }\n', 'x.t.a'],
    [
      'in a table inside an array',
      'x = [{ t = { a = 1 } }]\n',
      'x = [{ t = { a = 1, c = 9 } }]\n',
      'x[0].t.a',
    ],
    ['in an array of tables', '[[x]]\nt.a = 1\n', '[[x]]\nt.a = 1\nt.c = 9\n', 'x[0].t.a'],
  ])('adds a key %s', (_, before, after, path = 't.a') => {
    expect(edited(before, editor => editor.addBeside(path, 'c', '9'))).toBe(after)
  })

  test('leaves a file without the entry alone', () => {
    expect(edited('t = 1\n', editor => editor.addBeside('t.a', 'c', '9'))).toBe('t = 1\n')
  })
})

describe('replaceValue', () => {
  test('puts another value in place, and keeps what stands around it', () => {
    const before = 'a = [ "x" , " y" ] # z\n'
    expect(edited(before, editor => editor.replaceValue('a[1]', '"y"'))).toBe('a = [ "x" , "y" ] # z\n')
    expect(edited(before, editor => editor.replaceValue('a[2]', '"y"'))).toBe(before)
  })
})
