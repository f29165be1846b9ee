function tag(parts: TemplateStringsArray, ...values: unknown[]) {
  return `${parts.raw.join('|')}:${values.join()}`
}

export function strings() {
  const face = '👩‍🚀 é'
  return {
    tagged: tag`a\n${1}b${'x'}`,
    raw: String.raw`\u00e9${1 + 1}`,
    points: [...face].map(point => point.codePointAt(0)!.toString(16)),
    lengths: [face.length, [...face].length],
    cases: ['straße'.toUpperCase(), 'ÀÉ'.toLowerCase()],
    pads: ['5'.padStart(3, '0'), 'ab'.padEnd(5, 'xy'), ' \t\u00a0x\n'.trim()],
    slices: ['abcdef'.slice(-3, -1), 'abcdef'.substring(4, 1), 'abc'.at(-1), 'a-b-c'.split('-', 2)],
    replaced: ['aXbX'.replaceAll('X', '$&$&'), 'abc'.replace('b', "$`$'")],
    compared: ['a' < 'B', 'ä' > 'z', ['b', 'a', 'C', '10', '9'].sort()],
    wellFormed: ['\ud800'.isWellFormed(), '\ud800x'.toWellFormed()],
    encoded: [encodeURIComponent('ä &?😀'), decodeURIComponent('%E4%B8%96'), escape('ü')],
    json: JSON.stringify({
      text: '"\\\u0007\u2028😀',
      nested: { undefined: undefined, f() {}, date: new Date(0) },
    }),
    indented: JSON.stringify({ a: [1, { b: 2 }] }, null, 1),
    filtered: JSON.stringify({ a: 1, b: { a: 2, c: 3 } }, ['a', 'b']),
    revived: JSON.parse('{"a":{"b":1},"c":[2]}', (_, value) =>
      typeof value === 'number' ? value + 1 : value,
    ),
    concatenated: Array.from({ length: 200 }, (_, index) => index % 10)
      .reduce((text, digit) => text + digit, '')
      .slice(95, 105),
  }
}
