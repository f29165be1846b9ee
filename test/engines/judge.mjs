// Builds the judge of wasmtime-45/ with cargo (minutes, the first time) and compares fuel with the host's own engine release.
// On request only: `node test/engines/judge.mjs [PYTHON]`. Prints what fuel.mjs prints.
import { spawnSync } from 'node:child_process'
import { resolve } from 'node:path'

const target = resolve('.cache/judge')
const cargo = ['build', '--release', '--locked', '--manifest-path', 'test/engines/wasmtime-45/Cargo.toml']
const built = spawnSync('cargo', [...cargo, '--target-dir', target], { stdio: 'inherit' })
if (built.status !== 0) {
  console.log('0 passed, 1 failed')
  process.exit(1)
}
const args = ['test/engines/fuel.mjs', process.argv[2] ?? '-', resolve(target, 'release/yoi-judge')]
process.exit(spawnSync(process.execPath, args, { stdio: 'inherit' }).status ?? 1)
