// What an author, or a machine, gets wrong, and what is said about it; what cargo can be told and is not lost.
import { cpSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { change } from './steps.mjs'

export function checkMistakes({ cli, expect, expectRefusal, newProject }) {
  const library = newProject('library')
  change(library, 'Cargo.toml', '"cdylib"', '"lib"')
  expectRefusal('not a cdylib', library, 'build/not-cdylib')
  const foreign = newProject('foreign')
  change(foreign, 'src/lib.rs', 'let summary', 'unsafe { strange() };\n    let summary')
  change(foreign, 'src/lib.rs', 'fn echo', 'unsafe extern "C" {\n    fn strange();\n}\n\nfn echo')
  expectRefusal('a function that nobody defines', foreign, 'build/foreign-import')
  const bindgen = newProject('bindgen')
  change(bindgen, 'Cargo.toml', '[dependencies]', '[dependencies]\njs-sys = "0.3"')
  change(bindgen, 'src/lib.rs', 'let summary', 'let _now = js_sys::Date::now();\n    let summary')
  change(bindgen, 'src/lib.rs', 'format!("Echoed', 'format!("{_now} Echoed')
  expectRefusal('JavaScript', bindgen, 'build/foreign-import', /-> js-sys\.$/)
  const random = newProject('random')
  change(random, 'Cargo.toml', '[dependencies]', '[dependencies]\nrand = "0.9"')
  expectRefusal('random numbers', random, 'build/cargo-failed', /-> rand -> .*-> getrandom\.$/)
  const broken = newProject('broken')
  change(broken, 'src/lib.rs', 'input.text.chars()', 'input.txt.chars()')
  expectRefusal('a mistake in the code', broken, 'build/cargo-failed')
  const silent = newProject('silent')
  writeFileSync(join(silent, 'src/lib.rs'), 'mod pdk;\n')
  expectRefusal('no tool is exported', silent, 'build/export-missing')
  const above = newProject('above')
  const below = join(above, 'below')
  cpSync(newProject('below', 'other'), below, { recursive: true })
  rmSync(join(below, 'Cargo.toml'))
  expectRefusal('another Cargo.toml above', below, 'build/cargo-package-unknown')
  const changed = newProject('wit')
  change(changed, 'wit/plugin.wit', 'export call', '/// Changed.\n  export call')
  const { stdout } = cli(['check', changed, '--json', '--static'])
  expect('a changed WIT is a finding', stdout.includes('build/wit-changed'), stdout)
}

/** Flags in either table of cargo's configuration, and an older edition. */
export function checkConfiguration({ cli, expectSuccess, newProject }) {
  const project = newProject('flags')
  const guard = '#[cfg(not(flag_of_the_author))]\ncompile_error!("the flags are lost");\n'
  change(project, 'src/lib.rs', 'mod pdk;', `${guard}mod pdk;`)
  change(project, 'Cargo.toml', 'edition = "2024"', 'edition = "2021"')
  const configuration = join(project, '.cargo/config.toml')
  const flags = 'rustflags = ["--cfg", "flag_of_the_author"]\n'
  for (const table of ['build', 'target.wasm32-unknown-unknown', 'target.\'cfg(target_family = "wasm")\'']) {
    writeFileSync(configuration, `[${table}]\n${flags}`)
    expectSuccess(`the flags of [${table}] are kept`, cli(['build', project]))
  }
  rmSync(configuration)
  const env = { RUSTFLAGS: '--cfg flag_of_the_author' }
  expectSuccess(
    'the flags of the environment are kept',
    cli(['build', project, '--offline', '--locked'], env),
  )
}

export function checkWorkspace({ cli, expectSuccess, folder, newProject }) {
  const workspace = join(folder, 'workspace')
  for (const member of ['one', 'two']) {
    const project = newProject(`member-${member}`, `workspace/${member}`)
    change(project, 'Cargo.toml', '[workspace]', '')
  }
  writeFileSync(join(workspace, 'Cargo.toml'), '[workspace]\nresolver = "3"\nmembers = ["one", "two"]\n')
  const profile = readFileSync(join(workspace, 'one/Cargo.toml'), 'utf8').split('[profile.release]')[1]
  writeFileSync(join(workspace, 'Cargo.toml'), `[profile.release]${profile}`, { flag: 'a' })
  expectSuccess('a member of a workspace: build', cli(['build', join(workspace, 'two')]))
  expectSuccess('a member of a workspace: check', cli(['check', join(workspace, 'two')]))
}
