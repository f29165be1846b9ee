// Everything that needs a Rust toolchain: builds, tests, checks, packs and runs the Rust template and the Rust examples with dist/cli.js.
// Argument: a Python that has the wasmtime wheel; without it the second engine is left out.
// Prints a line per check and, last, "N passed, N failed".
import { spawnSync } from 'node:child_process'
import { cpSync, existsSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { debianToolchain } from './rust/debian-toolchain.mjs'

const CLI = resolve('dist/cli.js')
const TARGET = 'wasm32-unknown-unknown'
const MAX_ECHO_BYTES = 100 * 1024
const MAX_ECHO_FUEL = 20_000
const python = process.argv[2]

const counts = { passed: 0, failed: 0 }
const folder = mkdtempSync(join(tmpdir(), 'yoi-plugin-rust-'))
const environment = { ...process.env, ...toolchain(), CARGO_TARGET_DIR: resolve('.cache/rust-target') }
console.log(`${version('rustc')}; ${version('cargo')}`)
try {
  template()
  example('word-frequency')
  example('rust-http-json')
  sameCases()
  sameBytes()
  panics()
  mistakes()
} finally {
  rmSync(folder, { recursive: true, force: true })
}
console.log(`${counts.passed} passed, ${counts.failed} failed`)
process.exitCode = counts.failed === 0 ? 0 : 1

/** The machine's own toolchain when it has the target, else Debian's: the stable suite, and the moving one when that has none. */
function toolchain() {
  const rustc = spawnSync(process.env.RUSTC ?? 'rustc', ['--print=target-libdir', `--target=${TARGET}`], {
    encoding: 'utf8',
  })
  if (rustc.status === 0 && existsSync(rustc.stdout.trim())) return {}
  for (const suite of ['trixie', 'sid']) {
    try {
      return debianToolchain(`.cache/rust-${suite}`, suite)
    } catch (error) {
      console.log(`no toolchain from ${suite}: ${error.message}`)
    }
  }
  throw new Error(`no Rust toolchain with the target ${TARGET}`)
}

function version(tool) {
  const command = environment[tool.toUpperCase()] ?? tool
  return spawnSync(command, ['--version'], { encoding: 'utf8', env: environment }).stdout.trim()
}

/** new -> build -> check -> pack, and the budgets of the echo. */
function template() {
  const project = newProject('echo')
  expectSuccess('template: build', cli(['build', project]))
  expectSuccess('template: check', cli(['check', project, '--strict']))
  const report = JSON.parse(cli(['check', project, '--json']).stdout)
  const bytes = statSync(join(project, 'plugin.component.wasm')).size
  const { footprint, cases } = report
  expect(`template: ${bytes} bytes, at most ${MAX_ECHO_BYTES}`, bytes <= MAX_ECHO_BYTES)
  expect(`template: ${cases[0].fuel} fuel, less than ${MAX_ECHO_FUEL}`, cases[0].fuel < MAX_ECHO_FUEL)
  expect(
    `template: one core instance, ${footprint.memoryPages} pages, ${footprint.tableElements} table elements`,
    footprint.coreInstances === 1 && footprint.memoryPages <= 8 && footprint.tableElements <= 256,
  )
  expectSuccess('template: pack', cli(['pack', project]))
  outputBounds(project)
  expectSuccess('template: cargo test', run('cargo', ['test', '--release', '--quiet'], project))
}

/** What the PDK makes of texts that the host would not take as they are (contract 10.2); an input has at most 65,536 bytes. */
function outputBounds(project) {
  const texts = [
    ['x'.repeat(61_000), `${'x'.repeat(60_413)}…`],
    ['x'.repeat(60_416), 'x'.repeat(60_416)],
    ['日'.repeat(20_200), `${'日'.repeat(20_137)}…`],
    ['"\\'.repeat(4_000), '"\\'.repeat(4_000)],
    ['a\u0007b\u0085c\n\td', 'a b c\n\td'],
  ]
  for (const [index, [text, content]] of texts.entries()) {
    const lines = [
      'tool = "say"',
      `input = { text = ${JSON.stringify(text)} }`,
      '[expect]',
      `content = ${JSON.stringify(content)}`,
    ]
    writeFileSync(join(project, `cases/bound-${index}.toml`), lines.join('\n'))
  }
  expectSuccess('template: outputs keep the bounds of the contract', cli(['check', project]))
}

function example(name) {
  const project = join('examples', name)
  const args = name === 'word-frequency' ? ['--emit-types'] : []
  expectSuccess(`${name}: build`, cli(['build', project, ...args]))
  expectSuccess(`${name}: check`, cli(['check', project]))
  expectSuccess(`${name}: pack`, cli(['pack', project, '--output', join(folder, `${name}.yoi-plugin`)]))
  expectSuccess(`${name}: cargo test`, run('cargo', ['test', '--release', '--quiet'], project))
  if (name === 'rust-http-json') {
    const { footprint, findings } = JSON.parse(cli(['check', project, '--json']).stdout)
    expect(`${name}: ${footprint.coreInstances} core instances`, footprint.coreInstances === 3)
    const rules = findings.map(({ rule }) => rule)
    expect(`${name}: ${rules}`, rules.includes('host/no-host-apis-yet'))
  }
}

/** The twin in TypeScript passes the very same files, and both run in the second engine. */
function sameCases() {
  const twin = 'examples/word-frequency-ts'
  expectSuccess('word-frequency-ts: build', cli(['build', twin]))
  for (const name of ['word-frequency', 'word-frequency-ts']) {
    const project = join(folder, `cases-of-both-${name}`)
    cpSync(join('examples', name), project, { recursive: true })
    rmSync(join(project, 'cases'), { recursive: true })
    cpSync('examples/word-frequency/cases', join(project, 'cases'), { recursive: true })
    const result = cli(['check', project, '--json'])
    const { cases } = JSON.parse(result.stdout)
    expectSuccess(`${name}: the same cases (${cases.map(({ fuel }) => fuel)} fuel)`, result)
  }
  if (python === undefined) return
  for (const name of ['word-frequency', 'word-frequency-ts']) {
    const files = ['plugin.component.wasm', 'wasmtime-calls.json'].map(file => join('examples', name, file))
    const result = run(python, ['test/engines/run_wasmtime.py', ...files])
    process.stdout.write(result.stdout)
    expectSuccess(`${name}: second engine`, result)
  }
}

function sameBytes() {
  const componentOf = name => {
    const project = join(folder, name)
    cpSync('examples/word-frequency', project, { recursive: true })
    rmSync(join(project, 'plugin.component.wasm'), { force: true })
    const env = { CARGO_TARGET_DIR: join(folder, 'targets', name) }
    // Crates that run while building cannot change the bytes and take most of the time: only the plugin is compiled again.
    cpSync(environment.CARGO_TARGET_DIR, env.CARGO_TARGET_DIR, { recursive: true, preserveTimestamps: true })
    const result = cli(['build', project], env)
    expectSuccess(`reproducible: build in ${name}`, result)
    return result.status === 0 ? readFileSync(join(project, 'plugin.component.wasm')) : null
  }
  const [first, second] = [componentOf('a'), componentOf('another/deeper folder')]
  expect(
    'reproducible: the same bytes in two folders',
    first !== null && second !== null && first.equals(second),
  )
}

/** A panic names its message and its place. */
function panics() {
  const project = newProject('panics')
  change(
    project,
    'src/lib.rs',
    'Ok(ToolOutput::new(summary',
    'if input.text == "Hello, Yoi!" { panic!("no greeting") }\n    Ok(ToolOutput::new(summary',
  )
  expectSuccess('panic: build', cli(['build', project]))
  const { stdout } = cli(['check', project])
  expect(
    'panic: check names message and place',
    /panicked at src\/lib\.rs:\d+:\d+: no greeting/.test(stdout),
    stdout,
  )
}

/** What an author gets wrong, and what is said about it. */
function mistakes() {
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
  expectRefusal('JavaScript', bindgen, 'build/foreign-import', /js-sys/)
  const broken = newProject('broken')
  change(broken, 'src/lib.rs', 'input.text.chars()', 'input.txt.chars()')
  expectRefusal('a mistake in the code', broken, 'build/cargo-failed')
  const changed = newProject('wit')
  change(changed, 'wit/plugin.wit', 'export call', '/// Changed.\n  export call')
  const { stdout } = cli(['check', changed, '--json', '--static'])
  expect('a changed WIT is a finding', stdout.includes('build/wit-changed'), stdout)
  const workspace = join(folder, 'workspace')
  for (const member of ['one', 'two']) {
    cpSync(newProject(`member-${member}`), join(workspace, member), { recursive: true })
    change(join(workspace, member), 'Cargo.toml', '[workspace]', '')
  }
  writeFileSync(join(workspace, 'Cargo.toml'), '[workspace]\nresolver = "3"\nmembers = ["one", "two"]\n')
  const profile = readFileSync(join(workspace, 'one/Cargo.toml'), 'utf8').split('[profile.release]')[1]
  writeFileSync(join(workspace, 'Cargo.toml'), `[profile.release]${profile}`, { flag: 'a' })
  expectSuccess('a member of a workspace: build', cli(['build', join(workspace, 'two')]))
  expectSuccess('a member of a workspace: check', cli(['check', join(workspace, 'two')]))
}

function newProject(name) {
  const project = join(folder, name)
  const values = [
    '--id',
    `example-ci.${name}`,
    '--name',
    `CI ${name}`,
    '--description',
    'Made by CI.',
    '--tool',
    'say',
  ]
  expectSuccess(`${name}: new`, cli(['new', project, '--template', 'rust-tool', ...values]))
  return project
}

function change(project, path, from, to) {
  const file = join(project, path)
  const text = readFileSync(file, 'utf8')
  if (!text.includes(from)) throw new Error(`${path} does not contain ${from}`)
  writeFileSync(
    file,
    text.replace(from, () => to),
  )
}

function expectRefusal(what, project, rule, message = /./) {
  const result = cli(['build', project, '--json'])
  const finding = JSON.parse(result.stdout).findings.find(candidate => candidate.rule === rule)
  expect(
    `${what}: ${rule}: ${finding?.message}`,
    result.status === 1 && message.test(finding?.message),
    result.stdout,
  )
}

function cli(args, env = {}) {
  return run(process.execPath, [CLI, ...args], '.', env)
}

function run(command, args, cwd = '.', env = {}) {
  const start = Date.now()
  const result = spawnSync(command, args, {
    cwd,
    encoding: 'utf8',
    env: { ...environment, ...env },
    maxBuffer: 1 << 28,
  })
  return { ...result, seconds: (Date.now() - start) / 1000 }
}

function expectSuccess(what, result) {
  const text = `${result.stdout ?? ''}${result.stderr ?? ''}${result.error ?? ''}`
  expect(`${what} (${result.seconds.toFixed(1)} s)`, result.status === 0, text)
}

function expect(what, holds, details = '') {
  counts[holds ? 'passed' : 'failed']++
  console.log(`${holds ? 'ok  ' : 'FAIL'} ${what}${holds ? '' : `\n${details}`}`)
}
