// node test/fuzz/run.mjs: 20,000 mutated manifests and 20,000 damaged archives in a process of their own; last, "N passed, N failed".
import { spawnSync } from 'node:child_process'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath, pathToFileURL } from 'node:url'
import { build } from 'esbuild'

const fixtures = fileURLToPath(new URL('../fixtures', import.meta.url))
const folder = mkdtempSync(join(tmpdir(), 'yoi-plugin-fuzz-'))

try {
  const outfile = join(folder, 'run.mjs')
  await build({
    entryPoints: [fileURLToPath(new URL('run-fuzz.ts', import.meta.url))],
    outfile,
    bundle: true,
    platform: 'node',
    format: 'esm',
    target: 'node20.19',
    logLevel: 'warning',
    // CommonJS packages that are bundled call require() for Node's own modules.
    banner: {
      js: "import { createRequire as __createRequire } from 'node:module'; const require = __createRequire(import.meta.url);",
    },
  })
  // The bundler's own memory must not count.
  const { href } = pathToFileURL(outfile)
  const fuzzing = `const { runFuzz } = await import(${JSON.stringify(href)})
process.exitCode = runFuzz(${JSON.stringify(fixtures)}, line => console.log(line))`
  // On a machine with much memory V8 would let garbage lie; what is needed shows in a small heap.
  const heap = ['--max-old-space-size=96', '--max-semi-space-size=4']
  const run = spawnSync(process.execPath, [...heap, '--input-type=module', '-e', fuzzing], {
    stdio: 'inherit',
  })
  process.exitCode = run.status ?? 1
} finally {
  rmSync(folder, { recursive: true, force: true })
}
