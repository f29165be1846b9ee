import { componentWit } from '@bytecodealliance/jco-transpile/wasm-tools'
import { describe, expect, test } from 'vitest'
import { matchWorld, spellWorldFunction } from '../../src/component/match-world.ts'
import { readComponent } from '../../src/component/read-component.ts'
import {
  HOST_API_FUNCTIONS,
  HOST_API_INTERFACES,
  HOST_APIS,
  WORLD_EXPORTS,
  WORLDS,
} from '../../src/contract/worlds.ts'
import { buildFromWit } from '../support/build-from-wit.ts'
import { witFiles, witSource } from '../support/wit-source.ts'

describe.each(WORLDS)('our WIT of %s', world => {
  test('is parsed by the component tooling, and a component built from it fits that world', async () => {
    const facts = readComponent(await dummyComponent(worldName(world)))
    expect(facts.refusal).toBeUndefined()
    expect(matchWorld(facts, world)).toEqual([])
    expect(facts.fits).toEqual([world])
  })

  test('exports exactly the functions of the contract', async () => {
    const { exports } = readComponent(await dummyComponent(worldName(world)))
    expect(exports.map(({ name, type }) => ({ name, type })).sort(byName)).toEqual(
      WORLD_EXPORTS[world].map(each => ({ name: each.name, type: spellWorldFunction(each) })).sort(byName),
    )
  })

  test('imports exactly the host APIs of the contract, with all their functions', async () => {
    const { imports } = readComponent(await dummyComponent(worldName(world)))
    expect(imports.map(each => each.name).sort()).toEqual(Object.values(HOST_API_INTERFACES).sort())
    for (const api of HOST_APIS) {
      const found = imports.find(each => each.name === HOST_API_INTERFACES[api])
      expect(found?.functions).toEqual(
        HOST_API_FUNCTIONS[api].map(each => ({ name: each.name, type: spellWorldFunction(each) })),
      )
    }
  })
})

describe('the WIT files', () => {
  test('read back from a built component, the worlds name versions and no other package', async () => {
    const text = await componentWit(await dummyComponent('instance'))
    expect([...text.matchAll(/import ([^;]+);/g)].map(match => match[1]).sort()).toEqual(
      Object.values(HOST_API_INTERFACES).sort(),
    )
  })

  test('every file is one package and documents every function', () => {
    expect([...witFiles().keys()].sort()).toEqual([
      'deps/yoi-host/fs.wit',
      'deps/yoi-host/request.wit',
      'deps/yoi-host/websocket.wit',
      'plugin.wit',
    ])
    for (const text of witFiles().values()) {
      const lines = text.split('\n')
      expect(lines.filter(line => /^package yoi:(plugin|host)@1\.0\.0;$/.test(line))).toHaveLength(1)
      const undocumented = lines.filter(
        (line, index) => /: func\(/.test(line) && !/^\s*\/\/\/ /.test(lines[index - 1] ?? ''),
      )
      expect(undocumented).toEqual([])
    }
  })
})

/** A component whose functions trap, with the types of the world: what the encoder makes of the WIT alone. */
async function dummyComponent(world: string): Promise<Uint8Array> {
  return buildFromWit(witSource(), world)
}

/** `tool` of `yoi:plugin/tool@1.0.0`. */
function worldName(world: string): string {
  return world.slice(world.indexOf('/') + 1, world.indexOf('@'))
}

function byName(one: { readonly name: string }, other: { readonly name: string }): number {
  return one.name < other.name ? -1 : 1
}
