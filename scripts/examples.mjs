// Builds, checks, tests, runs and packs every TypeScript example with dist/cli.js, in copies (scripts/rust.mjs does it for Rust).
// Prints a line per step and, last, "N passed, N failed".
import { spawnSync } from 'node:child_process'
import { cpSync, existsSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'

const CLI = resolve('dist/cli.js')
const folder = mkdtempSync(join(tmpdir(), 'yoi-plugin-examples-'))
const counts = { passed: 0, failed: 0 }

try {
  const names = readdirSync('examples').filter(name => existsSync(join('examples', name, 'src/plugin.ts')))
  for (const name of names.sort()) example(name)
} finally {
  rmSync(folder, { recursive: true, force: true })
}
if (counts.passed + counts.failed === 0) counts.failed = 1
console.log(`${counts.passed} passed, ${counts.failed} failed`)
process.exitCode = counts.failed === 0 ? 0 : 1

function example(name) {
  cpSync(join('examples', name), join(folder, name), { recursive: true })
  rmSync(join(folder, name, 'plugin.component.wasm'), { force: true })
  if (!step(name, 'build')) return
  step(name, 'check')
  step(name, 'test')
  for (const tool of toolsOf(name)) step(name, 'run', tool)
  step(name, 'pack')
  const types = 'src/generated/tools.d.ts'
  const isSame =
    readFileSync(join(folder, name, types), 'utf8') === readFileSync(join('examples', name, types), 'utf8')
  count(isSame, `${name}: ${types} is what the build writes`)
}

/** Without an input every tool still answers: with a result, or with an error of its own. */
function toolsOf(name) {
  const { stdout } = cli('check', join(folder, name), '--static', '--json')
  return JSON.parse(stdout).package.tools
}

function step(name, command, ...args) {
  const { status, stdout, stderr } = cli(command, ...args, join(folder, name))
  return count(status === 0, `${name}: ${[command, ...args].join(' ')}`, stdout + stderr)
}

function cli(...args) {
  return spawnSync(process.execPath, [CLI, ...args], { encoding: 'utf8' })
}

function count(isGood, what, output = '') {
  counts[isGood ? 'passed' : 'failed'] += 1
  console.log(`${isGood ? 'ok  ' : 'FAIL'} ${what}${isGood ? '' : `\n${output}`}`)
  return isGood
}
