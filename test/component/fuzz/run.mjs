// node test/component/fuzz/run.mjs: judges 20,000 small and 200 large damaged components and some bombs, with one seed.
// Prints a table and, last, "N passed, N failed".
import { spawnSync } from 'node:child_process'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { loadOurs } from '../../support/load-ours.mjs'

const HEAP = '--max-old-space-size=256'

const [part, given] = process.argv.slice(2)
if (part === undefined) {
  const folder = mkdtempSync(join(tmpdir(), 'yoi-fuzz-'))
  try {
    process.exitCode = inProcess([], 'write', folder) || inProcess([HEAP], 'judge', folder)
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
} else {
  const ours = await loadOurs("export { runFuzz, writeInputs } from './test/component/fuzz/run-fuzz.ts'")
  if (part === 'write') await ours.writeInputs(given)
  else process.exitCode = ours.runFuzz(given, line => console.log(line))
}

function inProcess(flags, ...args) {
  const script = fileURLToPath(import.meta.url)
  return spawnSync(process.execPath, [...flags, script, ...args], { stdio: 'inherit' }).status ?? 1
}
