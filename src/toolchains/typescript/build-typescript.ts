import { createHash } from 'node:crypto'
import { existsSync, readFileSync, realpathSync } from 'node:fs'
import { join } from 'node:path'
import { asset } from '../../assets.io.ts'
import { UserError } from '../../errors.ts'
import type { Finding } from '../../finding.ts'
import type { Manifest } from '../../manifest/manifest.ts'
import type { BuildResult } from '../build-result.ts'
import { type Bundle, bundle } from './bundle.ts'
import { entryMissing, noDefaultExport, toolFindings } from './entry-findings.ts'
import { findHostFunctions, type HostFunctionUse } from './find-host-functions.ts'
import { type HostApiRequests, hostApiFindings } from './host-api-findings.ts'
import { assembleComponent, assembleHostComponent } from './quickjs/assemble-component.ts'
import { loadRecipe, type Recipe } from './quickjs/load-recipe.ts'
import { RECIPE } from './quickjs/recipe-files.ts'
import { type SnapshotFailure, type SnapshotOptions, snapshotPlugin } from './quickjs/snapshot-plugin.ts'
import { type RunFailure, topLevelFinding } from './top-level-finding.ts'

const ENGINES: readonly string[] = ['quickjs', RECIPE]

export interface TypeScriptProject {
  /** Absolute path of the project folder. */
  readonly projectDir: string
  /** Path of the entry in it, with `/`. */
  readonly entry: string
  /** `build.engine` of yoi-plugin.toml: `quickjs` (the newest recipe) or a recipe by name. */
  readonly engine: string
  readonly manifest: Pick<Manifest, 'tools'> & HostApiRequests
}

/** Files of the running tool. */
export interface BuildTools {
  readonly pdkPath: string
  readonly engineDir: string
}

/**
 * Builds a component from a TypeScript project. Reads the project, runs the top level of the plugin inside the engine without any
 * access and in bounded steps, writes nothing. The same source, tool and recipe give the same bytes in every folder.
 * @throws UserError for an engine that this version does not have
 * @source host contract 6.1, 6.3
 */
export async function buildTypeScript(project: TypeScriptProject, tools = ownTools()): Promise<BuildResult> {
  const { entry, engine, manifest } = project
  if (!ENGINES.includes(engine)) {
    throw new UserError(
      'engine-not-available',
      `The engine "${engine}" is not available.`,
      `Set build.engine = "quickjs".`,
    )
  }
  if (!existsSync(join(project.projectDir, entry))) return { ok: false, findings: [entryMissing(entry)] }
  const projectDir = realpathSync(project.projectDir)
  const bundled = await bundle(projectDir, entry, tools.pdkPath)
  if (!bundled.ok) return bundled
  const recipe = loadRecipe(tools.engineDir)
  const uses = findHostFunctions(bundled.bundle.code)
  const options = { usesHostApis: uses.length > 0 }
  const outcome = snapshotPlugin(recipe.compiler, bundled.bundle.code, options)
  const source = readFileSync(join(projectDir, entry), 'utf8')
  if (!outcome.ok) {
    return {
      ok: false,
      findings: [
        snapshotFinding(outcome.failure, { recipe, bundle: bundled.bundle, entry, source, options }),
      ],
    }
  }
  const { image, toolNames } = outcome.snapshot
  const findings = [
    ...bundled.findings,
    ...toolFindings({ entry, source }, toolNames, manifest.tools),
    ...hostApiFindings(uses, manifest, { entry, ...bundled.bundle }),
  ]
  if (findings.some(finding => finding.severity === 'error')) return { ok: false, findings }
  return {
    ok: true,
    component: assemble(recipe, image, uses),
    engine: RECIPE,
    inputs: bundled.bundle.inputs.map(path => ({ path, sha256: hashOf(join(projectDir, path)) })),
    sourceMap: bundled.bundle.sourceMap,
    findings,
  }
}

function ownTools(): BuildTools {
  return { pdkPath: asset('dist/pdk/index.js'), engineDir: asset('dist/engine') }
}

/** One core module without imports, or the form that calls these host functions. */
function assemble(recipe: Recipe, image: Uint8Array, uses: readonly HostFunctionUse[]): Uint8Array {
  if (uses.length === 0) return assembleComponent(recipe.readComponent('component'), image)
  return assembleHostComponent(
    recipe.readComponent('host'),
    image,
    uses.map(({ host }) => host),
  )
}

interface FailedBuild {
  readonly recipe: Recipe
  readonly bundle: Bundle
  readonly entry: string
  readonly source: string
  readonly options: SnapshotOptions
}

function snapshotFinding(failure: SnapshotFailure, build: FailedBuild): Finding {
  if (failure.phase === 'no-plugin') return noDefaultExport(build)
  return topLevelFinding(withLines(failure, build), build.bundle.sourceMap, build.entry)
}

/** Components carry no line numbers: a second run with them finds the place of an error. */
function withLines(failure: RunFailure, { recipe, bundle, options }: FailedBuild): RunFailure {
  if (failure.cause.kind !== 'thrown') return failure
  const again = snapshotPlugin(recipe.compiler, bundle.code, { ...options, keepDebug: true })
  return !again.ok && again.failure.phase !== 'no-plugin' ? again.failure : failure
}

function hashOf(path: string): string {
  return createHash('sha256').update(readFileSync(path)).digest('hex')
}
