// dist/wasm-tools: the component encoder, loaded only when a Rust project is built. Of jco it is the part called wasm-tools; what that
// asks of WASI (arguments, standard output) is answered by the shim's browser half, which has no worker thread and opens no file.
import { copyFileSync, mkdirSync } from 'node:fs'
import { join } from 'node:path'
import { build } from 'esbuild'

const VENDOR = 'node_modules/@bytecodealliance/jco-transpile/vendor'

/** @returns what esbuild says went into the bundle */
export async function buildWasmTools(folder) {
  const { metafile } = await build({
    entryPoints: { 'wasm-tools': '@bytecodealliance/jco-transpile/wasm-tools' },
    outdir: folder,
    bundle: true,
    format: 'esm',
    platform: 'browser',
    target: 'node20.19',
    external: ['node:*'],
    minify: true,
    legalComments: 'none',
    logLevel: 'warning',
    metafile: true,
  })
  mkdirSync(folder, { recursive: true })
  for (const name of ['wasm-tools.core.wasm', 'wasm-tools.core2.wasm'])
    copyFileSync(join(VENDOR, name), join(folder, name))
  return metafile
}
