// Builds every TypeScript example (scripts/rust.mjs does it for Rust) and two guests, which call every host function and use all of JavaScript, and runs
// their calls in a second WebAssembly engine. Argument: a Python that has the wasmtime wheel.
// Prints a line per call and, last, "N passed, N failed".
import { spawnSync } from 'node:child_process'
import { existsSync, readdirSync } from 'node:fs'
import { join } from 'node:path'

const python = process.argv[2]
const counts = { passed: 0, failed: 0 }

const projects = [
  'test/guests/host-apis',
  'test/guests/torture',
  ...readdirSync('examples')
    .sort()
    .map(name => join('examples', name)),
]

for (const project of projects) {
  const calls = join(project, 'wasmtime-calls.json')
  if (!existsSync(calls) || existsSync(join(project, 'Cargo.toml'))) continue
  console.log(`${project}:`)
  const built = execute(process.execPath, 'dist/cli.js', 'build', project)
  if (built.status !== 0) {
    counts.failed++
    console.log(`FAIL build\n${built.stdout}${built.stderr}`)
    continue
  }
  const ran = execute(python, 'test/engines/run_wasmtime.py', join(project, 'plugin.component.wasm'), calls)
  console.log((ran.stdout + ran.stderr).trimEnd())
  const line = /^(\d+) passed, (\d+) failed$/m.exec(ran.stdout)
  counts.passed += Number(line?.[1] ?? 0)
  counts.failed += Number(line?.[2] ?? 1)
}

if (counts.passed + counts.failed === 0) counts.failed = 1
console.log(`${counts.passed} passed, ${counts.failed} failed`)
process.exit(counts.failed === 0 ? 0 : 1)

function execute(command, ...args) {
  return spawnSync(command, args, { encoding: 'utf8', stdio: ['ignore', 'pipe', 'pipe'] })
}
