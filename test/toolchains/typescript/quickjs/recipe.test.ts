import { createHash } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { componentWit, print } from '@bytecodealliance/jco-transpile/wasm-tools'
import { beforeAll, describe, expect, test } from 'vitest'
import { asset } from '../../../../src/assets.io.ts'
import { readComponent } from '../../../../src/component/read-component.ts'
import { HOST_API_INTERFACES } from '../../../../src/contract/worlds.ts'
import { readEngineSource } from '../../../../src/toolchains/typescript/quickjs/engine-source.ts'
import {
  coreNameOf,
  HOST_FUNCTIONS,
  parameterNamesOf,
  signatureOf,
} from '../../../../src/toolchains/typescript/quickjs/host-functions.ts'
import { makeRecipe, type RecipeFiles } from '../../../../src/toolchains/typescript/quickjs/make-recipe.ts'
import { RECIPE_FILES } from '../../../../src/toolchains/typescript/quickjs/recipe-files.ts'
import { readCoreModule } from '../../../../src/wasm/core/read-core-module.ts'
import { assemble } from '../../../support/assemble.ts'
import { coreModuleOf } from '../../../support/call-component.ts'
import { coreModulesOf } from '../../../support/host-component.ts'

const SOURCES = new URL('../../../../src/toolchains/typescript/quickjs/', import.meta.url)
const enginePath = createRequire(import.meta.url).resolve('quickjs-wasi/quickjs.wasm')

async function make(): Promise<RecipeFiles> {
  return makeRecipe({
    engine: readFileSync(enginePath),
    notice: readFileSync(new URL('NOTICE.txt', SOURCES), 'utf8'),
    entry: {
      abi: await assembled('abi'),
      schema: await assembled('schema'),
      trace: await assembled('trace'),
    },
    hostCalls: await Promise.all(['host/checks', 'host/answers', 'host/calls'].map(assembled)),
    component: await assembled('component'),
  })
}

function assembled(name: string): Promise<Uint8Array> {
  return assemble(readFileSync(new URL(`${name}.wat`, SOURCES), 'utf8'))
}

describe('the recipe quickjs@1', () => {
  let recipe: RecipeFiles
  beforeAll(async () => {
    recipe = await make()
  })

  test('is reproduced: the bytes have the hashes in the source, and dist/engine holds them', () => {
    for (const part of ['compiler', 'component', 'host'] as const) {
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

  test('has a second component, which imports every host function into two core modules without a table', async () => {
    const { imports, exports, footprint, refusal } = readComponent(recipe.host)
    expect(refusal).toBeUndefined()
    expect(footprint).toMatchObject({ coreInstances: 2, memories: 1, tables: 0 })
    expect(exports.map(entry => entry.name)).toEqual(['call'])
    expect(imports.flatMap(entry => entry.functions.map(each => `${entry.name} ${each.name}`))).toEqual(
      HOST_FUNCTIONS.map(({ api, name }) => `${HOST_API_INTERFACES[api]} ${name}`),
    )
    const wit = await componentWit(recipe.host)
    expect(wit.match(/import .*/g)).toEqual(
      ['request', 'websocket', 'fs'].map(api => `import yoi:host/${api}@1.0.0;`),
    )
    const [memory, engine] = coreModulesOf(recipe.host).map(bytes => readCoreModule(bytes))
    expect([memory!.imports, memory!.tables, engine!.data, engine!.tables]).toEqual([[], [], [], []])
    expect(engine!.imports.map(entry => `${entry.module}.${entry.name}`)).toEqual([
      ...HOST_FUNCTIONS.map(host => `host.${coreNameOf(host)}`),
      'memory.memory',
    ])
  })

  test('gives the parameters of host functions the names of the WIT', async () => {
    const text = await print(recipe.host)
    for (const host of HOST_FUNCTIONS) {
      const { params } = signatureOf(host)
      const list = parameterNamesOf(host).map((name, index) => `${name}: ${params[index]}`)
      const declared = readFileSync(asset(`wit/yoi-plugin/deps/yoi-host/${host.api}.wit`), 'utf8')
      expect(declared).toContain(`${host.name}: func(${list.join(', ')}) -> string;`)
      const typed = parameterNamesOf(host).map((name, index) => `(param "${name}" ${params[index]}) `)
      expect(text).toContain(`(func ${typed.join('')}(result string))`)
    }
  })

  test('refuses another build of quickjs.wasm', () => {
    const other = readFileSync(enginePath)
    other[other.length - 1]! ^= 1
    expect(() => readEngineSource(other)).toThrow('recipe 1 needs d4c9375f')
  })
})
