// node test/attacks/run.mjs [PART OF A NAME]: launches the attacks and prints a table; last, "N passed, N failed".
import { spawnSync } from 'node:child_process'
import { mkdirSync, mkdtempSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath, pathToFileURL } from 'node:url'
import { build } from 'esbuild'

// Inside the package: the sandbox is looked for from there.
const cache = fileURLToPath(new URL('../../node_modules/.cache', import.meta.url))
mkdirSync(cache, { recursive: true })
const folder = mkdtempSync(join(cache, 'attacks-'))

try {
  const outfile = join(folder, 'run.mjs')
  await build({
    entryPoints: [fileURLToPath(new URL('run-attacks.ts', import.meta.url))],
    outfile,
    bundle: true,
    platform: 'node',
    format: 'esm',
    target: 'node20.19',
    logLevel: 'warning',
    external: ['@bytecodealliance/*'],
    // CommonJS packages that are bundled call require() for Node's own modules.
    banner: {
      js: "import { createRequire as __createRequire } from 'node:module'; const require = __createRequire(import.meta.url);",
    },
  })
  const { href } = pathToFileURL(outfile)
  const assembling = `await (await import(${JSON.stringify(href)})).assembleAttacks(${JSON.stringify(folder)})`
  const assembled = spawnSync(process.execPath, ['--input-type=module', '-e', assembling], {
    stdio: 'inherit',
  })
  if (assembled.status !== 0) throw new Error('the guests were not assembled')
  const { runAttacks } = await import(href)
  process.exitCode = await runAttacks(folder, process.argv[2] ?? '', line => console.log(line))
} finally {
  rmSync(folder, { recursive: true, force: true })
}
