import type { Finding } from '../../../finding.ts'
import type { CompiledPlugin, PluginCode } from '../compiled-plugin.ts'
import { noDefaultExport } from '../entry-findings.ts'
import { lightenScript } from '../script/lighten-script.ts'
import { type RunFailure, topLevelFinding } from '../top-level-finding.ts'
import { assembleComponent, assembleHostComponent } from './assemble-component.ts'
import { loadRecipe, type Recipe } from './load-recipe.ts'
import { RECIPE } from './recipe-files.ts'
import { type SnapshotFailure, type SnapshotOptions, snapshotPlugin } from './snapshot-plugin.ts'

/**
 * Runs the top level of a plugin inside QuickJS, without any access and in bounded steps, and keeps the state that it leaves.
 * @param engineDir the engines that ship with the tool
 */
export function compileWithQuickjs(code: PluginCode, engineDir: string): CompiledPlugin {
  const recipe = loadRecipe(engineDir)
  const options = { schemas: code.schemas, usesHostApis: code.hostFunctions.length > 0 }
  const { bundle, analysis } = code
  const script = analysis ? lightenScript(bundle.code, analysis) : bundle.code
  const outcome = snapshotPlugin(recipe.compiler, script, options)
  if (!outcome.ok)
    return { ok: false, findings: [snapshotFinding(outcome.failure, { ...code, script, recipe, options })] }
  const { image, toolNames } = outcome.snapshot
  return { ok: true, engine: RECIPE, toolNames, assemble: () => assemble(recipe, image, code) }
}

/** One core module without imports, or the form that calls host functions. */
function assemble(recipe: Recipe, image: Uint8Array, { hostFunctions }: PluginCode): Uint8Array {
  if (hostFunctions.length === 0) return assembleComponent(recipe.readComponent('component'), image)
  return assembleHostComponent(
    recipe.readComponent('host'),
    image,
    hostFunctions.map(({ host }) => host),
  )
}

interface FailedBuild extends PluginCode {
  /** What the engine ran of the bundle. */
  readonly script: string
  readonly recipe: Recipe
  readonly options: SnapshotOptions
}

function snapshotFinding(failure: SnapshotFailure, build: FailedBuild): Finding {
  if (failure.phase === 'no-plugin') return noDefaultExport(build)
  return topLevelFinding(withLines(failure, build), build.bundle.sourceMap, build.entry)
}

/** Components carry no line numbers: a second run with them finds the place of an error. */
function withLines(failure: RunFailure, { recipe, script, options }: FailedBuild): RunFailure {
  if (failure.cause.kind !== 'thrown') return failure
  const again = snapshotPlugin(recipe.compiler, script, { ...options, keepDebug: true })
  return !again.ok && again.failure.phase !== 'no-plugin' ? again.failure : failure
}
