import { chmodSync, realpathSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { buildRust } from '../../../src/toolchains/rust/build-rust.ts'
import { assemble } from '../../support/assemble.ts'
import { useTemporaryFolders } from '../../support/temporary-folder.ts'

const makeFolder = useTemporaryFolders()

/** What a toolchain says, in place of one: CI builds real projects with a real one, which takes minutes. */
interface Answers {
  /** Core module that cargo names after the build; absent: it names none. */
  readonly module?: Uint8Array
  readonly exitCode?: number
}

test('a build that cargo ends with an error is a finding', async () => {
  expect(await findingsOf({ exitCode: 101 })).toMatchObject([
    { rule: 'build/cargo-failed', message: expect.stringContaining('`cargo build` ended with an error') },
  ])
})

test('a build that names no module is a finding', async () => {
  expect(await findingsOf({})).toMatchObject([
    { rule: 'build/cargo-failed', message: 'cargo built "echo", but named no .wasm file.' },
  ])
})

test('a module with an import that Yoi does not have is a finding', async () => {
  const module = await assemble('(module (import "env" "clock" (func)))')
  expect(await findingsOf({ module })).toMatchObject([
    { rule: 'build/foreign-import', message: 'The compiled module imports "clock" from "env".' },
  ])
})

test('a module that does not say its world is a finding', async () => {
  expect(await findingsOf({ module: await assemble('(module)') })).toMatchObject([
    { rule: 'build/no-component-type', severity: 'error', at: { file: 'src/lib.rs' } },
  ])
})

async function findingsOf({ module, exitCode = 0 }: Answers) {
  const folder = realpathSync(makeFolder({ 'libraries/libcore-0.rlib': '' }))
  if (module) writeFileSync(join(folder, 'echo.wasm'), module)
  const library = { name: 'echo', kind: ['cdylib'], crate_types: ['cdylib'] }
  const metadata = {
    packages: [
      {
        id: 'echo',
        name: 'echo',
        manifest_path: join(folder, 'Cargo.toml'),
        source: null,
        targets: [library],
      },
    ],
    workspace_members: ['echo'],
    workspace_root: folder,
    target_directory: join(folder, 'target'),
    resolve: { root: 'echo', nodes: [{ id: 'echo', dependencies: [] }] },
  }
  const filenames = module ? [join(folder, 'echo.wasm')] : []
  const artifact = { reason: 'compiler-artifact', package_id: 'echo', target: library, filenames }
  const cargo = program(
    join(folder, 'cargo'),
    `const isBuild = !process.argv.includes('metadata')
    console.log(JSON.stringify(isBuild ? ${JSON.stringify(artifact)} : ${JSON.stringify(metadata)}))
    process.exitCode = isBuild ? ${exitCode} : 0`,
  )
  const rustc = program(
    join(folder, 'rustc'),
    `console.log(${JSON.stringify(`${folder}\n${folder}/libraries`)})`,
  )
  const result = await buildRust({
    projectDir: folder,
    cargo: {
      manifestPath: null,
      package: null,
      features: [],
      hasDefaultFeatures: true,
      profile: null,
      isLocked: false,
      isOffline: true,
    },
    environment: { PATH: process.env.PATH, CARGO: cargo, RUSTC: rustc },
  })
  return result.findings
}

function program(path: string, script: string): string {
  writeFileSync(path, `#!/usr/bin/env node\n${script}\n`)
  chmodSync(path, 0o755)
  return path
}
