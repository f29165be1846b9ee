import { describe, expect, test } from 'vitest'
import { analyseScopes } from '../../../src/toolchains/typescript/script/analyse-scopes.ts'
import { restoreClassNames } from '../../../src/toolchains/typescript/script/class-names.ts'
import { parseScript } from '../../../src/toolchains/typescript/script/syntax.ts'
import { buildFiles, PDK_IMPORT } from '../../support/build-plugin.ts'
import { PluginInstance } from '../../support/call-component.ts'

test('a class has the name of its source, also where it mentions itself', async () => {
  const built = await buildFiles(
    {
      'src/plugin.ts': `${PDK_IMPORT}import { Cube, Failure, Given, Élan } from './classes.ts'
export default defineTools({ tool: { run() {
  const names = [Cube.make().constructor.name, new Failure('x').name, Given.again().name, Élan.self().name]
  return { summary: names.join() }
} } })`,
      'src/classes.ts': `export class Cube { static make() { return new Cube() } }
export class Failure extends Error {
  static from(text: string) { return new Failure(text) }
  override name = new.target === undefined ? this.constructor.name : ''
}
export const Given = class _Given { static again() { return _Given } }
export class Élan { static self() { return Élan } }`,
    },
    ['tool'],
  )
  if (!built.ok) throw new Error(JSON.stringify(built.findings))
  expect(new PluginInstance(built.component).call('tool', {}).summary).toBe('Cube,Failure,_Given,Élan')
})

describe('a class keeps the name that the bundler gave it', () => {
  const restored = (code: string, name: string | undefined = 'A') =>
    restoreClassNames(code, analyseScopes(parseScript(code)!), () => name)

  test('unless its own means nothing else inside of it', () => {
    expect(restored('var A = class _A { static b = _A }')).toBe('var A = class A  { static b = A  }')
  })

  test.each([
    ['its own means something else there', 'var A = class _A { b = A; c = _A }'],
    ['its own is hidden where it is mentioned', 'var A = class _A { b(A) { return _A } }'],
    ['it is a key too', 'var A = class _A { b() { return { _A } } }'],
  ])('where %s', (_, code) => {
    expect(restored(code)).toBe(code)
  })

  test('where the sources are not known, or call it so', () => {
    const code = 'var A = class _A { static b = _A }'
    expect([
      restoreClassNames(code, analyseScopes(parseScript(code)!), () => undefined),
      restored(code, '_A'),
    ]).toEqual([code, code])
  })
})
