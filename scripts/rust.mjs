// Everything that needs a Rust toolchain: builds, tests, checks, packs and runs the Rust template and the Rust examples with dist/cli.js.
// Argument: a Python that has the wasmtime wheel; without it the second engine is left out.
// Prints a line per check, the time of each part and, last, "N passed, N failed".
import { spawnSync } from 'node:child_process'
import { existsSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { checkExamples, checkHostApis, checkLive, checkTwins } from './rust/check-examples.mjs'
import { checkInputs } from './rust/check-inputs.mjs'
import { checkConfiguration, checkMistakes, checkWorkspace } from './rust/check-mistakes.mjs'
import { checkSameBytes } from './rust/check-same-bytes.mjs'
import { checkEndings, checkTemplate } from './rust/check-template.mjs'
import { debianToolchain } from './rust/debian-toolchain.mjs'
import { createSteps } from './rust/steps.mjs'

const TARGET = 'wasm32-unknown-unknown'
const python = process.argv[2]

const started = Date.now()
const folder = mkdtempSync(join(tmpdir(), 'yoi-plugin-rust-'))
// Compiled crates stay for the next run; a run without them is slower and checks the same.
const environment = { ...process.env, ...toolchain(), CARGO_TARGET_DIR: resolve('.cache/rust-target') }
const steps = createSteps(folder, environment)
console.log(`${version('rustc')}; ${version('cargo')}; ready in ${seconds(started)}`)
const parts = {
  template: checkTemplate,
  examples: checkExamples,
  twins: () => checkTwins(steps, python),
  'host APIs': checkHostApis,
  live: checkLive,
  inputs: checkInputs,
  endings: checkEndings,
  mistakes: checkMistakes,
  configuration: checkConfiguration,
  workspace: checkWorkspace,
  'same bytes': checkSameBytes,
}
try {
  for (const [name, check] of Object.entries(parts)) {
    const start = Date.now()
    await check(steps)
    console.log(`--- ${name}: ${seconds(start)}`)
  }
} finally {
  rmSync(folder, { recursive: true, force: true })
}
console.log(`rust: ${seconds(started)}`)
console.log(`${steps.counts.passed} passed, ${steps.counts.failed} failed`)
process.exitCode = steps.counts.failed === 0 ? 0 : 1

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

function seconds(start) {
  return `${((Date.now() - start) / 1000).toFixed(1)} s`
}
