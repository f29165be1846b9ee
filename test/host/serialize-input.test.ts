import { describe, expect, test } from 'vitest'
import { serializeInput } from '../../src/host/serialize-input.ts'

const printed = (json: string) => {
  const result = serializeInput(json)
  return result.ok ? result.text : result.reason
}

describe('tool input as the guest receives it', () => {
  test('is compact and has its keys in UTF-8 byte order', () => {
    expect(printed('{ "b" : 1,\n"a": [ true , null ] }')).toBe('{"a":[true,null],"b":1}')
    expect(printed('{"\u{10000}":1,"\uffee":2,"z":3}')).toBe('{"z":3,"\uffee":2,"\u{10000}":1}')
  })

  test('keeps the last of duplicate keys, whatever the key is called', () => {
    expect(printed('{"a":1,"a":2,"__proto__":3}')).toBe('{"__proto__":3,"a":2}')
  })

  test.each([
    ['0', '0'],
    ['-0', '-0.0'],
    ['-5', '-5'],
    ['18446744073709551615', '18446744073709551615'],
    ['18446744073709551616', '1.8446744073709552e+19'],
    ['-9223372036854775808', '-9223372036854775808'],
    ['-9223372036854775809', '-9.223372036854776e+18'],
    ['9007199254740993', '9007199254740993'],
    ['1.0', '1.0'],
    ['1e0', '1.0'],
    ['1.50', '1.5'],
    ['-2.5e3', '-2500.0'],
    ['1e15', '1000000000000000.0'],
    ['1e16', '1e+16'],
    ['123456789012345.678', '123456789012345.69'],
    ['0.00001', '0.00001'],
    ['0.000001', '1e-6'],
    ['1.25E-7', '1.25e-7'],
    ['0e99999999999', '0.0'],
    ['-0.0', '-0.0'],
    ['1e-400', '0.0'],
    ['1e-99999999999', '0.0'],
    ['5e-324', '5e-324'],
    ['1.7976931348623157e308', '1.7976931348623157e+308'],
  ])('the number %s is printed as %s', (text, expected) => {
    expect(printed(text)).toBe(expected)
  })

  test.each(['1e309', '-1e309', '1e99999999999', `1${'0'.repeat(309)}`])(
    'a number beyond a double is refused: %s',
    text => {
      expect(printed(text)).toBe('not-json')
    },
  )

  test('any JSON value is accepted, with its text unescaped', () => {
    expect(printed('"\\u0041\\/\\ud83d\\ude00\\u001f"')).toBe('"A/😀\\u001f"')
    expect(printed(' null ')).toBe('null')
  })

  test('the limit counts the bytes that the guest would receive', () => {
    const filler = 'é'.repeat(32_767)
    expect(printed(`   "${filler}"   `)).toHaveLength(32_769)
    expect(printed(`"${filler}a"`)).toBe('too-long')
  })

  test('which is what a refusal counts: numbers can be longer there, blanks are not there', () => {
    const numbers = `[${Array(10_000).fill('1e15').join()}]`
    expect(numbers.length).toBe(50_001)
    expect(serializeInput(numbers)).toMatchObject({ reason: 'too-long', byteLength: 190_001 })
    expect(printed(`{${' '.repeat(70_000)}}`)).toBe('{}')
  })

  test('a text that is far too long is not read', () => {
    expect(serializeInput(' '.repeat(2_000_000))).toMatchObject({
      reason: 'too-long',
      byteLength: 2_000_000,
    })
  })

  test.each([
    '',
    '{',
    '[1,]',
    '{"a":1,}',
    'NaN',
    "{'a':1}",
    '01',
    '1.',
    '.5',
    '+1',
    '"\t"',
    '"\\x41"',
    '1 2',
    '\ufeff1',
  ])('is refused when it is not JSON: %s', text => {
    expect(printed(text)).toBe('not-json')
  })
})
