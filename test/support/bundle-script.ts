import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { build } from 'esbuild'

const root = fileURLToPath(new URL('../..', import.meta.url))

export interface BundledScript {
  /** Path of a plain JavaScript file that a child process can run. */
  readonly path: string
  remove(): void
}

/** Turns a script that imports from `./src` into one file, so that a test can run it in a process of its own. */
export async function bundleScript(source: string): Promise<BundledScript> {
  const folder = mkdtempSync(join(tmpdir(), 'yoi-plugin-script-'))
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
