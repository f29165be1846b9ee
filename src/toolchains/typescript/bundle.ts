import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import type { BuildOptions, Metafile, Plugin } from 'esbuild'
import { UserError } from '../../errors.ts'
import type { Finding } from '../../finding.ts'
import { escapeText } from '../../quote.ts'
import { bundleFindings, isBuildFailure } from './bundle-findings.ts'

/** The module that authors import; it always comes from the running tool. @source design 9 */
const PDK_MODULE = 'yoi-plugin/pdk'
const PDK_NAMESPACE = 'yoi-plugin'

/** A module whose exports take the places of globals that the engine does not have; left out where they are not used. */
const GLOBALS_MODULE = 'yoi-plugin/globals'
const GLOBALS = `export { yoi$console as console } from '${PDK_MODULE}'\n`

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
}

export type BundleOutcome =
  | { readonly ok: true; readonly bundle: Bundle; readonly findings: readonly Finding[] }
  | { readonly ok: false; readonly findings: readonly Finding[] }

/**
 * Bundles a project into one script with esbuild. Reads the project and its packages, writes nothing.
 * @param projectDir absolute, without links: esbuild names files by their real paths
 * @param entry relative to the project, with `/`
 * @param pdkPath the bundled SDK of the running tool
 * @throws UserError when esbuild cannot be started
 */
export async function bundle(projectDir: string, entry: string, pdkPath: string): Promise<BundleOutcome> {
  const { build } = await import('esbuild')
  const hasTsconfig = existsSync(join(projectDir, PROJECT_TSCONFIG))
  try {
    const result = await build({
      ...OPTIONS,
      ...(hasTsconfig ? { tsconfig: join(projectDir, PROJECT_TSCONFIG) } : { tsconfigRaw: '{}' }),
      absWorkingDir: projectDir,
      entryPoints: [`./${entry}`],
      outfile: join(projectDir, 'plugin.js'),
      plugins: [pdkPlugin(readFileSync(pdkPath, 'utf8'))],
    })
    const text = (suffix: string) => result.outputFiles.find(file => file.path.endsWith(suffix))!.text
    const inputs = [...projectInputs(result.metafile), ...(hasTsconfig ? [PROJECT_TSCONFIG] : [])].sort()
    return {
      ok: true,
      bundle: { code: text('.js'), sourceMap: text('.map'), inputs, modules: modulesOf(result.metafile) },
      findings: bundleFindings(result.warnings, 'warning'),
    }
  } catch (error) {
    if (!isBuildFailure(error)) throw esbuildFailure(error)
    return { ok: false, findings: bundleFindings(error.errors, 'error') }
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
  inject: [GLOBALS_MODULE],
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

function pdkPlugin(contents: string): Plugin {
  return {
    name: PDK_MODULE,
    setup(build) {
      build.onResolve({ filter: /^yoi-plugin\/pdk$/ }, () => ({ path: 'pdk', namespace: PDK_NAMESPACE }))
      build.onResolve({ filter: /^yoi-plugin\/globals$/ }, () => ({
        path: 'globals',
        namespace: PDK_NAMESPACE,
        sideEffects: false,
      }))
      build.onLoad({ filter: /./, namespace: PDK_NAMESPACE }, ({ path }) => ({
        contents: path === 'globals' ? GLOBALS : contents,
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

function projectInputs(metafile: Metafile): string[] {
  return Object.keys(metafile.inputs).filter(
    path =>
      !path.startsWith(`${PDK_NAMESPACE}:`) && !path.startsWith('../') && !/^([A-Za-z]:)?[\\/]/.test(path),
  )
}
