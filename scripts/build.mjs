// Builds dist/: the command, the library, the sandbox child, the PDK and the engines.
import { rmSync } from 'node:fs'
import { build } from 'esbuild'

const shared = {
  bundle: true,
  platform: 'node',
  target: 'node20.19',
  legalComments: 'none',
  logLevel: 'warning',
}

rmSync('dist', { recursive: true, force: true })

await build({
  ...shared,
  entryPoints: { cli: 'src/cli/main.ts', index: 'src/index.ts', testing: 'src/testing/index.ts' },
  outdir: 'dist',
  format: 'esm',
  splitting: true,
  external: ['esbuild'],
  // CommonJS packages that we bundle call require() for Node's own modules.
  banner: {
    js: "import { createRequire as __createRequire } from 'node:module'; const require = __createRequire(import.meta.url);",
  },
})

// The sandbox child is one small file of its own: Node starts CommonJS faster than a module graph.
await build({
  ...shared,
  entryPoints: { 'sandbox-child': 'src/host/sandbox/guest.child.ts' },
  outdir: 'dist',
  outExtension: { '.js': '.cjs' },
  format: 'cjs',
  minify: true,
})
