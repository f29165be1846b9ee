import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { UserError } from '../../../src/errors.ts'
import { readCargoConfiguration } from '../../../src/toolchains/rust/cargo-configuration.ts'
import { useTemporaryFolders } from '../../support/temporary-folder.ts'

const makeFolder = useTemporaryFolders()

/** @param files of a folder in which `a/project` is the project and `home` cargo's own folder */
function read(files: Readonly<Record<string, string>>, environment: Readonly<Record<string, string>> = {}) {
  const folder = makeFolder({ 'a/project/Cargo.toml': '', ...files })
  const configuration = readCargoConfiguration({
    projectDir: join(folder, 'a/project'),
    environment: { CARGO_HOME: join(folder, 'home'), ...environment },
  })
  return { folder, ...configuration }
}

const tables = (...given: Parameters<typeof read>) => read(...given).flagTables

describe('the tables in which cargo finds flags', () => {
  test('are those of the project, of every folder above and of the home of cargo', () => {
    expect(
      tables({
        'a/project/.cargo/config.toml': '[target.wasm32-unknown-unknown]\nrustflags = ["-C", "a"]',
        'a/.cargo/config': '[target.\'cfg(target_family = "wasm")\']\nrustflags = []',
        'home/config.toml': "[target.'cfg(unix)']\nrustflags = []\n[build]\nrustflags = []",
      }),
    ).toEqual([
      'build',
      'target."wasm32-unknown-unknown"',
      'target."cfg(target_family = \\"wasm\\")"',
      'target."cfg(unix)"',
    ])
  })

  test('are not those of other targets, nor tables without flags', () => {
    const text = '[target.x86_64-unknown-linux-gnu]\nrustflags = "-C a"\n[target.wasm32-unknown-unknown]\n'
    expect(tables({ 'a/project/.cargo/config.toml': `${text}linker = "x"` })).toEqual(['build'])
    expect(tables({ 'a/project/.cargo/config.toml': 'target = 3\nbuild = "x"' })).toEqual(['build'])
  })

  test('are that of the target, when the environment has flags for it', () => {
    expect(tables({}, { CARGO_TARGET_WASM32_UNKNOWN_UNKNOWN_RUSTFLAGS: '-C a' })).toEqual([
      'build',
      'target."wasm32-unknown-unknown"',
    ])
  })

  test('are told with the files that hold them', () => {
    const { folder, flagFiles } = read({
      'a/project/.cargo/config.toml': '[build]\nrustflags = []',
      'home/config.toml': '[build]\njobs = 1',
    })
    expect(flagFiles).toEqual([join(folder, 'a/project/.cargo/config.toml')])
  })

  test('are left to cargo where a file is not TOML', () => {
    expect(tables({ 'a/project/.cargo/config.toml': '[build' })).toEqual(['build'])
  })

  test.each(['build', 'target.wasm32-unknown-unknown'])('of %s must be lists', table => {
    const text = `[${table}]\nrustflags = "-C link-arg=-zstack-size=1  --cfg a"`
    expect(() => read({ 'a/project/.cargo/config.toml': text })).toThrow(UserError)
    try {
      read({ 'a/project/.cargo/config.toml': text })
    } catch (error) {
      expect((error as UserError).what).toMatch(`rustflags of [${table}] in `)
      expect((error as UserError).fix).toBe(
        'Write it as a list: rustflags = ["-C","link-arg=-zstack-size=1","--cfg","a"].',
      )
    }
  })
})

describe('the compiler of the configuration', () => {
  test('is the nearest, a path counted from the folder with .cargo', () => {
    const { rustc, folder } = read({
      'a/.cargo/config.toml': '[build]\nrustc = "tools/rustc"',
      'home/config.toml': '[build]\nrustc = "other"',
    })
    expect(rustc).toBe(join(folder, 'a/tools/rustc'))
    expect(read({ 'home/config.toml': '[build]\nrustc = "other"' }).rustc).toBe('other')
    expect(read({}).rustc).toBeUndefined()
  })

  test('is that of the environment before that of a file', () => {
    const files = { 'a/.cargo/config.toml': '[build]\nrustc = "tools/rustc"' }
    expect(read(files, { CARGO_BUILD_RUSTC: '/opt/rustc' }).rustc).toBe('/opt/rustc')
  })
})
