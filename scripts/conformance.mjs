// npm run conformance [-- FILE...]: judges the case files of test/conformance, and those named, against this tree.
import { existsSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { fileURLToPath, pathToFileURL } from 'node:url'
import { build } from 'esbuild'

const dataFolder = fileURLToPath(new URL('../test/conformance', import.meta.url))
const folder = mkdtempSync(join(tmpdir(), 'yoi-conformance-'))

try {
  const outfile = join(folder, 'run.mjs')
  await build({
    entryPoints: [join(dataFolder, 'run-conformance.ts')],
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
  const { runConformance } = await import(pathToFileURL(outfile).href)
  process.exitCode = runConformance(dataFolder, process.argv.slice(2).map(findFile), line =>
    console.log(line),
  )
} finally {
  rmSync(folder, { recursive: true, force: true })
}

/** npm runs scripts in the package's folder; a file may also be named from where npm was called. */
function findFile(path) {
  return existsSync(path) ? path : resolve(process.env.INIT_CWD ?? '.', path)
}
