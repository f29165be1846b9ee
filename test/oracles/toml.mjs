// Builds the manifest reader of toml-1.1/ with cargo and compares ours with it. On request only: `node test/oracles/toml.mjs [MUTATIONS]`.
import { spawnSync } from 'node:child_process'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { pathToFileURL } from 'node:url'
import { build } from 'esbuild'

const SHOWN = 10
const target = resolve('.cache/oracles')
const cargo = ['build', '--release', '--locked', '--manifest-path', 'test/oracles/toml-1.1/Cargo.toml']
const built = spawnSync('cargo', [...cargo, '--target-dir', target], { stdio: 'inherit' })
if (built.status !== 0) {
  console.log('0 passed, 1 failed')
  process.exit(1)
}

const folder = mkdtempSync(join(tmpdir(), 'yoi-plugin-oracle-'))
try {
  const outfile = join(folder, 'compare.mjs')
  await build({
    entryPoints: ['test/oracles/compare-manifests.ts'],
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
  const { compareManifest, manifestTexts } = await import(pathToFileURL(outfile).href)
  const texts = manifestTexts(Number(process.argv[2] ?? 20_000), pathToFileURL(`${resolve('test')}/`))
  const input = texts.map(text => `${JSON.stringify(text)}\n`).join('')
  const oracle = spawnSync(join(target, 'release/yoi-manifest-oracle'), {
    input,
    encoding: 'utf8',
    maxBuffer: 1 << 30,
  })
  const found = oracle.stdout.split('\n')
  const differences = texts.flatMap((text, index) => compareManifest(text, found[index] || 'null') ?? [])
  for (const difference of differences.slice(0, SHOWN)) console.log(difference)
  const accepted = found.filter(line => line.startsWith('{')).length
  console.log(`${texts.length} manifests, ${accepted} accepted by the host's libraries`)
  console.log(`${texts.length - differences.length} passed, ${differences.length} failed`)
  process.exitCode = differences.length === 0 && oracle.status === 0 ? 0 : 1
} finally {
  rmSync(folder, { recursive: true, force: true })
}
