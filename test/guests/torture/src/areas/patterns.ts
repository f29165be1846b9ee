const DATE = /(?<year>\d{4})-(?<month>\d\d)-(?<day>\d\d)/u
const WORD = /[a-zß-öø-ÿ\u{4e00}-\u{9fff}]+/giu

export function patterns() {
  const match = DATE.exec('on 2026-08-01.')!
  const sticky = /a./y
  const stuck: (number | string)[] = []
  for (let found = sticky.exec('abacxa'); found; found = sticky.exec('abacxa'))
    stuck.push(found[0], sticky.lastIndex)
  const indices = /b(c)?/d.exec('abc')!.indices!
  return {
    groups: { ...match.groups },
    place: [match.index, match[0]],
    replaced: '2026-08-01'.replace(DATE, '$<day>.$<month>.$<year>'),
    replacer: 'a1b22'.replace(/(?<digits>\d+)/g, (...found) => `<${found.at(-1).digits}@${found.at(-3)}>`),
    words: 'Grüße, 世界 and café'.match(WORD),
    stuck,
    indices: [indices[0], indices[1]],
    all: [...'k1=v1;k2=v2'.matchAll(/(\w+)=(\w+)/g)].map(([, key, value]) => `${value}${key}`),
    lookbehind: 'price: $42, cost: €7'.match(/(?<=\$)\d+/)?.[0],
    negative: 'foobar foobaz'.match(/foo(?!bar)\w+/)?.[0],
    backreference: /^(?<quote>['"]).*\k<quote>$/.test(`"it's"`),
    lazy: '<a><b>'.match(/<.+?>/)?.[0],
    multiline: 'one\ntwo\nthree'.match(/^t\w+$/gm),
    dotAll: [/a.b/.test('a\nb'), /a.b/s.test('a\nb')],
    ignoreCase: /straße/iu.test('STRAßE'),
    astral: ['😀'.match(/^.$/) === null, '😀'.match(/^.$/u) !== null],
    split: 'a1b2c3'.split(/(\d)/),
    flags: /x/gimsuy.flags,
    sets: /[[A-Za-z]--[a-z]]/v.test('A') && !/[[A-Za-z]--[a-z]]/v.test('a'),
  }
}
