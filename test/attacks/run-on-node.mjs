// node test/attacks/run-on-node.mjs VERSION: the attacks on another major version of Node, which comes from npm. A newer engine takes
// code that ours does not, and must not take it from a guest. Prints what run.mjs prints.
import { spawnSync } from 'node:child_process'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { installNode } from '../../scripts/install-node.mjs'

const folder = mkdtempSync(join(tmpdir(), 'yoi-plugin-node-'))
try {
  const { path, output } = installNode(process.argv[2], folder)
  console.log(`Node ${output}`)
  if (path === null) console.log('0 passed, 1 failed')
  const run = fileURLToPath(new URL('run.mjs', import.meta.url))
  process.exitCode = path === null ? 1 : spawnSync(path, [run], { stdio: 'inherit' }).status
} finally {
  rmSync(folder, { recursive: true, force: true })
}
