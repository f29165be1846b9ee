// Builds dist/: the command, the library, the sandbox child, the PDK and the engines.
// Without --release nothing is deleted first, so that a running command keeps its files.
import { execFileSync } from 'node:child_process'
import { rmSync } from 'node:fs'
import { join } from 'node:path'
import { build } from 'esbuild'
import { buildEngine } from './build-engine.mjs'
import { buildLibrary } from './build-library.mjs'
import { buildPdk, buildPolyfills } from './build-pdk.mjs'
import { buildWasmTools } from './build-wasm-tools.mjs'
import { writeLicences } from './write-licences.mjs'

const isRelease = process.argv.includes('--release')

const shared = {
  bundle: true,
  platform: 'node',
  target: 'node20.19',
  legalComments: 'none',
  logLevel: 'warning',
  metafile: true,
  outdir: 'dist',
}

if (isRelease) rmSync('dist', { recursive: true, force: true })

const library = await buildLibrary('dist')

// The sandbox child is one small file of its own: Node starts CommonJS faster than a module graph.
const child = await build({
  ...shared,
  entryPoints: { 'sandbox-child': 'src/host/sandbox/guest.child.ts' },
  outExtension: { '.js': '.cjs' },
  format: 'cjs',
  minify: true,
})

// Programs of their own: one runs componentize-js, which starts the other one.
const starlingMonkey = await build({
  ...shared,
  entryPoints: {
    'starlingmonkey-build': 'src/toolchains/typescript/starlingmonkey/run-componentize.ts',
    'starlingmonkey-initializer': 'src/toolchains/typescript/starlingmonkey/pre-initialize.ts',
  },
  format: 'esm',
})

const wasmTools = await buildWasmTools('dist/wasm-tools')

const polyfills = await buildPolyfills('dist/pdk/polyfills')

const bundled = [child.metafile, starlingMonkey.metafile, wasmTools, polyfills]
writeLicences('dist/LICENCES.txt', [...library, ...bundled.flatMap(({ inputs }) => Object.keys(inputs))])

await Promise.all([buildPdk('dist/pdk'), buildEngine('dist/engine')])

// Declarations of the library: only a published package needs them.
if (isRelease)
  execFileSync(join('node_modules', '.bin', 'tsc'), ['-p', 'tsconfig.types.json'], { stdio: 'inherit' })
