import { existsSync, readFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import type { build as Build, BuildOptions, Metafile, Plugin } from 'esbuild'
import { UserError } from '../../errors.ts'
import type { Finding } from '../../finding.ts'
import { escapeText } from '../../quote.ts'
import { bundleFindings, isBuildFailure } from './bundle-findings.ts'
import { type Importers, packageNameOf } from './import-chain.ts'
import type { NeededPolyfills } from './polyfills.ts'

const SDK_NAMESPACE = 'yoi-plugin'
/** Files that are no text of a program. */
const NOT_SCRIPT = /\.(node|wasm)$/

/** A module whose exports take the places of globals that the engine does not have; left out where they are not used. */
const GLOBALS_MODULE = 'yoi-plugin/globals'
const GLOBALS = `export { yoi$console as console } from 'yoi-plugin/pdk'\n`

const PROJECT_TSCONFIG = 'tsconfig.json'

export interface Bundle {
  /** A script whose value is an object with the exports of the entry. */
  readonly code: string
  /** Source map of `code`, paths relative to the project. */
  readonly sourceMap: string
  /** Files that went in, relative to the project with `/`, in ascending order; without those outside and the SDK. */
  readonly inputs: readonly string[]
  /** Modules by the bytes that they have in `code`, largest first; the SDK under the name by which it is imported. */
  readonly modules: readonly { readonly path: string; readonly bytes: number }[]
  readonly importers: Importers
}

export type BundleOutcome =
  | { readonly ok: true; readonly bundle: Bundle; readonly findings: readonly Finding[] }
  | { readonly ok: false; readonly findings: readonly Finding[] }

/**
 * Bundles a project into one script with esbuild. Reads the project and its packages, writes nothing.
 * @param projectDir absolute, without links: esbuild names files by their real paths
 * @param entry relative to the project, with `/`
 * @param pdkPath the bundled SDK of the running tool
 * @param polyfills what to add from beside the SDK
 * @throws UserError when esbuild cannot be started
 */
export async function bundle(
  projectDir: string,
  entry: string,
  pdkPath: string,
  polyfills: NeededPolyfills = { names: [], files: [] },
): Promise<BundleOutcome> {
  const { build } = await import('esbuild')
  const hasTsconfig = existsSync(join(projectDir, PROJECT_TSCONFIG))
  const options = {
    ...OPTIONS,
    ...(hasTsconfig ? { tsconfig: join(projectDir, PROJECT_TSCONFIG) } : { tsconfigRaw: '{}' }),
    absWorkingDir: projectDir,
    entryPoints: [`./${entry}`],
    outfile: join(projectDir, 'plugin.js'),
    inject: [GLOBALS_MODULE, ...polyfills.files.map(name => `yoi-plugin/polyfills/${name}`)],
    define: Object.fromEntries(polyfills.names.map(name => [`globalThis.${name}`, name])),
  }
  const sdk = sdkPlugin(dirname(pdkPath))
  try {
    const result = await build({ ...options, plugins: [sdk] })
    const text = (suffix: string) => result.outputFiles.find(file => file.path.endsWith(suffix))!.text
    const inputs = [...projectInputs(result.metafile), ...(hasTsconfig ? [PROJECT_TSCONFIG] : [])].sort()
    return {
      ok: true,
      bundle: {
        code: text('.js'),
        sourceMap: text('.map'),
        inputs,
        modules: modulesOf(result.metafile),
        importers: importersOf(result.metafile),
      },
      findings: bundleFindings(result.warnings, 'warning'),
    }
  } catch (error) {
    if (!isBuildFailure(error)) throw esbuildFailure(error)
    const isOfPackage = error.errors.some(({ location }) => packageNameOf(location?.file ?? '') !== undefined)
    const importers = isOfPackage ? await traceImporters(build, { ...options, plugins: [sdk] }) : new Map()
    return { ok: false, findings: bundleFindings(error.errors, 'error', { entry, importers }) }
  }
}

/** A failed build tells nothing about imports: a second one, which leaves out what it does not find, does. */
async function traceImporters(build: typeof Build, options: BuildOptions): Promise<Importers> {
  const lenient = { ...options, plugins: [leaveOutPlugin(), ...(options.plugins ?? [])] }
  try {
    return importersOf((await build({ ...lenient, metafile: true })).metafile)
  } catch (error) {
    if (!isBuildFailure(error)) throw error
    return new Map()
  }
}

function leaveOutPlugin(): Plugin {
  const ASKED = { isAsked: true }
  return {
    name: 'leave-out',
    setup({ onResolve, resolve }) {
      onResolve({ filter: /.*/ }, async ({ path, pluginData, ...from }) => {
        if (pluginData === ASKED || from.kind === 'entry-point') return undefined
        if (NOT_SCRIPT.test(path)) return { path, external: true }
        const { importer, namespace, resolveDir, kind } = from
        const found = await resolve(path, { importer, namespace, resolveDir, kind, pluginData: ASKED })
        return found.errors.length > 0 ? { path, external: true } : found
      })
    },
  }
}

/** No setting of the machine or of a folder above the project changes the output. */
const OPTIONS: BuildOptions & { write: false; metafile: true } = {
  bundle: true,
  write: false,
  metafile: true,
  format: 'iife',
  globalName: 'plugin',
  // Modules are strict code; esbuild leaves the directive out.
  banner: { js: "(() => { 'use strict'" },
  footer: { js: 'return plugin })()' },
  define: { 'globalThis.console': 'console' },
  platform: 'neutral',
  mainFields: ['module', 'main'],
  conditions: ['import', 'default'],
  target: 'es2023',
  charset: 'utf8',
  sourcemap: 'external',
  sourcesContent: false,
  legalComments: 'none',
  logLevel: 'silent',
  logLimit: 0,
}

/** esbuild is a program of its own: it may be missing, or not for this machine. */
function esbuildFailure(error: unknown): UserError {
  const reason = String(error instanceof Error ? error.message : error).split('\n', 1)[0]!
  return new UserError(
    'esbuild-does-not-run',
    `esbuild does not run: ${escapeText(reason)}`,
    'Install yoi-plugin again on this machine, with its optional dependencies: npm install yoi-plugin',
  )
}

/** The modules that always come from the running tool. @source design 9 */
function sdkPlugin(pdkDir: string): Plugin {
  return {
    name: SDK_NAMESPACE,
    setup({ onResolve, onLoad }) {
      onResolve({ filter: /^yoi-plugin\/(pdk|globals|polyfills\/[a-z-]+)$/ }, ({ path }) => ({
        path: path.slice(SDK_NAMESPACE.length + 1),
        namespace: SDK_NAMESPACE,
        sideEffects: path !== GLOBALS_MODULE,
      }))
      onLoad({ filter: /.*/, namespace: SDK_NAMESPACE }, ({ path }) => ({
        contents:
          path === 'globals'
            ? GLOBALS
            : readFileSync(join(pdkDir, `${path === 'pdk' ? 'index' : path}.js`), 'utf8'),
        loader: 'js',
      }))
    },
  }
}

function modulesOf({ outputs }: Metafile): Bundle['modules'] {
  const inputs = Object.values(outputs).flatMap(output => Object.entries(output.inputs))
  return inputs
    .map(([path, { bytesInOutput }]) => ({
      path: path.replace(/^yoi-plugin:/, 'yoi-plugin/'),
      bytes: bytesInOutput,
    }))
    .filter(({ bytes }) => bytes > 0)
    .sort((a, b) => b.bytes - a.bytes || (a.path < b.path ? -1 : 1))
}

function importersOf({ inputs }: Metafile): Importers {
  const importers = new Map<string, string[]>()
  for (const [importer, { imports }] of Object.entries(inputs))
    for (const { path } of imports) importers.set(path, [...(importers.get(path) ?? []), importer])
  return importers
}

function projectInputs(metafile: Metafile): string[] {
  return Object.keys(metafile.inputs).filter(
    path =>
      !path.startsWith(`${SDK_NAMESPACE}:`) && !path.startsWith('../') && !/^([A-Za-z]:)?[\\/]/.test(path),
  )
}
