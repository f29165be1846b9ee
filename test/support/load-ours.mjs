// Bundles TypeScript of this repository and imports it, for scripts that run without a test runner.
import { mkdirSync, mkdtempSync, rmSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { pathToFileURL } from 'node:url'
import { build } from 'esbuild'

/** @param source TypeScript of re-exports, with paths from the root of the repository */
export async function loadOurs(source) {
  // Inside the repository: what is not bundled is looked for from there.
  mkdirSync('.cache', { recursive: true })
  const folder = mkdtempSync('.cache/ours-')
  try {
    const outfile = join(folder, 'ours.mjs')
    await build({
      stdin: { contents: source, resolveDir: process.cwd(), loader: 'ts' },
      outfile,
      bundle: true,
      platform: 'node',
      format: 'esm',
      target: 'node20.19',
      external: ['@bytecodealliance/*'],
      logLevel: 'warning',
    })
    return await import(pathToFileURL(resolve(outfile)).href)
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
}
