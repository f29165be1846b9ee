import { expect, test } from 'vitest'
import { buildTool } from '../../../support/build-plugin.ts'

const OWNERS = ['Array', 'String', 'Object', 'Number', 'Promise', 'JSON', 'Math', 'Date']

/** Everything that can be seen of the built-in objects without calling them. */
const LIST = `
  const seen: string[] = []
  for (const owner of [${OWNERS.join(', ')}, Array.prototype, String.prototype, Map.prototype, Promise.prototype] as any[])
    for (const key of Reflect.ownKeys(owner)) {
      const { value, writable, enumerable, configurable } = Object.getOwnPropertyDescriptor(owner, key)!
      const text = typeof value === 'function' ? value.name + value.length + ('prototype' in value) : typeof value
      seen.push([String(key), text, writable, enumerable, configurable].join())
    }
  return { summary: 'ok', content: seen.join('\\n') }`

test('methods that are made before the call look as they would at their first use', async () => {
  const cold = (await buildTool(LIST)).call('tool', {})
  const names =
    'map filter join split trim slice concat values keys then catch stringify parse abs max fromCharCode isInteger UTC'
  const mention = names.split(' ').map(name => `input.${name};`)
  const warm = (await buildTool(`if (input.all) { ${mention.join(' ')} } ${LIST}`)).call('tool', {})
  expect(warm.content!.split('\n')).toEqual(cold.content!.split('\n'))
})

test('what the top level puts in their place, or takes away, is what a call finds', async () => {
  const top = `(Array.prototype as any).map = function () { return 'mine' }
    delete (String.prototype as any).trim
    Object.defineProperty(Math, 'max', { value: () => 'own' })`
  const body = `return { summary: [[1].map(x => x), typeof ' '.trim, Math.max(1, 2), [3].filter(x => x).join()].join() }`
  expect((await buildTool(body, top)).call('tool', {}).summary).toBe('mine,undefined,own,3')
})
