import { describe, expect, test } from 'vitest'
import type { CargoMetadata } from '../../../src/toolchains/rust/cargo-metadata.ts'
import { foreignImports } from '../../../src/toolchains/rust/foreign-imports.ts'
import { readCoreModule } from '../../../src/wasm/core/read-core-module.ts'
import { assemble } from '../../support/assemble.ts'

/** The plugin uses chrono, which uses js-sys, which uses wasm-bindgen; and serde, which uses nothing. */
const USES: Readonly<Record<string, readonly string[]>> = {
  plugin: ['serde', 'chrono'],
  serde: [],
  chrono: ['js-sys'],
  'js-sys': ['wasm-bindgen'],
  'wasm-bindgen': [],
}

const METADATA: CargoMetadata = {
  packages: Object.keys(USES).map(name => ({
    id: name,
    name,
    manifest_path: `/${name}/Cargo.toml`,
    source: null,
    targets: [],
  })),
  workspace_members: ['plugin'],
  workspace_root: '/plugin',
  target_directory: '/plugin/target',
  resolve: {
    root: 'plugin',
    nodes: Object.entries(USES).map(([id, dependencies]) => ({ id, dependencies })),
  },
}

const importing = async (...imports: readonly (readonly [module: string, name: string])[]) => {
  const lines = imports.map(([module, name]) => `(import "${module}" "${name}" (func))`)
  const bytes = await assemble(`(module ${lines.join('')})`)
  return foreignImports(readCoreModule(bytes), METADATA, 'plugin').map(({ message, fix }) => ({
    message,
    fix,
  }))
}

describe('imports of a compiled module', () => {
  test('of the host APIs are fine', async () => {
    expect(await importing(['yoi:host/request@1.0.0', 'request'])).toEqual([])
  })

  test('of JavaScript are traced to the crate that brings them', async () => {
    expect(
      await importing(['__wbindgen_placeholder__', '__wbindgen_throw'], ['__wbindgen_placeholder__', 'b']),
    ).toEqual([
      {
        message:
          'The compiled module imports "__wbindgen_throw", "b" from "__wbindgen_placeholder__" (JavaScript through wasm-bindgen): ' +
          'plugin -> chrono -> js-sys.',
        fix: 'Switch off the feature of "chrono" that needs it, or use another crate.',
      },
    ])
  })

  test('of several modules of one system are one finding', async () => {
    const found = await importing(['__wbindgen_placeholder__', 'a'], ['__wbindgen_externref_xform__', 'b'])
    expect(found.map(({ message }) => message)).toEqual([
      'The compiled module imports "a", "b" from "__wbindgen_placeholder__" and "__wbindgen_externref_xform__" ' +
        '(JavaScript through wasm-bindgen): plugin -> chrono -> js-sys.',
    ])
  })

  test('that only look like a host API are foreign', async () => {
    const [finding] = await importing(['yoi:host/https@1.0.0', 'request'])
    expect(finding?.message).toBe('The compiled module imports "request" from "yoi:host/https@1.0.0".')
  })

  test('of WASI are named as such, without a crate when none is known for it', async () => {
    const [finding] = await importing(['wasi_snapshot_preview1', 'fd_write'])
    expect(finding?.message).toBe(
      'The compiled module imports "fd_write" from "wasi_snapshot_preview1" (WASI).',
    )
    expect(finding?.fix).toMatch('`cargo tree`')
  })

  test('of functions that nobody defines are counted', async () => {
    const names = ['a', 'b', 'c', 'd', 'e'].map(name => ['env', name] as const)
    expect((await importing(...names))[0]?.message).toBe(
      'The compiled module imports "a", "b", "c" and 2 more from "env".',
    )
  })
})
