import { chmodSync, realpathSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { componentEmbed } from '@bytecodealliance/jco-transpile/wasm-tools'
import { describe, expect, test } from 'vitest'
import { TOOL_WORLD } from '../../../src/contract/worlds.ts'
import { buildRust, type RustProject } from '../../../src/toolchains/rust/build-rust.ts'
import { assemble } from '../../support/assemble.ts'
import { useTemporaryFolders } from '../../support/temporary-folder.ts'

const makeFolder = useTemporaryFolders()

const WIT = `package yoi:plugin@1.0.0;
world tool {
  import yoi:host/request@1.0.0;
  export call: func(tool: string, input: string) -> string;
}
world other { export other: func(); }
package yoi:host@1.0.0 { interface request { request: func(request: string) -> string; } }`

const ABI = `(memory (export "memory") 1)
  (func (export "cabi_realloc") (param i32 i32 i32 i32) (result i32) unreachable)`

const CALL = '(func (export "call") (param i32 i32 i32 i32) (result i32) unreachable)'
const REQUEST = '(import "yoi:host/request@1.0.0" "request" (func (param i32 i32 i32)))'

/** A module as wit-bindgen leaves it: with the description of a world. */
async function moduleFor(world: string, text: string): Promise<Uint8Array> {
  return componentEmbed({ binary: await assemble(`(module ${text})`), witSource: WIT, world })
}

/** What a toolchain says, in place of one: CI builds real projects with a real one, which takes minutes. */
interface Answers {
  /** Core module that cargo names after the build; absent: it names none. */
  readonly module?: Uint8Array
  /** Statements that end `cargo build`. */
  readonly ending?: string
  /** What cargo answers to `cargo metadata`; absent: one package that uses `rand`, which uses `getrandom`. */
  readonly metadata?: string
  /** Without the libraries of the target. */
  readonly lacksTarget?: boolean
  readonly manifestPath?: string
  readonly permissions?: RustProject['manifest']['permissions']
  readonly environment?: Readonly<Record<string, string>>
  readonly files?: Readonly<Record<string, string>>
}

describe('a Rust build', () => {
  test('that cargo ends with an error is a finding', async () => {
    expect(await findingsOf({ ending: 'process.exitCode = 101' })).toMatchObject([
      { rule: 'build/cargo-failed', message: expect.stringContaining('`cargo build` ended with an error') },
    ])
  })

  test('names the crate that was not compiled because it needs a system, and who needs it', async () => {
    const [finding] = await findingsOf({ ending: 'process.exitCode = 101' })
    expect(finding?.message).toMatch('"getrandom" was not compiled')
    expect(finding?.message).toMatch(': echo -> rand -> getrandom.')
    expect(finding?.fix).toMatch('Switch off the feature of "rand"')
  })

  test.each([
    ['lib', false],
    ['custom-build', true],
  ])('blames a crate of which a %s was compiled: %s', async (kind, isBlamed) => {
    const target = { kind: [kind], crate_types: [kind === 'lib' ? 'lib' : 'bin'] }
    const artifact = { reason: 'compiler-artifact', package_id: 'getrandom', target, filenames: [] }
    const ending = `console.log(${JSON.stringify(JSON.stringify(artifact))}); process.exitCode = 101`
    expect((await findingsOf({ ending }))[0]?.message.includes('getrandom')).toBe(isBlamed)
  })

  test('that the system ends says by what', async () => {
    expect(await findingsOf({ ending: "process.kill(process.pid, 'SIGKILL')" })).toMatchObject([
      { message: expect.stringMatching(/^`cargo build` was ended by SIGKILL\. /) },
    ])
  })

  test('that names no module is a finding', async () => {
    expect(await findingsOf({})).toMatchObject([
      { rule: 'build/cargo-failed', message: 'cargo built "echo", but named no .wasm file.' },
    ])
  })

  test('with an import that Yoi does not have is a finding', async () => {
    const module = await assemble('(module (import "env" "clock" (func)))')
    expect(await findingsOf({ module })).toMatchObject([
      { rule: 'build/foreign-import', message: 'The compiled module imports "clock" from "env".' },
    ])
  })

  test('that does not say its world is a finding', async () => {
    expect(await findingsOf({ module: await assemble('(module)') })).toMatchObject([
      { rule: 'build/no-component-type', severity: 'error', at: { file: 'src/lib.rs' } },
    ])
  })

  test('without the function of the world is a finding', async () => {
    const module = await moduleFor('other', `${ABI} (func (export "other"))`)
    expect(await findingsOf({ module })).toMatchObject([
      {
        rule: 'build/export-missing',
        message: `The component does not export "call" as func(string, string) -> string, which ${TOOL_WORLD} needs.`,
      },
    ])
  })

  test('that the encoder refuses is a finding with its words', async () => {
    const module = await moduleFor('tool', `(import "yoi:host/request@1.0.0" "post" (func)) ${ABI} ${CALL}`)
    expect(await findingsOf({ module })).toMatchObject([
      { rule: 'build/not-encodable', message: expect.stringMatching(/refuses the module of "echo": .*post/) },
    ])
  })

  test('that imports a host API which plugin.toml does not request is a finding', async () => {
    const module = await moduleFor('tool', `${REQUEST} ${ABI} ${CALL}`)
    expect(await findingsOf({ module })).toMatchObject([
      { rule: 'build/host-api-not-requested', at: { file: 'plugin.toml' } },
    ])
    expect(await findingsOf({ module, permissions: [{ kind: 'host_api', api: 'request' }] })).toEqual([])
  })

  test('imports nothing of the world that the code does not use', async () => {
    expect(await findingsOf({ module: await moduleFor('tool', `${ABI} ${CALL}`) })).toEqual([])
  })

  test('without the flags of the project, because the environment has some, is a warning', async () => {
    const module = await moduleFor('tool', `${ABI} ${CALL}`)
    const files = { 'Cargo.toml': '', '.cargo/config.toml': '[build]\nrustflags = ["-C", "a"]' }
    expect(await findingsOf({ module, files })).toEqual([])
    expect(await findingsOf({ module, files, environment: { RUSTFLAGS: '-D warnings' } })).toMatchObject([
      { rule: 'build/flags-replaced', severity: 'warning', at: { file: '.cargo/config.toml' } },
    ])
    expect(await findingsOf({ module, environment: { RUSTFLAGS: '-D warnings' } })).toEqual([])
  })

  test.each([
    [undefined, 'The project folder has no Cargo.toml.'],
    ['member/Cargo.toml', 'There is no "member/Cargo.toml", which [build.cargo] names.'],
  ])('without its own Cargo.toml (%s) takes no other', async (manifestPath, message) => {
    const answers = manifestPath === undefined ? { files: {} } : { manifestPath }
    expect(await findingsOf(answers)).toMatchObject([{ rule: 'build/cargo-package-unknown', message }])
  })
})

describe('a machine that cannot build', () => {
  test.each<[string, Answers, string, RegExp]>([
    ['has no cargo', { environment: { CARGO: '/nowhere/cargo' } }, 'cargo-missing', /\/nowhere\/cargo/],
    ['has no rustc', { environment: { RUSTC: '/nowhere/rustc' } }, 'rustc-missing', /\/nowhere\/rustc/],
    ['has a cargo that is no program', { environment: { CARGO: '/' } }, 'cargo-unusable', /EACCES/],
    ['has a rustc that is no program', { environment: { RUSTC: '/' } }, 'rustc-unusable', /EACCES/],
    ['has another program as cargo', { metadata: 'hello' }, 'cargo-unusable', /does not answer .* with JSON/],
    [
      'lacks the target',
      { lacksTarget: true },
      'rust-target-missing',
      /no libraries for wasm32-unknown-unknown/,
    ],
    [
      'has flags in one string',
      { files: { 'Cargo.toml': '', '.cargo/config.toml': '[build]\nrustflags = "-C a"' } },
      'cargo-flags-form',
      /rustflags of \[build\]/,
    ],
    [
      'has a compiler of its configuration that is not there',
      {
        environment: { RUSTC: '' },
        files: { 'Cargo.toml': '', '.cargo/config.toml': '[build]\nrustc = "tools/rustc"' },
      },
      'rustc-missing',
      /tools\/rustc/,
    ],
  ])('%s, and is told so', async (_, answers, code, what) => {
    await expect(findingsOf(answers)).rejects.toMatchObject({
      name: 'UserError',
      code,
      what: expect.stringMatching(what),
    })
  })
})

async function findingsOf(answers: Answers) {
  const { module, files = { 'Cargo.toml': '' } } = answers
  const folder = realpathSync(makeFolder({ 'libraries/libcore-0.rlib': '', ...files }))
  if (answers.lacksTarget) rmSync(join(folder, 'libraries'), { recursive: true })
  if (module) writeFileSync(join(folder, 'echo.wasm'), module)
  const library = { name: 'echo', kind: ['cdylib'], crate_types: ['cdylib'] }
  const crate = (name: string) => ({
    id: name,
    name,
    manifest_path: join(folder, 'Cargo.toml'),
    source: null,
  })
  const metadata = {
    packages: ['echo', 'rand', 'getrandom'].map(name => ({
      ...crate(name),
      targets: name === 'echo' ? [library] : [],
    })),
    workspace_members: ['echo'],
    workspace_root: folder,
    target_directory: join(folder, 'target'),
    resolve: {
      root: 'echo',
      nodes: [
        { id: 'echo', dependencies: ['rand'] },
        { id: 'rand', dependencies: ['getrandom'] },
      ],
    },
  }
  const filenames = module ? [join(folder, 'echo.wasm')] : []
  const artifact = { reason: 'compiler-artifact', package_id: 'echo', target: library, filenames }
  const described = answers.metadata ?? JSON.stringify(metadata)
  const cargo = program(
    join(folder, 'cargo'),
    `if (process.argv.includes('metadata')) console.log(${JSON.stringify(described)})
    else { console.log(${JSON.stringify(JSON.stringify(artifact))}); ${answers.ending ?? ''} }`,
  )
  const rustc = program(
    join(folder, 'rustc'),
    `console.log(process.argv[2] === '-vV' ? 'rustc 1' : ${JSON.stringify(`${folder}\n${folder}/libraries`)})`,
  )
  const { findings } = await buildRust({
    projectDir: folder,
    cargo: {
      manifestPath: answers.manifestPath ?? null,
      package: null,
      features: [],
      hasDefaultFeatures: true,
      profile: null,
      isLocked: false,
      isOffline: true,
    },
    manifest: {
      runtime: { kind: 'wasm-component', entry: null, abi: null, component: 'c.wasm', world: TOOL_WORLD },
      permissions: answers.permissions ?? [],
      request: [],
      websocket: [],
    },
    environment: { PATH: process.env.PATH, CARGO: cargo, RUSTC: rustc, ...answers.environment },
  })
  return findings
}

function program(path: string, script: string): string {
  writeFileSync(path, `#!/usr/bin/env node\n${script}\n`)
  chmodSync(path, 0o755)
  return path
}
