import { describe, expect, test } from 'vitest'
import { buildFiles, PDK_IMPORT } from '../../support/build-plugin.ts'

/** Rule and place of every finding about a body of `run`, which stands in line 3. */
async function findingsOf(body: string, others: Record<string, string> = {}) {
  const source = `${PDK_IMPORT}import './other.ts'\nexport default defineTools({ tool: { run(input: any) { ${body}; return { summary: 'ok' } } } })\n`
  const { findings } = await buildFiles({ 'src/plugin.ts': source, 'src/other.ts': '', ...others }, ['tool'])
  return findings.map(({ rule, severity, at }) => `${severity} ${rule} ${at?.file}:${at?.line}:${at?.column}`)
}

const COLUMN = 'export default defineTools({ tool: { run(input: any) { '.length + 1

describe('what asks for chance or for the time is a warning at its place', () => {
  test.each([
    ['build/fixed-random', 'Math.random()'],
    ['build/fixed-random', '[1, 2].sort(Math.random)'],
    ['build/fixed-random', "Math['random']()"],
    ['build/fixed-random', 'globalThis.Math.random()'],
    ['build/fixed-random', 'const { random } = Math; random()'],
    ['build/fixed-time', 'new Date()'],
    ['build/fixed-time', 'new Date'],
    ['build/fixed-time', 'Date()'],
    ['build/fixed-time', 'Date.now()'],
    ['build/fixed-time', 'const now = Date.now; now()'],
    ['build/fixed-time', 'new globalThis.Date().getTime()'],
    ['build/fixed-time', 'let now: any; ({ now } = Date)'],
  ])('%s: %s', async (rule, body) => {
    const found = await findingsOf(
      `input.x(${body.includes(';') || body.startsWith('const') ? '' : body}); ${body}`,
    )
    expect(found.length).toBeGreaterThan(0)
    for (const text of found) expect(text).toMatch(new RegExp(`^warning ${rule} src/plugin\\.ts:3:\\d+$`))
  })

  test('the place is that of the expression', async () => {
    expect(await findingsOf('Math.random()')).toEqual([
      `warning build/fixed-random src/plugin.ts:3:${COLUMN}`,
    ])
  })

  test('a package and the top level of another file have their own places', async () => {
    const found = await findingsOf('new Date()', {
      'src/other.ts': "import { id } from 'ids'\n;(globalThis as any).id = id() + Date.now()\n",
      'node_modules/ids/package.json': '{ "name": "ids", "main": "index.js" }',
      'node_modules/ids/index.js': 'exports.id = function () {\n  return Math.random()\n}\n',
    })
    expect(found.sort()).toEqual([
      'warning build/fixed-random node_modules/ids/index.js:2:10',
      'warning build/fixed-time src/other.ts:2:34',
      `warning build/fixed-time src/plugin.ts:3:${COLUMN}`,
    ])
  })

  test.each([
    'new Date(2020, 1)',
    'new Date(input.time)',
    'new Date(...input.parts)',
    'Date.UTC(2020)',
    "Date.parse('2020-01-01')",
    'input instanceof Date',
    'Math.floor(1.5)',
    'const Math = { random: () => 4 }; Math.random()',
    'const Date = { now: () => 5 }; Date.now()',
    'const { max } = Math; max(1)',
    'input.Math.random()',
    'input.random = Math',
  ])('no finding: %s', async body => {
    expect(await findingsOf(body)).toEqual([])
  })
})
