import { describe, expect, test } from 'vitest'
import type { CargoSettings } from '../../../src/manifest/project/project-settings.ts'
import { buildArguments, metadataArguments } from '../../../src/toolchains/rust/cargo-arguments.ts'
import { builtModule, type CargoMetadata } from '../../../src/toolchains/rust/cargo-metadata.ts'
import { choosePackage } from '../../../src/toolchains/rust/choose-package.ts'
import { inputsOfDepInfo } from '../../../src/toolchains/rust/dep-info.ts'
import { addFlags, remapPaths } from '../../../src/toolchains/rust/remap-paths.ts'

const PLAIN: CargoSettings = {
  manifestPath: null,
  package: null,
  features: [],
  hasDefaultFeatures: true,
  profile: null,
  isLocked: false,
  isOffline: false,
}

const library = (name: string, folder: string, crateType = 'cdylib') => ({
  id: `path+file://${folder}#${name}@0.1.0`,
  name,
  manifest_path: `${folder}/Cargo.toml`,
  source: null,
  targets: [{ name, kind: [crateType], crate_types: [crateType] }],
})

const workspace = (
  packages: readonly ReturnType<typeof library>[],
  root: string | null = null,
): CargoMetadata => ({
  packages,
  workspace_members: packages.map(({ id }) => id),
  workspace_root: '/w',
  target_directory: '/w/target',
  resolve: { root, nodes: [] },
})

describe('what cargo is asked', () => {
  test('is a release build of the one package for the target without a system', () => {
    expect(buildArguments(PLAIN, 'id', ['--config', 'x'])).toEqual([
      'build',
      '--target=wasm32-unknown-unknown',
      '--lib',
      '--profile=release',
      '--message-format=json-render-diagnostics',
      '--package=id',
      '--config',
      'x',
    ])
  })

  test('follows [build.cargo]', () => {
    const cargo = {
      ...PLAIN,
      manifestPath: 'a/Cargo.toml',
      features: ['x', 'y'],
      hasDefaultFeatures: false,
      profile: 'small',
      isLocked: true,
      isOffline: true,
    }
    const given = [
      '--manifest-path=a/Cargo.toml',
      '--locked',
      '--offline',
      '--features=x,y',
      '--no-default-features',
    ]
    expect(buildArguments(cargo, 'id', [])).toEqual(expect.arrayContaining(['--profile=small', ...given]))
    expect(metadataArguments(cargo)).toEqual(expect.arrayContaining(given))
  })
})

describe('the package that is the plugin', () => {
  const one = library('one', '/w/one')
  const two = library('two', '/w/two')
  const plain = library('plain', '/w/plain', 'lib')
  const choose = (metadata: CargoMetadata, wanted: string | null, folder = '/w') => {
    const chosen = choosePackage(metadata, wanted, folder)
    return chosen.ok ? chosen.package.name : `${chosen.finding.rule}: ${chosen.finding.message}`
  }

  test('is the named one', () => {
    expect(choose(workspace([one, two]), 'two')).toBe('two')
  })

  test('is the one of the project folder', () => {
    expect(choose(workspace([one, two]), null, '/w/two')).toBe('two')
    expect(choose(workspace([one, two], one.id), null, '/elsewhere')).toBe('one')
  })

  test('is the only cdylib of a workspace', () => {
    expect(choose(workspace([plain, two]), null)).toBe('two')
  })

  test('is asked for when it is not clear', () => {
    expect(choose(workspace([one, two]), null)).toBe(
      'build/cargo-package-unknown: The workspace has several packages and none is named: "one", "two".',
    )
    expect(choose(workspace([one]), 'three')).toMatch('has no package "three"; it has "one".')
  })

  test('must be a cdylib', () => {
    expect(choose(workspace([plain]), 'plain')).toBe(
      'build/not-cdylib: The crate type of "plain" is lib, and a plugin needs cdylib.',
    )
    expect(choose(workspace([library('s', '/w', 'staticlib')]), 's')).toMatch('is staticlib, and a plugin')
    expect(choose(workspace([library('m', '/w', 'proc-macro')]), 'm')).toMatch('is proc-macro, and a plugin')
    expect(choose(workspace([library('tool', '/w', 'bin')]), 'tool')).toMatch('has no library')
  })
})

