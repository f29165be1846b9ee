import { createHash } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { componentWit } from '@bytecodealliance/jco-transpile/wasm-tools'
import { beforeAll, describe, expect, test } from 'vitest'
import { asset } from '../../../../src/assets.io.ts'
import { readEngineSource } from '../../../../src/toolchains/typescript/quickjs/engine-source.ts'
import { makeRecipe, type RecipeFiles } from '../../../../src/toolchains/typescript/quickjs/make-recipe.ts'
import { RECIPE_FILES } from '../../../../src/toolchains/typescript/quickjs/recipe-files.ts'
import { readCoreModule } from '../../../../src/wasm/core/read-core-module.ts'
import { assemble } from '../../../support/assemble.ts'
import { coreModuleOf } from '../../../support/call-component.ts'

const SOURCES = new URL('../../../../src/toolchains/typescript/quickjs/', import.meta.url)
const enginePath = createRequire(import.meta.url).resolve('quickjs-wasi/quickjs.wasm')

async function make(): Promise<RecipeFiles> {
  return makeRecipe({
    engine: readFileSync(enginePath),
    notice: readFileSync(new URL('NOTICE.txt', SOURCES), 'utf8'),
    abi: await assemble(readFileSync(new URL('abi.wat', SOURCES), 'utf8')),
    component: await assemble(readFileSync(new URL('component.wat', SOURCES), 'utf8')),
  })
}

describe('the recipe quickjs@1', () => {
  let recipe: RecipeFiles
  beforeAll(async () => {
    recipe = await make()
  })

  test('is reproduced: the bytes have the hashes in the source, and dist/engine holds them', () => {
    for (const part of ['compiler', 'component'] as const) {
      const sha256 = createHash('sha256').update(recipe[part]).digest('hex')
      expect(sha256).toBe(RECIPE_FILES[part].sha256)
      const shipped = readFileSync(asset(`dist/engine/${RECIPE_FILES[part].name}`))
      expect(shipped.equals(Buffer.from(recipe[part]))).toBe(true)
    }
  })

  test('is a component of the tool world', async () => {
    const wit = await componentWit(recipe.component)
    expect(wit).toContain('export call: func(tool-name: string, input-json: string) -> string;')
    expect(wit).not.toContain('import')
  })

  test('carries an engine without imports, table, data and parser', () => {
    const core = readCoreModule(coreModuleOf(recipe.component))
    expect([core.imports, core.tables, core.elements, core.data]).toEqual([[], [], [], []])
    const code = (bytes: Uint8Array) =>
      readCoreModule(bytes).bodies.reduce((sum, body) => sum + body.code.length, 0)
    expect(code(coreModuleOf(recipe.component))).toBeLessThan(code(readFileSync(enginePath)) - 80_000)
  })

  test('refuses another build of quickjs.wasm', () => {
    const other = readFileSync(enginePath)
    other[other.length - 1]! ^= 1
    expect(() => readEngineSource(other)).toThrow('recipe 1 needs d4c9375f')
  })
})
