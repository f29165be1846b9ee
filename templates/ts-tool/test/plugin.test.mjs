// Tests of the built component. `npm test` builds it first. A case in cases/ needs no code; a test can try many inputs.
import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { openPlugin } from './yoi-plugin-testing.mjs'

let plugin
before(async () => {
  plugin = await openPlugin('.')
})
after(() => plugin?.close())

for (const [text, unit, count] of [
  ['', 'words', 0],
  ['  one\ttwo ', 'words', 2],
  ['a\nb\n', 'lines', 3],
  ['é😀', 'characters', 2],
]) {
  test(`${JSON.stringify(text)} has ${count} ${unit}`, async () => {
    const { status, output } = await plugin.call('example_count', { text, unit })
    assert.equal(status, 'ok')
    assert.deepEqual(JSON.parse(output.content), { count, unit })
  })
}
