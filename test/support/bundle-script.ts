import { mkdirSync, mkdtempSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { build } from 'esbuild'

const root = fileURLToPath(new URL('../..', import.meta.url))

export interface BundledScript {
  /** Path of a plain JavaScript file that a child process can run. */
  readonly path: string
  remove(): void
}

/**
 * Turns a script that imports from `./src` into one file, so that a test can run it in a process of its own. It lies inside the
 * package, from where the tool finds its own files.
 */
export async function bundleScript(source: string): Promise<BundledScript> {
  const cache = join(root, 'node_modules/.cache')
  mkdirSync(cache, { recursive: true })
  const folder = mkdtempSync(join(cache, 'script-'))
  const path = join(folder, 'script.mjs')
  await build({
    stdin: { contents: source, resolveDir: root, loader: 'ts' },
    outfile: path,
    bundle: true,
    platform: 'node',
    format: 'esm',
    target: 'node20.19',
    logLevel: 'silent',
    banner: {
      js: "import { createRequire as makeRequire } from 'node:module'; const require = makeRequire(import.meta.url);",
    },
  })
  return { path, remove: () => rmSync(folder, { recursive: true, force: true }) }
}