describe('the module that cargo made', () => {
  const artifact = (package_id: string, filenames: string[]) =>
    JSON.stringify({
      reason: 'compiler-artifact',
      package_id,
      target: { crate_types: ['cdylib'] },
      filenames,
    })

  test('is the .wasm file of the package', () => {
    const output = [
      artifact('other', ['/t/other.wasm']),
      artifact('mine', ['/t/plugin.wasm', '/t/plugin.d']),
      '{"reason":"build-finished","success":true}',
      '',
    ].join('\n')
    expect(builtModule(output, 'mine')).toBe('/t/plugin.wasm')
    expect(builtModule(output, 'absent')).toBeUndefined()
  })

  test('has inputs whose names may hold spaces', () => {
    expect(inputsOfDepInfo('/t/my\\ plugin.wasm: /p/src/lib.rs /p/a\\ b.rs\n\n/p/src/lib.rs:\n')).toEqual([
      '/p/src/lib.rs',
      '/p/a b.rs',
    ])
    expect(inputsOfDepInfo('')).toEqual([])
  })
})

describe('paths in the component', () => {
  const metadata: CargoMetadata = {
    ...workspace([library('one', '/home/me/one')]),
    workspace_root: '/home/me/one',
    target_directory: '/home/me/one/target',
    packages: [{ ...library('serde', '/home/me/.cargo/registry/src/x-1/serde-1.0.0'), source: 'registry+y' }],
  }

  test('do not say where project, crates and compiler lie', () => {
    expect(
      remapPaths(metadata, { cargoHome: '/home/me/.cargo', sysroot: '/rust', commit: undefined }),
    ).toEqual([
      '--remap-path-prefix=/home/me/.cargo=/cargo',
      '--remap-path-prefix=/rust/lib/rustlib/src/rust=/rust',
      '--remap-path-prefix=/home/me/.cargo/registry/src/x-1=/crates',
      '--remap-path-prefix=/home/me/one=/plugin',
      '--remap-path-prefix=/home/me/one/target=/target',
    ])
  })

  test('name sources of the standard library as where they are not installed', () => {
    const commit = '4eb161250e340c8f48f66e2b929ef4a5bed7c181'
    expect(remapPaths(metadata, { cargoHome: '/c', sysroot: '/r', commit })).toContain(
      `--remap-path-prefix=/r/lib/rustlib/src/rust=/rustc/${commit}`,
    )
  })

  test('are given in every table of the configuration that has flags', () => {
    expect(addFlags(['--a="b"'], ['build', 'target."cfg(unix)"'], {})).toEqual({
      cargoArguments: [
        '--config',
        'build.rustflags=["--a=\\"b\\""]',
        '--config',
        'target."cfg(unix)".rustflags=["--a=\\"b\\""]',
      ],
      environment: {},
    })
  })

  test('are given after the flags of the environment, which cargo would prefer to its configuration', () => {
    expect(addFlags(['--c'], ['build'], { RUSTFLAGS: '-a  b' })).toEqual({
      cargoArguments: [],
      environment: { CARGO_ENCODED_RUSTFLAGS: '-a\u001fb\u001f--c' },
    })
    expect(
      addFlags(['--c'], ['build'], { RUSTFLAGS: 'x', CARGO_ENCODED_RUSTFLAGS: '-a b' }).environment,
    ).toEqual({
      CARGO_ENCODED_RUSTFLAGS: '-a b\u001f--c',
    })
  })

  test('are given with the flags of the environment even when those are empty', () => {
    expect(addFlags(['--c'], ['build'], { RUSTFLAGS: '' })).toEqual({
      cargoArguments: [],
      environment: { CARGO_ENCODED_RUSTFLAGS: '--c' },
    })
  })
})
