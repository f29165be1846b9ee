// Makes dist/pdk: the SDK as one script for plugins, its declarations, and the same as one ambient module for projects
// that have nothing installed (design 9).
import { execFileSync } from 'node:child_process'
import {
  copyFileSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from 'node:fs'
import { createRequire } from 'node:module'
import { tmpdir } from 'node:os'
import { dirname, join, resolve } from 'node:path'
import { build } from 'esbuild'

/** Declarations that authors see, in this order. */
const PUBLIC_FILES = ['tool', 'tool-error', 'define-tools', 'request', 'fs', 'websocket']

const SHARED = {
  bundle: true,
  format: 'esm',
  platform: 'neutral',
  target: 'es2023',
  legalComments: 'none',
  minifySyntax: true,
}

const POLYFILLS = 'src/pdk/polyfills'

/** @param {string} outdir */
export async function buildPdk(outdir) {
  mkdirSync(outdir, { recursive: true })
  await build({ ...SHARED, entryPoints: ['src/pdk/index.ts'], outfile: join(outdir, 'index.js') })
  await build({
    ...SHARED,
    entryPoints: ['src/pdk/starlingmonkey/adapter.ts'],
    outfile: join(outdir, 'starlingmonkey.js'),
    format: 'iife',
    globalName: 'adapter',
    target: 'es2024',
  })
  const declarations = readDeclarations()
  writeFileSync(join(outdir, 'index.d.ts'), declarations)
  writeFileSync(join(outdir, 'yoi-plugin-pdk.d.ts'), ambientModule(declarations))
  copyFileSync('src/pdk/types/globals.d.ts', join(outdir, 'yoi-plugin-globals.d.ts'))
}

/**
 * Makes what a build adds to a plugin that uses `URL`, `TextEncoder` and the like.
 * @param {string} outdir
 * @returns what esbuild says went into them
 */
export async function buildPolyfills(outdir) {
  await build({
    ...SHARED,
    entryPoints: ['text-encoder', 'text-decoder', 'structured-clone'].map(name => `${POLYFILLS}/${name}.ts`),
    outdir,
  })
  const { metafile } = await build({
    ...SHARED,
    entryPoints: [`${POLYFILLS}/url.ts`],
    outdir,
    mainFields: ['main'],
    metafile: true,
    inject: [`${POLYFILLS}/text-encoder.ts`, `${POLYFILLS}/text-decoder.ts`],
    plugins: [smallUrlPackage],
  })
  const licences = ['whatwg-url', 'punycode'].map(licenceOf)
  writeFileSync(join(outdir, 'url.NOTICE.txt'), licences.join('\n'))
  return metafile
}

/** What a component that has the code of a package carries. */
function licenceOf(name) {
  const folder = dirname(createRequire(import.meta.url).resolve(`${name}/package.json`))
  const file = readdirSync(folder).find(entry => /^licen[cs]e/i.test(entry))
  const { version } = JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8'))
  return `${name} ${version}\n\n${readFileSync(join(folder, file), 'utf8').trim()}\n`
}

/** whatwg-url without the layer that checks arguments and without the tables of tr46, with a shorter way for plain URLs. */
const smallUrlPackage = {
  name: 'small-url-package',
  setup({ onResolve }) {
    const replace = (filter, name) =>
      onResolve({ filter }, ({ importer }) =>
        /[\\/]whatwg-url[\\/]/.test(importer) ? { path: resolve(`${POLYFILLS}/${name}.ts`) } : undefined,
      )
    replace(/^tr46$/, 'ascii-domain')
    replace(/^\.\/URLSearchParams$/, 'query-record')
    replace(/^\.\/url-state-machine$/, 'url-parser')
  },
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
