// Makes dist/pdk: the SDK as one script for plugins, its declarations, and the same as one ambient module for projects
// that have nothing installed (design 9).
import { execFileSync } from 'node:child_process'
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { build } from 'esbuild'

/** Declarations that authors see, in this order. */
const PUBLIC_FILES = ['tool', 'tool-error', 'define-tools', 'request', 'fs', 'websocket']

/** @param {string} outdir */
export async function buildPdk(outdir) {
  mkdirSync(outdir, { recursive: true })
  await build({
    entryPoints: ['src/pdk/index.ts'],
    outfile: join(outdir, 'index.js'),
    bundle: true,
    format: 'esm',
    platform: 'neutral',
    target: 'es2023',
    legalComments: 'none',
    minifySyntax: true,
  })
  await build({
    entryPoints: ['src/pdk/starlingmonkey/adapter.ts'],
    outfile: join(outdir, 'starlingmonkey.js'),
    bundle: true,
    format: 'iife',
    globalName: 'adapter',
    platform: 'neutral',
    target: 'es2024',
    legalComments: 'none',
    minifySyntax: true,
  })
  const declarations = readDeclarations()
  writeFileSync(join(outdir, 'index.d.ts'), declarations)
  writeFileSync(join(outdir, 'yoi-plugin-pdk.d.ts'), ambientModule(declarations))
}

function readDeclarations() {
  const outdir = mkdtempSync(join(tmpdir(), 'yoi-plugin-pdk-'))
  try {
    const tsc = join('node_modules', '.bin', 'tsc')
    const options = ['--noEmit', 'false', '--declaration', '--emitDeclarationOnly', '--outDir', outdir]
    execFileSync(tsc, ['-p', 'src/pdk', ...options], { stdio: ['ignore', 'inherit', 'inherit'] })
    return PUBLIC_FILES.map(name =>
      withPublicNames(withoutImports(readFileSync(join(outdir, 'pdk', `${name}.d.ts`), 'utf8'))),
    ).join('\n')
  } finally {
    rmSync(outdir, { recursive: true, force: true })
  }
}

function withoutImports(text) {
  return text
    .replace(/^import .*\n/gm, '')
    .trim()
    .concat('\n')
}

/** Turns `declare function inner...` with `export { inner as outer }` into `export declare function outer...`. */
function withPublicNames(text) {
  const [aliases] = /^export \{.* as .*\};\n/m.exec(text) ?? ['']
  return [...aliases.matchAll(/([\w$]+) as ([\w$]+)/g)].reduce(
    (declarations, [, inner, outer]) =>
      declarations.replace(
        new RegExp(`^declare (function|const) ${inner.replaceAll('$', '\\$')}\\b`, 'm'),
        `export declare $1 ${outer}`,
      ),
    text.replace(aliases, ''),
  )
}

function ambientModule(declarations) {
  const body = declarations
    .replaceAll('export declare ', 'export ')
    .split('\n')
    .map(line =>
      line === '' ? '' : `  ${line.replace(/^( {4})+/, spaces => ' '.repeat(spaces.length / 2))}`,
    )
    .join('\n')
    .trimEnd()
  return `// Written by yoi-plugin: the SDK of plugins, for the editor. The build uses the SDK of the running tool.\n\ndeclare module 'yoi-plugin/pdk' {\n${body}\n}\n`
}
